"""What the register holds -> Report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.actions.standing import Standing, standing, standings
from bot.core.errors import UsageError
from bot.core.ports import Register
from bot.core.register import Action, Plan, Status, Update
from bot.core.reports.changes import Versions, by_action, differences, wording_at
from bot.core.reports.charts import by_objective, over_time
from bot.core.reports.forward import ahead
from bot.core.reports.gaps import gaps
from bot.core.reports.period import (
    beginning,
    beginnings,
    counted_at,
    ending,
    told_by,
    weeks_between,
)
from bot.core.reports.rag import Rag, judge
from bot.core.reports.values import Asked, Basis, Counts, Line, Records, Report, Theme
from bot.core.reports.wording import STATUS_WORDS


def records_of(register: Register) -> Records:
    """All that a report may need of a register. Raises StorageError."""
    actions = register.actions(retired=True)
    return Records(
        register.plans(),
        register.objectives(),
        actions,
        register.updates(ended=True),
        tuple(version for action in actions for version in register.wordings(action.id)),
        register.report_runs(),
    )


def build_report(records: Records, asked: Asked) -> Report:
    """The progress report on the plans asked for. Raises UsageError if there is no such plan."""
    plans = plans_named(records.plans, asked.plans)
    order = {plan.id: place for place, plan in enumerate(plans)}
    asked = replace(asked, plans=tuple(order) if asked.plans else ())
    actions = sorted(
        (action for action in records.actions if action.plan in order),
        key=lambda action: (order[action.plan], action.position),
    )
    began, last = beginning(records.runs, asked)
    told = told_by(records.updates, ending(asked))
    news = _news(records.updates, told, began)
    now = standings(actions, told)
    lines = {one.action.id: _line(one, news, asked) for one in now if one.action.retired is None}
    themes = _themes(plans, records, lines)
    in_order = [line for theme in themes for line in theme.lines]
    versions = by_action(records.wordings)
    before = _before(actions, counted_at(records.updates, began), versions, began)
    return Report(
        asked=asked,
        plans=plans,
        began=began,
        last=last,
        counts=_counts(in_order, asked),
        themes=themes,
        changes=differences(before, now, versions, began),
        gaps=gaps(in_order),
        ahead=ahead(in_order, asked.as_at),
        charts=(by_objective(themes), over_time(themes, told, asked)) if in_order else (),
    )


def plans_named(plans: Sequence[Plan], ids: Sequence[str]) -> tuple[Plan, ...]:
    """Plans by their ids, in capitals or not; none: all. Raises UsageError."""
    if not plans:
        raise UsageError(
            "the register holds no plan yet. Bring one in: compactbot actions import FILE"
        )
    known = {plan.id.casefold(): plan for plan in plans}
    for name in ids:
        if name.strip().casefold() not in known:
            there = ", ".join(f"{plan.id} ({plan.title})" for plan in plans)
            raise UsageError(f"there is no plan '{name}'. There are: {there}.")
    return tuple(dict.fromkeys(known[name.strip().casefold()] for name in ids)) or tuple(plans)


def _news(
    versions: Sequence[Update], told: Iterable[Update], began: datetime
) -> dict[str, list[Update]]:
    """The updates that came to count since a moment, by action, the newest first."""
    begun = dict(
        zip(((one.id, one.version) for one in versions), beginnings(versions), strict=True)
    )
    found: dict[str, list[Update]] = {}
    for update in told:
        if begun[update.id, update.version] >= began:
            found.setdefault(update.action, []).insert(0, update)
    return found


def _line(now: Standing, news: Mapping[str, list[Update]], asked: Asked) -> Line:
    silent = weeks_between(now.last.said.at, asked.as_at, asked.zone) if now.last else None
    judged = judge(now, silent, asked.rules, asked.as_at)
    if said := news.get(now.action.id):
        return Line(now, judged, Basis.PERIOD, tuple(said), silent)
    if now.last:
        return Line(now, judged, Basis.EARLIER, (now.last,), silent)
    basis = Basis.PLAN if now.action.wording.progress else Basis.NOTHING
    return Line(now, judged, basis)


def _themes(
    plans: Sequence[Plan], records: Records, lines: Mapping[str, Line]
) -> tuple[Theme, ...]:
    """The objectives that have actions, by plan and position."""
    found = []
    for plan in plans:
        objectives = [one for one in records.objectives if one.plan == plan.id]
        for objective in sorted(objectives, key=lambda one: one.position):
            of = [line for line in lines.values() if line.action.objective == objective.id]
            if of:
                found.append(Theme(plan, objective, tuple(of)))
    return tuple(found)


def _before(
    actions: Sequence[Action], counted: Sequence[Update], versions: Versions, began: datetime
) -> dict[str, Standing]:
    """How each action stood at a moment, by its id."""
    of: dict[str, list[Update]] = {}
    for update in counted:
        of.setdefault(update.action, []).append(update)
    return {
        action.id: standing(
            replace(action, wording=wording_at(action, versions, began)), of.get(action.id, ())
        )
        for action in actions
    }


def _counts(lines: Sequence[Line], asked: Asked) -> Counts:
    rags = Counter(line.judged.rag for line in lines)
    statuses = Counter(line.standing.status for line in lines)
    fresh = [line for line in lines if line.basis is Basis.PERIOD]
    weeks = asked.rules.silent_weeks
    return Counts(
        actions=len(lines),
        rags=tuple((rag, rags[rag]) for rag in Rag),
        statuses=tuple((status, statuses[status]) for status in STATUS_WORDS),
        overdue=sum(line.standing.is_overdue(asked.as_at) for line in lines),
        blocked=statuses[Status.BLOCKED],
        silent=sum(
            line.standing.is_open and line.weeks_silent is not None and line.weeks_silent >= weeks
            for line in lines
        ),
        updates=sum(len(line.news) for line in fresh),
        reported_on=len(fresh),
    )
