"""The HTTP side: a request -> the method behind it, or the fault that a script has for it."""

from __future__ import annotations

import inspect
import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.telegram_server.answers import abort, answered, damaged, hold_back, send_half
from tests.telegram_server.methods import METHODS, Refused, Request
from tests.telegram_server.methods.registry import Upload
from tests.telegram_server.posting import Poster
from tests.telegram_server.records import Call, Json
from tests.telegram_server.state import State
from tests.telegram_server.updates import Updates
from tests.telegram_server.webhook import WebhookPost

_LARGEST = 80 * 2**20  # bytes of a request
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
_STRUCTURED = re.compile(r"\s*[\[{]|(true|false)$")
_NUMBERS = frozenset(
    "chat_id message_id message_thread_id user_id offset limit timeout reply_to_message_id"
    " max_connections cache_time".split()
)
_AS_WRITTEN = frozenset({"text", "caption", "message_text", "title", "description"})


class Web:
    """All routes: the methods, and the download of files."""

    def __init__(self, state: State, queue: Updates, poster: Poster, webhook: WebhookPost) -> None:
        self._state = state
        self._queue = queue
        self._poster = poster
        self._webhook = webhook

    def application(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_route("*", "/{rest:.*}", self._nowhere)
        return app

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        return answered(Refused("Not Found", 404).answer)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        name, token = request.match_info["method"], request.match_info["token"]
        try:
            arguments, uploads = await _arguments(request)
        except ValueError as wrong:
            return answered(Refused(str(wrong)).answer)
        call = Call(name, arguments, token, time.monotonic(), request.content_type)
        return await self._answered(request, call, lambda: self._processed(call, uploads))

    async def _answered(
        self, request: web.Request, call: Call, process: Callable[[], Awaitable[Json]]
    ) -> web.StreamResponse:
        """Records the call, and does with it what the next fault says."""
        fault = self._state.faults.met(call.method, call.arguments)
        call.fault = fault.name if fault else ""
        self._note(call)
        if fault is None or not fault.refuses:
            call.answer = await process()
            self._changed()
        if fault is not None:
            await hold_back(fault)
        response = damaged(fault, call) if fault else None
        response = response or answered(call.answer or {"ok": False})
        call.status = response.status
        self._changed()
        if fault and fault.drop:
            abort(request)
        elif fault and fault.truncate:
            await send_half(request, response)
        return response

    async def _processed(self, call: Call, uploads: dict[str, Upload]) -> Json:
        """What the method answers; all but getUpdates hold the lock meanwhile."""
        try:
            answer = self._checked(call)
            request = Request(
                call.method,
                dict(call.arguments),
                self._state,
                self._queue,
                self._poster,
                self._webhook,
                uploads,
            )
            if inspect.iscoroutinefunction(answer):
                return {"ok": True, "result": await answer(request)}
            with self._state.changed:
                result = answer(request)
                self._state.changed.notify_all()
            return {"ok": True, "result": result}
        except Refused as refused:
            return refused.answer

    def _checked(self, call: Call) -> Callable[[Request], Any]:
        """The function of the method, for a bot that may ask."""
        if not _TOKEN.fullmatch(call.token):
            raise Refused("Not Found", 404)
        if call.token != self._state.token:
            raise Refused("Unauthorized", 401)
        if self._state.logged_out:
            raise Refused("Logged out")
        answer = METHODS.get(call.method.lower())
        unknown = {name.lower() for name in self._state.unknown_methods}
        if answer is None or call.method.lower() in unknown:
            raise Refused("Not Found", 404)
        self._mind_flood(call)
        return answer

    def _mind_flood(self, call: Call) -> None:
        """Refuses what comes too fast, where the test asked for that."""
        settings = self._state.settings
        if not settings.flood:
            return
        chat = str(call.arguments.get("chat_id", ""))
        if seconds := self._state.flood.wait(call.method, chat, settings.clock()):
            raise Refused(f"Too Many Requests: retry after {seconds}", 429, retry_after=seconds)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        call = Call("download", {"path": path}, request.match_info["token"], time.monotonic())
        found = [f for f in self._state.files.values() if f.path == path]
        known = call.token == self._state.token and bool(found)
        fault = self._state.faults.met("download", call.arguments)
        call.fault = fault.name if fault else ""
        self._note(call)
        if fault is not None:
            await hold_back(fault)
            if fault.drop:
                abort(request)
            if broken := damaged(fault, call):
                return broken
        if not known:
            return answered(Refused("Not Found", 404).answer)
        whole = web.Response(body=found[0].content, content_type="application/octet-stream")
        if fault is not None and fault.truncate:
            await send_half(request, whole)
        return whole

    def _note(self, call: Call) -> None:
        with self._state.changed:
            self._state.calls.append(call)
            self._state.changed.notify_all()

    def _changed(self) -> None:
        with self._state.changed:
            self._state.changed.notify_all()


async def _arguments(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Those of the address and of the body: JSON, a form or parts, of which some are files.

    Raises:
        ValueError: the body says that it is JSON and is not, or a text is no valid text.
    """
    found: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.text()
        try:
            said = json.loads(body) if body else {}
        except ValueError:
            raise ValueError("can't parse JSON object") from None
        if not isinstance(said, dict):
            raise ValueError("expected an object")
        found |= said
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
            else:
                found[name] = value
    return {name: _read(name, value) for name, value in found.items()}, uploads


def _read(name: str, value: Any) -> Any:
    """What stands in a form as JSON is read; a text stays as it is written."""
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("strings must be encoded in UTF-8") from None
    if name in _AS_WRITTEN or not (name in _NUMBERS or _STRUCTURED.match(value)):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
