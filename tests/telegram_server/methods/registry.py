"""A method's name -> the function that answers it; what all of them ask of a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.telegram_server.messages import Message
from tests.telegram_server.posting import Poster
from tests.telegram_server.records import Json
from tests.telegram_server.state import State
from tests.telegram_server.updates import Updates
from tests.telegram_server.webhook import WebhookPost
from tests.telegram_server.world import BOT_ID, INSIDE, Chat, World

T = TypeVar("T")
_STARTS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}


class Refused(Exception):
    """The method answers ok: false, with this code and sentence, and what parameters it says."""

    def __init__(self, sentence: str, code: int = 400, **parameters: Any) -> None:
        super().__init__(sentence)
        self.code = code
        start = _STARTS.get(code, "")
        whole = f"{start}: {sentence}" if start and sentence != start else sentence
        self.answer: Json = {"ok": False, "error_code": code, "description": whole}
        if parameters:
            self.answer["parameters"] = parameters


@dataclass(frozen=True)
class Upload:
    """A file in a multipart body."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True)
class Request:
    """What a method may use: its arguments and uploads, and the parts of the server behind it."""

    name: str
    arguments: Json
    state: State
    queue: Updates
    poster: Poster
    webhook: WebhookPost
    uploads: dict[str, Upload] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.state.world

    def text(self, name: str) -> str:
        return str(self.arguments.get(name) or "")

    def number(self, name: str, otherwise: int = 0) -> int:
        """A whole number.

        Raises:
            Refused: it is something else.
        """
        value = self.arguments.get(name)
        if value is None or value == "":
            return otherwise
        try:
            return int(value)
        except (TypeError, ValueError):
            raise Refused(f"can't parse {name}: expected an Integer") from None

    def yes(self, name: str) -> bool:
        return str(self.arguments.get(name) or "").lower() in {"true", "yes", "1", "t", "y"}

    def chat(self) -> Chat:
        """The chat that chat_id names, whether or not the bot may speak there.

        Raises:
            Refused: the bot never saw it, or it became a supergroup.
        """
        said = self.arguments.get("chat_id")
        if said is None or said == "":
            raise Refused("chat_id is empty")
        try:
            id = int(said)
        except (TypeError, ValueError):
            raise Refused("chat not found") from None
        found = self.world.chats.get(id)
        if found is None and id in self.world.users:
            found = self.world.chat(id)
        unknown = found is not None and found.kind == "private" and not self.world.knows(id)
        if found is None or unknown or BOT_ID not in found.people:
            raise Refused("chat not found")
        if found.migrated_to is not None:
            new = found.migrated_to
            raise Refused("group chat was upgraded to a supergroup chat", migrate_to_chat_id=new)
        return found

    def open_chat(self) -> Chat:
        """The chat, in which the bot may speak.

        Raises:
            Refused: it was put out, was blocked, or was never started; or it is another bot.
        """
        chat = self.chat()
        inside(chat)
        if chat.kind == "private" and self.world.users[chat.id].is_bot:
            raise Refused("bot can't send messages to bots", 403)
        if chat.blocked:
            raise Refused("bot was blocked by the user", 403)
        if chat.kind == "private" and not chat.started:
            raise Refused("bot can't initiate conversation with a user", 403)
        return chat

    def message(self, chat: Chat, sentence: str, name: str = "message_id") -> Message:
        """The message, which must stand there."""
        found = chat.messages.get(self.number(name))
        if found is None or found.deleted:
            raise Refused(sentence)
        return found


def inside(chat: Chat) -> None:
    """The bot is in the chat.

    Raises:
        Refused: it was put out, or left.
    """
    if chat.bot not in INSIDE:
        how = "is not a member of" if chat.bot == "left" else "was kicked from"
        raise Refused(f"bot {how} the {chat.kind} chat", 403)


Answering = Callable[[Request], Any]
METHODS: dict[str, Answering] = {}


def method(*names: str) -> Callable[[Answering], Answering]:
    """Enters a function under a method's names; the real one does not mind capitals."""

    def enter(answer: Answering) -> Answering:
        METHODS.update((name.lower(), answer) for name in names)
        return answer

    return enter
