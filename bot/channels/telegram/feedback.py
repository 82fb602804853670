"""The keys under an answer: its context, whether it helped, and the way to a person."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from bot.channels.once import is_done, is_first
from bot.channels.telegram import wording
from bot.channels.telegram.events import Push
from bot.channels.telegram.markup import escaped, mention, plain
from bot.channels.telegram.notices import Notice
from bot.channels.telegram.outgoing import Words
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.places import Place, person_key
from bot.channels.telegram.presses import Presses
from bot.channels.telegram.retrying import Refusal
from bot.channels.telegram.rows import (
    BAD,
    CALL,
    CONTEXT,
    GOOD,
    REASONS,
    WHY,
    reasons,
    spots_of,
)
from bot.core.register import Person

log = logging.getLogger(__name__)


class Feedback:
    """Sees to these keys. It belongs to one event loop."""

    def __init__(self, parts: Parts, presses: Presses) -> None:
        self._parts, self._presses = parts, presses
        presses.doings |= {
            CONTEXT: self._context,
            GOOD: self._good,
            BAD: self._bad,
            WHY: self._why,
            CALL: self._call,
        }

    async def _context(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """Show what stands around the quotes of an answer."""
        reply = await self._parts.work.think(self._parts.assistant.around, spots_of(value))
        await self._presses.show(push, reply)

    async def _good(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """It helped."""
        await self._rate(push, person, helpful=True)
        notice.give(wording.THANKS)

    async def _bad(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """It did not; why not may be told."""
        await self._rate(push, person, helpful=False)
        notice.give(wording.THANKS)
        await self._presses.menus.swap_keys(push, reasons(await self._presses.menus.base(push)))

    async def _why(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """Keep the reason; the keyboard is again what it was."""
        await self._rate(push, person, helpful=False, reason=dict(REASONS).get(value, ""))
        notice.give(wording.THANKS)
        await self._presses.menus.swap(push, await self._presses.menus.base(push))

    async def _rate(self, push: Push, person: Person, *, helpful: bool, reason: str = "") -> None:
        parts, reply = self._parts, f"{push.place.key}/{push.message}"
        now = datetime.now(UTC)
        await parts.work.note(parts.arrivals.rate, reply, person.id, helpful, reason, now)

    async def _call(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """Ask a person: the officers in the group, or each of them where it is private."""
        parts = self._parts
        officers = [one for one in await parts.access.officers() if one != push.user]
        key = f"{parts.prefix}call/{push.chat}/{push.message}"
        if not officers:
            notice.give(self._contact(), alert=True)
        elif await is_first(parts, key) or push.again:
            told = await self._pass_on(push, value, officers)
            notice.give(wording.PASSED_ON if told else self._contact(), alert=not told)
            await is_done(parts, key)
        else:
            notice.give(wording.CALLED_ALREADY)

    def _contact(self) -> str:
        contact = self._parts.settings.contact
        return wording.CONTACT.format(contact) if contact else wording.NOBODY

    async def _pass_on(self, push: Push, value: str, officers: list[int]) -> bool:
        """Whether anybody was told. Raises Undelivered."""
        who = mention(Person(person_key(push.user), push.name))
        if push.place.private:
            words = _words(wording.CALLED_BY.format(who, escaped(value)))
            return any([await self._told(Place(officer), words) for officer in officers])
        named = [mention(await self._person(push.chat, officer)) for officer in officers]
        return await self._told(push.place, _words(wording.CALLED.format(" ".join(named), who)))

    async def _told(self, place: Place, words: Words) -> bool:
        try:
            await self._parts.sender.post(place, words)
        except Refusal as refusal:
            log.info("%s was not told: %s", place.key, refusal)
            return False
        return True

    async def _person(self, chat: int, officer: int) -> Person:
        """An officer with the name that they have in a group."""
        sender = self._parts.sender
        try:
            told = await sender.call(sender.bot.get_chat_member, chat_id=chat, user_id=officer)
            return Person(person_key(officer), told.user.full_name)
        except Refusal as refusal:
            log.info("the name of %d is not known: %s", officer, refusal)
            return Person(person_key(officer), "")


def _words(markup: str) -> Words:
    return Words(plain(markup), markup)
