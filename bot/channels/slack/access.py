"""Who may: a person's id -> the person with their role, or nobody.

Members of the token's own workspace may ask. Strangers (other workspaces, bots, guests unless
listed) are nobody. Roles come from the settings, by person or by user group.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.sending import Sender
from bot.channels.slack.settings import DIRECT, EVERYONE, Settings
from bot.core.register import Person, Role

_FRESH = 300.0  # seconds that we believe what Slack said of a person or a group
_NOT_TOLD = frozenset({"unknown_method", "missing_scope"})
_T = TypeVar("_T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Home:
    """The workspace of the token, and the bot itself in it."""

    team: str
    bot: str
    bot_id: str = ""
    enterprise: str = ""


@dataclass(frozen=True, slots=True)
class _Profile:
    name: str
    member: bool


class _Known(Generic[_T]):
    """What was asked lately, each thing asked for once however many want it at a time."""

    def __init__(self, ask: Callable[[str], Awaitable[_T]]) -> None:
        self._ask = ask
        self._held: dict[str, tuple[float, _T]] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def get(self, key: str) -> _T:
        async with self._asking.setdefault(key, asyncio.Lock()):
            now = asyncio.get_running_loop().time()
            at, held = self._held.get(key, (0.0, None))
            if held is None or now - at > _FRESH:
                held = await self._ask(key)
                self._held[key] = (now, held)
            return held

    def held(self, key: str) -> _T | None:
        return self._held.get(key, (0.0, None))[1]

    def drop(self, key: str) -> None:
        self._held.pop(key, None)


class Access:
    """Says who may. It belongs to one event loop."""

    def __init__(self, settings: Settings, home: Home, sender: Sender) -> None:
        self._settings, self._home, self._sender = settings, home, sender
        self._profiles = _Known(self._profile)
        self._groups = _Known(self._group)

    def works_in(self, channel: str, *, direct: bool) -> bool:
        """Whether the bot is there for this channel."""
        chosen = self._settings.channels
        return not chosen or channel in chosen or (direct and DIRECT in chosen)

    async def person(self, user: str, team: str = "") -> Person | None:
        """The person with their role; None where they get nothing.

        ``team`` is their workspace as the event tells it: it counts where Slack does not tell us
        more. Raises Undelivered.
        """
        if not user:
            return None
        try:
            profile = await self._profiles.get(user)
        except Refusal as refusal:
            if refusal.error not in _NOT_TOLD:
                log.info("%s is nobody here: %s", user, refusal.error)
                return None
            # The event alone vouches for them, where the server tells its own workspace at all.
            profile = _Profile("", self._home.team in ("", team))
        if not profile.member:
            return None
        return Person(f"slack:{self._home.team}:{user}", profile.name, await self._role(user))

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """The names of people, of those that are known."""
        found = {}
        for user in users:
            try:
                found[user] = (await self._profiles.get(user)).name
            except (Refusal, Undelivered):
                continue
        return {user: name for user, name in found.items() if name}

    def changed(self, user: str) -> None:
        """Something about a person has changed."""
        self._profiles.drop(user)

    async def officers(self) -> tuple[str, ...]:
        """The ids of the officers, in order and without repeats."""
        groups = [await self._members(group) for group in self._settings.officer_groups]
        found = (*self._settings.officers, *(user for group in groups for user in group))
        return tuple(dict.fromkeys(found))

    async def _role(self, user: str) -> Role:
        settings = self._settings
        if user in settings.officers or await self._in_any(user, settings.officer_groups):
            return Role.OFFICER
        if EVERYONE in settings.contributors or user in settings.contributors:
            return Role.CONTRIBUTOR
        if await self._in_any(user, settings.contributor_groups):
            return Role.CONTRIBUTOR
        return Role.READER

    async def _in_any(self, user: str, groups: Iterable[str]) -> bool:
        return any([user in await self._members(group) for group in groups])

    async def _members(self, group: str) -> tuple[str, ...]:
        """The members of a user group; those known last where Slack does not tell."""
        try:
            return await self._groups.get(group)
        except (Refusal, Undelivered) as error:
            log.warning("the user group %s cannot be read: %s", group, error)
            return self._groups.held(group) or ()

    async def _group(self, group: str) -> tuple[str, ...]:
        call = self._sender.client.usergroups_users_list
        response = await self._sender.call(call, patience=10.0, usergroup=group)
        return tuple(str(user) for user in response.get("users") or ())

    async def _profile(self, user: str) -> _Profile:
        call = self._sender.client.users_info
        response = await self._sender.call(call, user=user)
        found = response.get("user") or {}
        return _Profile(_name(found), self._is_member(user, found))

    def _is_member(self, user: str, found: Mapping[str, Any]) -> bool:
        if found.get("deleted") or found.get("is_bot") or found.get("is_stranger"):
            return False
        grid = found.get("enterprise_user") or {}
        teams = (found.get("team_id") or self._home.team, *(grid.get("teams") or ()))
        if self._home.team not in teams:
            return False
        guest = found.get("is_restricted") or found.get("is_ultra_restricted")
        return not guest or user in self._settings.guests


def _name(found: Mapping[str, Any]) -> str:
    profile = found.get("profile") or {}
    names = (
        profile.get("real_name"),
        found.get("real_name"),
        profile.get("display_name"),
        found.get("name"),
    )
    return next((str(name) for name in names if name), "")
