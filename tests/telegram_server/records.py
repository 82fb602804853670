"""What went over the wire -> values that a test can look at, with times in seconds (monotonic)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from tests.telegram_server.messages import Message

Json = dict[str, Any]


@dataclass
class Call:
    """One request to the Bot API; a download of a file has the method "download".

    ``answer`` is what the method said (None: not processed); ``fault`` what a script did to it.
    """

    method: str
    arguments: Mapping[str, Any]
    token: str
    at: float
    content_type: str = ""
    answer: Json | None = None
    status: int = 0
    fault: str = ""

    @property
    def ok(self) -> bool:
        """The method did its work, whether or not its answer arrived."""
        return bool(self.answer and self.answer.get("ok"))

    @property
    def result(self) -> Any:
        return (self.answer or {}).get("result")

    @property
    def error(self) -> str:
        return str((self.answer or {}).get("description", ""))


class Moment(Protocol):
    """Whatever has a time: a message, a press, an update, a call."""

    at: float


@dataclass
class Update:
    """Something that Telegram tells the bot; ``sent`` counts the times it was handed out.

    ``dropped``: the bot asked with drop_pending_updates to throw it away.
    """

    id: int
    kind: str
    payload: Json
    at: float
    sent: int = 0
    confirmed: bool = False
    dropped: bool = False

    @property
    def json(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(frozen=True)
class Answer:
    """What a press or an inline query got: a word that pops up, or results."""

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass
class Press:
    """A button that was pushed; ``born`` in seconds of the server's clock."""

    id: str
    data: str
    message: Message
    user: int
    at: float
    born: float
    update: Update | None = None
    answer: Answer | None = None


@dataclass
class InlineQuery:
    """What was typed after the bot's name in any chat, and the results that the bot offered."""

    id: str
    text: str
    user: int
    at: float
    born: float
    offset: str = ""
    update: Update | None = None
    answer: Answer | None = None
    results: list[Json] = field(default_factory=list)
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        return [str(result.get("title", "")) for result in self.results]
