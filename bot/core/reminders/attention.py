"""How actions stand -> which of them need attention, and why, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from bot.core.actions.standing import Standing
from bot.core.register import Action, Status
from bot.core.reports.forward import Promise, promises
from bot.core.reports.period import weeks_between


class Need(StrEnum):
    """Why an action needs attention, in the order of how urgent it is."""

    OVERDUE = "overdue"
    BLOCKED = "blocked"
    DUE = "due"
    REPORT = "report"  # the plan promises a report on it soon
    SILENT = "silent"  # nobody has reported on it for long
    UNREPORTED = "unreported"  # nobody ever did
    NO_LEAD = "no_lead"
    NO_DATE = "no_date"


NEWS = frozenset({Need.OVERDUE, Need.BLOCKED, Need.SILENT, Need.UNREPORTED})
"""What a report to the board needs news of."""

_RANK = {need: rank for rank, need in enumerate(Need)}


@dataclass(frozen=True, slots=True)
class Window:
    """The day, where the reminder is, and how far it looks: days ahead, and weeks of silence."""

    today: date
    zone: tzinfo
    due_within: int
    silent_after: int

    @property
    def last(self) -> date:
        """The last day that is soon."""
        return self.today + timedelta(days=self.due_within)


@dataclass(frozen=True, slots=True)
class Attention:
    """An action that needs attention, with every reason; ``needs`` is never empty.

    ``weeks`` is for how many full weeks nobody has reported on it, where that is a reason;
    ``promise`` is the report that is promised soon, if one is.
    """

    standing: Standing
    needs: tuple[Need, ...]
    weeks: int = 0
    promise: Promise | None = None

    @property
    def action(self) -> Action:
        """The action."""
        return self.standing.action


def attention(
    standings: Iterable[Standing], window: Window, only: frozenset[Need] = frozenset(Need)
) -> list[Attention]:
    """The actions that need attention for one of these reasons, the most urgent first."""
    found = []
    for place, standing in enumerate(standings):
        promise = _promise(standing, window)
        needs = tuple(need for need in _needs(standing, window, promise) if need in only)
        if needs:
            weeks = _weeks(standing, window) or 0
            found.append((place, Attention(standing, needs, weeks, promise)))
    return [one for _, one in sorted(found, key=lambda each: (*_urgency(each[1]), each[0]))]


def _urgency(one: Attention) -> tuple[int, date]:
    due = one.promise.day if one.needs[0] is Need.REPORT and one.promise else one.standing.due
    return _RANK[one.needs[0]], due or date.max


def _needs(one: Standing, window: Window, promise: Promise | None) -> Iterator[Need]:
    if one.is_overdue(window.today):
        yield Need.OVERDUE
    if one.status is Status.BLOCKED:
        yield Need.BLOCKED
    if one.is_open and one.due and window.today <= one.due <= window.last:
        yield Need.DUE
    if promise:
        yield Need.REPORT
    if one.is_open:
        yield from _silence(one, window)
        yield from _gaps(one)


def _silence(one: Standing, window: Window) -> Iterator[Need]:
    weeks = _weeks(one, window)
    if weeks is None:
        yield Need.UNREPORTED
    elif weeks >= window.silent_after:
        yield Need.SILENT


def _gaps(one: Standing) -> Iterator[Need]:
    """What the plan says of an action holds for its parts."""
    if one.action.part_of:
        return
    if not one.lead:
        yield Need.NO_LEAD
    if one.due is None:
        yield Need.NO_DATE


def _weeks(one: Standing, window: Window) -> int | None:
    """Full weeks since the last update; None where there never was one."""
    return weeks_between(one.last.said.at, window.today, window.zone) if one.last else None


def _promise(one: Standing, window: Window) -> Promise | None:
    """The next report that the plan promises on it, if it is to come soon."""
    found = promises(one.action.wording.future_reporting, window.today)
    soon = [each for each in found if window.today <= each.day <= window.last]
    return min(soon, key=lambda each: each.day, default=None)
