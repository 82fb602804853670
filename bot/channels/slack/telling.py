"""The result of a form -> the thread that it is about, else whoever sent it."""

from __future__ import annotations

import logging

from bot.channels.slack.answering import post_reply
from bot.channels.slack.forms import About
from bot.channels.slack.intake import Interaction
from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import Refusal
from bot.channels.slack.sending import Place
from bot.core.types import Reply

log = logging.getLogger(__name__)


async def tell(parts: Parts, about: About, reply: Reply, done: Interaction) -> None:
    """Post the result; directly where the thread cannot be had, or where nothing was done.

    Raises Refusal or Undelivered.
    """
    if about.channel and not reply.refused:
        place = Place(about.channel, about.thread or about.ts)
        try:
            await post_reply(parts, reply, place, done.key, look=done.again, strict=True)
            return
        except Refusal as refusal:
            log.info("%s is told directly: %s", done.key, refusal)
    user = str((done.body.get("user") or {}).get("id") or "")
    direct = Place(await parts.sender.direct(user))
    await post_reply(parts, reply, direct, done.key, look=done.again, strict=True)
