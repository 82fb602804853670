"""A person says, for themselves alone, whether reminders may mention them or come directly."""

from __future__ import annotations

from dataclasses import replace

from bot.core import reminder_replies as replies
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.skills.actions import led_by
from bot.core.skills.context import Context
from bot.core.skills.desk import all_standings, desk_of
from bot.core.skills.reminders import consent_of, reminders_of
from bot.core.types import NOBODY, Message, Reply


def consent(context: Context, message: Message, wish: Wish) -> Reply:
    """Keep what the person agrees to. Who asks to be reminded may be reached again."""
    desk = desk_of(context)
    if message.author == NOBODY:
        raise Refused(replies.NOBODY_KNOWN)
    verb = wish.said.get("verb", "stop remind").lower()
    agrees = verb in ("remind", "mention")
    before = replace(consent_of(desk, message.author), person=message.author)
    if "mention" in verb:
        now = replace(before, mention=agrees)
    else:
        now = replace(before, direct=agrees, gone="")
    reminders_of(desk).agree(now, message.at or context.now())
    led = led_by(all_standings(desk), message.author.name)
    return replies.of_consent(now, len(led), private=message.private)
