"""edit...: the arguments -> another text, caption or keyboard of a message of the bot."""

from __future__ import annotations

from typing import Any

from tests.telegram_server.messages import Message
from tests.telegram_server.methods.registry import Refused, Request, method
from tests.telegram_server.methods.texts import Marked, caption_of, keyboard_of, text_of
from tests.telegram_server.payloads import message_json
from tests.telegram_server.world import BOT_ID, Chat

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


@method("editMessageText")
def edit_message_text(request: Request) -> Any:
    new = text_of(request.arguments)
    chat, message = _own(request)
    if message.files:
        raise Refused("there is no text in the message to edit")
    return _changed(request, chat, message, new)


@method("editMessageCaption")
def edit_message_caption(request: Request) -> Any:
    new = caption_of(request.arguments)
    chat, message = _own(request)
    if not message.files:
        raise Refused("there is no caption in the message to edit")
    return _changed(request, chat, message, new)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(request: Request) -> Any:
    _, message = _own(request)
    keyboard = keyboard_of(request)
    if keyboard == message.keyboard:
        raise Refused(_SAME)
    message.keyboard = keyboard
    request.poster.changed(message)
    return message_json(request.world, message)


def _own(request: Request) -> tuple[Chat, Message]:
    chat = request.open_chat()
    message = request.message(chat, "message to edit not found")
    if message.user != BOT_ID:
        raise Refused("message can't be edited")
    return chat, message


def _changed(request: Request, chat: Chat, message: Message, new: Marked) -> Any:
    """An edit without reply_markup takes the keyboard away, as the real one does."""
    keyboard = keyboard_of(request)
    text, marks = new
    marked = request.poster.marks(text, marks)
    if (text, marked, keyboard) == (message.text, message.entities, message.keyboard):
        raise Refused(_SAME)
    message.keyboard = keyboard
    message.arguments = request.arguments
    request.poster.change(chat, message, text, marks)
    return message_json(request.world, message)
