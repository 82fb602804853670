"""What a person wrote, edited or pushed <-> the text that it is kept as."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.channels.telegram.commands import Typed, typed
from bot.channels.telegram.keyboards import Shown
from bot.channels.telegram.places import Place


class Deed(StrEnum):
    """What was done with a message."""

    WRITTEN = "written"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Answered:
    """The message that something is a reply to: whose it is, what it says, when it was written."""

    id: int = 0
    user: int = 0
    name: str = ""
    text: str = ""
    bot: bool = False
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person did with a message. Times are seconds of the epoch.

    ``answers`` is what it replies to; ``edit`` tells one edit from others. It is ``addressed``
    where it is a command to us, mentions us, or replies to us. ``anonymous``: by an administrator
    who hides behind the group, whose id ``user`` is then.
    """

    deed: Deed
    chat: int
    id: int
    user: int
    name: str
    text: str
    at: float
    topic: int = 0
    answers: Answered = Answered()
    edit: str = ""
    addressed: bool = False
    anonymous: bool = False

    @property
    def place(self) -> Place:
        """Where an answer to it goes."""
        return Place(self.chat, self.topic, self.id)

    @property
    def key(self) -> str:
        """The same for the same deed, however often it comes."""
        key = f"{self.chat}/{self.id}"
        return key if self.deed is Deed.WRITTEN else f"{key}/{self.edit}"

    @property
    def command(self) -> Typed | None:
        """The command that it begins with."""
        return typed(self.text)

    def dumped(self) -> str:
        """As text, to be kept."""
        return json.dumps({"kind": "message", **asdict(self)}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Push:
    """A key of a keyboard that was pushed: the query that must be answered, and the message.

    ``shown`` is its keyboard as it was. It is ``again`` where an earlier run may have seen to it.
    """

    query: str
    data: str
    chat: int
    message: int
    user: int
    name: str
    topic: int = 0
    shown: Shown = ()
    again: bool = False

    @property
    def place(self) -> Place:
        """Where an answer to it goes."""
        return Place(self.chat, self.topic, self.message)

    @property
    def key(self) -> str:
        """The same for the same push, however often it comes."""
        return f"press/{self.query}"

    @property
    def label(self) -> str:
        """What stands on the key."""
        return next((label for row in self.shown for label, data in row if data == self.data), "")

    def dumped(self) -> str:
        """As text, to be kept."""
        return json.dumps({"kind": "push", **asdict(self)}, ensure_ascii=False)


def loaded(content: str) -> Incoming | Push:
    """What was kept as text, to be done again."""
    values = json.loads(content)
    if values.pop("kind") == "push":
        shown = tuple(tuple((label, data) for label, data in row) for row in values["shown"])
        return Push(**{**values, "shown": shown, "again": True})
    answers = Answered(**values["answers"])
    return Incoming(**{**values, "deed": Deed(values["deed"]), "answers": answers})


def moment_of(seconds: float) -> datetime:
    """A time as the core has it."""
    return datetime.fromtimestamp(seconds, UTC)
