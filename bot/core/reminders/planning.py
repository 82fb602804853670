"""A reminder, what was dealt with, and the time -> what to send now, and what not, and why.

At most one is sent, however many are due: down for a month, one message comes and not four. Each of
the others is noted with its reason, so that none is missed in silence. Nothing is sent on a bank
holiday or in a quiet time, be it late or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.reminders.calendar import bank_holiday
from bot.core.reminders.schedule import Occurrence, occurrences, quiet_on
from bot.core.reminders.values import Delivery, Reminder, Span
from bot.core.reports.wording import day as in_words

ON_TIME = timedelta(minutes=10)
_NOT_THEN = "It could not be sent when it was due"
_PAUSED = "It could not be sent when it was due, and then the reminder was paused."
_REPLACED = "It could not be sent when it was due; a later one took its place."


@dataclass(frozen=True, slots=True)
class Skip:
    """One that is not sent; ``why`` is a sentence for people."""

    occurrence: Occurrence
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """What there is to do: one to send, if any, and those to be noted as not sent, in their order.

    ``late`` is set where the one to send was due more than ten minutes ago.
    """

    send: Occurrence | None = None
    late: bool = False
    skipped: tuple[Skip, ...] = ()


NOTHING_DUE = Due()


def plan(reminder: Reminder, last_day: date | None, now: datetime, grace: timedelta) -> Due:
    """What to do about a reminder now.

    ``last_day`` is the latest day by the rule that has a delivery, in whatever state; None: there
    is none yet. Nothing up to it comes round again, wherever the clock or the zone were moved to.
    One that is late by more than ``grace`` is not sent any more; one within ten minutes always is.
    """
    due = [] if reminder.paused else _open(reminder, last_day, now)
    if not due:
        return NOTHING_DUE
    loud = [one for one in due if one.quiet is None]
    latest = loud[-1] if loud else None
    obstacle = _obstacle(reminder, latest.at, now, grace) if latest else ""
    send = None if obstacle else latest
    late = send is not None and now - send.at > ON_TIME
    skipped = (Skip(one, _why(one, latest, obstacle)) for one in due if one != send)
    return Due(send, late, tuple(skipped))


def not_again(
    reminder: Reminder, one: Delivery, others: Sequence[Delivery], now: datetime, grace: timedelta
) -> str:
    """Why a delivery that failed, and is claimed again, is not tried once more; empty if it is.

    ``others`` are the latest of its reminder. What a person said is to be sent goes out in any
    case, but for a first attempt that comes too late.
    """
    if not one.why:  # to be sent again, somebody said
        return ""
    if one.attempts == 1:  # to be sent now, somebody said
        return _obstacle(_at_any_time(reminder), one.at, now, grace)
    if reminder.paused:
        return _PAUSED
    if any(other.chat == one.chat and other.day > one.day for other in others):
        return _REPLACED
    return _obstacle(reminder, one.at, now, grace)


def _at_any_time(reminder: Reminder) -> Reminder:
    return replace(reminder, nation=None, quiet=(), recess=())


def _open(reminder: Reminder, last_day: date | None, now: datetime) -> Sequence[Occurrence]:
    """Those that are due and not dealt with, in their order."""
    first = reminder.begins
    if last_day is not None:  # what has a later day is due later, whatever the zone
        first = max(first, datetime.combine(last_day, time.min, UTC))
    found = occurrences(reminder, first, now)
    return [one for one in found if last_day is None or one.day > last_day]


def _obstacle(reminder: Reminder, at: datetime, now: datetime, grace: timedelta) -> str:
    """Why what was due then cannot be sent now; empty if it can."""
    today = now.astimezone(ZoneInfo(reminder.zone)).date()
    if now - at > max(grace, ON_TIME):
        return f"{_NOT_THEN}, and then it was too late for it."
    if holiday := bank_holiday(today, reminder.nation):
        return f"{_NOT_THEN}, and then it was a bank holiday ({holiday})."
    if quiet := quiet_on(reminder, today):
        return f"{_NOT_THEN}, and then it was a quiet time{_because(quiet)}."
    return ""


def _why(one: Occurrence, latest: Occurrence | None, obstacle: str) -> str:
    if one.quiet:
        return f"{one.on:%A} {in_words(one.on)} is in a quiet time{_because(one.quiet)}."
    if obstacle or latest is None:
        return obstacle
    return f"{_NOT_THEN}; that of {latest.on:%A} {in_words(latest.on)} took its place."


def _because(span: Span) -> str:
    return f" ({span.why})" if span.why else ""
