"""What is sent: words, a document, a photo. Each can be sent, and looked for where it may stand.

A bot cannot read a chat. But an edit to exactly what we sent tells: Telegram answers "not modified"
where it stands, and refuses where there is nothing, or the message of somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, Self

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters

from bot.channels.telegram.cutting import short
from bot.channels.telegram.limits import CAPTION
from bot.channels.telegram.places import Place

_HTML = "HTML"
_UPLOAD = 60.0  # seconds that a file may take


class Outgoing(Protocol):
    """Something to send."""

    @property
    def name(self) -> str:
        """The method that sends it, for the log."""

    async def send(self, bot: Bot, place: Place) -> Message:
        """Send it. Raises TelegramError."""

    async def put(self, bot: Bot, chat: int, message: int) -> None:
        """Put it in the place of a message of ours. Raises TelegramError."""

    def plainly(self) -> Self | None:
        """The same without HTML; None where there is none in it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A message: its HTML (or plain text, if ``html`` is empty) and its keyboard."""

    plain: str
    html: str = ""
    keyboard: InlineKeyboardMarkup | None = None

    name = "sendMessage"

    async def send(self, bot: Bot, place: Place) -> Message:
        """Send it. Raises TelegramError."""
        return await bot.send_message(
            text=self.html or self.plain,
            parse_mode=_HTML if self.html else None,
            reply_markup=self.keyboard,
            link_preview_options=_NO_PREVIEW,
            **_where(place),
        )

    async def put(self, bot: Bot, chat: int, message: int) -> None:
        """Put it in the place of a message of ours. Raises TelegramError."""
        await bot.edit_message_text(
            text=self.html or self.plain,
            chat_id=chat,
            message_id=message,
            parse_mode=_HTML if self.html else None,
            reply_markup=self.keyboard,
            link_preview_options=_NO_PREVIEW,
        )

    def plainly(self) -> Words | None:
        """The same without HTML; None where there is none in it."""
        return replace(self, html="") if self.html else None


@dataclass(frozen=True, slots=True)
class Upload:
    """A document or a photo, with what is in it in words."""

    path: Path
    file: str
    about: str
    photo: bool = False

    @property
    def name(self) -> str:
        """The method that sends it, for the log."""
        return "sendPhoto" if self.photo else "sendDocument"

    async def send(self, bot: Bot, place: Place) -> Message:
        """Send it. Raises TelegramError."""
        how: dict[str, Any] = {**_where(place), "caption": self._caption, "filename": self.file}
        content = self.path.read_bytes()
        if self.photo:
            return await bot.send_photo(photo=content, write_timeout=_UPLOAD, **how)
        return await bot.send_document(document=content, write_timeout=_UPLOAD, **how)

    async def put(self, bot: Bot, chat: int, message: int) -> None:
        """Say the same of a file of ours again. Raises TelegramError."""
        await bot.edit_message_caption(chat_id=chat, message_id=message, caption=self._caption)

    def plainly(self) -> Upload | None:
        """There is no HTML in it."""
        return None

    @property
    def _caption(self) -> str:
        return short(self.about, CAPTION)


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _where(place: Place) -> dict[str, Any]:
    where: dict[str, Any] = {"chat_id": place.chat}
    if place.topic:
        where["message_thread_id"] = place.topic
    if place.reply:  # it may be gone by now
        where["reply_parameters"] = ReplyParameters(place.reply, allow_sending_without_reply=True)
    return where
