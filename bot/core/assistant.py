"""Message -> Reply: find out what is wanted, and let the skill do it."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.intents import wish_of
from bot.core.skills import SKILLS
from bot.core.skills.context import Context
from bot.core.types import Message, Reply

_RUN = {skill.intent: skill.run for skill in SKILLS}


class Assistant:
    """The one door into the core. Safe to call from several threads.

    ``context`` gives the parts as they are now; one message is answered with the same from start
    to end, whatever index comes in the meantime.
    """

    def __init__(self, context: Callable[[], Context]) -> None:
        self._context = context

    def reply_to(self, message: Message) -> Reply:
        """The reply to one message."""
        wish = wish_of(message.text)
        return _RUN[wish.intent](self._context(), message, wish)
