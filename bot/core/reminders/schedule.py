"""A reminder -> the days by its rule, and the moments (UTC) at which it is sent.

What counts is the clock on the wall of the reminder's zone: Monday 09:30 stays Monday 09:30 when
the clocks change. A time that they skip moves to the next minute that there is; of a time that they
repeat it is the first. A bank holiday moves to the next working day. Between the days by the rule
nothing is ever counted in hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, tzinfo
from heapq import merge
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.core.reminders.calendar import (
    ONE_DAY,
    bank_holiday,
    next_working_day,
    working_days_before,
)
from bot.core.reminders.values import Dated, Nation, Reminder, Span, Weekly

ONE_MINUTE = timedelta(minutes=1)
_LONGEST_MOVE = timedelta(days=14)  # more than bank holidays on end, and a zone, can make up
_HORIZON = timedelta(days=10 * 366)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a reminder comes round.

    ``day`` is the day by the rule, before a bank holiday moved it, and tells it from the others;
    ``on`` is the day on which it is sent, ``at`` the moment (UTC). ``quiet`` is the span because of
    which it is not sent. Before a day that matters, ``event`` is that day and ``deadline`` is when
    its papers are due, or else the day itself.
    """

    day: date
    on: date
    at: datetime
    quiet: Span | None = None
    deadline: date | None = None
    event: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class _Planned:
    day: date
    deadline: date | None = None
    event: date | None = None


def occurrences(reminder: Reminder, first: datetime, last: datetime) -> Iterator[Occurrence]:
    """Those due from the first moment to the last, both included, in their order.

    Quiet ones are among them; a paused reminder has them like any other.
    """
    start = first.astimezone(UTC).date() - _LONGEST_MOVE
    for found in takewhile(lambda one: one.at <= last, _from(reminder, start)):
        if found.at >= first:
            yield found


def occurrence_on(reminder: Reminder, day: date) -> Occurrence | None:
    """The one whose day by the rule this is. None: by its rule, nothing is planned for this day."""
    found = next(_from(reminder, day), None)
    return found if found and found.day == day else None


def next_after(reminder: Reminder, at: datetime, last_day: date | None = None) -> Occurrence | None:
    """The next one after a moment that will be sent.

    ``last_day`` is the latest day by the rule that was dealt with. None: the reminder is paused,
    over, or quiet for the next ten years.
    """
    if reminder.paused:
        return None
    start = max(at + timedelta.resolution, reminder.begins)
    return next(
        (
            found
            for found in occurrences(reminder, start, start + _HORIZON)
            if found.quiet is None and (last_day is None or found.day > last_day)
        ),
        None,
    )


def quiet_on(reminder: Reminder, day: date) -> Span | None:
    """The quiet time that this day is in, if it is in one."""
    return next(
        (span for span in (*reminder.quiet, *reminder.recess) if span.first <= day <= span.last),
        None,
    )


def moment_of(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which the clocks of a zone first show this time on this day.

    Where they skip it, the next minute that they show.
    """
    wall = datetime.combine(day, at)
    while True:
        moment = wall.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
            return moment
        wall += ONE_MINUTE


def _from(reminder: Reminder, first: date) -> Iterator[Occurrence]:
    """Those whose day by the rule is the first one or later, in their order, without an end."""
    rule, zone = reminder.rule, ZoneInfo(reminder.zone)
    for planned in _planned(rule, first, reminder.nation):
        on = planned.day
        if bank_holiday(on, reminder.nation):
            on = next_working_day(on, reminder.nation)
        moment = moment_of(on, rule.at, zone)
        quiet = quiet_on(reminder, on)
        yield Occurrence(planned.day, on, moment, quiet, planned.deadline, planned.event)


def _planned(rule: Weekly | Dated, first: date, nation: Nation | None) -> Iterator[_Planned]:
    if isinstance(rule, Weekly):
        yield from _weekly(rule, first)
        return
    noticed = (_dated(rule, notice, first, nation) for notice in rule.notice)
    last: date | None = None
    for planned in merge(*noticed):
        if planned.day != last:  # the same notice twice, or one of more than a year
            yield planned
        last = planned.day


def _weekly(rule: Weekly, first: date) -> Iterator[_Planned]:
    day = first + timedelta(days=(rule.weekday - first.weekday()) % 7)
    past = (_monday(day) - _monday(rule.since)).days // 7 % rule.weeks
    day += timedelta(weeks=-past % rule.weeks)
    while True:
        yield _Planned(day)
        day += timedelta(weeks=rule.weeks)


def _monday(day: date) -> date:
    return day - day.weekday() * ONE_DAY


def _dated(rule: Dated, notice: int, first: date, nation: Nation | None) -> Iterator[_Planned]:
    for event in _events(rule, first):
        deadline = working_days_before(event, rule.papers or 0, nation)
        day = working_days_before(deadline, notice, nation)
        if day >= first:
            yield _Planned(day, deadline, event)


def _events(rule: Dated, first: date) -> Iterator[date]:
    if not rule.yearly:
        yield rule.on
        return
    for year in range(max(rule.on.year, first.year), MAXYEAR):
        yield rule.on + relativedelta(year=year)  # of 29 February it makes the 28th
