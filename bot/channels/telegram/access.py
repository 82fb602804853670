"""Who may: a person's id -> the person with their role, or nobody.

Nobody may anything unless they are listed in the settings, or were let in by a code; in groups that
are listed, whoever is there may ask.
"""

from __future__ import annotations

import asyncio
import logging

from bot.channels.ports import Members
from bot.channels.telegram.places import Place, person_key, place_of
from bot.channels.telegram.settings import Settings
from bot.channels.work import Work
from bot.core.errors import StorageError
from bot.core.register import Person, Role

_FRESH = 300.0  # seconds that we believe what we know of chats that moved
_RANKS = (Role.READER, Role.CONTRIBUTOR, Role.OFFICER)

log = logging.getLogger(__name__)


class Access:
    """Says who may. It belongs to one event loop."""

    def __init__(self, settings: Settings, members: Members, work: Work) -> None:
        self._settings, self._members, self._work = settings, members, work
        self._chats: frozenset[int] = frozenset()
        self._known_at: float | None = None

    async def person(self, user: int, name: str, place: Place) -> Person | None:
        """Somebody who says or does something there, with their role; None where they may not."""
        if not place.private and not await self.works_in(place.chat):
            return None
        known = await self.known(user, name)
        if known or place.private:
            return known
        return Person(person_key(user), name, Role.READER)

    async def known(self, user: int, name: str) -> Person | None:
        """A person who is listed or was let in, wherever they are."""
        roles = [*self._listed(str(user))]
        try:
            member = await self._work.note(self._members.member, person_key(user))
            roles += [member.role] if member else []
        except StorageError as error:
            log.error("who was let in cannot be looked up: %s", error)
        if not roles:
            return None
        return Person(person_key(user), name, max(roles, key=_RANKS.index))

    def _listed(self, user: str) -> list[Role]:
        own = self._settings
        lists = (own.readers, own.contributors, own.officers)
        return [role for role, users in zip(_RANKS, lists, strict=True) if user in users]

    async def works_in(self, chat: int) -> bool:
        """Whether the bot is there for a group, also under an id that it has since some time."""
        now = asyncio.get_running_loop().time()
        if self._known_at is None or now - self._known_at > _FRESH:
            self._chats = await self._listed_chats()
            self._known_at = now
        return chat in self._chats

    async def _listed_chats(self) -> frozenset[int]:
        listed = [int(chat) for chat in self._settings.chats]
        found = set(listed)
        for chat in listed:
            try:
                key = await self._work.note(self._members.moved, Place(chat).key)
            except StorageError as error:
                log.error("where %d has moved cannot be looked up: %s", chat, error)
                continue
            place = place_of(key)
            found |= {place.chat} if place else set()
        return frozenset(found)

    def moved(self) -> None:
        """A chat has another id from now on."""
        self._known_at = None

    async def officers(self) -> tuple[int, ...]:
        """The ids of the officers, in order and without repeats."""
        found = [int(user) for user in self._settings.officers]
        try:
            for member in await self._work.note(self._members.members):
                place = place_of(member.id)
                if member.role is Role.OFFICER and place:
                    found.append(place.chat)
        except StorageError as error:
            log.error("who was let in cannot be looked up: %s", error)
        return tuple(dict.fromkeys(found))
