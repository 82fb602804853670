"""How an action stands -> red, amber, green, and the reason for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.actions.standing import Standing
from bot.core.register import Status
from bot.core.reports.wording import counted, day, shortened

_MOST_REASON = 200  # characters; the update has all of it


class Rag(StrEnum):
    """How an action is rated. Always shown as this word."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"
    COMPLETE = "Complete"
    NOT_REPORTED = "Not reported"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A rating. ``reason`` is never empty for red and amber."""

    rag: Rag
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RagRules:
    """When an open action is amber: due within ``amber_days`` with less than ``amber_percent``
    done, or with no update for ``silent_weeks``.
    """

    amber_days: int = 28
    amber_percent: int = 75
    silent_weeks: int = 8

    def key(self) -> tuple[tuple[Rag, str], ...]:
        """What each word means, in a sentence."""
        days, weeks = counted(self.amber_days, "day"), counted(self.silent_weeks, "week")
        return (
            (Rag.RED, "Past its due date and not complete, or blocked."),
            (
                Rag.AMBER,
                f"Due within {days} and less than {self.amber_percent}% done, or nobody has"
                f" reported on it for {weeks} or more.",
            ),
            (Rag.GREEN, "Reported on, and neither red nor amber."),
            (Rag.COMPLETE, "Reported as done."),
            (Rag.NOT_REPORTED, "Nobody has reported on it yet, and it is not known to be late."),
        )


def judge(standing: Standing, weeks_silent: int | None, rules: RagRules, today: date) -> Judgement:
    """Rate an action as it stands on a day; every reason that holds is given.

    ``weeks_silent`` counts full weeks since the last update, None where there never was one.
    """
    if not standing.is_open:
        return Judgement(Rag.COMPLETE)
    late = [*_red(standing, today)]
    pressing = [*_amber(standing, weeks_silent, rules, today)]
    if late or pressing:
        rag = Rag.RED if late else Rag.AMBER
        return Judgement(rag, _sentence([*late, *pressing, *_remarks(standing)]))
    if standing.last is None:
        return Judgement(Rag.NOT_REPORTED)
    return Judgement(Rag.GREEN)


def _red(standing: Standing, today: date) -> Iterator[str]:
    if standing.due is not None and standing.is_overdue(today):
        yield f"overdue since {day(standing.due)}"
    if standing.status is Status.BLOCKED:
        yield f"blocked: {shortened(standing.reason, _MOST_REASON) or 'no reason was given'}"


def _amber(
    standing: Standing, weeks_silent: int | None, rules: RagRules, today: date
) -> Iterator[str]:
    if standing.due is not None and 0 <= (standing.due - today).days <= rules.amber_days:
        if standing.last is None:
            yield f"due on {day(standing.due)}"
        elif standing.percent is None:
            yield f"due on {day(standing.due)}, and nobody has said how much is done"
        elif standing.percent < rules.amber_percent:
            yield f"due on {day(standing.due)}, and {standing.percent}% is done"
    if weeks_silent is not None and weeks_silent >= rules.silent_weeks:
        yield f"silent for {counted(weeks_silent, 'week')}"


def _remarks(standing: Standing) -> Iterator[str]:
    """What else explains it: a reason that was given, or that nobody said anything."""
    if standing.last is None:
        yield "nobody has reported on it"
    elif standing.reason and standing.status is not Status.BLOCKED:
        yield shortened(standing.reason, _MOST_REASON)


def _sentence(reasons: list[str]) -> str:
    said = "; ".join(reasons)
    return said[:1].upper() + said[1:]
