"""The scheduler over a real database, with a clock to turn and a wall to which all is pinned."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.channels.ports import Outlet
from bot.channels.terminal import to_text
from bot.core.answers.answer import Limits
from bot.core.assistant import Assistant
from bot.core.history import MemoryHistory
from bot.core.register import Person, Role
from bot.core.reminders.values import (
    Consent,
    Delivery,
    DeliveryState,
    Nation,
    Posted,
    Reminder,
    Weekly,
)
from bot.core.skills.context import Context
from bot.core.types import Message, Reply
from bot.scheduler import Pace, Scheduler
from bot.storage.register import SqlRegister, open_register
from tests.conversations.script import PLAN
from tests.core.talking import LANGUAGE, desk_with, with_plan
from tests.fakes import FakeSearch, WordEmbedder

CHAT, OTHER = "wall:hall", "wall:weir"
ISLA = Person("wall:isla", "Isla Rennie", Role.CONTRIBUTOR)
MORAG = Person("wall:morag", "Morag Tulloch", Role.OFFICER)
DUE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday, by the winter clock
MINUTE, HOUR, DAY, WEEK = (timedelta(**{n: 1}) for n in ("minutes", "hours", "days", "weeks"))
SENT, FAILED, SKIPPED = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SKIPPED
CLAIMED, UNKNOWN = DeliveryState.CLAIMED, DeliveryState.UNKNOWN


class HandClock:
    """Tells the time that it was set to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Pinned:
    """What hangs on the wall: where, under which key, and its words."""

    chat: str
    key: str
    text: str
    reply: Reply = field(repr=False, compare=False)


class Wall:
    """An outlet to chats that begin with ``kind``; what is sent stays.

    ``faults`` are raised by the next sendings to a chat, in turn: before it is pinned, or after it
    where ``pins_first``. ``blind``: nobody can look what hangs there. ``before`` is called at the
    beginning of each sending.
    """

    def __init__(self, kind: str = "wall") -> None:
        self.kind, self.pinned, self.blind, self.pins_first = kind, [], False, False
        self.pinned: list[Pinned]
        self.faults: dict[str, list[Exception]] = defaultdict(list)
        self.before: Callable[[], object] = lambda: None
        self.looked: list[str] = []

    def chat(self, written: str) -> str:
        return written if written.startswith(f"{self.kind}:") else ""

    async def send(
        self, chat: str, reply: Reply, key: str, *, look: bool = False
    ) -> tuple[Posted, ...]:
        self.before()
        await asyncio.sleep(0)
        if look and (there := self._there(chat, key)):
            return there
        fault = self.faults[chat].pop(0) if self.faults[chat] else None
        if fault is None or self.pins_first:
            self.pinned.append(Pinned(chat, key, to_text(reply), reply))
        if fault:
            raise fault
        return self._there(chat, key)

    async def find(self, chat: str, key: str, since: datetime) -> tuple[Posted, ...] | None:
        self.looked.append(key)
        return None if self.blind else self._there(chat, key)

    def _there(self, chat: str, key: str) -> tuple[Posted, ...]:
        return tuple(
            Posted(chat, f"pin {number}")
            for number, one in enumerate(self.pinned)
            if (one.chat, one.key) == (chat, key)
        )

    def texts(self, chat: str = CHAT) -> list[str]:
        return [one.text for one in self.pinned if one.chat == chat]


class Hall:
    """A database with the plan of Glenmore, its assistant, and one program that sends."""

    def __init__(self, url: str, clock: HandClock | None = None, **pace: Any) -> None:
        self.clock = clock or HandClock(DUE - HOUR)
        self.register: SqlRegister = open_register(url)
        if not self.register.plans():
            with_plan(self.register, PLAN)
        self.reminders = self.register.reminders
        desk = desk_with(self.register, WordEmbedder(), reminders=self.reminders)
        context = Context(
            FakeSearch([], []), MemoryHistory(), LANGUAGE, Limits(), self.clock, UTC, desk=desk
        )
        self.assistant = Assistant(lambda: context)
        self.wall = Wall()
        self.outlets: list[Outlet] = [self.wall]
        self.pace = Pace(**pace)
        self.scheduler = self.new_scheduler()
        self.runner = asyncio.Runner()
        self.said = 0

    def new_scheduler(self, reminders: Any = None) -> Scheduler:
        """A program that begins now."""
        own = reminders or self.reminders
        return Scheduler(own, self.assistant, lambda: self.outlets, self.clock, self.pace)

    def remind(self, chat: str = CHAT, **more: Any) -> Reminder:
        """Keep a weekly reminder, on Mondays at 9:30 in London unless it is said otherwise."""
        first = Reminder("", chat, Weekly(0, time(9, 30)), "Europe/London", self.clock(), MORAG)
        own = {"nation": Nation.SCOTLAND} | more
        return self.reminders.add(replace(first, **own), self.clock())

    def tick(self, at: datetime | None = None) -> list[str]:
        """Let the program look, at a time; what became of what was due, in words."""
        self.clock.at = at or self.clock.at
        became = self.runner.run(self.scheduler.tick())
        return [f"{one.chat} {one.state}" for one in became]

    def says(self, who: Person, text: str, chat: str = CHAT, answers: str = "") -> str:
        """A person writes, or presses what stands for these words."""
        self.said += 1
        message = Message(text, chat, who, f"said {self.said}", at=self.clock(), answers=answers)
        return to_text(self.assistant.reply_to(message))

    def agrees(self, who: Person = ISLA) -> None:
        """A person wants their own actions directly."""
        self.reminders.agree(Consent(who, direct=True), self.clock())

    def deliveries(self) -> list[Delivery]:
        """All of them, the first one first."""
        return [*self.reminders.deliveries()][::-1]

    def states(self) -> list[str]:
        """How they stand, the first one first."""
        return [one.state.value for one in self.deliveries()]

    def close(self) -> None:
        self.runner.close()
        self.register.close()
