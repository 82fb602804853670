"""A key of a form that was pushed -> its next question, or the update logged."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.channels.telegram import wording
from bot.channels.telegram.answering import reply_of
from bot.channels.telegram.events import Push
from bot.channels.telegram.forms import (
    FORM,
    Draft,
    asked,
    change_of,
    draft_of,
    message_of,
    to_type,
)
from bot.channels.telegram.notices import Notice
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.presses import Presses, text_of
from bot.core.register import Person
from bot.core.types import Message, Reply, Text


class Filling:
    """Sees to the keys of forms. It belongs to one event loop."""

    def __init__(self, parts: Parts, presses: Presses) -> None:
        self._parts, self._presses = parts, presses
        presses.doings[FORM] = self._pushed

    async def _pushed(self, push: Push, value: str, person: Person, notice: Notice) -> None:
        """One step; only who began the form takes it."""
        draft = draft_of(value)
        if draft.by != push.user:
            notice.give(wording.NOT_YOUR_FORM, alert=True)
        elif draft.step == "cancel":
            await self._presses.put(push, Reply((Text(wording.CANCELLED),)))
        elif draft.step == "log":
            await self._log(push, draft, person, notice)
        elif draft.step == "type":
            await self._presses.put(push, to_type(draft, _today()))
        else:
            actions = await self._parts.work.think(self._parts.assistant.choices)
            await self._presses.put(push, asked(draft, actions, _today()))

    async def _log(self, push: Push, draft: Draft, person: Person, notice: Notice) -> None:
        """The result takes the place of the form."""
        parts, change = self._parts, change_of(draft)
        message = message_of(draft, push.place, self._presses.thread(push), person)

        def logged(said: Message) -> Reply:
            return parts.assistant.log(said, change, person)

        reply = await reply_of(parts, logged, message)
        if reply and not (reply.refused and notice.give(text_of(reply), alert=True)):
            await self._presses.put(push, reply)


def _today() -> date:
    return datetime.now(UTC).date()
