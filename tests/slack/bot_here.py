"""The real channel over a real register, beside a search without a model: a bot for a test."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Coroutine, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.channels.slack.outlet import SlackOutlet
from bot.channels.slack.service import SlackChannel
from bot.channels.slack.settings import Settings, Tokens
from bot.channels.slack.timing import USUAL, Timing
from bot.core.answers.answer import Limits
from bot.core.answers.understand import Language
from bot.core.assistant import Assistant
from bot.core.history import MemoryHistory
from bot.core.plans.held import Held
from bot.core.plans.plans import diff_plan
from bot.core.register import Person, Role
from bot.core.reminders.values import Posted
from bot.core.skills.context import Context, Desk
from bot.core.types import Reply
from bot.core.updates.scopes import Scopes
from bot.publishing import published
from bot.storage.arrivals import open_arrivals
from bot.storage.register import SqlRegister, open_register
from indexer.meaning import Meaning
from indexer.readers import read
from tests.core.plan_drafts import AT, draft
from tests.core.talking import GLOSSARY, PLACES
from tests.fakes import FakeSearch, WordEmbedder
from tests.program import PAPERS
from tests.slack_server import SlackServer

OFFICER, MEMBER, GUEST, STRANGER = "U0BRYN", "U0AILSA", "U0GUEST", "U0STRANGER"
PLANS, DIRECT = "C0PLANS", "direct"
PATIENCE = 20.0
T = TypeVar("T")


def settings_for(slack: SlackServer, **more: Any) -> Settings:
    """What the channel is told about this server."""
    tokens = Tokens(slack.bot_token, slack.app_token, slack.signing_secret)
    first = Settings(slack.api_url, tokens, officers=(OFFICER,), contact="Morag Tulloch")
    return replace(first, **more)


class House:
    """A database with the plan of Glenmore, and its assistant."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder}/register.db"
        self.register: SqlRegister = open_register(self.url)
        self.arrivals = open_arrivals(self.url)
        officer = Person("test:morag", "Morag Tulloch", Role.OFFICER)
        if not self.register.plans():
            self.register.apply(diff_plan(draft(), Held()), officer, AT)
        papers = [read(name, text.encode(), PLACES) for name, text in PAPERS.items()]
        meaning = Meaning(WordEmbedder())
        scopes = Scopes(self.register, GLOSSARY, meaning)
        desk = Desk(self.register, scopes, meaning, reminders=self.register.reminders)
        self.context = Context(
            FakeSearch.of(papers),
            MemoryHistory(),
            Language(GLOSSARY, PLACES),
            Limits(),
            lambda: datetime.now(UTC),
            UTC,
            "Morag Tulloch",
            desk,
            publish=lambda report: published(report, folder / "reports"),
        )
        self.assistant = Assistant(lambda: self.context)

    def ratings(self) -> str:
        """What people think of replies, as the table has it."""
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as connection:
            rows = connection.execute("SELECT reply, helpful, reason FROM feedback").fetchall()
        return "; ".join(f"{reply} {bool(helpful)} {reason}" for reply, helpful, reason in rows)

    def notes(self) -> str:
        """Everything that is noted of what came in."""
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as connection:
            return str(connection.execute("SELECT key, content, state FROM arrivals").fetchall())

    def close(self) -> None:
        self.arrivals.close()
        self.register.close()


class Running:
    """A channel in a thread of its own; ``error`` is what it ended with."""

    def __init__(
        self, settings: Settings, assistant: Assistant, arrivals: Any, timing: Timing
    ) -> None:
        self.error: BaseException | None = None
        self._channel = SlackChannel(settings, assistant, arrivals, timing)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="bot")
        self._thread.start()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self.error = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        await self._channel.run(self._stop, lambda _: self._ready.set())

    def send(self, chat: str, reply: Reply, key: str, *, look: bool = False) -> tuple[Posted, ...]:
        """Say something unasked, and wait for what became of it."""
        return self._in_loop(self._outlet.send(chat, reply, key, look=look))

    def find(self, chat: str, key: str, since: datetime) -> tuple[Posted, ...] | None:
        """Look for what was said unasked."""
        return self._in_loop(self._outlet.find(chat, key, since))

    @property
    def _outlet(self) -> SlackOutlet:
        assert self._channel.outlet, "the bot is not connected"
        return self._channel.outlet

    def _in_loop(self, doing: Coroutine[Any, Any, T]) -> T:
        assert self._loop
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(60)

    def wait(self) -> None:
        assert self._ready.wait(PATIENCE), "the bot did not get ready"

    def ask_to_stop(self) -> None:
        """Stop it as a signal does."""
        if self._loop and self._stop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)

    def stop(self) -> None:
        """Stop it, and wait for its end."""
        self.ask_to_stop()
        self.join()

    def join(self) -> None:
        """Wait for its end."""
        self._thread.join(60)
        assert not self._thread.is_alive(), "the bot did not stop"


@contextmanager
def running(
    slack: SlackServer, house: House, timing: Timing = USUAL, **more: Any
) -> Iterator[Running]:
    """A bot that is connected; it is stopped at the end, and must not have failed."""
    bot = Running(settings_for(slack, **more), house.assistant, house.arrivals, timing)
    try:
        bot.wait()
        if more.get("mode") != "http" and bot.error is None:
            slack.await_socket()
        yield bot
    finally:
        bot.stop()
    assert bot.error is None, bot.error
