"""What a progress report holds, before anything is said of how it looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum

from bot.core.actions.standing import Standing
from bot.core.register import (
    Action,
    Objective,
    Plan,
    ReportRun,
    Status,
    Update,
    WordingVersion,
)
from bot.core.reports.rag import Judgement, Rag, RagRules


@dataclass(frozen=True, slots=True)
class Records:
    """What of the register a report is made from.

    ``actions`` include the retired ones; ``updates`` are all versions, by when they were said;
    ``runs`` the reports made so far, the latest last. Without ``wordings`` nothing is said of
    actions that were added or reworded.
    """

    plans: tuple[Plan, ...]
    objectives: tuple[Objective, ...] = ()
    actions: tuple[Action, ...] = ()
    updates: tuple[Update, ...] = ()
    wordings: tuple[WordingVersion, ...] = ()
    runs: tuple[ReportRun, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What report is wanted: of which plans (ids; empty: all), from the first day to the last.

    Days are those of ``zone``. A day after ``today`` tells of today.
    """

    since: date
    until: date
    today: date
    zone: tzinfo
    plans: tuple[str, ...] = ()
    rules: RagRules = field(default_factory=RagRules)
    title: str = "Progress report"

    @property
    def as_at(self) -> date:
        """The day on which the actions stand as the report says."""
        return min(self.until, self.today)


class Basis(StrEnum):
    """Where a line on progress has its words from."""

    PERIOD = "period"  # said in the period
    EARLIER = "earlier"  # the last that was said, before the period
    PLAN = "plan"  # the plan's own column
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Line:
    """An action in the report. ``news`` are updates, the newest first."""

    standing: Standing
    judged: Judgement
    basis: Basis
    news: tuple[Update, ...] = ()
    weeks_silent: int | None = None  # full weeks since the last update; None: never any

    @property
    def action(self) -> Action:
        """The action, as the plan has it."""
        return self.standing.action


@dataclass(frozen=True, slots=True)
class Theme:
    """An objective and its actions, in the order of the plan. The name may be empty."""

    plan: Plan
    objective: Objective
    lines: tuple[Line, ...]


class Kind(StrEnum):
    """What changed of an action, in the order in which a board wants to know."""

    DONE = "Completed"
    BLOCKED = "Blocked"
    STATUS = "Status"
    PERCENT = "Progress"
    DUE = "Due date"
    LEAD = "Lead"
    ADDED = "Added to the plan"
    REWORDED = "Reworded"
    RETIRED = "Taken out of the plan"


@dataclass(frozen=True, slots=True)
class Difference:
    """A change since the last report, with what was before and what is now, in words."""

    kind: Kind
    action: Action
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, and the open actions that lack it."""

    name: str
    actions: tuple[Action, ...]


class Coming(StrEnum):
    """Why a day is in the forward plan."""

    REPORT = "Report promised"
    LATE_REPORT = "Report promised; the date has passed"
    DUE = "Action due"


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day to come. ``said`` is the sentence of the plan that promises a report, else empty."""

    day: date
    when: str
    coming: Coming
    line: Line
    said: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of a report. ``statuses`` has None for actions of which nobody said how far."""

    actions: int
    rags: tuple[tuple[Rag, int], ...]
    statuses: tuple[tuple[Status | None, int], ...]
    overdue: int
    blocked: int
    silent: int
    updates: int
    reported_on: int  # actions that somebody reported on in the period


class Drawn(StrEnum):
    """What kind of chart a series of counts is drawn as."""

    BARS = "bars"  # one stacked bar a label
    STEPS = "steps"  # stacked over time


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts to draw: for each label one number of each series, in the order of the labels.

    ``alt`` says in words what is to be seen.
    """

    drawn: Drawn
    title: str
    alt: str
    axis: str  # what the labels are
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A progress report. ``last`` is the report that changes are counted from, where there is one.

    ``began`` is the moment from which updates are news.
    """

    asked: Asked
    plans: tuple[Plan, ...]
    began: datetime
    last: ReportRun | None
    counts: Counts
    themes: tuple[Theme, ...]
    changes: tuple[Difference, ...]
    gaps: tuple[Gap, ...]
    ahead: tuple[Ahead, ...]
    charts: tuple[Chart, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All actions, in the order of the report."""
        return tuple(line for theme in self.themes for line in theme.lines)
