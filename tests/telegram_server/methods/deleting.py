"""deleteMessage and deleteMessages: messages that the bot may take away."""

from __future__ import annotations

from typing import Any

from tests.telegram_server.messages import Message
from tests.telegram_server.methods.registry import Refused, Request, method
from tests.telegram_server.world import BOT_ID, Chat


@method("deleteMessage")
def delete_message(request: Request) -> Any:
    chat = request.open_chat()
    message = request.message(chat, "message to delete not found")
    if not _may(chat, message):
        raise Refused("message can't be deleted")
    request.poster.delete(message)
    return True


@method("deleteMessages")
def delete_messages(request: Request) -> Any:
    """What cannot be found or deleted is passed over."""
    chat = request.open_chat()
    for id in request.arguments.get("message_ids") or ():
        message = chat.messages.get(int(id))
        if message is not None and not message.deleted and _may(chat, message):
            request.poster.delete(message)
    return True


def _may(chat: Chat, message: Message) -> bool:
    """Its own, any in private, and any as administrator."""
    return message.user == BOT_ID or chat.kind == "private" or chat.bot == "administrator"
