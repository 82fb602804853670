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
    post_reply,
    rendered,
    reply_of,
    sign_of_life,
    words_of,
)
from bot.channels.telegram.chats import Chats
from bot.channels.telegram.events import Push
from bot.channels.telegram.keyboards import (
    BACK,
    MENU,
    SAY,
    closed,
    opened,
    parsed,
)
from bot.channels.telegram.menus import Menus
from bot.channels.telegram.notices import Notice, notice_of
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.posted import is_open
from bot.channels.telegram.retrying import Refusal, Undelivered
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
        self.menus = Menus(parts)
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
            if push.again and not await is_open(self._parts, self._key(push)):
                return
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
        action, value = parsed(await self.menus.stands_for(push.data))
        doing = self.doings.get(action)
        if doing is None:
            notice.give(wording.STALE, alert=True)
            return
        await doing(push, value, person, notice)

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
            await self.menus.mark(push, person)

    async def show(self, push: Push, reply: Reply | Said) -> None:
        """A result below the message. Raises Refusal or Undelivered."""
        await post_reply(
            self._parts,
            reply,
            push.place,
            self._key(push),
            thread=self.thread(push),
            again=push.again,
            goes_on=True,
        )

    async def _settle(self, push: Push, value: str, reply: Reply) -> None:
        """The result takes the place of the question; where others may be undone, it follows it."""
        others = await self.menus.others(push) if value.startswith("undo") else ()
        if others:
            await self.menus.swap(push, others)
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

    # --- menus -----------------------------------------------------------------------------------

    async def _open(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """A menu in the place of the keyboard."""
        await self.menus.swap_keys(push, opened(value, await self.menus.base(push)))

    async def _close(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """The keyboard that was there before."""
        await self.menus.swap(push, closed(value))


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
