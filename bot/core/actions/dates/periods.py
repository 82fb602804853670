"""Phrases that name a quarter or a year -> their days: "end of Q2", "2026/27", "year end"."""

from __future__ import annotations

import re
from datetime import date

from bot.core.actions.dates.days import Clock, Span, day, financial_year, months, quarter, yearly
from bot.core.actions.dates.pieces import (
    CUE,
    END,
    FINANCIAL_YEAR,
    GOES_ON,
    OF,
    PART,
    YEAR,
    Rule,
    number,
    rule,
    said_year,
    start_year,
    steps,
    year_number,
)


def _of_quarter(match: re.Match[str], clock: Clock) -> Span | None:
    of, year = number(match["nth"] or match["nth_word"]), said_year(match)
    if match["from"]:
        start = start_year(match)
        return None if start is None else quarter(start, of, financial=True)
    financial = match["money"] is not None
    if year:
        return quarter(year, of, financial=financial)
    return yearly(lambda near: quarter(near, of, financial=financial), clock)


def _quarter_now(match: re.Match[str], clock: Clock) -> Span | None:
    today = clock.today
    return months(today.year, 3 * ((today.month - 1) // 3 + steps(match)) + 1, 3)


def _of_year(match: re.Match[str], clock: Clock) -> Span | None:
    return part_of_year(year_number(match["year"]), match.groupdict().get("part") or "end")


def part_of_year(year: int, part: str) -> Span:
    """A part of a year: early is its first quarter, mid ends in June; else the whole of it."""
    span = months(year, 1, 12)
    if part == "early":
        return Span(span.first, date(span.first.year, 3, 31))
    if part.endswith(("start", "beginning")):
        return day(span.first)
    if part in ("mid", "middle", "first half"):
        return Span(span.first, date(span.first.year, 6, 30))
    return span


def _of_financial_year(match: re.Match[str], clock: Clock) -> Span | None:
    groups = match.groupdict()
    if groups.get("from"):
        start = start_year(match)
        return None if start is None else financial_year(start)
    if groups.get("which"):
        now = clock.today.year - (clock.today.month < 4)
        return financial_year(now + steps(match))
    ends = yearly(lambda year: day(date(year, 3, 31)), clock)
    return None if ends is None else financial_year(ends.last.year - 1)


_MONEY = r"(?:financial|fiscal|tax|council)"
_NTH_QUARTER = r"(?:q ?|quarter )(?P<nth>[1-4])|(?P<nth_word>first|second|third|fourth) quarter"
_QUARTER_OF = (
    rf"(?:(?: ,)? {OF}(?:fy ?)?(?:{FINANCIAL_YEAR}|{YEAR}|(?P<money>(?:{_MONEY} year|fy))))?"
)

PERIODS: tuple[Rule, ...] = (
    # the end of Q2, second quarter of 2027, Q2 2026/27, Q3 of the financial year
    rule(rf"{END}(?:{_NTH_QUARTER}){_QUARTER_OF}", _of_quarter),
    rule(rf"{CUE} (?:the )?(?P<core>(?:{_NTH_QUARTER}){_QUARTER_OF})", _of_quarter),
    rule(rf"(?:the )?(?:{_NTH_QUARTER}){_QUARTER_OF}(?= {GOES_ON}(?!\S)|$)", _of_quarter),
    rule(rf"(?:{END})?(?P<which>this|next|last|the) (?:financial )?quarter", _quarter_now),
    rule(r"(?:the )?(?P<which>)quarter end", _quarter_now),
    # end of 2026, end of 2026/27, the end of the financial year, year end
    rule(
        rf"(?:the )?{PART} (?:of )?(?:the )?(?:calendar year )?{YEAR}",
        _of_year,
    ),
    rule(rf"(?:by|in|during|before|until|till) (?P<core>{YEAR})(?! (?:%|[a-z]+s)(?!\S))", _of_year),
    rule(rf"{END}(?:{_MONEY} year |fy ?)?{FINANCIAL_YEAR}", _of_financial_year),
    rule(
        rf"(?:{END})?(?:(?P<which>this|next|last) )?(?:{_MONEY} year|fy)(?: end)?",
        _of_financial_year,
    ),
    rule(r"(?:the )?year end", _of_financial_year),
)
