"""Phrases that name a weekday or a day of the month -> that day: "friday next week", "the 15th"."""

from __future__ import annotations

import re
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from bot.core.actions.dates.days import (
    Clock,
    Lean,
    Span,
    chosen,
    day,
    days_in,
    month,
    nth_weekday,
    week,
    weekday,
)
from bot.core.actions.dates.pieces import (
    ANY_WEEKDAY,
    COUNT,
    CUE,
    DAY,
    GOES_ON,
    NTH,
    OF,
    ORDINAL_DAY,
    WEEKDAY,
    Rule,
    number,
    one_of,
    rule,
    steps,
    weekday_number,
)


def _weekday(match: re.Match[str], clock: Clock) -> Span:
    return day(weekday(clock, weekday_number(match["weekday"])))


def _which_weekday(match: re.Match[str], clock: Clock) -> Span:
    """This friday may be today; next friday is that of next week; last friday is before today."""
    of, which = weekday_number(match["weekday"]), match["which"]
    if which == "last":
        return day(weekday(Clock(clock.today, Lean.BACK), of))
    if which == "next":
        return day(week(clock.today, 1).first + timedelta(days=of))
    if clock.lean is Lean.BACK:
        return day(weekday(clock, of))
    return day(clock.today + timedelta(days=(of - clock.today.weekday()) % 7))


def _weekday_of(match: re.Match[str], clock: Clock) -> Span:
    monday = week(clock.today, steps(match)).first
    return day(monday + timedelta(days=weekday_number(match["weekday"])))


def _weekday_later(match: re.Match[str], clock: Clock) -> Span:
    """A week or more after the coming weekday: "thursday week", "two weeks on tuesday"."""
    groups = match.groupdict()
    weeks = number(groups.get("count") or "a") * (2 if "fortnight" in match["unit"] else 1)
    coming = weekday(Clock(clock.today), weekday_number(match["weekday"]))
    return day(coming + timedelta(weeks=weeks))


def _day_of_a_month(match: re.Match[str], clock: Clock) -> Span | None:
    """The 15th: of this month, or else of the nearest month that has one."""
    of, today = number(match["day"]), clock.today
    if match.groupdict().get("which"):
        first = today.replace(day=1) + relativedelta(months=steps(match))
        return day(first.replace(day=of))
    near = (today.replace(day=1) + relativedelta(months=ahead) for ahead in range(-3, 4))
    days = (day(first.replace(day=of)) for first in near if of <= days_in(first))
    return chosen(days, Clock(today, Lean.BACK) if clock.lean is Lean.LATELY else clock)


def _nth_of_a_month(match: re.Match[str], clock: Clock) -> Span | None:
    first = clock.today.replace(day=1) + relativedelta(months=steps(match))
    of, nth = weekday_number(match["weekday"]), number(match["nth"])
    found = nth_weekday(month(first.year, first.month), of, nth)
    return None if found is None else day(found)


_CLUB = one_of("club clubs group groups cafe choir session sessions team drop lunch night".split())
_TIME = r"(?: (?:morning|afternoon|evening|night))?"
_NOT_MANY = r"(?<!every )(?<!each )"
WEEKDAY_RULES: tuple[Rule, ...] = (
    # friday, this friday, friday next week, thursday week, a week on tuesday, tuesday fortnight
    rule(rf"{_NOT_MANY}{WEEKDAY}(?! {_CLUB}(?!\S)){_TIME}", _weekday),
    rule(rf"{CUE} (?P<core>{ANY_WEEKDAY})(?! {_CLUB}(?!\S)){_TIME}", _weekday),
    rule(
        r"(?P<which>(?:this|the) coming|this|next|last|coming) "
        rf"{ANY_WEEKDAY}(?! {_CLUB}(?!\S)){_TIME}",
        _which_weekday,
    ),
    rule(rf"(?:the )?{ANY_WEEKDAY} (?:of )?(?P<which>next|this|last) week", _weekday_of),
    rule(rf"(?P<which>next|this|last) week (?:on )?(?:the )?{ANY_WEEKDAY}", _weekday_of),
    rule(rf"{ANY_WEEKDAY} (?P<unit>week|fortnight)", _weekday_later),
    rule(
        rf"(?:{COUNT} )?(?P<unit>weeks?|fortnights?) (?:on|from|after) {ANY_WEEKDAY}",
        _weekday_later,
    ),
    # by the 15th, wed 3rd, the 5th of next month, first monday of the month
    rule(
        rf"(?:{CUE}|it|either|or) (?:the )?(?P<core>{ORDINAL_DAY})(?= {GOES_ON}(?!\S)|$)",
        _day_of_a_month,
    ),
    rule(rf"^(?:the )?{ORDINAL_DAY}(?: [.!?])*$", _day_of_a_month),
    rule(rf"{ANY_WEEKDAY} (?:the )?{DAY}(?! [a-z:%])", _day_of_a_month),
    rule(rf"{ANY_WEEKDAY} (?:the )?{ORDINAL_DAY}", _day_of_a_month),
    rule(rf"(?:the )?{DAY} of (?P<which>this|the|next|last) month", _day_of_a_month),
    rule(rf"(?:the )?{NTH} {WEEKDAY} {OF}(?P<which>this |next |last )?month", _nth_of_a_month),
    rule(rf"(?:the )?{NTH} {WEEKDAY} {OF}(?:every|each) month", lambda *_: None),
)
