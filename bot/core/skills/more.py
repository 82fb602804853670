"""Show further passages for the last question of a chat."""

from __future__ import annotations

from dataclasses import replace

from bot.core.intents import Wish
from bot.core.replies import of_more
from bot.core.skills.context import Context
from bot.core.types import Message, Reply


def more(context: Context, message: Message, wish: Wish) -> Reply:
    """Each passage is shown once."""
    last = context.history.last(message.chat)
    if last is None:
        return of_more(())
    context.history.remember(message.chat, replace(last, more=()))
    return of_more(last.more)
