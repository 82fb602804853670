"""The whole server: chats on a loopback port, people in them, and all that can go wrong."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType

from aiohttp import web

from tests.slack_server.clock import Clock
from tests.slack_server.loops import LoopThread
from tests.telegram_server.looking import Looking
from tests.telegram_server.members import Members
from tests.telegram_server.mischief import Mischief
from tests.telegram_server.posting import Poster
from tests.telegram_server.state import Settings, State
from tests.telegram_server.updates import Updates
from tests.telegram_server.waiting import Waiting
from tests.telegram_server.web import Web
from tests.telegram_server.webhook import WebhookPost
from tests.telegram_server.world import (
    AILSA,
    BOT_ID,
    BOT_NAME,
    BRYN,
    Chat,
    Kind,
    Topic,
    User,
)

_HOST = "127.0.0.1"


class TelegramServer(Members, Waiting, Looking, Mischief):
    """See the package's docstring for the whole interface, and its README for how true it is."""

    bot_id, bot_name, token = BOT_ID, BOT_NAME, State.token

    def __init__(
        self,
        *,
        privacy: bool = True,
        mentions_heard: bool = False,
        clock: Clock = time.time,
        retry_delays: Sequence[float] = (0.05,),
        flood: bool = False,
    ) -> None:
        self.state = State(Settings(privacy, mentions_heard, clock, tuple(retry_delays), flood))
        self._loop = LoopThread("telegram-server")
        self.queue = Updates(self.state, self._loop)
        self.poster = Poster(self.state, self.queue)
        self.webhook_post = WebhookPost(self.state, self.queue)
        self._web = Web(self.state, self.queue, self.poster, self.webhook_post)
        self._runner: web.AppRunner | None = None
        self._port = 0

    # --- its life ---

    def __enter__(self) -> TelegramServer:
        self._loop.start()
        self.come_up()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.faults.clear()
        if self._runner is not None:
            self.go_down()
        self._loop.stop()

    def come_up(self) -> None:
        """Listens, on the same port as before when it was down."""
        self._loop.run(self._listen())

    def go_down(self) -> None:
        """Resets every connection and listens no more; the chats stay as they are.

        A connection that is accepted in the same moment is ended by Python, which tells of it as
        not closed: tests that call this ignore that.
        """
        self.cut()
        self._loop.run(self._stop_listening())

    def cut(self) -> None:
        """Resets every connection that is open; the next one is welcome."""
        self._loop.run(self._cut())

    async def _listen(self) -> None:
        self._runner = web.AppRunner(
            self._web.application(), shutdown_timeout=0.2, handler_cancellation=True
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, _HOST, self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.state.url = f"http://{_HOST}:{self._port}"

    async def _cut(self) -> None:
        server = self._runner.server if self._runner is not None else None
        for connection in server.connections if server else ():
            if connection.transport is not None:
                connection.transport.abort()

    async def _stop_listening(self) -> None:
        """Also what was accepted while it closed is ended."""
        assert self._runner is not None
        server = self._runner.server
        await self._runner.cleanup()
        for connection in server.connections if server else ():
            if connection.transport is not None:
                connection.transport.abort()
        self._runner = None

    # --- where it is ---

    @property
    def url(self) -> str:
        return self.state.url

    @property
    def api_url(self) -> str:
        return self.state.url

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls so."""
        return f"{self.state.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.state.url}/file/bot"

    # --- who is there ---

    def add_user(self, id: int, name: str = "", **more: object) -> User:
        """A person; ``more``: see `User`, such as username and is_bot."""
        user = User(id, name or f"Person {id}", **more)  # type: ignore[arg-type]
        with self.state.changed:
            self.state.world.users[id] = user
        return user

    def add_chat(self, id: int, kind: Kind, title: str = "", *, forum: bool = False) -> Chat:
        """A group or supergroup with Ailsa (its creator), Bryn and the bot in it."""
        chat = Chat(id, kind, title or f"Chat {id}", forum=forum, last_id=1)
        chat.people = {AILSA: "creator", BRYN: "member", BOT_ID: "member"}
        with self.state.changed:
            self.state.world.chats[id] = chat
        return chat

    def add_topic(self, chat: int, name: str) -> int:
        """A topic; its id."""
        with self.state.changed:
            home = self.state.world.chats[chat]
            id = home.new_id()
            home.topics[id] = Topic(id, name)
            return id

    def user(self, id: int = AILSA) -> User:
        return self.state.world.users[id]

    def chat(self, id: int) -> Chat:
        with self.state.changed:
            return self.state.world.chat(id)
