"""Message -> Reply: find out what is wanted, and let the skill do it."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.intents import wish_of
from bot.core.skills import SKILLS
from bot.core.skills.context import Context
from bot.core.skills.desk import Refused
from bot.core.skills.update import deleted, edited
from bot.core.types import Message, Reply, Text

_RUN = {skill.intent: skill.run for skill in SKILLS}


class Assistant:
    """The one door into the core. Safe to call from several threads.

    ``context`` gives the parts as they are now; one message is answered with the same from start
    to end, whatever index comes in the meantime.
    """

    def __init__(self, context: Callable[[], Context]) -> None:
        self._context = context

    def reply_to(self, message: Message) -> Reply:
        """The reply to one message, or to one press: a press says what its button stands for."""
        context = self._context()
        wish = wish_of(message.text, context.today())
        try:
            return _RUN[wish.intent](context, message, wish)
        except Refused as refusal:
            return Reply((Text(str(refusal)),))

    def edited(self, message: Message) -> Reply | None:
        """What is said to an edited message; None where it was no report of progress."""
        try:
            return edited(self._context(), message)
        except Refused as refusal:
            return Reply((Text(str(refusal)),))

    def deleted(self, message: Message) -> Reply | None:
        """What is said to a message that was deleted; None where it was no report of progress."""
        return deleted(self._context(), message)
