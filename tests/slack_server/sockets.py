"""Socket Mode: a WebSocket -> hello, envelopes, acks, pings; and what can befall a connection."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Callable

from aiohttp import WSMessage, WSMsgType, web

from tests.slack_server.delivery import Dispatcher
from tests.slack_server.loops import LoopThread
from tests.slack_server.records import Delivery, Envelope, Json
from tests.slack_server.state import State
from tests.slack_server.workspace import APP_ID

MOST_SOCKETS = 10
_NO_LINGER = struct.pack("ii", 1, 0)  # a close with this sends a reset, not an orderly end


class Connection:
    """One WebSocket. ``frozen``: nothing is read or sent; ``muted``: pings live, events do not."""

    def __init__(self, number: int, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.id = f"socket-{number}"
        self.ws = ws
        self.frozen = False
        self.muted = False
        self.pings = 0  # that the bot sent
        self.pongs = 0  # the bot's answers to ours
        self._request = request
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._moved = asyncio.Event()
        self._stash: list[WSMessage] = []

    def put(self, delivery: Delivery, envelope: Envelope) -> None:
        body: Json = {
            "envelope_id": envelope.id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            body |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason}
        self._queue.put_nowait(json.dumps(body))

    async def write(self) -> None:
        """Sends what is queued, in order, while nothing holds it back."""
        while True:
            body = await self._queue.get()
            while self.frozen or self.muted:
                self._moved.clear()
                await self._moved.wait()
            await self.ws.send_str(body)

    def set(self, *, frozen: bool | None = None, muted: bool | None = None) -> list[WSMessage]:
        """Changes what it does; returns what came in while it was frozen and is to be handled."""
        self.frozen = self.frozen if frozen is None else frozen
        self.muted = self.muted if muted is None else muted
        self._moved.set()
        stash: list[WSMessage] = []
        if not self.frozen:
            stash, self._stash = self._stash, []
        return stash

    def keep(self, message: WSMessage) -> None:
        """Comes back when the connection thaws."""
        self._stash.append(message)

    def cut(self) -> None:
        """The TCP connection is reset, without a word."""
        transport = self._request.transport
        if transport is not None:
            raw = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
            transport.abort()


class Sockets:
    """All connections. What a test calls is done in the server's loop before it returns."""

    def __init__(self, state: State, loop: LoopThread, dispatcher: Dispatcher) -> None:
        self._state = state
        self._loop = loop
        self._dispatcher = dispatcher
        self._tickets: set[str] = set()
        self.open: list[Connection] = []
        self.opened = 0  # how many there ever were

    # --- in the loop ---

    def ticket(self) -> str:
        """The address of one WebSocket to come."""
        ticket = self._state.new_id("TICKET")
        self._tickets.add(ticket)
        return f"{self._state.url.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id={APP_ID}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its opening to its end."""
        fault = self._state.faults.met("socket", request.query)
        if fault:
            return web.Response(status=fault.status or 503)
        if request.query.get("ticket") not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(request.query["ticket"])
        ws = web.WebSocketResponse(autoping=False, autoclose=False)
        await ws.prepare(request)
        return await self._talk(ws, request)

    async def _talk(self, ws: web.WebSocketResponse, request: web.Request) -> web.StreamResponse:
        self.opened += 1
        connection = Connection(self.opened, ws, request)
        self.open.append(connection)
        await ws.send_json(self._hello())
        if len(self.open) > MOST_SOCKETS:
            await ws.send_json({"type": "disconnect", "reason": "too_many_websockets"})
        writer = asyncio.create_task(connection.write())
        self._dispatcher.connected(connection)
        try:
            await self._listen(connection)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self.open.remove(connection)
            self._dispatcher.lost(connection)
        return ws

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {"host": "applink-1", "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }

    async def _listen(self, connection: Connection) -> None:
        while not connection.ws.closed:
            message = await connection.ws.receive()
            if message.type in {WSMsgType.CLOSED, WSMsgType.CLOSING, WSMsgType.ERROR}:
                return
            if connection.frozen:
                connection.keep(message)
            else:
                await self._handle(connection, message)

    async def _handle(self, connection: Connection, message: WSMessage) -> None:
        if message.type == WSMsgType.PING:
            connection.pings += 1
            await connection.ws.pong(message.data)
        elif message.type == WSMsgType.CLOSE:
            await connection.ws.close()
        elif message.type == WSMsgType.PONG:
            with self._state.changed:
                connection.pongs += 1
                self._state.changed.notify_all()
        elif message.type == WSMsgType.TEXT:
            said = json.loads(message.data)
            self._dispatcher.acked(said.get("envelope_id", ""), said.get("payload") or {})

    # --- from a test ---

    def cut(self) -> None:
        """Every connection is reset."""
        self._each(lambda connection: connection.cut())

    def close(self) -> None:
        """Every connection is closed in an orderly way."""
        self._loop.run(self._close())

    def freeze(self) -> None:
        """The other end stops: nothing is read, answered or sent, and the connections stay."""
        self._each(lambda connection: connection.set(frozen=True))

    def thaw(self) -> None:
        """What came in and what was to go out meanwhile is handled now."""
        self._loop.run(self._thaw())

    def mute(self) -> None:
        """Pings are answered still, but no event comes through."""
        self._each(lambda connection: connection.set(muted=True))

    def unmute(self) -> None:
        self._each(lambda connection: connection.set(muted=False))

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Asks the bot to connect anew, as the real one does every few hours."""
        self._loop.run(self._say({"type": "disconnect", "reason": reason}))

    def ping(self) -> int:
        """Sends a ping over every connection; returns how many pongs there were before."""
        before = sum(connection.pongs for connection in self.open)
        self._loop.run(self._ping())
        return before

    @property
    def pongs(self) -> int:
        return sum(connection.pongs for connection in self.open)

    def _each(self, act: Callable[[Connection], object]) -> None:
        async def work() -> None:
            for connection in list(self.open):
                act(connection)

        self._loop.run(work())

    async def _close(self) -> None:
        await asyncio.gather(*(connection.ws.close() for connection in list(self.open)))

    async def _thaw(self) -> None:
        for connection in list(self.open):
            for message in connection.set(frozen=False):
                await self._handle(connection, message)

    async def _say(self, body: Json) -> None:
        for connection in list(self.open):
            await connection.ws.send_json(body)

    async def _ping(self) -> None:
        for connection in list(self.open):
            await connection.ws.ping(b"Ping from applink-1")
