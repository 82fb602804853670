"""A code that somebody sends -> they are let in; and what strangers are told."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime

from bot.channels.once import is_done, is_first
from bot.channels.telegram import wording
from bot.channels.telegram.answering import post_reply, reply_of, try_reply
from bot.channels.telegram.commands import START
from bot.channels.telegram.events import Deed, Incoming, moment_of
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.places import person_key
from bot.core.errors import StorageError
from bot.core.register import Person, Role
from bot.core.types import Message, Reply, Text

_CODE = re.compile(r"[0-9A-Za-z]{4}([-–— ]?)[0-9A-Za-z]{4}\1[0-9A-Za-z]{4}")
_TRIES = 5  # wrong codes of one person a day

log = logging.getLogger(__name__)


class Pairing:
    """Lets people in who have a code. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._wrong: dict[tuple[int, str], int] = {}

    async def seen_to(self, incoming: Incoming, person: Person | None) -> bool:
        """See to a code, or to a stranger; False where the words are for the core.

        ``person`` is who they are already. Raises Refusal or Undelivered.
        """
        if incoming.deed is not Deed.WRITTEN:
            return person is None
        code = code_in(incoming)
        let_in = await self._redeemed(incoming, code) if code else None
        if let_in:
            await self._welcome(incoming, let_in)
            return True
        if person:
            return False
        key = f"{self._parts.prefix}{incoming.key}"
        if code and not self._is_guessing(incoming.user):
            await try_reply(self._parts, wording.BAD_CODE, incoming.place, key)
        elif not code and await self._is_first_today(incoming.user):
            await try_reply(self._parts, self._to_stranger(incoming.user), incoming.place, key)
        return True

    async def _redeemed(self, incoming: Incoming, code: str) -> Person | None:
        parts, person = self._parts, Person(person_key(incoming.user), incoming.name)
        if self._wrong.get((incoming.user, _day()), 0) > _TRIES:
            return None
        try:
            return await parts.work.note(parts.members.redeem, code, person, datetime.now(UTC))
        except StorageError as error:
            log.error("a code could not be looked up: %s", error)
            return None

    async def _welcome(self, incoming: Incoming, person: Person) -> None:
        parts = self._parts
        log.info("%s was let in as %s", person.id, person.role)
        words = wording.WELCOME if person.role is Role.READER else wording.WELCOME_LOGS
        message = Message("help", incoming.place.key, person, at=moment_of(incoming.at))
        help = await reply_of(parts, parts.assistant.reply_to, message)
        blocks = (Text(words.format(person.name)), *(help.blocks if help else ()))
        key = f"{parts.prefix}{incoming.key}"
        await post_reply(parts, Reply(blocks), incoming.place, key)

    def _is_guessing(self, user: int) -> bool:
        """Whether somebody has sent more wrong codes today than anybody mistypes."""
        today = _day()
        self._wrong = {who: count for who, count in self._wrong.items() if who[1] == today}
        count = self._wrong[(user, today)] = self._wrong.get((user, today), 0) + 1
        return count > _TRIES

    async def _is_first_today(self, user: int) -> bool:
        key = f"{self._parts.prefix}stranger/{user}/{_day()}"
        first = await is_first(self._parts, key)
        if first:
            await is_done(self._parts, key)
        return first

    def _to_stranger(self, user: int) -> str:
        contact = self._parts.settings.contact
        ask = wording.ASK_CONTACT.format(contact) if contact else wording.ASK_OFFICER
        return wording.STRANGER.format(ask, user)


def code_in(incoming: Incoming) -> str:
    """The code that somebody sends, by itself or with /start; empty where there is none."""
    command = incoming.command
    if command and command.name == START:
        return command.rest
    text = incoming.text.strip()
    return text if _CODE.fullmatch(text) else ""


def _day() -> str:
    return datetime.now(UTC).date().isoformat()
