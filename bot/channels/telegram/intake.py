"""An update of Telegram -> the piece that takes care of it; what a crash left -> taken up again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from telegram import Update

from bot.channels.once import is_done
from bot.channels.telegram.chats import Chats
from bot.channels.telegram.events import Push, loaded
from bot.channels.telegram.feedback import Feedback
from bot.channels.telegram.filling import Filling
from bot.channels.telegram.inlining import Inlining
from bot.channels.telegram.notices import notice_of
from bot.channels.telegram.pairing import Pairing
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.presses import Presses
from bot.channels.telegram.reading import read_message, read_push
from bot.channels.telegram.shortcuts import Shortcuts
from bot.channels.telegram.talking import Talking

_KEPT = timedelta(days=60)  # that we know what came in, and what keys stand for

log = logging.getLogger(__name__)


class Intake:
    """Sees to updates. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._chats, self._inlining = Chats(parts), Inlining(parts)
        self._presses = Presses(parts, self._chats)
        Feedback(parts, self._presses)
        Filling(parts, self._presses)
        self._talking = Talking(parts, Pairing(parts), Shortcuts(parts), self._chats)

    async def take_in(self, update: Update) -> None:
        """Begin to see to an update; when this returns, it cannot get lost. Never raises."""
        try:
            await self._take_in(update)
        except Exception:  # one that we cannot read must not stop those after it
            log.exception("the update %d could not be read", update.update_id)

    async def _take_in(self, update: Update) -> None:
        parts = self._parts
        if update.message and await self._chats.migrated(update.message):
            return
        if incoming := read_message(update, parts.home):
            await self._talking.take_in(incoming)
        elif query := update.callback_query:
            push = read_push(query)
            if push:
                await self._presses.take_in(push)
            else:
                parts.work.begin(self._let_go(query.id))
        elif update.inline_query:
            parts.work.begin(self._inlining.answer(update.inline_query))
        elif update.my_chat_member:
            await self._chats.standing(update.my_chat_member)

    async def _let_go(self, query: str) -> None:
        """A key that is none of ours is answered too."""
        async with notice_of(self._parts, query):
            pass

    async def resume(self, lease: timedelta) -> None:
        """Take up what was begun so long ago and never finished. Raises StorageError."""
        parts, now = self._parts, datetime.now(UTC)
        await parts.work.note(parts.arrivals.forget, now - _KEPT)
        await parts.work.note(parts.stores.keys.drop, now - _KEPT)
        for key, content in await parts.work.note(parts.arrivals.take, now, lease, parts.prefix):
            if not content:  # it is of no use to anybody now
                await is_done(parts, key)
                continue
            if key.startswith(f"{parts.prefix}posted/"):  # its note broke off
                await parts.work.note(parts.arrivals.finish, key, keep=True)
                continue
            log.warning("%s was not finished; taken up again", key)
            done = loaded(content)
            if isinstance(done, Push):
                parts.work.begin(self._presses.see_to(done))
            else:
                parts.work.begin(self._talking.see_to(done, again=True))
