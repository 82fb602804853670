"""sendMessage and the small signs: the arguments -> messages in the chat."""

from __future__ import annotations

from typing import Any

from telegram.constants import ReactionEmoji

from tests.telegram_server.methods.registry import Refused, Request, method
from tests.telegram_server.methods.texts import keyboard_of, reply_of, text_of, topic_of
from tests.telegram_server.payloads import message_json
from tests.telegram_server.posting import Draft
from tests.telegram_server.world import BOT_ID

_DOINGS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document"
    " choose_sticker find_location record_video_note upload_video_note".split()
)
_REACTIONS = frozenset(emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji)


@method("sendMessage")
def send_message(request: Request) -> Any:
    text, marks = text_of(request.arguments)
    chat = request.open_chat()
    draft = Draft(
        text,
        marks,
        topic_of(request, chat),
        reply_of(request, chat),
        keyboard_of(request),
        arguments=request.arguments,
    )
    return message_json(request.world, request.poster.post(chat, BOT_ID, draft))


@method("sendChatAction")
def send_chat_action(request: Request) -> Any:
    if request.text("action").lower() not in _DOINGS:
        raise Refused("wrong parameter action in request")
    topic_of(request, request.open_chat())
    return True


@method("setMessageReaction")
def set_message_reaction(request: Request) -> Any:
    chat = request.open_chat()
    message = request.message(chat, "message to react not found")
    wanted = request.arguments.get("reaction") or []
    if len(wanted) > 1:
        raise Refused("REACTIONS_TOO_MANY")
    emojis = [str(reaction.get("emoji", "")).replace("\ufe0f", "") for reaction in wanted]
    if not set(emojis) <= _REACTIONS:
        raise Refused("REACTION_INVALID")
    message.reactions[BOT_ID] = emojis
    return True
