"""A likely update that was said to others -> a quiet offer to log it, seen by its author alone."""

from __future__ import annotations

import logging

from bot.channels.once import is_done, is_first
from bot.channels.slack import wording
from bot.channels.slack.answering import rendered, reply_of, to_person
from bot.channels.slack.blocks import Post
from bot.channels.slack.elements import Press
from bot.channels.slack.events import Incoming, loaded, to_message
from bot.channels.slack.limits import CONTEXT
from bot.channels.slack.markup import clean, cut, mentioned
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.sending import Place
from bot.core.register import Role
from bot.core.types import Message, Reply, Text

YES, NO = "offer-yes", "offer-no"

log = logging.getLogger(__name__)


class Offers:
    """Makes offers, and does what was accepted. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def wanted(self, incoming: Incoming) -> bool:
        """Whether offers are switched on where this was said."""
        return incoming.channel in self._parts.settings.offer_in

    async def consider(self, incoming: Incoming) -> None:
        """Offer to log what was said, if its author may do that and it is likely an update."""
        parts = self._parts
        message = await self._message(incoming)
        if message is None:
            return
        action = await parts.work.think(parts.assistant.likely, message)
        key = f"slack:{parts.home.team}:{incoming.key}/offer"
        if action is None or not await is_first(parts, key, incoming.dumped()):
            return
        await parts.work.note(parts.arrivals.finish, key, keep=True)
        named = f"{action.id} “{cut(clean(action.text), CONTEXT)[0]}”"
        offer = Reply((Text(wording.OFFER.format(named)),))
        row = (Press(wording.OFFER_YES, YES, key), Press(wording.OFFER_NO, NO, key))
        try:
            for post in await rendered(parts, offer, row):
                await parts.sender.whisper(
                    Place(incoming.channel, incoming.thread), incoming.user, post
                )
        except (Refusal, Undelivered) as error:
            log.info("no offer for %s: %s", incoming.key, error)

    async def _message(self, incoming: Incoming) -> Message | None:
        """The message, if its author may log it here."""
        parts = self._parts
        if not parts.access.works_in(incoming.channel, direct=False):
            return None
        author = await parts.access.person(incoming.user, incoming.team)
        if author is None or author.role is Role.READER:
            return None
        names = await parts.access.names(mentioned(incoming.text))
        return to_message(incoming, parts.home.team, parts.home.bot, author, names)

    async def accepted(self, pressed: Pressed) -> None:
        """Log the message, in the place of the offer. Raises Refusal or Undelivered."""
        parts = self._parts
        content = await parts.work.note(parts.arrivals.content, pressed.value)
        incoming = loaded(content) if content else None
        if incoming is None or incoming.user != pressed.user:
            await self._answer(pressed, Post(wording.OFFER_GONE, ()))
            return
        message = await self._message(incoming)
        reply = await reply_of(parts, parts.assistant.reply_to, message) if message else None
        if reply:
            await self._answer(pressed, *await rendered(parts, reply))
        await is_done(parts, pressed.value)

    async def declined(self, pressed: Pressed) -> None:
        """Take the offer away, and forget the message."""
        parts = self._parts
        if await parts.access.person(pressed.user, pressed.team) is None:
            return
        await is_done(parts, pressed.value)
        try:
            await parts.sender.respond(pressed.url, Post("", ()), delete_original=True)
        except (Refusal, Undelivered) as error:
            log.info("an offer stays: %s", error)

    async def _answer(self, pressed: Pressed, *posts: Post) -> None:
        """In the place of the offer; directly where its address is over."""
        try:
            for number, post in enumerate(posts):
                replaces = number == 0
                await self._parts.sender.respond(
                    pressed.url, post, response_type="ephemeral", replace_original=replaces
                )
        except Refusal as refusal:
            log.info("%s is told directly: %s", pressed.key, refusal)
            await to_person(self._parts, pressed.user, posts, pressed.key)
