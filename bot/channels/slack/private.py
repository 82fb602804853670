"""A reply that only one person sees -> shown to them, and to the channel when they share it."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.channels.slack import wording
from bot.channels.slack.answering import SOON, post_reply, rendered, to_person
from bot.channels.slack.blocks import Post
from bot.channels.slack.elements import Press, context
from bot.channels.slack.limits import CONTEXT, OF_ADDRESS
from bot.channels.slack.markup import clean, cut, escaped, mention
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.sending import Place
from bot.core.types import Reply

SHARE = "share"
_KEPT = 500  # answers that can still be shared

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked privately, in which channel, and the address at which they are answered.

    ``key`` names what they asked for ever; it is ``again`` where an earlier run may have answered.
    """

    user: str
    channel: str
    url: str
    key: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Answered:
    words: str
    reply: Reply


class Private:
    """Answers one person. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._answers: OrderedDict[str, _Answered] = OrderedDict()

    async def say(self, asker: Asker, *posts: Post) -> None:
        """Tell them something: directly where their address is over. Raises Refusal, Undelivered.

        An address lives for half an hour, and not over the end of a server.
        """
        try:
            for post in posts:
                await self._parts.sender.respond(
                    asker.url, post, response_type="ephemeral", replace_original=False
                )
        except Refusal as refusal:
            log.info("%s is told directly: %s", asker.key, refusal)
            await to_person(self._parts, asker.user, posts, asker.key)

    @asynccontextmanager
    async def sign_of_life(self, asker: Asker) -> AsyncIterator[None]:
        """A word that we are at it, unless that is soon done."""
        showing = asyncio.create_task(self._show_life(asker))
        try:
            yield
        finally:
            showing.cancel()

    async def _show_life(self, asker: Asker) -> None:
        await asyncio.sleep(SOON)
        post = Post(wording.LOOKING, ())
        try:
            await self._parts.sender.respond(
                asker.url, post, response_type="ephemeral", replace_original=False
            )
        except (Refusal, Undelivered) as error:
            log.info("no sign of life: %s", error)

    async def tell(self, asker: Asker, words: str, reply: Reply) -> None:
        """Answer their words; what is too long, or has files, goes where that can be had.

        Raises Refusal or Undelivered.
        """
        if reply.files:
            await self._hand_out(asker, reply)
            return
        share = () if reply.refused else (Press(wording.SHARE_LABEL, SHARE, asker.key),)
        posts = await rendered(self._parts, reply, share)
        if len(posts) > OF_ADDRESS:
            await self.say(asker, Post(wording.SENT_DIRECTLY, ()))
            await self._send(asker, reply)
            return
        self._answers[asker.key] = _Answered(words, reply)
        while len(self._answers) > _KEPT:
            self._answers.popitem(last=False)
        await self.say(asker, *posts)

    async def _hand_out(self, asker: Asker, reply: Reply) -> None:
        """To the channel, the files into the thread; where we are not in it, to who asked."""
        place = Place(asker.channel)
        try:
            await post_reply(self._parts, reply, place, asker.key, look=asker.again, strict=True)
        except Refusal:
            await self._send(asker, reply)

    async def _send(self, asker: Asker, reply: Reply) -> None:
        direct = Place(await self._parts.sender.direct(asker.user))
        await post_reply(self._parts, reply, direct, asker.key, look=asker.again)

    async def share(self, pressed: Pressed) -> None:
        """Show to the channel what only one person saw. Raises Refusal or Undelivered."""
        parts = self._parts
        if await parts.access.person(pressed.user, pressed.team) is None:
            return
        asker = Asker(pressed.user, pressed.channel, pressed.url, pressed.key)
        answered = self._answers.pop(pressed.value, None)
        if answered is None:
            await self.say(asker, Post(wording.SHARED_ALREADY, ()))
            return
        first, *more = await rendered(parts, answered.reply)
        for post in (_shared(answered.words, pressed.user, first), *more):
            await parts.sender.respond(
                pressed.url, post, response_type="in_channel", replace_original=False
            )


def _shared(words: str, user: str, first: Post) -> Post:
    """The first post of an answer, led by who asked what."""
    asked = (cut(clean(words), CONTEXT)[:1] or [""])[0]
    lead = wording.SHARED.format(mention(user), escaped(asked))
    return Post(f"{lead}\n{first.text}", (context(lead), *first.blocks))
