"""Actions and what the plan says of future reporting -> the reports and due dates to come."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.actions.dates import due_of_timescale
from bot.core.reports.values import Ahead, Coming, Line
from bot.core.reports.wording import day, month

AHEAD = timedelta(days=92)  # a quarter, in which due dates are told

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})/(?P<number>\d{1,2})/(?P<year>\d{4})\b"),
    re.compile(
        rf"\b(?:(?P<day>{_DAY})(?:\s+of)?\s+)?{_MONTH}(?:,?\s+(?P<year>\d{{4}})\b)?", re.IGNORECASE
    ),
)
_SENTENCE = re.compile(r"[^.!?;\n]+(?:\.(?=\S)[^.!?;\n]*)*[.!?;]*")
_PERIOD = re.compile(
    r"\b(?:q[1-4]|quarter|spring|summer|autumn|winter|easter|christmas|financial year"
    r"|end of (?:the )?year)\b",
    re.IGNORECASE,
)
_IN_TIME = re.compile(r"\b(?:in|by|before|until|of|during|from|for|to|and|or)\s+$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|(?:has|have) been)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promise:
    """A report that a plan promises: the last day it may come, that in words, and the sentence."""

    day: date
    when: str
    sentence: str


def promises(text: str, today: date) -> Iterator[Promise]:
    """Each date or month that a text on future reporting names, as it stands there.

    A month without a year is the next one of that name; what is told as past is no promise.
    """
    for sentence in _SENTENCE.findall(text):
        words = " ".join(sentence.split())
        found = [*_dates(words, today)]
        if not found and _PERIOD.search(words) and not _PAST.search(words):
            last = due_of_timescale(words, today)
            found = [(last, f"by {day(last)}")] if last else []
        yield from (Promise(promised, when, words) for promised, when in found)


def ahead(lines: Iterable[Line], today: date) -> tuple[Ahead, ...]:
    """Reports that are promised, also those that should have come, and due dates of the quarter."""
    found: list[Ahead] = []
    for line in lines:
        for promise in promises(line.action.wording.future_reporting, today):
            coming = Coming.REPORT if promise.day >= today else Coming.LATE_REPORT
            found.append(Ahead(promise.day, promise.when, coming, line, promise.sentence))
        due = line.standing.due
        if due is not None and line.standing.is_open and today <= due <= today + AHEAD:
            found.append(Ahead(due, day(due), Coming.DUE, line))
    return tuple(sorted(found, key=lambda one: one.day))


def _dates(sentence: str, today: date) -> Iterator[tuple[date, str]]:
    """Each date and month of a sentence that is not told as past, and how to say it."""
    told = 0
    found = (match for form in _DATES for match in form.finditer(sentence))
    for match in sorted(found, key=lambda match: match.start()):
        named = _day(match, today)
        if named and not _PAST.search(sentence, told, match.start()):
            yield named, day(named) if match["day"] else month(named)
        told = match.end()


def _day(match: re.Match[str], today: date) -> date | None:
    """The day that is named; the last one of a month. None where it is no day or no date."""
    parts = match.groupdict()
    if "number" in parts:
        number = int(parts["number"])
    else:
        number = _MONTHS.index(parts["month"][:3].lower()) + 1
        if not (parts["day"] or parts["year"] or _is_month(match)):
            return None
    year = int(parts["year"] or today.year + (number < today.month))
    try:
        last = monthrange(year, number)[1]
        return date(year, number, int(re.sub(r"\D", "", parts["day"])) if parts["day"] else last)
    except ValueError:  # there is no such day
        return None


def _is_month(match: re.Match[str]) -> bool:
    """Whether a word alone is a month: 'may' and 'march' and 'dec' are also other words."""
    return match["month"][:1].isupper() and (
        match["month"].lower() not in {"may", "march", "mar"}
        or bool(_IN_TIME.search(match.string[: match.start()]))
    )
