"""Phrases that name a month -> their days: "12th of march", "mid january"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.core.actions.dates.days import (
    FRIDAY,
    ONE_DAY,
    Clock,
    Span,
    day,
    last_working_day,
    month,
    nth_weekday,
    week,
    working_days,
    yearly,
)
from bot.core.actions.dates.pieces import (
    ANY_WEEKDAY,
    CUE,
    CUE_OF_MONTH,
    DAY,
    DAY_NUMBER,
    END,
    FORUM,
    MONTH,
    MONTH_NAME,
    NTH,
    OF,
    PART,
    SHORT_YEAR,
    WEEKDAY,
    YEAR,
    Rule,
    month_number,
    number,
    rule,
    said_year,
    weekday_number,
    year_number,
)


def _in_year(match: re.Match[str], clock: Clock, of: int) -> Span | None:
    """A month in the year that is said, or in the one that is meant."""
    year = said_year(match)
    return month(year, of) if year else yearly(lambda near: month(near, of), clock)


def _day_of_month(match: re.Match[str], clock: Clock) -> Span | None:
    of, in_month, year = number(match["day"]), month_number(match["month"]), said_year(match)
    if year:
        return day(date(year, in_month, of))
    return yearly(lambda near: day(date(near, in_month, of)), clock)


def _week_of(match: re.Match[str], clock: Clock) -> Span | None:
    of, named = _day_of_month(match, clock), match["ends"] or match["ce"] or match["wc"]
    if of is None or named in ("ending", "e", "we"):
        return of
    return Span(of.first, week(of.first).last)


def _numeric(match: re.Match[str], clock: Clock) -> Span | None:
    parts = [int(part) for part in re.split(r"[./-]", match["numbers"])]
    if len(parts) == 2:
        return yearly(lambda near: day(date(near, parts[1], parts[0])), clock)
    if parts[0] > 99:
        return day(date(*parts))
    return day(date(year_number(str(parts[2])), parts[1], parts[0]))


def _of_month(match: re.Match[str], clock: Clock) -> Span | None:
    later = match.groupdict().get("later")
    return _in_year(match, clock, month_number(later or match["month"]))


def part_of(span: Span, part: str) -> Span | None:
    """A part of a month, as `phrases` tells what each means."""
    first = span.first
    part = part.replace("week ", "") + " week" if part.startswith("week ") else part
    if part.endswith(("start", "beginning")) or part == "first day":
        return day(first)
    if part == "early":
        return Span(first, first + timedelta(days=9))
    if part in ("mid", "middle", "first half"):
        return Span(first + timedelta(days=9), first + timedelta(days=14))
    if part == "last week" or part.endswith("working day") or part == "last day":
        return _edge(span, part)
    if part.endswith(" week"):
        return _nth_week(span, number(part.removesuffix(" week")))
    return Span(first + timedelta(days=20), span.last)


def _nth_week(span: Span, nth: int) -> Span | None:
    """Monday to Friday; the first week of a month is the first whose Friday is the 3rd or later."""
    friday = nth_weekday(Span(span.first + timedelta(days=2), span.last), FRIDAY, nth)
    return None if friday is None else Span(max(span.first, friday - timedelta(days=4)), friday)


def _edge(span: Span, part: str) -> Span:
    if part == "last day":
        return day(span.last)
    last = last_working_day(span.last)
    if part == "last week":
        return Span(last - timedelta(days=4), last)
    return day(last if part.startswith("last") else working_days(span.first - ONE_DAY, 1))


def _part_of_month(match: re.Match[str], clock: Clock) -> Span | None:
    in_month, part, year = month_number(match["month"]), match["part"], said_year(match)
    if year:
        return part_of(month(year, in_month), part)
    return yearly(lambda near: part_of(month(near, in_month), part), clock)


def _nth_of_month(match: re.Match[str], clock: Clock) -> Span | None:
    of, nth = weekday_number(match["weekday"]), number(match["nth"])
    in_month, year = month_number(match["month"]), said_year(match)

    def found(near: int) -> Span | None:
        wanted = nth_weekday(month(near, in_month), of, nth)
        return None if wanted is None else day(wanted)

    return found(year) if year else yearly(found, clock)


# What follows "march 20" where it is a number of things and no day: "march 20 groups joined".
_NO_THINGS = r"(?! (?:%|(?!is |was |as |this |its |has |us )[a-z]+s|of [0-9]+)(?!\S))"
_LATER = rf"(?: (?:or|/|-|and) (?P<later>{MONTH_NAME}))?"

DATED: tuple[Rule, ...] = (
    # 12 march, 12th of March 2027, fri 3 dec, the first of may, 5 to 7 march
    rule(
        rf"(?:{ANY_WEEKDAY} (?:, )?)?(?:the )?(?:{DAY_NUMBER}(?:st|nd|rd|th)? (?:to|-|and|or|/) )?"
        rf"{DAY} (?:of |/ )?{MONTH}(?:(?: ,| /)? {SHORT_YEAR})?",
        _day_of_month,
    ),
    rule(rf"[0-9]{{1,2}}[-/]{DAY} (?:of |/ )?{MONTH}(?:(?: ,| /)? {SHORT_YEAR})?", _day_of_month),
    # march 12, dec the 3rd
    rule(
        rf"(?:{ANY_WEEKDAY} (?:, )?)?{MONTH} (?:the )?{DAY}(?:(?: ,)? {YEAR}|{_NO_THINGS})",
        _day_of_month,
    ),
    # 2027-03-12, 12/03/27, 12.3.2027, by 12/3
    rule(r"(?P<numbers>20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})", _numeric),
    rule(r"(?P<numbers>[0-9]{1,2}([-/.])[0-9]{1,2}\2(?:20[0-9]{2}|[2-9][0-9]))", _numeric),
    rule(
        rf"{CUE} (?:the )?(?P<core>(?P<numbers>[0-9]{{1,2}}/[0-9]{{1,2}}))"
        r"(?! (?:of|done|complete|finished|full|the|through|way)(?!\S))",
        _numeric,
    ),
    # 30/11, where it can be no fraction; but "24/7" is no date
    rule(
        r"(?!24/7)(?P<numbers>(?:1[3-9]|2[0-9]|3[0-9])/(?:0?[1-9]|1[0-2]))(?! (?:of|%)(?!\S))",
        _numeric,
    ),
    # w/c 7 dec, week ending 11 dec
    rule(
        r"(?:(?:the )?week (?P<ends>of|commencing|beginning|starting|ending)|with / (?P<ce>[ce])"
        rf"|(?P<wc>w[ce])) (?:{ANY_WEEKDAY} )?(?:the )?{DAY} (?:of )?{MONTH}(?: {YEAR})?",
        _week_of,
    ),
    # mid january, end of march 2027, first week of may, last friday in june
    rule(rf"(?:{END})?(?:the )?{PART} {OF}(?:month of )?{MONTH}(?: {YEAR})?", _part_of_month),
    rule(rf"(?:the )?{NTH} {WEEKDAY} {OF}{MONTH}(?: {YEAR})?", _nth_of_month),
    # march 2027; in march, due march or april
    rule(rf"{MONTH}(?: ,)? {YEAR}", _of_month),
    rule(rf"{CUE_OF_MONTH}(?:the month of )?(?P<core>{MONTH}{_LATER}(?: {YEAR})?)", _of_month),
    rule(rf"(?:to|for|at|by|until|till) the (?P<core>{MONTH})(?= {FORUM}(?!\S))", _of_month),
)
