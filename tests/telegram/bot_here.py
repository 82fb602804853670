"""The real channel over a real register, beside a search without a model: a bot for a test."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.channels.ports import Arrivals, Keys, Members
from bot.channels.telegram.outlet import TelegramOutlet
from bot.channels.telegram.service import USUAL, TelegramChannel, Timing
from bot.channels.telegram.settings import Settings
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
from bot.storage.arrivals import open_arrivals
from bot.storage.keys import open_keys
from bot.storage.members import open_members
from bot.storage.register import SqlRegister, open_register
from indexer.meaning import Meaning
from indexer.readers import read
from tests.core.plan_drafts import AT, draft
from tests.core.talking import GLOSSARY, PLACES, with_plan
from tests.fakes import FakeSearch, WordEmbedder
from tests.program import PAPERS
from tests.slack_server.clock import Clock
from tests.telegram_server import AILSA, BRYN, FORUM, GROUP, SUPERGROUP, TelegramServer

OFFICER, MEMBER = BRYN, AILSA
CHATS = (str(GROUP), str(SUPERGROUP), str(FORUM))
QUESTION = "when does Glenmore Council pay grants?"
FOUND = "within 21 days of a signed claim"
DOOR = "we have mended the north door of the village hall, it is done"
PATIENCE = 20.0
MORAG = Person("test:morag", "Morag Tulloch", Role.OFFICER)
T = TypeVar("T")


def settings_for(telegram: TelegramServer, **more: Any) -> Settings:
    """What the channel is told about this server."""
    first = Settings(
        telegram.api_url,
        telegram.token,
        chats=CHATS,
        officers=(str(OFFICER),),
        contributors=(str(MEMBER),),
        contact="Morag Tulloch",
    )
    return replace(first, **more)


@dataclass
class Stores:
    """What the channel keeps, in one database."""

    arrivals: Arrivals
    members: Members
    keys: Keys


class House:
    """A database with the plan of Glenmore, and its assistant."""

    def __init__(self, folder: Path, plan: Path | None = None, clock: Clock = time.time) -> None:
        self.url = f"sqlite:///{folder}/register.db"
        self.register: SqlRegister = open_register(self.url)
        self.stores = open_stores(self.url)
        if plan:
            with_plan(self.register, plan)
        elif not self.register.plans():
            self.register.apply(diff_plan(draft(), Held()), MORAG, AT)
        texts = {} if plan else PAPERS  # a conversation that is written down knows no papers
        papers = [read(name, text.encode(), PLACES) for name, text in texts.items()]
        meaning = Meaning(WordEmbedder())
        scopes = Scopes(self.register, GLOSSARY, meaning)
        desk = Desk(self.register, scopes, meaning, reminders=self.register.reminders)
        self.context = Context(
            FakeSearch.of(papers),
            MemoryHistory(),
            Language(GLOSSARY, PLACES),
            Limits(),
            lambda: datetime.fromtimestamp(clock(), UTC),
            UTC,
            "Morag Tulloch",
            desk,
        )
        self.assistant = Assistant(lambda: self.context)

    def code(self, role: Role = Role.CONTRIBUTOR, days: int = 7, name: str = "") -> str:
        """A new code that lets somebody in."""
        lasts = timedelta(days=days)
        return self.stores.members.invite(name, role, MORAG, datetime.now(UTC), lasts)

    def ratings(self) -> str:
        """What people think of replies, as the table has it."""
        rows = self._rows("SELECT reply, helpful, reason FROM feedback")
        return "; ".join(f"{reply} {bool(helpful)} {reason}" for reply, helpful, reason in rows)

    def notes(self) -> str:
        """Everything that is noted of what came in."""
        return str(self._rows("SELECT key, content, state FROM arrivals"))

    def _rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as connection:
            return connection.execute(query).fetchall()

    def close(self) -> None:
        close_stores(self.stores)
        self.register.close()


def open_stores(url: str) -> Stores:
    """What the channel keeps, opened."""
    return Stores(open_arrivals(url), open_members(url), open_keys(url))


def close_stores(stores: Any) -> None:
    for store in (stores.arrivals, stores.members, stores.keys):
        store.close()


class Running:
    """A channel in a thread of its own; ``error`` is what it ended with."""

    def __init__(
        self, settings: Settings, assistant: Assistant, stores: Stores, timing: Timing
    ) -> None:
        self.error: BaseException | None = None
        self.said = ""
        self._channel = TelegramChannel(settings, assistant, stores, timing)
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
        await self._channel.run(self._stop, self._is_ready)

    def _is_ready(self, sentence: str) -> None:
        self.said = sentence
        self._ready.set()

    def send(self, chat: str, reply: Reply, key: str, *, look: bool = False) -> tuple[Posted, ...]:
        """Say something unasked, and wait for what became of it."""
        return self._in_loop(self._outlet.send(chat, reply, key, look=look))

    def find(self, chat: str, key: str, since: datetime) -> tuple[Posted, ...] | None:
        """Look for what was said unasked."""
        return self._in_loop(self._outlet.find(chat, key, since))

    @property
    def _outlet(self) -> TelegramOutlet:
        assert self._channel.outlet, "the bot is not connected"
        return self._channel.outlet

    def _in_loop(self, doing: Coroutine[Any, Any, T]) -> T:
        assert self._loop
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(60)

    @property
    def busy(self) -> bool:
        """Whether it is still seeing to something."""
        return bool(self._channel.outlet and self._outlet._parts.work._tasks)

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
    telegram: TelegramServer, house: House, timing: Timing = USUAL, **more: Any
) -> Iterator[Running]:
    """A bot that listens; it is stopped at the end, and must not have failed."""
    bot = Running(settings_for(telegram, **more), house.assistant, house.stores, timing)
    try:
        bot.wait()
        if bot.error is None:
            telegram.await_polling()
        yield bot
    finally:
        bot.stop()
    assert bot.error is None, bot.error
