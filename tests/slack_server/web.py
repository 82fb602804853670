"""The HTTP side: a request -> the method behind it, or the fault that a script has for it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.slack_server.faults import Fault
from tests.slack_server.hooks import Hooks
from tests.slack_server.methods import METHODS, Refused, Request
from tests.slack_server.posting import Poster
from tests.slack_server.records import Call, Json
from tests.slack_server.sockets import Sockets
from tests.slack_server.state import State

_JSON_ARGUMENTS = ("blocks", "attachments", "view", "metadata", "files")
_HTML = "<html><head><title>Slack</title></head><body>Something went wrong</body></html>"
_LARGEST = 64 * 2**20  # bytes of a request


class Web:
    """All routes: the Web API, the WebSocket's opening, response_urls and uploads."""

    def __init__(self, state: State, poster: Poster, hooks: Hooks, sockets: Sockets) -> None:
        self._state = state
        self._poster = poster
        self._hooks = hooks
        self._sockets = sockets

    def application(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link", self._sockets.serve)
        app.router.add_post("/actions/{key}", self._hook)
        app.router.add_post("/upload/v1/{file}", self._upload)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        try:
            arguments = await _arguments(request)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_json"})
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        token = bearer or str(arguments.pop("token", ""))
        call = Call(name, arguments, token, time.monotonic(), request.content_type)
        return await self._answered(request, call, lambda: self._method(call))

    async def _hook(self, request: web.Request) -> web.StreamResponse:
        arguments, key = await _arguments(request), request.match_info["key"]
        call = Call("response_url", arguments, "", time.monotonic(), request.content_type)
        return await self._answered(request, call, lambda: self._hooks.take(key, arguments))

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content, key = await request.read(), request.match_info["file"]
        arguments = {"file": key, "length": len(content)}
        call = Call("upload", arguments, "", time.monotonic(), request.content_type)
        return await self._answered(request, call, lambda: self._uploaded(key, content))

    async def _answered(
        self, request: web.Request, call: Call, process: Callable[[], Json]
    ) -> web.StreamResponse:
        """Records the call, and does with it what the next fault says."""
        fault = self._state.faults.met(call.method, call.arguments)
        call.fault = fault.name if fault else ""
        with self._state.changed:
            self._state.calls.append(call)
            self._state.changed.notify_all()
        if fault is None or not fault.refuses:
            with self._state.changed:
                call.answer = _processed(process)
                self._state.changed.notify_all()
        if fault is not None:
            await _wait(fault)
        response = _damaged(fault, call) if fault else None
        response = response or self._response(call)
        with self._state.changed:
            call.status = response.status
            self._state.changed.notify_all()
        if fault and fault.drop:
            _abort(request)
        elif fault and fault.truncate:
            await _send_half(request, response)
        return response

    def _method(self, call: Call) -> Json:
        method = METHODS.get(call.method)
        if method is None or call.method in self._state.unknown_methods:
            raise Refused("unknown_method", req_method=call.method)
        if not call.token:
            raise Refused("not_authed")
        kind = {self._state.bot_token: "bot", self._state.app_token: "app"}.get(call.token)
        if kind is None:
            raise Refused("invalid_auth")
        if method.token not in {kind, "any"}:
            raise Refused("not_allowed_token_type")
        arguments = dict(call.arguments)
        request = Request(call.method, arguments, self._state, self._poster, self._sockets)
        if kind == "bot":
            request.need(method.scopes)
        return method.answer(request)

    def _uploaded(self, key: str, content: bytes) -> Json:
        file = self._state.workspace.files.get(key)
        if file is None or file.length != len(content):
            raise Refused("upload_failed")
        file.content = content
        return {"ok": True}

    def _response(self, call: Call) -> web.Response:
        answer = call.answer or {}
        if call.method == "upload":
            text = f"OK - {call.arguments['length']}"
            return web.Response(text=text) if call.ok else web.Response(status=400, text="no")
        if call.method == "response_url":
            return web.Response(text="ok") if call.ok else web.json_response(answer, status=404)
        headers = {"X-Slack-Req-Id": self._state.new_id("req")}
        if call.token == self._state.bot_token:
            headers["X-OAuth-Scopes"] = ",".join(sorted(self._granted()))
            method = METHODS.get(call.method)
            headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes if method else ())
        return web.json_response(answer, headers=headers)

    def _granted(self) -> frozenset[str]:
        if self._state.settings.scopes is not None:
            return self._state.settings.scopes
        return frozenset(scope for method in METHODS.values() for scope in method.scopes)


async def _arguments(request: web.Request) -> Json:
    """Those of the address and of the body, which is a form or JSON; JSON in a form is read.

    Raises:
        ValueError: the body says that it is JSON, and is not.
    """
    found: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        said = json.loads(body) if body else {}
        if not isinstance(said, dict):
            raise ValueError("the body must be an object")
        found |= said
    else:
        found |= dict((await request.post()).items())
    for name in _JSON_ARGUMENTS:
        if isinstance(found.get(name), str) and found[name]:
            found[name] = json.loads(found[name])
    return found


def _processed(process: Callable[[], Json]) -> Json:
    try:
        return process()
    except Refused as refused:
        return refused.answer


async def _wait(fault: Fault) -> None:
    await asyncio.sleep(fault.delay)
    while fault.waits:
        await asyncio.sleep(0.01)


def _damaged(fault: Fault, call: Call) -> web.Response | None:
    """The answer in place of the true one; None: the true one."""
    if fault.status is not None:
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        if fault.status == 429:
            answer = {"ok": False, "error": "ratelimited"}
            return web.json_response(answer, status=429, headers=headers)
        return web.Response(status=fault.status, text=_HTML, content_type="text/html")
    if fault.error is not None:
        call.answer = {"ok": False, "error": fault.error}
        return web.json_response(call.answer)
    return web.Response(text=_HTML, content_type="text/html") if fault.html else None


def _abort(request: web.Request) -> None:
    """The connection ends without an answer."""
    if request.transport is not None:
        request.transport.abort()


async def _send_half(request: web.Request, response: web.Response) -> None:
    """Headers that promise all of the answer, then half of it and the end of the connection."""
    body = response.body
    assert isinstance(body, bytes)
    half = web.StreamResponse(headers={"Content-Type": response.headers["Content-Type"]})
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
