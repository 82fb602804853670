"""Phrases that name a feast, a holiday or a season -> their days: "before the easter break"."""

from __future__ import annotations

import re

from bot.core.actions.dates.days import Clock, Span, chosen, made, month, yearly
from bot.core.actions.dates.feasts import FEASTS, HALF_TERMS, SEASONS
from bot.core.actions.dates.pieces import CUE, YEAR, Rule, one_of, rule, said_year


def _feast(match: re.Match[str], clock: Clock) -> Span | None:
    feast, year = FEASTS[match["feast"]], said_year(match)
    return feast(year) if year else yearly(feast, clock)


def _season(match: re.Match[str], clock: Clock) -> Span | None:
    season, groups = SEASONS[match["season"]], match.groupdict()
    year = said_year(match)
    if year:
        return season(year)
    found = yearly(season, clock)
    if found and groups.get("which") == "next" and found.first <= clock.today:
        return season(found.first.year + 1)
    return found


def _half_term(match: re.Match[str], clock: Clock) -> Span | None:
    """The half term of that month, or of the three in a year the one that is meant."""
    if match["of_month"]:
        return yearly(HALF_TERMS[match["of_month"]], clock)
    near = range(clock.today.year - 1, clock.today.year + 2)
    found = (
        span
        for year in near
        for feast in HALF_TERMS.values()
        for span in made(feast, range(year, year + 1))
    )
    return chosen(found, clock)


def _january(match: re.Match[str], clock: Clock) -> Span | None:
    return yearly(lambda year: month(year, 1), clock)


_SEASON = rf"(?P<season>{one_of(SEASONS)})"
_NO_SEASON = r"(?! (?:school|fair|fayre|gala|clean|term|programme|event|club|playscheme)(?!\S))"
_NO_PARTY = (
    r"(?! (?:eggs?|party|parties|fair|fayre|lunch|dinner|tea|appeal|cards?|tree|lights|market"
    r"|concert|gala|event|hampers?|club)(?!\S))"
)

NAMED: tuple[Rule, ...] = (
    # christmas, easter monday 2027, the summer holidays, in the new year, spring 2027
    rule(rf"(?:the )?(?P<feast>{one_of(FEASTS)})(?: {YEAR})?{_NO_PARTY}", _feast),
    rule(
        rf"(?:the )?(?:(?P<of_month>{one_of(HALF_TERMS)}) )?half term"
        r"(?: (?:break|holidays?|week))?",
        _half_term,
    ),
    rule(r"(?:in|into|early in|early|start of|beginning of) (?:the )?new year", _january),
    rule(rf"(?:the )?(?P<season>{one_of(SEASONS)}) (?:of )?{YEAR}", _season),
    rule(rf"{CUE} (?:the )?(?P<core>(?:(?P<which>this|next) )?{_SEASON}){_NO_SEASON}", _season),
    rule(rf"(?P<which>this|next) {_SEASON}{_NO_SEASON}", _season),
    rule(rf"(?:the )?(?:end|mid|middle|late) (?:of )?(?:the )?{_SEASON}", _season),
)
