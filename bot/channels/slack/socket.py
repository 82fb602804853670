"""Socket Mode -> the app: one live connection, renewed before the old one ends, not deaf for long.

The SDK's own client was measured to be deaf for up to a minute, to ask for ever with an address
that no longer holds, and to go on trying with a token that is revoked; hence this one.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any
from weakref import WeakSet

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import ERRORS, Was, failure_of
from bot.channels.slack.timing import Timing
from bot.core.errors import ConfigError

HEARTBEAT = 8.0  # seconds between our pings; one that has no answer for half of that is the end
QUIET = 12.0  # seconds that a server which pings us may be quiet at least
_AUTH = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
    | {"not_allowed_token_type", "missing_scope"}
)
_AUTH_ATTEMPTS = 5  # a server in trouble was seen to call a good token bad
_MOST_WAIT = 5.0
NO_SOCKET = (
    "Slack does not let the app-level token in ({}). Make a new one with the scope"
    " connections:write under Basic Information, put it into SLACK_APP_TOKEN, and start again."
)

log = logging.getLogger(__name__)


class Socket:
    """Listens for an app. It belongs to one event loop."""

    def __init__(self, app: AsyncApp, parts: Parts, token: str, timing: Timing) -> None:
        self._app, self._sender, self._work = app, parts.sender, parts.work
        self._token, self._timing = token, timing
        self._lines: set[asyncio.Task[None]] = set()
        self._retired: WeakSet[aiohttp.ClientWebSocketResponse] = WeakSet()
        self._wanted = asyncio.Event()
        self.connections = 0
        self.last_heard = 0.0  # by the monotonic clock

    async def listen(self, up: Callable[[], None]) -> None:
        """Listen until it is cancelled; ``up`` is called with the first connection.

        Raises ConfigError where the token is no good.
        """
        try:
            while True:
                line = await self._open()
                self._wanted.clear()
                if self.connections == 1:
                    up()
                listening = asyncio.create_task(self._hear(line))
                self._lines.add(listening)
                listening.add_done_callback(self._over)
                await self._until_wanted(line)
        finally:
            for task in self._lines:
                task.cancel()
            await asyncio.gather(*self._lines, return_exceptions=True)

    async def _until_wanted(self, line: aiohttp.ClientWebSocketResponse) -> None:
        """Until another connection is needed: this one ended, is renewed, or was silent so long
        that it may bring nothing any more although its pings live. Slack sends anew what got lost.
        """
        while not self._wanted.is_set():
            left = self.last_heard + self._timing.silence - monotonic()
            if left <= 0:
                log.info("nothing was heard for long; making another connection, to be sure")
                self._retire(line)
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._wanted.wait()

    def _retire(self, line: aiohttp.ClientWebSocketResponse) -> None:
        """Another connection takes its place: it may bring what is on its way, and then ends."""
        if line not in self._retired:
            self._retired.add(line)
            loop, drain = asyncio.get_running_loop(), self._timing.drain
            loop.call_later(drain, lambda: self._work.begin(_close(line)))

    def _over(self, task: asyncio.Task[None]) -> None:
        self._lines.discard(task)
        if not task.cancelled() and task.exception():
            log.error("a connection failed: %r", task.exception())
        if not self._lines:
            self._wanted.set()

    async def _open(self) -> aiohttp.ClientWebSocketResponse:
        attempt = refused = 0
        while True:
            try:
                return await self._connect()
            except ERRORS as error:
                failure = failure_of(error, attempt)
                refused += failure.error in _AUTH
                if refused >= _AUTH_ATTEMPTS:
                    raise ConfigError("", NO_SOCKET.format(failure.error)) from None
                log.warning("no connection to Slack: %s", failure.error or type(error).__name__)
                asked = failure.wait if failure.was is Was.NOT_DONE else 0.0
                attempt += 1
                await asyncio.sleep(max(asked, min(failure.wait or 1.0, _MOST_WAIT)))

    async def _connect(self) -> aiohttp.ClientWebSocketResponse:
        response = await self._sender.client.apps_connections_open(app_token=self._token)
        session = self._sender.client.session
        assert session is not None
        line = await session.ws_connect(
            str(response["url"]),
            heartbeat=HEARTBEAT,
            autoping=False,
            proxy=self._sender.client.proxy,
            timeout=aiohttp.ClientWSTimeout(ws_close=2.0),
        )
        self.connections += 1
        self.last_heard = monotonic()
        log.info("connected to Slack")
        return line

    async def _hear(self, line: aiohttp.ClientWebSocketResponse) -> None:
        """Take in what comes over one connection until it ends or goes deaf."""
        pulse = _Pulse()
        try:
            while True:
                async with asyncio.timeout(pulse.patience()):
                    frame = await line.receive()
                if frame.type is aiohttp.WSMsgType.TEXT:
                    pulse.beat()
                    self.last_heard = monotonic()
                    self._take(line, json.loads(frame.data))
                elif frame.type is aiohttp.WSMsgType.PING:
                    pulse.pinged()
                    await line.pong(frame.data)
                elif frame.type is not aiohttp.WSMsgType.PONG:
                    log.info("the connection to Slack ended (%s)", frame.type.name)
                    return
        except TimeoutError:
            log.warning("Slack has been quiet for too long on this connection; making a new one")
        except (aiohttp.ClientError, ConnectionError, ValueError) as error:
            log.warning("the connection to Slack broke: %s", type(error).__name__)
        finally:
            if line not in self._retired:
                self._wanted.set()
            await line.close()

    def _take(self, line: aiohttp.ClientWebSocketResponse, message: Mapping[str, Any]) -> None:
        if message.get("type") == "disconnect":
            log.info("Slack renews the connection: %s", message.get("reason"))
            self._wanted.set()
            self._retire(line)
            return
        request = SocketModeRequest.from_dict(dict(message))
        if request is not None:
            self._work.begin(self._handle(_Line(line), request))

    async def _handle(self, line: _Line, request: SocketModeRequest) -> None:
        response = await run_async_bolt_app(self._app, request)
        if response.status != 200:  # we do not know what it is; Slack need not send it again
            await line.send_socket_mode_response(SocketModeResponse(request.envelope_id))
            return
        await send_async_response(line, request, response, 0.0)  # type: ignore[arg-type]


async def _close(line: aiohttp.ClientWebSocketResponse) -> None:
    await line.close()


class _Line:
    """A connection as the SDK answers on it. One that is gone needs no answer: Slack sends anew."""

    logger = log

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line

    async def send_socket_mode_response(self, response: SocketModeResponse) -> None:
        try:
            await self._line.send_str(json.dumps(response.to_dict()))
        except (ConnectionError, aiohttp.ClientError) as error:
            log.info("no ack of %s: %s", response.envelope_id, type(error).__name__)


class _Pulse:
    """How long a server may be quiet: one that pings is deaf when its pings stay away."""

    def __init__(self) -> None:
        self._last = self._last_ping = monotonic()
        self._pings, self._gap = 0, 0.0

    def beat(self) -> None:
        self._last = monotonic()

    def pinged(self) -> None:
        self.beat()
        if self._pings:
            self._gap = max(self._gap, self._last - self._last_ping)
        self._pings, self._last_ping = self._pings + 1, self._last

    def patience(self) -> float | None:
        """Seconds from now until it is deaf; None where it was never heard to ping."""
        if self._pings < 2:
            return None
        return max(0.1, self._last + max(QUIET, 2.5 * self._gap) - monotonic())
