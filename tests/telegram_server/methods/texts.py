"""The text, keyboard and place that a request names -> those of the message to be."""

from __future__ import annotations

from typing import Any

from tests.telegram_server import limits
from tests.telegram_server.entities import Entity, cleaned, trimmed, units
from tests.telegram_server.html_mode import CannotParse, parse
from tests.telegram_server.methods.registry import Refused, Request
from tests.telegram_server.records import Json
from tests.telegram_server.world import Chat

Marked = tuple[str, list[Entity]]


def formatted(said: Json, name: str) -> Marked:
    """The text of ``name`` with its marks, by parse_mode or as entities.

    Raises:
        Refused: it cannot be parsed.
    """
    text = cleaned(str(said.get(name) or ""))
    mode = str(said.get("parse_mode") or "").lower()
    if mode == "html":
        try:
            return trimmed(*parse(text))
        except CannotParse as wrong:
            raise Refused(f"can't parse entities: {wrong}") from None
    if mode:
        raise Refused("unsupported parse_mode")
    given = said.get("entities" if name in {"text", "message_text"} else "caption_entities")
    return trimmed(text, [_entity(mark) for mark in given or ()])


def text_of(said: Json, name: str = "text") -> Marked:
    """The text of a message, which says something and is not too long."""
    text, marks = formatted(said, name)
    if not text:
        raise Refused("message text is empty")
    if units(text) > limits.TEXT:
        raise Refused("message is too long")
    return text, marks


def caption_of(said: Json) -> Marked:
    """The caption of a file, which may be empty."""
    text, marks = formatted(said, "caption")
    if units(text) > limits.CAPTION:
        raise Refused("message caption is too long")
    return text, marks


def keyboard_of(request: Request) -> list[list[Json]]:
    """The inline keyboard; none where there is none, or one for people's own keyboards."""
    markup = request.arguments.get("reply_markup")
    if markup is None or markup == "":
        return []
    if refusal := limits.keyboard_refusal(markup):
        raise Refused(refusal)
    return [row for row in markup.get("inline_keyboard") or [] if row]


def topic_of(request: Request, chat: Chat) -> int | None:
    """The topic that message_thread_id names; General has none, and 1 is refused.

    Raises:
        Refused: there is no such topic, or nobody may speak in it.
    """
    if not (id := request.number("message_thread_id")):
        return None
    topic = chat.topics.get(id)
    if topic is None or topic.deleted:
        raise Refused("message thread not found")
    if topic.closed and chat.bot != "administrator":
        raise Refused("TOPIC_CLOSED")
    return id


def reply_of(request: Request, chat: Chat) -> int | None:
    """The message that is answered; a missing one is no matter where the request says so."""
    said = request.arguments.get("reply_parameters") or {}
    if not isinstance(said, dict):
        raise Refused("object expected as reply parameters")
    older = {"message_id": request.arguments.get("reply_to_message_id")}
    older["allow_sending_without_reply"] = request.yes("allow_sending_without_reply")
    wanted: dict[str, Any] = {**older, **said}
    if not wanted["message_id"]:
        return None
    id = int(wanted["message_id"])
    found = chat.messages.get(id)
    if found is not None and not found.deleted:
        return id
    if id in chat.topics and not chat.topics[id].deleted:
        return id
    if str(wanted["allow_sending_without_reply"]).lower() in {"true", "1"}:
        return None
    raise Refused("message to be replied not found")


def _entity(mark: Json) -> Entity:
    known = {"type", "offset", "length"}
    more = tuple((key, value) for key, value in mark.items() if key not in known)
    return Entity(str(mark["type"]), int(mark["offset"]), int(mark["length"]), more)
