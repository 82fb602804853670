"""The timescale of an action in a plan -> the last day of the period that it means."""

from __future__ import annotations

import re
from datetime import date

from bot.core.actions.dates.dated import DATED
from bot.core.actions.dates.days import Clock, Span, day, month, months, yearly
from bot.core.actions.dates.feasts import SEASONS
from bot.core.actions.dates.named import NAMED
from bot.core.actions.dates.periods import PERIODS
from bot.core.actions.dates.phrases import Phrase, phrases_in
from bot.core.actions.dates.pieces import (
    FINANCIAL_YEAR,
    MONTH,
    YEAR,
    Rule,
    month_number,
    number,
    one_of,
    rule,
    year_number,
)
from bot.core.actions.dates.tokens import Token, tokens_of

_NEAR = 3  # years: "Mar-27" is a year where it is so near, else a day ("March 31")


def due_of_timescale(text: str, today: date) -> date | None:
    """When what a plan gives this timescale is due; of several dates the latest.

    None: it says no date, or only when it starts ("from April 2027", "ongoing"), or it counts from
    a day that is not known ("within 6 months", "Year 2"), or it comes round again ("annually").
    """
    tokens = tokens_of(text)
    words = " ".join(token.word for token in tokens)
    if _AGAIN.search(words) and not re.search(r"\b20[0-9]{2}\b", words):
        return None
    spans = (
        phrase.span(Clock(today))
        for phrase in phrases_in(tokens, _RULES)
        if not _is_start(tokens, phrase)
    )
    return max((span.last for span in spans if span), default=None)


_AGAIN = re.compile(r"\b(?:every|each|annual|annually|yearly|monthly|quarterly|weekly)\b")
_STARTS = re.compile(
    r"(?:from|since|start(?:s|ing|ed)?|commenc(?:e|es|ing)|begin(?:s|ning)?|after)"
    r"(?: (?:in|on|from|the|of|:|-))*$"
)
_ONWARDS = frozenset("on onward onwards".split())


def _is_start(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    before = " ".join(token.word for token in tokens[max(0, phrase.first - 4) : phrase.first])
    after = tokens[phrase.end : phrase.end + 1]
    return bool(_STARTS.search(before)) or any(token.word in _ONWARDS for token in after)


def _month_and_year(match: re.Match[str], clock: Clock) -> Span | None:
    in_month, text = month_number(match["month"]), match["short"]
    if abs(year_number(text) - clock.today.year) <= _NEAR:
        return month(year_number(text), in_month)
    return yearly(lambda year: day(date(year, in_month, int(text))), clock)


def _month_in_numbers(match: re.Match[str], clock: Clock) -> Span:
    return month(int(match["year"]), int(match["number"]))


def _month(match: re.Match[str], clock: Clock) -> Span | None:
    return yearly(lambda year: month(year, month_number(match["month"])), clock)


def _season(match: re.Match[str], clock: Clock) -> Span | None:
    season = SEASONS[match["season"]]
    if not match["from"]:
        return yearly(season, clock)
    first = year_number(match["from"])
    return season(first if match["season"] in ("summer", "autumn", "winter") else first + 1)


def _half(match: re.Match[str], clock: Clock) -> Span:
    return months(
        int(match["year"]),
        6 * number(match["half"].removeprefix("h").removesuffix(" half").strip()) - 5,
        6,
    )


def _years(match: re.Match[str], clock: Clock) -> Span | None:
    """Financial years, and a plan's years ("2026-2029"): they end on 31 March."""
    first, last = year_number(match["from"]), year_number(match["till"])
    return Span(date(first, 4, 1), date(last, 3, 31)) if first < last else None


def _year(match: re.Match[str], clock: Clock) -> Span:
    return months(int(match["year"]), 1, 12)


_CELL: tuple[Rule, ...] = (
    rule(rf"{MONTH} (?P<short>[0-9]{{2}})", _month_and_year),
    rule(rf"(?P<number>0?[1-9]|1[0-2])[/.-]{YEAR}", _month_in_numbers),
    rule(MONTH, _month),
    rule(rf"(?P<season>{one_of(SEASONS)})(?: (?:of )?{FINANCIAL_YEAR})?", _season),
    rule(rf"(?:the )?(?P<half>h ?[12]|first half|second half) (?:of )?{YEAR}", _half),
    rule(rf"(?:fy ?)?{FINANCIAL_YEAR}", _years),
    rule(YEAR, _year),
)
_RULES = (*_CELL, *DATED, *PERIODS, *NAMED)
