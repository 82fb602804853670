"""Actions and updates -> the counts that are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.core.actions.standing import Standing, standings
from bot.core.register import Status, Update
from bot.core.reports.period import midnight, told_by
from bot.core.reports.values import Asked, Chart, Drawn, Theme
from bot.core.reports.wording import STATUS_WORDS, counted, day_in_short, listed

_WEEK = timedelta(weeks=1)
_MOST_WEEKS = 27  # half a year is drawn week by week, what is longer in steps of four


def by_objective(themes: Sequence[Theme]) -> Chart:
    """How many actions of each objective have each status."""
    several = len({theme.plan.id for theme in themes}) > 1
    counts = [_statuses(line.standing for line in theme.lines) for theme in themes]
    return Chart(
        Drawn.BARS,
        "Status by objective",
        f"Bar chart. {_in_all(sum(counts, Counter()))} The table has the figures for each"
        " objective.",
        "Objective",
        tuple(theme_name(theme, with_plan=several) for theme in themes),
        _series(counts),
    )


def over_time(themes: Sequence[Theme], updates: Sequence[Update], asked: Asked) -> Chart:
    """How many of today's actions had each status at the end of each week of the period."""
    actions = [line.action for theme in themes for line in theme.lines]
    days = weeks(min(asked.since, asked.as_at), asked.as_at)
    counts = [
        _statuses(standings(actions, told_by(updates, midnight(day + timedelta(1), asked.zone))))
        for day in days
    ]
    return Chart(
        Drawn.STEPS,
        "Progress over time",
        f"Column chart. At first: {_in_all(counts[0])} At last: {_in_all(counts[-1])} The table has"
        " the figures for each date.",
        "At the end of",
        tuple(map(day_in_short, days)),
        _series(counts),
    )


def weeks(first: date, last: date) -> list[date]:
    """The day before the first, and then every seventh day up to the last.

    Where that would be more than half a year, every 28th. The first step may be up to half as long
    again, or as short as half.
    """
    step = _WEEK if last - first <= _MOST_WEEKS * _WEEK else 4 * _WEEK
    start = first - timedelta(days=1)
    found = [last]
    while found[-1] - step - start >= step / 2:
        found.append(found[-1] - step)
    return [start, *reversed(found)]


def theme_name(theme: Theme, *, with_plan: bool = False) -> str:
    """What an objective is called; the plan where it has no name."""
    name = theme.objective.name or theme.plan.title
    return f"{theme.plan.id}: {name}" if with_plan else name


def _statuses(standings: Iterable[Standing]) -> Counter[Status | None]:
    return Counter(standing.status for standing in standings)


def _series(counts: Sequence[Counter[Status | None]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(
        (words, tuple(count[status] for count in counts)) for status, words in STATUS_WORDS.items()
    )


def _in_all(counts: Counter[Status | None]) -> str:
    said = [
        f"{counts[status]} {words.lower()}"
        for status, words in STATUS_WORDS.items()
        if counts[status]
    ]
    return f"{counted(counts.total(), 'action')}: {listed(said) or 'none'}."
