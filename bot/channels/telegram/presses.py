"""A key that was pushed -> what it stands for, done once and by those who may."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.channels.once import is_done, is_first
from bot.channels.telegram import wording
from bot.channels.telegram.answering import (
    Said,
    keyboard,
    markup,
    post_reply,
    rendered,
    reply_of,
    sign_of_life,
    words_of,
)
from bot.channels.telegram.chats import Chats
from bot.channels.telegram.cutting import short
from bot.channels.telegram.events import Push
from bot.channels.telegram.keyboards import (
    BACK,
    BACK_LABEL,
    MENU,
    SAY,
    Key,
    Keyboard,
    Shown,
    closed,
    laid,
    opened,
    parsed,
)
from bot.channels.telegram.limits import LABEL, NAME
from bot.channels.telegram.notices import Notice, notice_of
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.retrying import Refusal, Undelivered
from bot.core.errors import StorageError
from bot.core.register import Person
from bot.core.types import Bullets, Heading, Message, Reply, Text

_SETTLES = ("pick", "confirm", "dismiss", "undo")  # after them the keys have no use any more
_ASKS = re.compile(r"(?:update|snooze|block) \S+")  # what is answered with a question

log = logging.getLogger(__name__)

Doing = Callable[[Push, str, Person, Notice], Awaitable[None]]


class Presses:
    """Does what keys stand for. It belongs to one event loop."""

    def __init__(self, parts: Parts, chats: Chats) -> None:
        self._parts, self._chats = parts, chats
        self.doings: dict[str, Doing] = {SAY: self._say, MENU: self._open, BACK: self._close}

    async def take_in(self, push: Push) -> None:
        """Begin to see to it if it is new; when this returns, it cannot get lost."""
        if await is_first(self._parts, self._key(push), push.dumped()):
            self._parts.work.begin(self.see_to(push))

    def _key(self, push: Push) -> str:
        return f"{self._parts.prefix}{push.key}"

    async def see_to(self, push: Push) -> None:
        """Do what it asks for. Where Telegram is away it stays begun, and is taken up later."""
        turn = push.place.key if push.place.private else f"{push.place.key}/{self.thread(push)}"
        async with self._parts.work.turn(turn), notice_of(self._parts, push.query) as notice:
            try:
                await self._do(push, notice)
            except Undelivered as error:
                log.error("%s waits: %s", push.key, error)
                return
            except Refusal as refusal:
                await self._chats.refused(push.place, refusal)
            except Exception:  # a fault of ours: to try for ever would not mend it
                log.exception("%s failed", push.key)
                notice.give(wording.FAILED, alert=True)
            await is_done(self._parts, self._key(push))

    async def _do(self, push: Push, notice: Notice) -> None:
        parts = self._parts
        person = await parts.access.person(push.user, push.name, push.place)
        if person is None:
            notice.give(wording.NOT_FOR_YOU, alert=True)
            return
        action, value = parsed(await self.stands_for(push.data))
        doing = self.doings.get(action)
        if doing is None:
            notice.give(wording.STALE, alert=True)
            return
        await doing(push, value, person, notice)

    async def stands_for(self, data: str) -> str:
        """The words of a key; empty where they are not known any more."""
        try:
            return await self._parts.work.note(self._parts.stores.keys.words, data)
        except StorageError as error:
            log.error("a key could not be looked up: %s", error)
            return ""

    def thread(self, push: Push) -> str:
        """The conversation that the message belongs to."""
        return self._parts.threads.of(push.chat, push.message) or str(push.message)

    # --- words -----------------------------------------------------------------------------------

    async def _say(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """Say to the core what a key stands for, in the name of who pushed it."""
        parts, place = self._parts, push.place
        message = Message(
            value,
            chat=place.key,
            author=person,
            id=f"press:{push.query}",
            at=datetime.now(UTC),
            thread=self.thread(push),
            private=place.private,
            answers=str(push.message),
        )
        async with sign_of_life(parts, place):
            reply = await reply_of(parts, parts.assistant.reply_to, message)
        if reply is None:
            return
        if reply.refused and notice.give(text_of(reply), alert=True):
            return
        if _settles(value) and not reply.refused:
            await self._settle(push, value, reply)
            return
        await self.show(push, reply)
        if not reply.refused and not _ASKS.fullmatch(value):
            await self._mark(push, person)

    async def show(self, push: Push, reply: Reply | Said) -> None:
        """A result below the message. Raises Refusal or Undelivered."""
        await post_reply(
            self._parts,
            reply,
            push.place,
            self._key(push),
            thread=self.thread(push),
            again=push.again,
        )

    async def _settle(self, push: Push, value: str, reply: Reply) -> None:
        """The result takes the place of the question; where others may be undone, it follows it."""
        others = await self._others(push) if value.startswith("undo") else ()
        if others:
            await self.swap(push, others)
            await self.show(push, reply)
            return
        await self.put(push, reply)

    async def put(self, push: Push, said: Reply | Said) -> None:
        """A reply in the place of the message; below it where that cannot be.

        Raises Refusal or Undelivered.
        """
        parts = self._parts
        whole = said if isinstance(said, Said) else Said(said)
        first, *more = await rendered(parts, whole.reply, *whole.rows)
        try:
            words = await words_of(parts, first)
            await parts.sender.edit(push.place, push.message, words)
        except Refusal as refusal:
            if refusal.gone:
                raise
            log.info("%s is told below: %s", push.key, refusal)
            await self.show(push, said)
            return
        for post in more:
            await parts.sender.post(push.place, await words_of(parts, post))

    async def _others(self, push: Push) -> Shown:
        """The keyboard without the key; empty where it was the last one that undoes something."""
        rows = [tuple(key for key in row if key[1] != push.data) for row in push.shown]
        kept = tuple(row for row in rows if row)
        for _, data in (key for row in kept for key in row):
            if (await self.stands_for(data)).startswith(f"{SAY}:undo"):
                return kept
        return ()

    # --- menus -----------------------------------------------------------------------------------

    async def _open(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """A menu in the place of the keyboard."""
        await self.swap_keys(push, opened(value, await self.base(push)))

    async def _close(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """The keyboard that was there before."""
        await self.swap(push, closed(value))

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

    async def _swap(self, push: Push, keys: object) -> None:
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

    async def _mark(self, push: Push, person: Person) -> None:
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


def _settles(value: str) -> bool:
    return value.partition(" ")[0] in _SETTLES and not value.endswith(" none")


def text_of(reply: Reply) -> str:
    """A reply of a sentence or two as plain text."""
    parts: list[str] = []
    for block in reply.blocks:
        if isinstance(block, Text | Heading):
            parts.append(block.text)
        elif isinstance(block, Bullets):
            parts += block.items
    return "\n".join(parts)
