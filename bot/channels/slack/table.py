"""Every button, command, shortcut and form that we have -> the piece that sees to it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from bot.channels.slack.blocks import ITEM, SAY
from bot.channels.slack.feedback import WHY, Feedback
from bot.channels.slack.forms import NAME
from bot.channels.slack.homes import Homes
from bot.channels.slack.intake import Doing, Interaction, Kind
from bot.channels.slack.items import BLOCK, SNOOZE, Items
from bot.channels.slack.offers import NO, YES, Offers
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed, Presses, read_press
from bot.channels.slack.private import SHARE, Private
from bot.channels.slack.rows import BAD, CALL, CONTEXT, GOOD
from bot.channels.slack.shortcuts import ASK, Shortcuts
from bot.channels.slack.slash import Slash


def doings(
    parts: Parts, offers: Offers, homes: Homes, private: Private, shortcuts: Shortcuts
) -> Mapping[tuple[Kind, str], Doing]:
    """Who sees to what, by its kind and its name."""
    presses = Presses(parts)
    items, feedback = Items(parts, presses), Feedback(parts, presses)

    async def say(pressed: Pressed) -> None:
        await presses.say(pressed)
        if not pressed.channel:  # on the Home tab, which shows what has changed
            await homes.show(pressed.user, pressed.team)

    buttons: Mapping[str, Callable[[Pressed], Coroutine[Any, Any, None]]] = {
        SAY: say,
        SHARE: private.share,
        CONTEXT: feedback.context,
        GOOD: feedback.good,
        BAD: feedback.bad,
        CALL: feedback.call,
        YES: offers.accepted,
        NO: offers.declined,
        ITEM: items.pushed,
    }
    return {
        **{(Kind.PRESS, name): _reading(doing) for name, doing in buttons.items()},
        (Kind.COMMAND, ""): Slash(parts, private).answer,
        (Kind.SHORTCUT, ASK): shortcuts.ask,
        (Kind.FORM, WHY): feedback.why,
        (Kind.FORM, NAME): shortcuts.sent,
        (Kind.FORM, SNOOZE): items.sent,
        (Kind.FORM, BLOCK): items.sent,
    }


def _reading(doing: Callable[[Pressed], Coroutine[Any, Any, None]]) -> Doing:
    async def read(done: Interaction) -> None:
        await doing(read_press(done))

    return read
