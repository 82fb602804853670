"""A way to talk to the assistant in a test: no channel, no thread, a new history each time.

With a register, people with roles say things, press buttons by their labels, edit and delete.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.channels.terminal import to_text
from bot.core.answers.answer import Limits
from bot.core.answers.understand import Language
from bot.core.assistant import Assistant
from bot.core.history import MemoryHistory
from bot.core.plans.held import held_in
from bot.core.plans.plans import diff_plan
from bot.core.ports import History, Register, Reminders, Search
from bot.core.register import Person, Role
from bot.core.reminders.digest import Order
from bot.core.reminders.values import Delivery, DeliveryState, Posted
from bot.core.skills.context import Context, Desk
from bot.core.types import Answer, Button, Citation, Item, Message, Question, Reply, Turn
from bot.core.updates.scopes import Scopes
from bot.importing import draft_of
from indexer.actions import find_plan
from indexer.embedder import Embedder
from indexer.glossary import Acronym, Glossary
from indexer.meaning import Meaning
from indexer.places import Area, Places
from indexer.readers import Reading, read

MONDAY = date(2026, 11, 23)

PLACES = Places.of(
    (
        Area("Glenmore", ("Glen More", "GM")),
        Area("Strathfinn", ("Strath Finn", "Port Finn")),
        Area("South Kinbrae", ("S Kinbrae",)),
        Area("Kinbrae"),
        Area("Dunross"),
        Area("Oakhaven"),
        Area("Farloch"),
        Area("Heather", ordinary=True),
    )
)
GLOSSARY = Glossary.of(
    (
        Acronym("GVF", ("Glenmore Voluntary Forum",)),
        Acronym("FCR", ("full cost recovery",)),
        Acronym("IT", ("information technology",)),
    ),
    (("cash", ("grant", "funding")), ("fall out", ("dispute", "disagreement"))),
)
LANGUAGE = Language(GLOSSARY, PLACES)


@dataclass(frozen=True)
class Said:
    """A reply as people see it: its text, and the labels of its buttons."""

    text: str
    buttons: tuple[str, ...]
    reply: Reply


@dataclass
class Talk:
    """An assistant and the chat in which a test talks to it. Calling it gives the reply's text."""

    search: Search
    home: str = ""
    contact: str = ""
    today: date = MONDAY
    limits: Limits = field(default_factory=Limits)
    history: History = field(default_factory=MemoryHistory)
    desk: Desk | None = None
    lost: str = ""

    def __post_init__(self) -> None:
        self.assistant = Assistant(self.context)
        self.minutes = 0
        self.shown: dict[str, Button] = {}

    def context(self) -> Context:
        return Context(
            self.search,
            self.history,
            Language(GLOSSARY, PLACES, self.home),
            self.limits,
            self.now,
            UTC,
            self.contact,
            self.desk,
            lost=self.lost,
        )

    def now(self) -> datetime:
        """The moment of the last message: each comes a minute after the one before."""
        return datetime.combine(self.today, time(9, 30), UTC) + timedelta(minutes=self.minutes)

    def says(
        self,
        who: Person,
        text: str,
        chat: str = "here",
        message: str = "",
        *,
        at: datetime | None = None,
        private: bool = False,
        answers: str = "",
    ) -> Said:
        """A person writes; the reply. Without an id the message has one of its own."""
        self.minutes += 1
        name = message or f"minute {self.minutes}"
        said = Message(text, chat, who, name, at=at or self.now(), private=private, answers=answers)
        return self._shown(self.assistant.reply_to(said))

    def presses(self, who: Person, label: str, chat: str = "here") -> Said:
        """A person presses the latest button whose label begins so."""
        button = next(b for key, b in reversed(self.shown.items()) if key.startswith(label))
        return self.says(who, button.says, chat)

    def edits(self, who: Person, text: str, chat: str = "here", message: str = "") -> Said | None:
        """A person gives their message other words."""
        self.minutes += 1
        reply = self.assistant.edited(Message(text, chat, who, message, at=self.now()))
        return self._shown(reply) if reply else None

    def deletes(self, who: Person, chat: str = "here", message: str = "") -> Said | None:
        """A person deletes their message."""
        self.minutes += 1
        reply = self.assistant.deleted(Message("", chat, who, message, at=self.now()))
        return self._shown(reply) if reply else None

    def digest(self, reminder: str, chat: str = "here", message: str = "digest") -> Said | None:
        """The digest of a reminder is sent and recorded, as the scheduler does it."""
        assert self.desk is not None
        assert self.desk.reminders is not None
        self.minutes += 1
        kept, now = self.desk.reminders, self.now()
        (meant,) = (one for one in kept.reminders() if one.id == reminder)
        claim = Delivery("", reminder, now.date(), chat, now, DeliveryState.CLAIMED, now)
        (mine,) = kept.claim([claim])
        made = self.assistant.digest(Order(meant))
        assert made is not None
        posts = [Posted(chat, message)]
        kept.mark(mine.id, DeliveryState.SENT, now, posts=posts, actions=made.actions)
        return self._shown(made.reply)

    def _shown(self, reply: Reply) -> Said:
        items = [block for block in reply.blocks if isinstance(block, Item)]
        of_items = [(f"{b.label} {one.label}", b) for one in items for b in one.buttons]
        for label, button in (*of_items, *((b.label, b) for b in reply.buttons)):
            self.shown.pop(label, None)
            self.shown[label] = button
        return Said(to_text(reply), tuple(button.label for button in reply.buttons), reply)

    def __call__(self, text: str, chat: str = "here", area: str = "") -> str:
        return to_text(self.reply(text, chat, area))

    def reply(self, text: str, chat: str = "here", area: str = "") -> Reply:
        return self.assistant.reply_to(Message(text, chat=chat, area=area))

    def answer(self, text: str, chat: str = "here", area: str = "") -> Answer:
        answer = self.reply(text, chat, area).answer
        assert answer is not None, f"{text!r} was not taken for a question"
        return answer

    def question(self, text: str, chat: str = "here") -> Question:
        return self.answer(text, chat).question

    def last(self, chat: str = "here") -> Turn:
        turn = self.history.last(chat)
        assert turn is not None
        return turn


def desk_with(
    register: Register, embedder: Embedder, home: str = "", reminders: Reminders | None = None
) -> Desk:
    """A desk over a register, which compares texts by an embedder."""
    meaning = Meaning(embedder)
    scopes = Scopes(register, GLOSSARY, meaning, home)
    return Desk(register, scopes, meaning, reminders=reminders)


def with_plan(register: Register, file: Path) -> Register:
    """Take the action plan of a file in, as the command does."""
    reading = read(file.name, file.read_bytes(), PLACES)
    found = find_plan(reading.document, reading.sections)
    draft = draft_of(found, file.name, MONDAY)
    by = Person("here:importer", "Importer", Role.OFFICER)
    at = datetime.combine(MONDAY, time(8), UTC) - timedelta(days=100)
    register.apply(diff_plan(draft, held_in(register)), by, at)
    return register


def quoted(citations: Iterable[Citation]) -> str:
    """All quotes as one text, to look for words in."""
    return "\n".join(citation.quote for citation in citations)


def reading(text: str, name: str = "notes.md") -> Reading:
    """What the reader for this kind of file makes of a text."""
    return read(name, text.encode(), PLACES)
