"""What a method said -> the answer over the wire, or what a fault makes of it."""

from __future__ import annotations

import asyncio

from aiohttp import web

from tests.telegram_server.faults import Fault
from tests.telegram_server.records import Call, Json
from tests.telegram_server.updates import OTHER_POLL

_HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_GARBAGE = '{"ok":true,"result":[{"update_id":'
_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: OTHER_POLL,
    500: "Internal Server Error",
}


async def hold_back(fault: Fault) -> None:
    """As long as the fault says."""
    await asyncio.sleep(fault.delay)
    while fault.waits:
        await asyncio.sleep(0.01)


def damaged(fault: Fault, call: Call) -> web.Response | None:
    """The answer in place of the true one; None: the true one."""
    if fault.status == 429:
        seconds = 1 if fault.retry_after is None else fault.retry_after
        told = fault.description or f"Too Many Requests: retry after {seconds}"
        answer = {"ok": False, "error_code": 429, "description": told}
        return answered(answer | {"parameters": {"retry_after": seconds}})
    if fault.status in _WORDS and not fault.html:
        told = fault.description or _WORDS[fault.status]
        return answered({"ok": False, "error_code": fault.status, "description": told})
    if fault.status is not None:
        return web.Response(status=fault.status, text=_HTML, content_type="text/html")
    if fault.garbage:
        return web.Response(text=_GARBAGE, content_type="application/json")
    return web.Response(text=_HTML, content_type="text/html") if fault.html else None


def answered(answer: Json) -> web.Response:
    """Its code is the status; the wait of a 429 is in a header too."""
    code = 200 if answer.get("ok") else int(answer.get("error_code", 500))
    seconds = answer.get("parameters", {}).get("retry_after")
    headers = {"Retry-After": str(seconds)} if seconds is not None else {}
    return web.json_response(answer, status=code, headers=headers)


def abort(request: web.Request) -> None:
    """The connection ends without an answer."""
    if request.transport is not None:
        request.transport.abort()


async def send_half(request: web.Request, response: web.Response) -> None:
    """Headers that promise all of the answer, then half of it and the end of the connection."""
    body = response.body
    assert isinstance(body, bytes)
    half = web.StreamResponse(headers={"Content-Type": response.headers["Content-Type"]})
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
