"""A delivery that is ours -> sent through a channel, and what became of it recorded."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.channels.ports import NotSent, Outlet, Unclear
from bot.channels.work import Work
from bot.core.assistant import Assistant
from bot.core.errors import BotError, StorageError
from bot.core.ports import Reminders
from bot.core.register import Person, Role
from bot.core.reminders.contents import Order
from bot.core.reminders.digest import Digest
from bot.core.reminders.planning import ON_TIME
from bot.core.reminders.schedule import occurrence_on
from bot.core.reminders.values import Consent, Delivery, DeliveryState, Reminder

BACK_OFF = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 180))
"""How long to wait after each failed attempt; after the last, a person must see to it."""

NOT_CONNECTED = "Its channel is not connected."
_RECORDING = (0.5, 2.0, 10.0)  # seconds between two attempts to record what was sent
_PROGRAM = Person("program", "compactbot", Role.OFFICER)
_DELETED = "Its reminder was deleted."
_NO_MORE = "They want no direct messages any more."
_NOTHING = "None of their actions needs them now."
_NOT_MADE = "It could not be made; the log of the program says why."
_UNFORESEEN = "Something unforeseen happened while it was sent; the log of the program says what."

log = logging.getLogger(__name__)


class Delivering:
    """Sends what was claimed. It belongs to one event loop.

    ``outlet_of`` gives the channel of a chat or person, if it is connected now.
    """

    def __init__(
        self,
        reminders: Reminders,
        assistant: Assistant,
        outlet_of: Callable[[str], Outlet | None],
        now: Callable[[], datetime],
        work: Work,
    ) -> None:
        self._reminders, self._assistant, self._outlet_of = reminders, assistant, outlet_of
        self._now, self._work = now, work

    async def send(self, delivery: Delivery, reminder: Reminder | None) -> Delivery:
        """Send it, and say what became of it. Raises StorageError where that cannot be kept."""
        if reminder is None:
            return await self.left_out(delivery, _DELETED)
        consent = await self._consent(delivery, reminder)
        if consent and (consent.gone or not consent.direct):
            return await self.left_out(delivery, consent.gone or _NO_MORE)
        outlet = self._outlet_of(delivery.chat)
        if outlet is None:
            return await self._failed(delivery, NotSent(NOT_CONNECTED))
        try:
            order = self._order(delivery, reminder, consent)
            digest = await self._work.think(self._assistant.digest, order)
        except BotError as error:
            return await self._failed(delivery, NotSent(str(error)))
        except Exception:
            log.exception("%s could not be made", delivery.id)
            return await self._failed(delivery, NotSent(_NOT_MADE))
        if digest is None:
            return await self.left_out(delivery, _NOTHING)
        # Claimed anew, for it may have waited for its turn so long that it was given up.
        mine = await self._mark(delivery, DeliveryState.CLAIMED, actions=digest.actions)
        return await self._posted(mine, digest, outlet) if mine else delivery

    async def left_out(self, delivery: Delivery, why: str) -> Delivery:
        """Do not send it, and say why. Raises StorageError."""
        return await self._became(delivery, DeliveryState.SKIPPED, why=why)

    async def look_for(self, delivery: Delivery) -> bool:
        """Look for what somebody was sending when their program ended; whether it was never sent.

        Where nobody can say, it stays unknown. Raises StorageError.
        """
        outlet = self._outlet_of(delivery.chat)
        try:
            since = min(delivery.at, delivery.changed_at)
            found = await outlet.find(delivery.chat, _key(delivery), since) if outlet else None
        except Exception:
            log.exception("%s could not be looked for", delivery.id)
            found = None
        if found is None:
            log.error("nobody can say whether %s to %s was sent", delivery.id, delivery.chat)
            return False
        resolve, sent = self._reminders.resolve, bool(found)
        await self._work.note(resolve, delivery.id, _PROGRAM, self._now(), sent=sent, posts=found)
        log.warning("%s was %s", delivery.id, "sent, as is seen now" if sent else "never sent")
        return not sent

    # --- before ----------------------------------------------------------------------------------

    async def _consent(self, delivery: Delivery, reminder: Reminder) -> Consent | None:
        """What a person agreed to whom it goes to directly; None where it goes to a chat."""
        if delivery.chat == reminder.chat:
            return None
        consents = await self._work.note(self._reminders.consents)
        return next((one for one in consents if one.person.id == delivery.chat), None)

    def _order(self, delivery: Delivery, reminder: Reminder, consent: Consent | None) -> Order:
        """What digest it is of; one to a person tells of theirs alone."""
        return Order(
            reminder,
            occurrence_on(reminder, delivery.day),
            late=delivery.late or self._now() - delivery.at > ON_TIME,
            person=consent.person if consent else None,
        )

    # --- after -----------------------------------------------------------------------------------

    async def _posted(self, delivery: Delivery, digest: Digest, outlet: Outlet) -> Delivery:
        again = delivery.attempts > 1
        try:
            posts = await outlet.send(delivery.chat, digest.reply, _key(delivery), look=again)
        except NotSent as error:
            return await self._failed(delivery, error)
        except Unclear as error:
            log.error("nobody can say whether %s was sent: %s", delivery.id, error)
            return await self._became(delivery, DeliveryState.UNKNOWN, why=str(error))
        except Exception:
            log.exception("%s may have been sent or not", delivery.id)
            return await self._became(delivery, DeliveryState.UNKNOWN, why=_UNFORESEEN)
        return await self._became(delivery, DeliveryState.SENT, posts=posts)

    async def _failed(self, delivery: Delivery, error: NotSent) -> Delivery:
        """It is tried again later, unless that is of no use."""
        why, attempt, again_at = str(error), delivery.attempts - 1, None
        log.error("%s to %s was not sent: %s", delivery.id, delivery.chat, why)
        if error.gone and await self._set_aside(delivery.chat, why):
            return await self.left_out(delivery, why)
        if not error.gone and attempt < len(BACK_OFF):
            again_at = self._now() + max(BACK_OFF[attempt], timedelta(seconds=error.wait))
        return await self._became(delivery, DeliveryState.FAILED, why=why, again_at=again_at)

    async def _set_aside(self, chat: str, why: str) -> bool:
        """Note that a person can no longer be written to: the digest of the chat has their actions.

        False where it is no person.
        """
        for one in await self._work.note(self._reminders.consents):
            if one.person.id == chat:
                await self._work.note(self._reminders.agree, replace(one, gone=why), self._now())
                return True
        return False

    async def _became(self, delivery: Delivery, state: DeliveryState, **how: Any) -> Delivery:
        marked = await self._mark(delivery, state, **how)
        if marked:
            log.info("%s to %s: %s", delivery.id, delivery.chat, state)
        return marked or delivery

    async def _mark(self, delivery: Delivery, state: DeliveryState, **how: Any) -> Delivery | None:
        """Record what became of it; None if it is no longer ours.

        That is tried again, for it may have been sent already.
        """
        for wait in (*_RECORDING, None):
            try:
                mark = self._reminders.mark
                marked = await self._work.note(mark, delivery.id, state, self._now(), **how)
                break
            except StorageError:
                if wait is None:
                    raise
                await asyncio.sleep(wait)
        if marked is None:
            log.error("%s is %s, but it is no longer ours", delivery.id, state)
        return marked


def _key(delivery: Delivery) -> str:
    """What its posts are known by, for ever."""
    return f"delivery:{delivery.id}"
