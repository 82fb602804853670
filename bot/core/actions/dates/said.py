"""A message -> the dates in it, each with what it is there for, and the due date that it gives.

Where a message gives several due dates, that of the whole or final thing counts before that of a
draft, a correction ("sorry, friday") before what it corrects, and else the last that is said.
"Before" a feast, a holiday, a month or a season is the day before it; before a plain day it is that
day. "After" something is the first weekday after it. A period is due on its last day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.actions.dates.cues import Cue
from bot.core.actions.dates.dated import DATED
from bot.core.actions.dates.days import ONE_DAY, Clock, Lean, working_days
from bot.core.actions.dates.named import NAMED
from bot.core.actions.dates.periods import PERIODS
from bot.core.actions.dates.phrases import Phrase, phrases_in
from bot.core.actions.dates.relative import RELATIVE
from bot.core.actions.dates.roles import DateRole, Placed, Tense, placed
from bot.core.actions.dates.tokens import tokens_of
from bot.core.actions.dates.weekdays import WEEKDAY_RULES


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date in a message. ``text`` is the phrase with its preposition, at ``start`` to ``end``."""

    date: date
    start: int
    end: int
    role: DateRole
    text: str


_RULES = (*DATED, *PERIODS, *RELATIVE, *WEEKDAY_RULES, *NAMED)
_LATELY, _FAR = timedelta(days=60), timedelta(days=300)  # what makes a day `Tense.JUST_PAST`
_CORRECTED = (
    r"\b(?:sorry|actually|i mean|make that|scrap that|correction|no wait|now|more like|instead"
    r"|realistically|slip\w*|moved|pushed|delayed|revised)\b"
)
_WEIGHTS = (
    (3, re.compile(_CORRECTED)),
    (2, re.compile(r"\b(?:final\w*|finish\w*|complet\w*|everything|whole|fully|all done)\b")),
    (0, re.compile(r"\b(?:drafts?|interim|outline|first version|initial)\b")),
)


def dates_in(text: str, today: date) -> tuple[SaidDate, ...]:
    """The dates in a message that is written today, in their order."""
    return tuple(said for said, _ in _read(text, today))


def due_in(text: str, today: date) -> date | None:
    """The due date that a progress message gives, or None."""
    due = [
        (not place.overdue, _weight(place), number, said.date)
        for number, (said, place) in enumerate(_read(text, today))
        if said.role is DateRole.DUE
    ]
    return max(due)[-1] if due else None


def _read(text: str, today: date) -> Iterator[tuple[SaidDate, Placed]]:
    tokens = tokens_of(text)
    phrases = phrases_in(tokens, _RULES)
    tenses = [_tense(phrase, today) for phrase in phrases]
    for place in placed(tokens, phrases, tenses):
        meant = _meant(place, today)
        if meant is None:
            continue
        start, end = tokens[place.around.start].start, tokens[place.around.phrase.end - 1].end
        role = place.role
        if role is DateRole.PAST and meant > today:
            role = DateRole.OTHER
        yield SaidDate(meant, start, end, role, text[start:end]), place


def _tense(phrase: Phrase, today: date) -> Tense:
    coming, gone = phrase.span(Clock(today)), phrase.span(Clock(today, Lean.BACK))
    if coming is None or gone is None:
        return Tense.AHEAD
    if coming.last < today:
        return Tense.PAST
    was_lately = today - _LATELY <= gone.last < today
    return Tense.JUST_PAST if was_lately and coming.last - today >= _FAR else Tense.AHEAD


def _lean(place: Placed) -> Lean:
    if place.overdue:
        return Lean.LATELY
    if place.cue is Cue.DATED:
        return Lean.BACK
    return {DateRole.PAST: Lean.BACK, DateRole.OLD: Lean.NEAR}.get(place.role, Lean.AHEAD)


def _meant(place: Placed, today: date) -> date | None:
    """The one day that a phrase means with its prepositions, or None where there is none such."""
    phrase, links, lean = place.around.phrase, place.around.links, _lean(place)
    span = phrase.span(Clock(today, lean))
    if span is None:
        return None
    if place.role is DateRole.PAST:
        return span.first if "since" in links else max(span.first, min(span.last, today))
    if "before" in links and place.cue is not Cue.NEVER:
        if phrase.eve(span) < today and lean is Lean.AHEAD:  # said between the years
            span = phrase.span(Clock(span.last + ONE_DAY)) or span
        return phrase.eve(span)
    if "after" in links:
        return working_days(span.last, 1)
    return span.first if "from" in links else span.last


def _weight(place: Placed) -> int:
    """How much a due date counts among several."""
    around = place.around
    words = around.right if around.right.startswith("for ") else around.between
    return next((weight for weight, pattern in _WEIGHTS if pattern.search(words)), 1)
