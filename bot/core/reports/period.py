"""Updates and the reports before -> what counted at a moment, and what is news since then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from bot.core.register import ReportRun, Update, UpdateState
from bot.core.reports.values import Asked


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a day begins in a zone."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def end_of(run: ReportRun, zone: tzinfo) -> datetime:
    """The moment up to which a report told: the end of its last day, or when it was made."""
    return min(run.made_at, midnight(run.until + timedelta(days=1), zone))


def last_run(runs: Sequence[ReportRun], plans: Iterable[str]) -> ReportRun | None:
    """The latest report of just these plans (none: of all)."""
    wanted = frozenset(plans)
    return next((run for run in reversed(runs) if frozenset(run.plans) == wanted), None)


def default_since(runs: Sequence[ReportRun], plans: Iterable[str], until: date) -> date:
    """The last day of the report before, else the day three months before ``until``.

    A report that ended on ``until`` itself is the same one, made once more.
    """
    last = last_run([run for run in runs if run.until < until], plans)
    return last.until if last else until - relativedelta(months=3)


def beginning(runs: Sequence[ReportRun], asked: Asked) -> tuple[datetime, ReportRun | None]:
    """The moment from which updates are news, and the report before, if it ended there.

    A report made at noon has told of the morning; so its successor begins at noon.
    """
    same = [run for run in runs if run.until == asked.since]
    last = last_run(same, asked.plans)
    return (end_of(last, asked.zone) if last else midnight(asked.since, asked.zone)), last


def ending(asked: Asked) -> datetime:
    """The moment before which updates are in the report."""
    return midnight(asked.as_at + timedelta(days=1), asked.zone)


def told_by(updates: Iterable[Update], moment: datetime) -> list[Update]:
    """The updates that count today and were said before a moment."""
    return [
        update
        for update in updates
        if update.state is UpdateState.CURRENT and update.said.at < moment
    ]


def counted_at(updates: Sequence[Update], moment: datetime) -> list[Update]:
    """The versions that counted at a moment in the past, whatever became of them since."""
    return [
        update
        for update, began in zip(updates, beginnings(updates), strict=True)
        if began < moment and (update.ended_at is None or update.ended_at >= moment)
    ]


def beginnings(updates: Sequence[Update]) -> list[datetime]:
    """When each version came to count: the first when it was said, the next when that ended."""
    ended = {(update.id, update.version): update.ended_at for update in updates}
    return [ended.get((update.id, update.version - 1)) or update.said.at for update in updates]


def weeks_between(moment: datetime, day: date, zone: tzinfo) -> int:
    """Full weeks from the day of a moment to a day."""
    return max((day - moment.astimezone(zone).date()).days, 0) // 7
