"""What a person did with a message -> an answer in its thread, once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.channels.once import is_done, is_first
from bot.channels.recent import Recent
from bot.channels.slack.answering import elsewhere, post_reply, reply_of, sign_of_life
from bot.channels.slack.events import Deed, Incoming, chat_of, moment_of, to_message
from bot.channels.slack.markup import mentioned
from bot.channels.slack.offers import Offers
from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.sending import Place
from bot.core.errors import StorageError
from bot.core.register import Person, Role
from bot.core.types import Message, Reply

_OLD = timedelta(days=1)  # an older message is not answered because it was edited

log = logging.getLogger(__name__)


class Talking:
    """Takes in what people write. It belongs to one event loop."""

    def __init__(self, parts: Parts, offers: Offers) -> None:
        self._parts, self._offers = parts, offers
        self._calls: Mapping[Deed, Callable[[Message], Reply | None]] = {
            Deed.WRITTEN: parts.assistant.reply_to,
            Deed.EDITED: parts.assistant.edited,
            Deed.DELETED: parts.assistant.deleted,
        }
        self._recent = Recent()

    async def take_in(self, incoming: Incoming, noted: asyncio.Event) -> None:
        """Answer where that is wanted; ``noted`` is set as soon as it cannot get lost."""
        try:
            if not self._recent.is_new(incoming.key):
                return
            if not await self._is_for_us(incoming):
                if self._offers.wanted(incoming):
                    self._parts.work.begin(self._offers.consider(incoming))
                return
            first = await self._first(incoming)
            if first is None:
                return
        finally:
            noted.set()
        await self.see_to(first)

    # --- is it new, and ours? --------------------------------------------------------------------

    async def _is_for_us(self, incoming: Incoming) -> bool:
        """Whether the words are for the assistant: said to it, or in a thread where it answered."""
        if incoming.deed is not Deed.WRITTEN or incoming.direct:
            return True
        if incoming.mentions(self._parts.home.bot):
            return True
        if not incoming.thread or _to_somebody_else(incoming):
            return False
        chat = chat_of(self._parts.home.team, incoming.channel)
        return await self._parts.work.note(self._parts.arrivals.takes_part, chat, incoming.thread)

    async def _first(self, incoming: Incoming) -> Incoming | None:
        """The deed if it is seen for the first time, in any process; an edit may be a message."""
        if incoming.deed is Deed.EDITED and self._asks_by_edit(incoming):
            written = replace(incoming, deed=Deed.WRITTEN)
            if await self._begin(written):
                self._recent.is_new(written.key)
                return written
        return incoming if await self._begin(incoming) else None

    def _asks_by_edit(self, incoming: Incoming) -> bool:
        """Whether it is for us, and would be answered if we had not seen it: it came out of order,
        or our name was forgotten at first."""
        at = moment_of(incoming.ts)
        young = at is not None and datetime.now(UTC) - at < _OLD
        return young and (incoming.direct or incoming.mentions(self._parts.home.bot))

    async def _begin(self, incoming: Incoming) -> bool:
        return await is_first(self._parts, self._key(incoming), incoming.dumped())

    def _key(self, incoming: Incoming) -> str:
        return f"slack:{self._parts.home.team}:{incoming.key}"

    # --- what is done ----------------------------------------------------------------------------

    async def see_to(self, incoming: Incoming, *, again: bool = False) -> None:
        """Do what is to be done; ``again`` where an earlier run may have done it in part."""
        async with self._parts.work.turn(f"{incoming.channel}/{incoming.root}"):
            try:
                await self._answer(incoming, again=again)
            except Undelivered as error:  # it stays begun, and is taken up later
                log.error("%s waits: %s", incoming.key, error)
                return
            await is_done(self._parts, self._key(incoming))

    async def _answer(self, incoming: Incoming, *, again: bool) -> None:
        parts = self._parts
        author = await parts.access.person(incoming.user, incoming.team)
        if author is None and incoming.deed is Deed.DELETED:  # Slack need not tell whose it was
            author = Person(f"slack:{parts.home.team}:{incoming.user}", "", Role.READER)
        if author is None:
            return
        if not parts.access.works_in(incoming.channel, direct=incoming.direct):
            await self._point_elsewhere(incoming)
            return
        names = await parts.access.names(mentioned(incoming.text))
        message = to_message(incoming, parts.home.team, parts.home.bot, author, names)
        async with sign_of_life(parts, incoming.channel, incoming.ts):
            reply = await reply_of(parts, self._calls[incoming.deed], message)
            if reply is None:
                return
            await self._post(incoming, message, reply, again=again)

    async def _post(
        self, incoming: Incoming, message: Message, reply: Reply, *, again: bool
    ) -> None:
        parts = self._parts
        if not incoming.direct:  # before it is answered: the next message may follow at once
            try:
                await parts.work.note(parts.arrivals.join, message.chat, incoming.root)
            except StorageError as error:
                log.error("%s: the thread could not be noted: %s", incoming.key, error)
        place = Place(incoming.channel, incoming.root)
        await post_reply(parts, reply, place, self._key(incoming), look=again)

    async def _point_elsewhere(self, incoming: Incoming) -> None:
        """A member who asks where the bot does not work is told where it does."""
        post = elsewhere(self._parts.settings)
        if incoming.deed is not Deed.WRITTEN or post is None:
            return
        place = Place(incoming.channel, incoming.thread)
        try:
            if incoming.direct:
                await self._parts.sender.post(place, post, self._key(incoming))
            else:
                await self._parts.sender.whisper(place, incoming.user, post)
        except Refusal as refusal:
            log.info("%s was not pointed elsewhere: %s", incoming.key, refusal)


def _to_somebody_else(incoming: Incoming) -> bool:
    """Whether words in a thread begin with the mention of another person."""
    return incoming.text.lstrip().startswith("<@")
