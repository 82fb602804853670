"""A message in a chat -> whether the bot hears of it."""

from __future__ import annotations

import re

from tests.telegram_server.messages import Message
from tests.telegram_server.state import Settings
from tests.telegram_server.world import BOT_ID, BOT_NAME, INSIDE, Chat, User

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@([A-Za-z0-9_]+))?(?=\s|$)")


def is_meant(chat: Chat, message: Message, settings: Settings) -> bool:
    """It is for the bot by Telegram's rule: a command, a reply, sent via it, or in private."""
    if chat.kind == "private" or message.via_bot:
        return True
    command = _COMMAND.match(message.text)
    if command:
        named = command.group(1)
        if named:
            return named.lower() == BOT_NAME
        return chat.last_bot in (None, BOT_ID)
    if settings.mentions_heard and f"@{BOT_NAME}" in message.text.lower():
        return True
    return _answers_it(chat, message)


def hears(chat: Chat, message: Message, speaker: User, settings: Settings) -> bool:
    """The bot is told of it."""
    if chat.bot not in INSIDE or (chat.kind == "private" and chat.blocked):
        return False
    if message.service:
        return True
    if speaker.is_bot and not message.as_chat:
        return False
    return message.meant or not settings.privacy or chat.bot == "administrator"


def _answers_it(chat: Chat, message: Message) -> bool:
    """A reply to the bot, or to what somebody said to it."""
    if message.reply_to is None:
        return False
    answered = chat.messages.get(message.reply_to)
    return answered is not None and (answered.user == BOT_ID or answered.meant)
