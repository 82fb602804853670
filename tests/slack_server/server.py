"""The whole server: a workspace on a loopback port, people in it, and all that can go wrong."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from types import TracebackType

from aiohttp import web

from tests.slack_server.answers import Answers
from tests.slack_server.clock import Clock
from tests.slack_server.delivery import Dispatcher
from tests.slack_server.events import Events
from tests.slack_server.hands import Hands
from tests.slack_server.hooks import Hooks
from tests.slack_server.loops import LoopThread
from tests.slack_server.messages import Message
from tests.slack_server.mischief import Mischief
from tests.slack_server.posting import Poster
from tests.slack_server.records import Ack, Advice, Delivery, Json
from tests.slack_server.signed import SignedPost
from tests.slack_server.sockets import Sockets
from tests.slack_server.state import Settings, State
from tests.slack_server.waiting import Waiting
from tests.slack_server.web import Web
from tests.slack_server.workspace import (
    APP_ID,
    BOT_ID,
    BOT_USER,
    SOMEONE,
    TEAM,
    Channel,
    UploadedFile,
    User,
    View,
)

_HOST = "127.0.0.1"


class SlackServer(Hands, Waiting, Mischief):
    """See the package's docstring for the whole interface, and its README for how true it is."""

    team_id, bot_user, bot_id, app_id = TEAM, BOT_USER, BOT_ID, APP_ID
    bot_token, app_token = State.bot_token, State.app_token
    signing_secret = State.signing_secret

    def __init__(
        self,
        *,
        scopes: Iterable[str] | None = None,
        subscriptions: Iterable[str] | None = None,
        clock: Clock = time.time,
        retry_delays: Sequence[float] = (),
        echo: bool = True,
    ) -> None:
        settings = Settings(_set(scopes), _set(subscriptions), clock, tuple(retry_delays), echo)
        self.state = State(settings)
        self._loop = LoopThread("slack-server")
        self.dispatcher = Dispatcher(self.state, self._loop)
        self.events = Events(self.state, self.dispatcher)
        self.poster = Poster(self.state, self.events)
        self.hooks = Hooks(self.state, self.poster)
        self.sockets = Sockets(self.state, self._loop, self.dispatcher)
        self.signed = SignedPost(self.state, self._loop, self.dispatcher)
        self.dispatcher.on_ack = Answers(self.state, self.hooks).take
        self._web = Web(self.state, self.poster, self.hooks, self.sockets)
        self._runner: web.AppRunner | None = None
        self._port = 0

    # --- its life ---

    def __enter__(self) -> SlackServer:
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
        """Resets every connection and listens no more; the workspace stays as it is.

        A connection that is accepted in the same moment is ended by Python, which tells of it as
        not closed: tests that call this ignore that.
        """
        self.sockets.cut()
        self._loop.run(self._stop_listening())

    async def _listen(self) -> None:
        self._runner = web.AppRunner(self._web.application(), shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, _HOST, self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.state.url = f"http://{_HOST}:{self._port}"

    async def _stop_listening(self) -> None:
        """Also what was accepted while it closed is ended."""
        assert self._runner is not None
        server = self._runner.server
        await self._runner.cleanup()
        for connection in server.connections if server else ():
            if connection.transport is not None:
                connection.transport.abort()
        self._runner = None

    # --- where it is, and where the bot is ---

    @property
    def url(self) -> str:
        return self.state.url

    @property
    def api_url(self) -> str:
        """The base_url of a client."""
        return f"{self.state.url}/api/"

    @property
    def request_url(self) -> str:
        """Where signed requests go; empty: everything goes over Socket Mode.

        Set it to "" before the bot stops listening: that waits for requests on their way.
        """
        return self.signed.url

    @request_url.setter
    def request_url(self, url: str) -> None:
        self.signed.url = url
        self.dispatcher.post = self.signed.put if url else None
        self._loop.run(self.signed.settle())

    def verify_url(self, word: str = "a-challenge") -> bool:
        """The bot answers the challenge at its request_url."""
        return self._loop.run(self.signed.challenge(word))

    # --- who is there ---

    def add_user(self, id: str, name: str = "", **more: object) -> User:
        """A person; ``more``: see `User`, such as team, guest, is_bot."""
        name = name or id.removeprefix("U0").lower()
        user = User(id, name, name.title(), **more)  # type: ignore[arg-type]
        with self.state.changed:
            self.state.workspace.users[id] = user
        return user

    def add_channel(self, id: str, members: Iterable[str] = (), **more: object) -> Channel:
        """A channel; the bot is in it only when ``members`` says so."""
        name = str(more.pop("name", id.removeprefix("C0").lower()))
        channel = Channel(id, name, members=list(members), **more)  # type: ignore[arg-type]
        with self.state.changed:
            self.state.workspace.channels[id] = channel
        return channel

    def add_group(self, id: str, users: Iterable[str], handle: str = "") -> None:
        """A user group."""
        with self.state.changed:
            self.state.workspace.groups[id] = (handle or id.lower(), list(users))

    def user(self, id: str = SOMEONE) -> User:
        return self.state.workspace.users[id]

    def channel(self, id: str) -> Channel:
        return self.state.workspace.channels[id]

    # --- what there is to see ---

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """What stands in a channel or a thread, oldest first, of people and of the bot."""
        with self.state.changed:
            return self.channel(channel).visible(thread_ts)

    def views(self, user: str = SOMEONE) -> list[View]:
        """The modals that are open, the lowest first."""
        with self.state.changed:
            return self.state.workspace.open_views(user)

    def home(self, user: str = SOMEONE) -> View | None:
        return self.state.workspace.homes.get(user)

    @property
    def ephemerals(self) -> list[Message]:
        with self.state.changed:
            return [m for m in self.state.workspace.ephemerals if not m.deleted]

    @property
    def files(self) -> list[UploadedFile]:
        with self.state.changed:
            return list(self.state.workspace.files.values())

    @property
    def statuses(self) -> list[Json]:
        """What assistant.threads.setStatus was told, in order."""
        with self.state.changed:
            return list(self.state.workspace.statuses)

    @property
    def deliveries(self) -> list[Delivery]:
        with self.state.changed:
            return list(self.state.deliveries)

    @property
    def acks(self) -> list[Ack]:
        return [ack for delivery in self.deliveries for ack in delivery.acks]

    @property
    def warnings(self) -> list[Advice]:
        """What Slack let through and a careful bot avoids."""
        with self.state.changed:
            return list(self.state.advice)


def _set(names: Iterable[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)
