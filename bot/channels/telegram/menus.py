"""The keyboard under a message -> another one in its place: a menu, the one before, a mark."""

from __future__ import annotations

import logging

from telegram import InlineKeyboardMarkup

from bot.channels.telegram import wording
from bot.channels.telegram.answering import keyboard, markup
from bot.channels.telegram.cutting import short
from bot.channels.telegram.events import Push
from bot.channels.telegram.keyboards import (
    BACK,
    BACK_LABEL,
    SAY,
    Key,
    Keyboard,
    Shown,
    closed,
    laid,
    parsed,
)
from bot.channels.telegram.limits import LABEL, NAME
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.retrying import Refusal
from bot.core.errors import StorageError
from bot.core.register import Person

log = logging.getLogger(__name__)


class Menus:
    """Changes the keyboards of messages that stand. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def stands_for(self, data: str) -> str:
        """The words of a key; empty where they are not known any more."""
        try:
            return await self._parts.work.note(self._parts.stores.keys.words, data)
        except StorageError as error:
            log.error("a key could not be looked up: %s", error)
            return ""

    async def others(self, push: Push) -> Shown:
        """The keyboard without the key; empty where it was the last one that undoes something."""
        rows = [tuple(key for key in row if key[1] != push.data) for row in push.shown]
        kept = tuple(row for row in rows if row)
        for _, data in (key for row in kept for key in row):
            if (await self.stands_for(data)).startswith(f"{SAY}:undo"):
                return kept
        return ()

    async def base(self, push: Push) -> Shown:
        """The keyboard of the message where no menu is open in it."""
        if not push.shown or not push.shown[-1]:
            return push.shown
        label, data = push.shown[-1][-1]
        if label != BACK_LABEL:
            return push.shown
        action, value = parsed(await self.stands_for(data))
        return closed(value) if action == BACK else push.shown

    async def swap_keys(self, push: Push, rows: Keyboard) -> None:
        """Other keys under the message. Raises Refusal or Undelivered."""
        keys = await keyboard(self._parts, rows)
        if keys:
            await self._swap(push, keys)

    async def swap(self, push: Push, rows: Shown) -> None:
        """A keyboard as it was shown once. Raises Refusal or Undelivered."""
        await self._swap(push, markup(rows))

    async def _swap(self, push: Push, keys: InlineKeyboardMarkup) -> None:
        sender = self._parts.sender
        try:
            await sender.call(
                sender.bot.edit_message_reply_markup,
                chat_id=push.chat,
                message_id=push.message,
                reply_markup=keys,
            )
        except Refusal as refusal:  # it is so already, or the message is gone
            if refusal.gone:
                raise
            log.info("%s keeps its keys: %s", push.key, refusal)

    async def mark(self, push: Push, person: Person) -> None:
        """Show on a line of a digest what was said of it, and by whom; its menu closes."""
        base = await self.base(push)
        line, colon, said = push.label.partition(": ")
        if not colon or base is push.shown:
            return
        told = wording.DONE_KEY.format(line, said, short(person.name, NAME) or wording.SOMEBODY)
        rows = [[_marked(key, line, told) for key in row] for row in base]
        again = tuple(one for row in rows for one in laid(row))
        shown = tuple(tuple((key.label, key.value) for key in row) for row in again)
        await self.swap(push, shown)


def _marked(key: tuple[str, str], line: str, told: str) -> Key:
    label, data = key
    its = label == line or label.startswith(f"{line}: ")
    return Key(short(told, LABEL) if its else label, "", data)
