"""The values that travel between a channel, the core and back. Free of any platform."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.core.register import Action, Person, Role, Status, Update
from indexer.types import Kind

NOBODY = Person("", "", Role.READER)


class Intent(StrEnum):
    """What a message wants."""

    ASK = "ask"
    MORE = "more"
    PRINCIPLE_OF_THE_WEEK = "principle_of_the_week"
    ABOUT = "about"
    HELP = "help"
    SMALL_TALK = "small_talk"
    UPDATE = "update"
    ACTIONS = "actions"
    ACTION = "action"
    HISTORY = "history"
    CHANGE = "change"
    UNDO = "undo"
    EDIT = "edit"
    ADD_ACTION = "add_action"
    INBOX = "inbox"
    PICK = "pick"
    CONFIRM = "confirm"
    DISMISS = "dismiss"
    PLAN_OF_CHAT = "plan_of_chat"
    REPORT = "report"
    GAPS = "gaps"
    REMINDERS = "reminders"
    REMIND = "remind"
    CONSENT = "consent"
    SNOOZE = "snooze"
    STATUS = "status"
    MY_DATA = "my_data"
    FORGET_ME = "forget_me"
    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Message:
    """What a person wrote. ``chat`` is where, ``id`` is unique within it.

    ``area`` narrows the answer to one area, where the channel lets people choose it. ``at`` is
    when it was written (UTC); None is now. ``thread`` is the conversation within the chat that it
    belongs to, where there are several; in a ``private`` chat, of one person with the assistant, a
    new thread goes on from what was said last. ``answers`` is the id of the message that it was
    written under or in reply to; empty where there is none.
    """

    text: str
    chat: str = ""
    author: Person = NOBODY
    id: str = ""
    area: str = ""
    at: datetime | None = None
    thread: str = ""
    private: bool = False
    answers: str = ""


class Want(StrEnum):
    """The kind of answer that a question expects."""

    ANYTHING = "anything"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    HOW_MUCH = "how_much"
    CONTACT = "contact"
    LIST = "list"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    ``text`` is what is searched for (in a follow-up: with the thread's words put in); ``words`` are
    its content words, folded, spelling mended; ``expansions`` are the sector's words for them;
    ``areas`` are the areas named that documents cover, ``unknown_areas`` those that none covers;
    ``kinds`` are the kinds of document asked for; ``compares`` asks for several areas side by side.
    """

    asked: str
    text: str
    words: tuple[str, ...] = ()
    expansions: tuple[tuple[str, float], ...] = ()
    areas: tuple[str, ...] = ()
    unknown_areas: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    want: Want = Want.ANYTHING
    compares: bool = False
    follows: Turn | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words and where they stand: ``document.text[start:end] == quote``.

    ``document`` is the file's name; ``paragraph`` is a paragraph number such as 1.11; ``where`` is
    the place in the original, if the document is a summary of ``summary_of``; ``superseded_by`` is
    what took the document's place, and empty while it is in force.
    """

    quote: str
    document: str
    document_id: str
    title: str
    start: int
    end: int
    area: str = ""
    edition: str = ""
    headings: tuple[str, ...] = ()
    paragraph: str = ""
    page: int | None = None
    row: str = ""
    column: str = ""
    lead: str = ""
    where: str = ""
    summary_of: str = ""
    superseded_by: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a quote stands: the id of its document, and its offsets in the text."""

    document: str
    start: int
    end: int


class Verdict(StrEnum):
    """How sure an answer is."""

    ANSWERED = "answered"
    CAUTION = "caution"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a question.

    ``citations`` are shown at once, ``more`` behind a button; ``related`` names case studies and
    actions near by. ``confidence`` is 0..1; ``reason`` says in plain English why there is none.
    """

    question: Question
    verdict: Verdict
    citations: tuple[Citation, ...] = ()
    more: tuple[Citation, ...] = ()
    related: tuple[str, ...] = ()
    confidence: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a chat and what was answered, kept for follow-ups.

    ``citations`` were shown, ``more`` were not yet.
    """

    question: Question
    citations: tuple[Citation, ...] = ()
    more: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, with the line that says where they stand."""

    text: str
    source: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts; ``numbered`` where people may answer with a number, from 1."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what it says, and the message it stands for."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line about one thing, with buttons of its own that follow it.

    ``label`` is what it is called for short (an action's id), where a button must say whose it is;
    ``calls`` is the person whose attention it is to get: they agreed to be mentioned, and the text
    does not name them.
    """

    text: str
    label: str = ""
    buttons: tuple[Button, ...] = ()
    calls: Person | None = None


Block = Text | Heading | Quote | Bullets | Table | Item


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a reply; ``about`` says in words what is in it."""

    name: str
    path: str
    about: str


@dataclass(frozen=True, slots=True)
class Reported:
    """How an action stands, and what was said of it that answers a question, the latest first."""

    action: Action
    status: Status | None
    percent: int | None
    due: date | None
    lead: str
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out, before a channel gives it its look.

    ``answer`` is set for answers; ``reported`` is the progress that it tells of;
    ``files`` go with it where the channel can send them; ``refused`` is set where nothing was done.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    answer: Answer | None = field(default=None, compare=False)
    reported: tuple[Reported, ...] = field(default=(), compare=False)
    files: tuple[File, ...] = field(default=(), compare=False)
    refused: bool = field(default=False, compare=False)
