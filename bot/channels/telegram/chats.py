"""What becomes of chats: another id, the bot put out or blocked, and let in again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from telegram import ChatMember, ChatMemberUpdated, Message

from bot.channels.telegram import wording
from bot.channels.telegram.outgoing import Words
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.places import Place
from bot.channels.telegram.retrying import Refusal, Undelivered
from bot.core.errors import StorageError

_OUT = (ChatMember.LEFT, ChatMember.BANNED)

log = logging.getLogger(__name__)


class Chats:
    """Keeps what holds for chats. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def migrated(self, message: Message) -> bool:
        """See to the news that a group has another id; False where a message is no such news."""
        here = message.chat.id
        if message.migrate_to_chat_id:
            await move(self._parts, here, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await move(self._parts, message.migrate_from_chat_id, here)
        return bool(message.migrate_to_chat_id or message.migrate_from_chat_id)

    async def standing(self, change: ChatMemberUpdated) -> None:
        """The bot was put out or blocked, or let in again."""
        place, was, now = Place(change.chat.id), change.old_chat_member, change.new_chat_member
        if now.status in _OUT:
            await pause(self._parts, place, change.chat.title or change.chat.full_name or "")
        elif was.status in _OUT:
            await self._resume(place)
            if not place.private and not await self._parts.access.works_in(place.chat):
                log.warning(
                    "the bot was added to the group %d, which telegram.chats does not name",
                    place.chat,
                )

    async def heard(self, place: Place) -> None:
        """Somebody speaks to the bot: so it can write there again, if it could not."""
        try:
            paused = await self._parts.work.note(self._parts.members.paused)
        except StorageError as error:
            log.error("where nothing is sent cannot be looked up: %s", error)
            return
        if Place(place.chat).key in dict(paused):
            await self._resume(place)

    async def refused(self, place: Place, refusal: Refusal) -> None:
        """Something could not be said there: nothing more is sent there if that is for good."""
        if refusal.gone:
            await pause(self._parts, place)
        else:
            log.error("%s was not answered: %s", place.key, refusal)

    async def _resume(self, place: Place) -> None:
        key = Place(place.chat).key
        try:
            await self._parts.work.note(self._parts.members.resume, key)
            log.info("things are sent to %s again", key)
        except StorageError as error:
            log.error("that %s is back could not be kept: %s", key, error)


async def pause(parts: Parts, place: Place, name: str = "") -> str:
    """The bot was blocked or put out: nothing is sent there any more, and officers are told. Why,
    in a sentence."""
    key, why = Place(place.chat).key, wording.BLOCKED if place.private else wording.PUT_OUT
    try:
        news = await parts.work.note(parts.members.pause, key, why, datetime.now(UTC))
    except StorageError as error:
        log.error("that %s is gone could not be kept: %s", key, error)
        return why
    if news:
        log.warning("nothing is sent to %s any more: %s", key, why)
        parts.work.begin(_tell_officers(parts, place, wording.PAUSED_TOLD.format(name or key, why)))
    return why


async def _tell_officers(parts: Parts, place: Place, words: str) -> None:
    """Tell each officer who can be told."""
    for officer in await parts.access.officers():
        if officer == place.chat:
            continue
        try:
            await parts.sender.post(Place(officer), Words(words))
        except (Refusal, Undelivered) as error:
            log.info("the officer %d was not told: %s", officer, error)


async def move(parts: Parts, old: int, new: int) -> None:
    """A group has another id: what is kept for it goes there, in one transaction."""
    try:
        await parts.work.note(parts.members.move, Place(old).key, Place(new).key, datetime.now(UTC))
    except StorageError as error:  # it is told again when something is sent to the old one
        log.error("that %d is now %d could not be kept: %s", old, new, error)
        return
    parts.access.moved()
    log.warning("the group %d is now the supergroup %d", old, new)
