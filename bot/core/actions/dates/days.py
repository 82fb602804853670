"""A year, a month, a week or a weekday -> the days it spans: the arithmetic of the calendar."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import Enum, auto

from dateutil.relativedelta import relativedelta

ONE_DAY = timedelta(days=1)
FRIDAY = 4
_LEAP_GAP = 8  # years between two leap days about 1900 and 2100


class Lean(Enum):
    """Which of the days that fit is meant where no year is said."""

    AHEAD = auto()
    BACK = auto()
    LATELY = auto()  # back, unless it is due within the month that is coming
    NEAR = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """The days from the first to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Clock:
    """The day on which something is said, and which way its dates lean."""

    today: date
    lean: Lean = Lean.AHEAD


def day(of: date) -> Span:
    """One day."""
    return Span(of, of)


def month(year: int, number: int) -> Span:
    """A month, 1 to 12."""
    last = calendar.monthrange(year, number)[1]
    return Span(date(year, number, 1), date(year, number, last))


def days_in(of: date) -> int:
    """How many days the month of a date has."""
    return calendar.monthrange(of.year, of.month)[1]


def months(year: int, first: int, count: int) -> Span:
    """So many months from the first of one on; 13 is January of the next year."""
    start = date(year, 1, 1) + relativedelta(months=first - 1)
    return Span(start, start + relativedelta(months=count) - ONE_DAY)


def quarter(year: int, number: int, *, financial: bool = False) -> Span:
    """A quarter, 1 to 4, of a calendar year, or of the financial year that begins in April."""
    return months(year, 3 * number - 2 + (3 if financial else 0), 3)


def financial_year(year: int) -> Span:
    """The year from 1 April of this year on."""
    return months(year, 4, 12)


def week(today: date, ahead: int = 0) -> Span:
    """Monday to Friday of the week of today, or of one so many weeks ahead."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
    return Span(monday, monday + timedelta(days=FRIDAY))


def nth_weekday(within: Span, weekday: int, nth: int) -> date | None:
    """The nth such weekday (0: Monday) of a span; -1 is the last. None: it has not so many."""
    if nth < 0:
        return within.last - timedelta(days=(within.last.weekday() - weekday) % 7)
    first = within.first + timedelta(days=(weekday - within.first.weekday()) % 7)
    found = first + timedelta(weeks=nth - 1)
    return found if found <= within.last else None


def weekday(clock: Clock, number: int) -> date:
    """The nearest such weekday (0: Monday) that is not today, ahead or back."""
    nearer_back = (clock.today.weekday() - number) % 7 in (1, 2, 3)
    if clock.lean in (Lean.BACK, Lean.LATELY) or (clock.lean is Lean.NEAR and nearer_back):
        return clock.today - timedelta(days=(clock.today.weekday() - number - 1) % 7 + 1)
    return clock.today + timedelta(days=(number - clock.today.weekday() - 1) % 7 + 1)


def working_days(today: date, count: int) -> date:
    """So many working days after today; bank holidays count as working days."""
    weeks, left = divmod(count, 5)
    found = last_working_day(today) + timedelta(weeks=weeks)
    for _ in range(left):
        found += ONE_DAY if found.weekday() < FRIDAY else 3 * ONE_DAY
    return found


def last_working_day(until: date) -> date:
    """This day, or the Friday before where it is on a weekend."""
    return until - timedelta(days=max(0, until.weekday() - FRIDAY))


def yearly(make: Callable[[int], Span | None], clock: Clock) -> Span | None:
    """Of what comes round every year, the one that is meant. None: there is no such day."""
    near = range(clock.today.year - _LEAP_GAP, clock.today.year + _LEAP_GAP + 1)
    return chosen(made(make, near), clock)


def made(make: Callable[[int], Span | None], numbers: range) -> Iterator[Span]:
    """What there is for these years; a 29 February is not in all of them."""
    for year in numbers:
        if MINYEAR < year < MAXYEAR:
            try:
                span = make(year)
            except ValueError:
                continue
            if span is not None:
                yield span


def chosen(spans: Iterator[Span], clock: Clock) -> Span | None:
    """Of spans in their order, the one that is meant."""
    every, today = list(spans), clock.today
    ahead = next((span for span in every if span.last >= today), None)
    back = next((span for span in reversed(every) if span.first < today), None)
    if clock.lean is Lean.BACK:
        return back
    if clock.lean is Lean.AHEAD or back is None or ahead is None:
        return ahead
    if clock.lean is Lean.LATELY:
        return ahead if ahead.last <= today + relativedelta(months=1) else back
    return min((back, ahead), key=lambda span: abs(span.last - today))
