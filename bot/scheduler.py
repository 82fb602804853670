"""The clock -> what is due -> claimed, sent through a channel, and recorded.

A delivery is claimed before it is sent, so that of several programs over one database one sends it.
What became of it is recorded afterwards; where that could not happen, it is shown to the officer
and sent again only if the channel can tell that it never arrived.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.channels.ports import Outlet
from bot.channels.work import Work
from bot.core.assistant import Assistant
from bot.core.errors import BotError
from bot.core.ports import Reminders
from bot.core.reminders.planning import not_again, plan
from bot.core.reminders.schedule import Occurrence
from bot.core.reminders.values import Delivery, DeliveryState, Reminder
from bot.delivering import NOT_CONNECTED, Delivering

_LOST = "Its program was stopped before it was sent."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """``tick`` is the time between two looks, ``lease`` how long a sending may take at most.

    ``lease`` must be longer than all attempts of a channel, or a slow sending counts as lost.
    """

    tick: timedelta = timedelta(seconds=15)
    lease: timedelta = timedelta(minutes=10)
    grace: timedelta = timedelta(hours=24)
    at_once: int = 4


class Scheduler:
    """Sends what is due. It belongs to one event loop; several programs may share a database.

    ``outlets`` gives the channels that are connected now: what goes through another one waits.
    """

    def __init__(
        self,
        reminders: Reminders,
        assistant: Assistant,
        outlets: Callable[[], Sequence[Outlet]],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pace: Pace = Pace(),
    ) -> None:
        self._reminders, self._outlets = reminders, outlets
        self._now, self._pace = now, pace
        self._work = Work()
        self._delivering = Delivering(reminders, assistant, self._outlet, now, self._work)
        self._looked_for: set[tuple[str, int]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send what is due until ``stop`` is set; what is being sent is finished first."""
        while not stop.is_set():
            try:
                await self.tick()
            except BotError as error:
                log.error("not all reminders could be seen to: %s", error)
            except Exception:  # a fault of ours: to stop would not mend it
                log.exception("not all reminders could be seen to")
            try:
                async with asyncio.timeout(self._pace.tick.total_seconds()):
                    await stop.wait()
            except TimeoutError:
                continue

    async def tick(self) -> tuple[Delivery, ...]:
        """Send what is due now, and say what became of it.

        What can be done is done before the first error is raised. Raises StorageError.
        """
        now = self._now()
        never_sent = await self._look_for_lost(now)
        known = await self._known()
        due: list[Delivery] = []
        faults: list[BaseException] = []
        again = partial(self._again, never_sent, known)
        for step in (*(partial(self._claimed, one) for one in known.values()), again):
            try:
                due += await step(now)
            except Exception as error:
                faults.append(error)
        room = asyncio.Semaphore(self._pace.at_once)
        sendings = (self._sent(one, known, room) for one in due)
        became = await asyncio.gather(*sendings, return_exceptions=True)
        faults += [one for one in became if isinstance(one, BaseException)]
        if faults:
            raise faults[0]
        return tuple(one for one in became if isinstance(one, Delivery))

    async def _sent(
        self, delivery: Delivery, known: Mapping[str, Reminder], room: asyncio.Semaphore
    ) -> Delivery:
        """What became of a delivery that was ours to send, once it had its turn."""
        if delivery.state is not DeliveryState.CLAIMED:
            return delivery
        async with room:
            return await self._delivering.send(delivery, known.get(delivery.reminder))

    async def _known(self) -> dict[str, Reminder]:
        """The reminders that there are, by id."""
        return {one.id: one for one in await self._work.note(self._reminders.reminders)}

    # --- what is due -----------------------------------------------------------------------------

    async def _claimed(self, reminder: Reminder, now: datetime) -> list[Delivery]:
        """The deliveries of a reminder that are ours to send now; what is left out is noted."""
        if not self._outlet(reminder.chat):
            return []
        last = await self._work.note(self._reminders.last_day, reminder.id)
        due = plan(reminder, last, now, self._pace.grace)
        wanted = [
            replace(
                _delivery(reminder, one.occurrence, now), state=DeliveryState.SKIPPED, why=one.why
            )
            for one in due.skipped
        ]
        if due.send:
            first = replace(_delivery(reminder, due.send, now), late=due.late)
            wanted += [first, *await self._directly(first)]
        kept = await self._work.note(self._reminders.claim, wanted) if wanted else ()
        for one in kept:
            if one.state is DeliveryState.SKIPPED:
                log.warning("%s, %s of %s, is left out: %s", one.id, one.reminder, one.day, one.why)
        return [one for one in kept if one.state is DeliveryState.CLAIMED]

    async def _directly(self, first: Delivery) -> list[Delivery]:
        """The same for each person who gets their own actions directly.

        Where we do not reach them now, it waits for whoever does.
        """
        consents = await self._work.note(self._reminders.consents)
        people = [one.person.id for one in consents if one.direct and not one.gone]
        waits = replace(
            first,
            state=DeliveryState.FAILED,
            attempts=1,
            again_at=first.changed_at,
            why=NOT_CONNECTED,
        )
        return [replace(first if self._outlet(one) else waits, chat=one) for one in people]

    # --- what is tried again ---------------------------------------------------------------------

    async def _look_for_lost(self, now: datetime) -> set[str]:
        """Look once for each that may have been sent or not; those that never were."""
        before = now - self._pace.lease
        never_sent: set[str] = set()
        await self._work.note(self._reminders.lose, before)
        for one in await self._work.note(self._reminders.deliveries):
            attempt = one.id, one.attempts
            is_settled = one.state is not DeliveryState.UNKNOWN or attempt in self._looked_for
            if is_settled or one.changed_at >= before or not self._outlet(one.chat):
                continue
            self._looked_for.add(attempt)
            if await self._delivering.look_for(one):
                never_sent.add(one.id)
        return never_sent

    async def _again(
        self, never_sent: set[str], known: dict[str, Reminder], now: datetime
    ) -> list[Delivery]:
        """Those of which another attempt is due, and is ours; left out where it is too late.

        A reminder that was made after the others were looked up is added to those that are known.
        """
        claim, reaches = self._reminders.claim_again, lambda chat: bool(self._outlet(chat))
        found = await self._work.note(claim, now, reaches)
        if any(one.reminder not in known for one in found):
            known.update(await self._known())
        found = tuple(replace(one, why=_LOST) if one.id in never_sent else one for one in found)
        return [await self._checked(one, known.get(one.reminder), now) for one in found]

    async def _checked(
        self, delivery: Delivery, reminder: Reminder | None, now: datetime
    ) -> Delivery:
        """A delivery that was tried before: as it is, or left out."""
        if reminder is None:
            return delivery
        others = await self._work.note(self._reminders.deliveries, reminder.id)
        why = not_again(reminder, delivery, others, now, self._pace.grace)
        return await self._delivering.left_out(delivery, why) if why else delivery

    def _outlet(self, chat: str) -> Outlet | None:
        return next((one for one in self._outlets() if one.chat(chat)), None)


def _delivery(reminder: Reminder, occurrence: Occurrence, now: datetime) -> Delivery:
    """A delivery to the chat of a reminder, to be claimed."""
    return Delivery(
        id="",
        reminder=reminder.id,
        day=occurrence.day,
        chat=reminder.chat,
        at=occurrence.at,
        state=DeliveryState.CLAIMED,
        changed_at=now,
    )
