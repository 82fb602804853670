"""A reply that only one person sees -> shown to them, and to the channel when they share it."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.channels.slack import wording
from bot.channels.slack.answering import SOON, post_reply
from bot.channels.slack.blocks import Post, Press, context, to_posts
from bot.channels.slack.limits import CONTEXT, OF_ADDRESS
from bot.channels.slack.markup import clean, cut, escaped, mention
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.rows import row_for
from bot.channels.slack.sending import Place
from bot.core.types import Reply

SHARE = "share"
_KEPT = 500  # answers that can still be shared

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked privately, in which channel, and the address at which they are answered."""

    user: str
    channel: str
    url: str


@dataclass(frozen=True, slots=True)
class _Answered:
    words: str
    reply: Reply


class Private:
    """Answers one person. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._answers: OrderedDict[str, _Answered] = OrderedDict()

    async def say(self, asker: Asker, post: Post) -> None:
        """Tell them something. Raises Refusal or Undelivered."""
        await self._parts.sender.respond(
            asker.url, post, response_type="ephemeral", replace_original=False
        )

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
        try:
            await self.say(asker, Post(wording.LOOKING, ()))
        except (Refusal, Undelivered) as error:
            log.info("no sign of life: %s", error)

    async def tell(self, asker: Asker, words: str, reply: Reply, key: str) -> None:
        """Answer their words; what is too long, or has files, goes where that can be had."""
        if reply.files:
            await self._hand_out(asker, reply, key)
            return
        share = () if reply.refused else (Press(wording.SHARE_LABEL, SHARE, key),)
        posts = to_posts(reply, row_for(reply), share)
        if len(posts) > OF_ADDRESS:
            await self.say(asker, Post(wording.SENT_DIRECTLY, ()))
            direct = await self._parts.sender.direct(asker.user)
            await post_reply(self._parts, reply, Place(direct), key)
            return
        self._answers[key] = _Answered(words, reply)
        while len(self._answers) > _KEPT:
            self._answers.popitem(last=False)
        for post in posts:
            await self.say(asker, post)

    async def _hand_out(self, asker: Asker, reply: Reply, key: str) -> None:
        """To the channel, the files into the thread; where we are not in it, to who asked."""
        try:
            await post_reply(self._parts, reply, Place(asker.channel), key, strict=True)
        except Refusal:
            direct = await self._parts.sender.direct(asker.user)
            await post_reply(self._parts, reply, Place(direct), key)

    async def share(self, pressed: Pressed) -> None:
        """Show to the channel what only one person saw."""
        parts = self._parts
        if await parts.access.person(pressed.user, pressed.team) is None:
            return
        asker = Asker(pressed.user, pressed.channel, pressed.url)
        answered = self._answers.pop(pressed.value, None)
        try:
            if answered is None:
                await self.say(asker, Post(wording.SHARED_ALREADY, ()))
                return
            for post in _shared(answered, pressed.user):
                await parts.sender.respond(
                    pressed.url, post, response_type="in_channel", replace_original=False
                )
        except (Refusal, Undelivered) as error:
            log.error("%s was not shared: %s", pressed.value, error)


def _shared(answered: _Answered, user: str) -> list[Post]:
    first, *more = to_posts(answered.reply, row_for(answered.reply))
    words = cut(clean(answered.words), CONTEXT)[:1] or [""]
    asked = wording.SHARED.format(mention(user), escaped(words[0]))
    return [Post(f"{asked}\n{first.text}", (context(asked), *first.blocks)), *more]
