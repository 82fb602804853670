"""What is said unasked -> a channel or the direct messages of a person, once."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.ports import NotSent, Unclear
from bot.channels.slack.answering import rendered
from bot.channels.slack.events import chat_of
from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import Refusal, Undelivered, Unsure
from bot.channels.slack.sending import CLOCKS, Place, key_of
from bot.core.errors import StorageError
from bot.core.reminders.values import Posted
from bot.core.types import Reply

_NAMED = re.compile(r"slack:(?:(?P<team>[A-Z][A-Z0-9]*):)?(?P<id>[CGDUW][A-Z0-9]+)")
_PEOPLE = ("U", "W")
_GONE: Mapping[str, str] = {
    "channel_not_found": "There is no such channel, or the bot was never in it.",
    "not_in_channel": "The bot is not in that channel. Invite it there: /invite @Compact.",
    "is_archived": "That channel is archived.",
    "user_not_found": "That person is not in the workspace.",
    "user_disabled": "That person is no longer in the workspace.",
    "users_not_found": "That person is not in the workspace.",
    "cannot_dm_bot": "That is a bot, which reads no messages.",
    "restricted_action": "The bot may not post in that channel.",
    "restricted_action_read_only_channel": "The bot may not post in that channel.",
}
_LEFT = "That person is no longer a member of the workspace."
_NOT_HERE = "The bot is not to work there; slack.channels in config.yaml says where it does."

log = logging.getLogger(__name__)


class SlackOutlet:
    """Says something unasked in one workspace. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def chat(self, written: str) -> str:
        """The chat behind "slack:C024BE91L", or a person's; empty where it is none of ours."""
        found, team = _NAMED.fullmatch(written.strip()), self._parts.home.team
        if found is None or found["team"] not in (None, team):
            return ""
        return chat_of(team, found["id"])

    async def send(
        self, chat: str, reply: Reply, key: str, *, look: bool = False
    ) -> tuple[Posted, ...]:
        """Post a reply to a channel or to a person, and say what was posted.

        What can be answered to it there without a mention is for us. Raises NotSent or Unclear;
        where a part of a long reply was posted already, the next attempt with ``look`` adds the
        rest and nothing twice.
        """
        try:
            place = await self._place(chat)
            posts = []
            for number, post in enumerate(await rendered(self._parts, reply)):
                ts = await self._parts.sender.post(
                    place, post, f"{key}/{number}", look=look, sure=True
                )
                posts.append(Posted(self._chat(place), ts))
                await self._join(posts[-1])
        except Refusal as refusal:
            why = _GONE.get(refusal.error, f"Slack does not take it: {refusal.error}.")
            raise NotSent(why, gone=refusal.error in _GONE) from None
        except Unsure as error:
            raise Unclear(f"It may have been posted: {error}.") from None
        except Undelivered as error:
            raise NotSent(f"Slack cannot be reached ({error}).", wait=error.wait) from None
        return tuple(posts)

    async def find(self, chat: str, key: str, since: datetime) -> tuple[Posted, ...] | None:
        """What was posted under a key since then; empty where nothing was, None if unclear."""
        parts, found, marked = self._parts, [], True
        start = since.astimezone(UTC).timestamp() - CLOCKS
        try:
            place = await self._place(chat)
            async for message in parts.sender.said(place, start):
                if key_of(message).startswith(f"{key}/"):
                    found.append(Posted(self._chat(place), str(message["ts"])))
                elif _is_unmarked(message, parts.home.bot):
                    marked = False
        except (NotSent, Refusal, Undelivered) as error:
            log.warning("%s cannot be looked for in %s: %s", key, chat, error)
            return None
        if not found and not marked:  # this server keeps no marks
            return None
        return tuple(sorted(found, key=lambda one: one.message))

    async def _place(self, chat: str) -> Place:
        """Where a chat is. Raises NotSent, Refusal or Undelivered."""
        access = self._parts.access
        id = self.chat(chat).rpartition(":")[2]
        if not id:
            raise NotSent(f"{chat} is no chat of this workspace.", gone=True)
        if id.startswith(_PEOPLE):
            if not access.works_in("", direct=True):
                raise NotSent(_NOT_HERE, gone=True)
            if await access.person(id, self._parts.home.team) is None:
                raise NotSent(_LEFT, gone=True)
            return Place(await self._parts.sender.direct(id))
        if not access.works_in(id, direct=id.startswith("D")):
            raise NotSent(_NOT_HERE, gone=True)
        return Place(id)

    def _chat(self, place: Place) -> str:
        return chat_of(self._parts.home.team, place.channel)

    async def _join(self, posted: Posted) -> None:
        """Take part in the thread that may hang from a post."""
        arrivals = self._parts.arrivals
        try:
            await self._parts.work.note(arrivals.join, posted.chat, posted.message)
        except StorageError as error:
            log.error("%s: the thread could not be noted: %s", posted.message, error)


def _is_unmarked(message: Mapping[str, Any], bot: str) -> bool:
    """Whether a message of ours bears no key although it should: files need none."""
    return message.get("user") == bot and not message.get("files") and not key_of(message)
