"""A way to talk to the assistant in a test: no channel, no thread, a new history each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from bot.channels.terminal import to_text
from bot.core.answers.answer import Limits
from bot.core.answers.understand import Language
from bot.core.assistant import Assistant
from bot.core.history import MemoryHistory
from bot.core.ports import History, Search
from bot.core.skills.context import Context
from bot.core.types import Answer, Citation, Message, Question, Reply, Turn
from indexer.glossary import Acronym, Glossary
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


@dataclass
class Talk:
    """An assistant and the chat in which a test talks to it. Calling it gives the reply's text."""

    search: Search
    home: str = ""
    contact: str = ""
    today: date = MONDAY
    limits: Limits = field(default_factory=Limits)
    history: History = field(default_factory=MemoryHistory)

    def __post_init__(self) -> None:
        self.assistant = Assistant(self.context)

    def context(self) -> Context:
        return Context(
            self.search,
            self.history,
            Language(GLOSSARY, PLACES, self.home),
            self.limits,
            lambda: datetime.combine(self.today, time(9, 30), UTC),
            UTC,
            self.contact,
        )

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


def quoted(citations: Iterable[Citation]) -> str:
    """All quotes as one text, to look for words in."""
    return "\n".join(citation.quote for citation in citations)


def reading(text: str, name: str = "notes.md") -> Reading:
    """What the reader for this kind of file makes of a text."""
    return read(name, text.encode(), PLACES)
