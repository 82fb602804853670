"""An update of Telegram -> what a person wrote, edited or pushed."""

from __future__ import annotations

import logging
import re

from telegram import Bot, CallbackQuery, Message, Update, User

from bot.channels.telegram.commands import is_known, typed
from bot.channels.telegram.connecting import Home
from bot.channels.telegram.events import Answered, Deed, Incoming, Push
from bot.channels.telegram.keyboards import Shown
from bot.channels.telegram.places import GENERAL

KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")

log = logging.getLogger(__name__)


def update_of(raw: object, bot: Bot) -> Update | None:
    """An update as it came; None for one that the library cannot read: it is logged by its id."""
    try:
        return Update.de_json(raw, bot)  # type: ignore[arg-type]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        id = raw.get("update_id") if isinstance(raw, dict) else None
        log.error("the update %s cannot be read: %s", id, type(error).__name__)
        return None


# --- messages ------------------------------------------------------------------------------------


def read_message(update: Update, home: Home) -> Incoming | None:
    """What a person did with a message; None for anything else, and for what bots write."""
    message = update.message or update.edited_message
    if message is None or not _says_something(message):
        return None
    if message.via_bot and message.via_bot.id == home.id:
        return None  # a quote of ours, put there by an inline query
    author = _author(message)
    if author is None:
        return None
    user, name = author
    text = message.text or message.caption or ""
    is_edit = update.edited_message is not None
    edited = int(message.edit_date.timestamp()) if message.edit_date else 0
    return Incoming(
        deed=Deed.EDITED if is_edit else Deed.WRITTEN,
        chat=message.chat.id,
        id=message.message_id,
        user=user,
        name=name,
        text=without(text, home.name),
        at=(message.edit_date or message.date).timestamp() if is_edit else message.date.timestamp(),
        topic=_topic(message),
        answers=_answered(message),
        edit=f"edited{edited}/{update.update_id}" if is_edit else "",
        addressed=_is_addressed(message, text, home),
        anonymous=user == message.chat.id and message.chat.id < 0,
    )


def _says_something(message: Message) -> bool:
    return bool(message.text or message.caption or message.effective_attachment)


def _author(message: Message) -> tuple[int, str] | None:
    """Who wrote it; an administrator may hide behind the group itself."""
    if message.sender_chat is not None:
        own = message.sender_chat.id == message.chat.id and message.chat.id < 0
        return (message.chat.id, message.chat.title or "") if own else None
    user = message.from_user
    return (user.id, user.full_name) if user and not user.is_bot else None


def _topic(message: Message) -> int:
    """The topic, only where it is one: replies elsewhere carry ids of threads too."""
    topic = message.message_thread_id if message.is_topic_message else None
    return topic if topic and topic != GENERAL else 0


def _answered(message: Message) -> Answered:
    """What it replies to; what opened a topic counts as nothing."""
    other = message.reply_to_message
    if other is None or other.forum_topic_created is not None:
        return Answered()
    user, text = other.from_user, other.text or other.caption or ""
    if other.sender_chat is not None:
        return Answered(
            other.message_id, other.chat.id, other.chat.title or "", text, at=_moment(other)
        )
    return Answered(
        other.message_id,
        user.id if user else 0,
        user.full_name if user else "",
        text,
        bool(user and user.is_bot),
        _moment(other),
    )


def _moment(message: Message) -> float:
    return message.date.timestamp()


def _is_addressed(message: Message, text: str, home: Home) -> bool:
    command = typed(text)
    if command:
        return command.bot == home.name.lower() or (not command.bot and is_known(command.name))
    if mentions(text, home.name):
        return True
    other = message.reply_to_message
    ours = other is not None and other.from_user is not None and other.from_user.id == home.id
    return ours and not text.lstrip().startswith("@")  # that is said to somebody else


def mentions(text: str, name: str) -> bool:
    """Whether a text mentions a bot by its name."""
    return bool(name) and _mention(name).search(text) is not None


def without(text: str, name: str) -> str:
    """A text without our name; a command keeps what it is called by."""
    if not name or typed(text):
        return text.strip()
    return _mention(name).sub("", text, count=1).strip(" ,:\n\t")


def _mention(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@])@{re.escape(name)}\b", re.I)


# --- keys ----------------------------------------------------------------------------------------


def read_push(query: CallbackQuery) -> Push | None:
    """A key that was pushed under a message of ours; None where it is under none that we know."""
    message, user = query.message, query.from_user
    if message is None or not query.data or user.is_bot:
        return None
    seen = message if isinstance(message, Message) else None  # an old one comes empty
    return Push(
        query.id,
        query.data,
        message.chat.id,
        message.message_id,
        user.id,
        name_of(user),
        _topic(seen) if seen else 0,
        _shown(seen) if seen else (),
    )


def _shown(message: Message) -> Shown:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return tuple(
        tuple((key.text, str(key.callback_data)) for key in row if key.callback_data)
        for row in rows
    )


def name_of(user: User) -> str:
    """What a person is called."""
    return user.full_name
