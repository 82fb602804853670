"""A message as the chat keeps it -> the words, buttons and marks that people get from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.telegram_server.entities import Entity, cut
from tests.telegram_server.records import Json

if TYPE_CHECKING:
    from tests.telegram_server.records import Update


@dataclass
class StoredFile:
    """A file that was sent, by whom ever; ``kind`` is "document" or "photo"."""

    id: str
    unique_id: str
    name: str
    content: bytes
    kind: str = "document"
    mime: str = "application/octet-stream"
    size: tuple[int, int] = (0, 0)

    @property
    def path(self) -> str:
        """Where it is downloaded from."""
        folder = {"photo": "photos"}.get(self.kind, "documents")
        ending = self.name.rpartition(".")[2] if "." in self.name else "bin"
        return f"{folder}/file_{self.unique_id}.{ending}"


@dataclass
class Message:
    """One message, alive: an edit changes it, a deletion marks it.

    ``text`` is that of a text message or the caption of a file; ``earlier`` are the texts it had
    before. ``topic`` is the thread id that the bot is told; ``in_topic`` whether it belongs to a
    topic. ``at`` and ``changed_at`` are monotonic seconds, ``date`` and ``edit_date`` of the clock.
    ``service`` holds the fields of a service message. ``meant`` says that it was for the bot,
    ``as_chat`` that its author hides behind the chat.
    """

    id: int
    chat: int
    user: int
    text: str
    date: int
    at: float
    entities: list[Entity] = field(default_factory=list)
    keyboard: list[list[Json]] = field(default_factory=list)
    topic: int | None = None
    in_topic: bool = False
    reply_to: int | None = None
    files: list[StoredFile] = field(default_factory=list)
    album: str = ""
    service: Json = field(default_factory=dict)
    via_bot: bool = False
    as_chat: bool = False
    meant: bool = False
    deleted: bool = False
    edits: int = 0
    edit_date: int | None = None
    changed_at: float = 0.0
    earlier: list[str] = field(default_factory=list)
    reactions: dict[int, list[str]] = field(default_factory=dict)
    arguments: Json = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)

    def as_now(self) -> Message:
        """A copy that later changes leave alone: what somebody still has on the screen."""
        return replace(self)

    @property
    def words(self) -> str:
        """All that is shown, without marks."""
        return self.text

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons, in order."""
        return [str(button["text"]) for row in self.keyboard for button in row]

    @property
    def data(self) -> dict[str, str]:
        """The callback_data of each button that has one, by its label."""
        held = [button for row in self.keyboard for button in row if "callback_data" in button]
        return {button["text"]: button["callback_data"] for button in held}

    def marked(self, kind: str) -> list[str]:
        """The texts of all entities of a kind: "bold", "blockquote", "expandable_blockquote"..."""
        return [cut(self.text, mark) for mark in self.entities if mark.type == kind]

    def button(self, name: str) -> Json:
        """The button with this label or callback_data.

        Raises:
            AssertionError: there is none, or more than one; the sentence lists what there is.
        """
        held = [button for row in self.keyboard for button in row]
        found = [b for b in held if name in (b["text"], b.get("callback_data"))]
        if len(found) != 1:
            raise AssertionError(f"{len(found)} buttons are called {name!r}; there: {self.buttons}")
        return found[0]
