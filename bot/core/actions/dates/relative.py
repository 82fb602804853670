"""Phrases that count from today -> their days: "in two weeks", "end of next month"."""

from __future__ import annotations

import re
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from bot.core.actions.dates.dated import part_of
from bot.core.actions.dates.days import (
    ONE_DAY,
    Clock,
    Lean,
    Span,
    day,
    month,
    months,
    week,
    working_days,
)
from bot.core.actions.dates.periods import part_of_year
from bot.core.actions.dates.pieces import (
    ANY_WEEKDAY,
    COUNT,
    UNIT,
    Rule,
    number,
    one_of,
    rule,
    steps,
)

_NEARBY = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_STEPS = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}


def _nearby(match: re.Match[str], clock: Clock) -> Span:
    return day(clock.today + timedelta(days=_NEARBY[match["nearby"]]))


def _today(match: re.Match[str], clock: Clock) -> Span:
    return day(clock.today)


def _after_tomorrow(match: re.Match[str], clock: Clock) -> Span:
    return day(clock.today + 2 * ONE_DAY)


def _counted(match: re.Match[str], clock: Clock) -> Span:
    """So many units from today; both "two weeks ago" and "in two weeks"."""
    count, unit = number(match["count"]), match["unit"].removesuffix("s")
    if match.groupdict().get("ago"):
        count = -count
    if match.groupdict().get("nearby") == "tomorrow":
        clock = Clock(clock.today + ONE_DAY)
    if unit == "working day":
        return day(working_days(clock.today, count))
    if unit in ("month", "year"):
        return day(clock.today + relativedelta(months=count * (12 if unit == "year" else 1)))
    return day(clock.today + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit]))


def _one_or_two(match: re.Match[str], clock: Clock) -> Span:
    unit = {"week": 7, "day": 1}.get(match["unit"])
    ahead = timedelta(days=2 * unit) if unit else relativedelta(months=2)
    return day(clock.today + ahead)


def _week(match: re.Match[str], clock: Clock) -> Span | None:
    part, of = match.groupdict().get("part"), week(clock.today, steps(match))
    if of.last < clock.today and not steps(match) and clock.lean is Lean.AHEAD:
        of = week(clock.today, 1)  # on a weekend "the end of the week" is to come
    if part in ("start", "beginning", "early"):
        return day(of.first)
    return Span(of.first, of.first + 2 * ONE_DAY) if part in ("mid", "middle") else of


def _weekend(match: re.Match[str], clock: Clock) -> Span:
    saturday = week(clock.today, steps(match)).last + ONE_DAY
    return Span(saturday, saturday + ONE_DAY)


def _month(match: re.Match[str], clock: Clock) -> Span | None:
    first = clock.today.replace(day=1) + relativedelta(months=steps(match))
    of, part = month(first.year, first.month), match.groupdict().get("part")
    span = part_of(of, part) if part else of
    if part and span and span.last < clock.today and not steps(match):
        return part_of(months(first.year, first.month + 1, 1), part)
    return span


def _this_year(match: re.Match[str], clock: Clock) -> Span | None:
    year = clock.today.year + steps(match)
    return part_of_year(year, match.groupdict().get("part") or "end")


def _this_time(match: re.Match[str], clock: Clock) -> Span:
    return day(clock.today + steps(match) * _STEPS[match["unit"]])


def _after_next(match: re.Match[str], clock: Clock) -> Span:
    if match["unit"] == "week":
        return week(clock.today, 2)
    return months(clock.today.year, clock.today.month + 2, 1)


_WHICH = r"(?P<which>this|the|next|last|this coming|the coming|coming)"
_PART = (
    r"(?P<part>early|start|beginning|mid|middle|late|(?:very |back )?end|close"
    r"|(?:first|last) (?:working )?day)"
)
_NOT_MANY = r"(?<!every )(?<!each )"

RELATIVE: tuple[Rule, ...] = (
    rule(rf"(?P<nearby>{one_of(_NEARBY)})(?: (?:morning|afternoon|night|evening))?", _nearby),
    rule(r"(?:the )?day after tomorrow", _after_tomorrow),
    rule(
        r"(?:(?:the )?(?:close|end) of (?:play|the day|day|today|business)|cop|cob|eod)"
        rf"(?! (?:on |the )*(?:{ANY_WEEKDAY}|tomorrow|next|[0-9]))",
        _today,
    ),
    # in two weeks, within 3 months, in 10 working days time, over the next few weeks
    rule(
        rf"(?:in|within|inside|over)(?: the next| the coming)? {COUNT} {UNIT}(?: or so)?(?: time)?",
        _counted,
    ),
    rule(
        r"(?:in|within|over) (?:the next|a|another) (?P<unit>week|day|month) or (?:two|2)",
        _one_or_two,
    ),
    rule(
        rf"(?<!take )(?<!taking )(?!a day off){COUNT} {UNIT}"
        r" (?:from (?:now|today)|time|away|off|to go|or so)",
        _counted,
    ),
    rule(
        r"(?<!by )(?<!for )(?<!back )(?<!took )(?<!than )"
        rf"(?=another |[0-9a-z]+ more |a further |a couple |couple |a few ){COUNT} {UNIT}"
        r"(?! (?:late|behind|early|overdue|ago|long|worth)(?!\S))",
        _counted,
    ),
    rule(rf"{COUNT} {UNIT} (?:from )?(?P<nearby>today|tomorrow)", _counted),
    rule(rf"{COUNT} {UNIT} (?P<ago>ago|back)", _counted),
    # end of next week, early next month, eom, the weekend
    rule(rf"(?:the )?(?:{_PART} (?:of )?)?(?P<which>this|next|last) (?:working )?week", _week),
    rule(rf"(?:the )?{_PART} (?:of )?(?:the )?(?P<which>coming )?(?:working )?week", _week),
    rule(r"(?:the )?(?P<unit>week|month) after next", _after_next),
    rule(r"eow|(?:the )?week end", _week),
    rule(rf"{_NOT_MANY}{_WHICH} weekend", _weekend),
    rule(rf"(?:the )?(?:{_PART} (?:of )?)?(?P<which>this|next|last) month", _month),
    rule(rf"(?:the )?{_PART} (?:of )?(?:the )?month", _month),
    rule(r"eom|(?:the )?month end", _month),
    rule(rf"(?:the )?{_PART} (?:of )?(?P<which>this|the|next|last) (?:calendar )?year", _this_year),
    rule(r"(?P<which>this|next|last) (?:calendar )?year", _this_year),
    rule(r"eoy", _this_year),
    rule(r"this time (?P<which>next|last) (?P<unit>week|month|year)", _this_time),
)
