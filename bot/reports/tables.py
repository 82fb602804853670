"""Report -> rows for a spreadsheet: all of it as a workbook, or its actions as one table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TextIO

from bot.core.register import Update
from bot.core.reports.charts import theme_name
from bot.core.reports.layout_progress import words_of
from bot.core.reports.values import Basis, Chart, Line, Report, Theme
from bot.core.reports.wording import STATUS_WORDS, day, local_day, name_of
from bot.reports.sheets import Cell, Sheet, write_csv, write_xlsx

Row = tuple[Cell, ...]

ACTIONS = (
    *("Plan", "Theme", "Action", "Text", "Part of", "Timescale", "Due", "Lead", "RAG", "Reason"),
    *("Status", "Percent", "Progress", "Progress is", "Updates", "Last update"),
    "Future reporting",
)
_SOURCES = ("Update", "Version", "Action", "When", "Who", "Chat", "Message", "Words", "The message")
_AHEAD = ("When", "What", "Action", "Text", "In the plan's words", "Lead")
_BASIS = {
    Basis.PERIOD: "said in the period",
    Basis.EARLIER: "said before the period",
    Basis.PLAN: "from the plan itself",
    Basis.NOTHING: "not reported",
}


def to_csv(report: Report, target: Path | TextIO) -> None:
    """One row an action; in its progress each update has a line, the newest first."""
    write_csv(target, ACTIONS, _actions(report))


def to_xlsx(report: Report, target: Path | IO[bytes]) -> None:
    """A sheet each for the actions, figures, charts, changes, gaps, days to come and sources."""
    sheets = (
        Sheet("Actions", ACTIONS, tuple(_actions(report))),
        Sheet("Figures", ("Figure", "Count"), tuple(_figures(report))),
        *map(_chart, report.charts),
        Sheet("Changes", ("Change", "Action", "Text", "Before", "Now"), tuple(_changes(report))),
        Sheet("Gaps", ("Gap", "Action", "Text"), tuple(_gaps(report))),
        Sheet("Forward plan", _AHEAD, tuple(_ahead(report))),
        Sheet("Sources", _SOURCES, tuple(_sources(report))),
    )
    write_xlsx(target, sheets)


def _actions(report: Report) -> Iterator[Row]:
    for theme in report.themes:
        for line in theme.lines:
            yield (*_plan_part(theme, line), *_said_part(report, line))


def _plan_part(theme: Theme, line: Line) -> Row:
    action, now = line.action, line.standing
    return (
        theme.plan.id,
        theme_name(theme),
        action.id,
        action.text,
        action.part_of,
        action.wording.timescale,
        now.due,
        now.lead,
    )


def _said_part(report: Report, line: Line) -> Row:
    last = line.standing.last
    return (
        line.judged.rag.value,
        line.judged.reason,
        STATUS_WORDS[line.standing.status],
        line.standing.percent,
        _progress(report, line),
        _BASIS[line.basis],
        ", ".join(update.id for update in line.news),
        local_day(last.said.at, report.asked.zone) if last else None,
        line.action.wording.future_reporting,
    )


def _progress(report: Report, line: Line) -> str:
    if line.basis is Basis.PLAN:
        return line.action.wording.progress
    return "\n".join(_entry(report, update) for update in line.news)


def _entry(report: Report, update: Update) -> str:
    when = day(local_day(update.said.at, report.asked.zone))
    return f"{words_of(update)} ({name_of(update.said.by)}, {when}) [{update.id}]"


def _figures(report: Report) -> Iterator[Row]:
    counts = report.counts
    yield ("Actions", counts.actions)
    yield from ((f"RAG: {rag.value}", count) for rag, count in counts.rags)
    yield from ((f"Status: {STATUS_WORDS[one]}", count) for one, count in counts.statuses)
    yield ("Overdue", counts.overdue)
    yield ("Silent", counts.silent)
    yield ("Actions reported on in the period", counts.reported_on)
    yield ("Updates in the period", counts.updates)


def _chart(chart: Chart) -> Sheet:
    headings = (chart.axis, *(name for name, _ in chart.series))
    figures = zip(*(counts for _, counts in chart.series), strict=True)
    rows = ((label, *counts) for label, counts in zip(chart.labels, figures, strict=True))
    return Sheet(chart.title, headings, tuple(rows))


def _changes(report: Report) -> Iterator[Row]:
    for one in report.changes:
        yield (one.kind.value, one.action.id, one.action.text, one.before, one.now)


def _gaps(report: Report) -> Iterator[Row]:
    for gap in report.gaps:
        for action in gap.actions:
            yield (gap.name, action.id, action.text)


def _ahead(report: Report) -> Iterator[Row]:
    for one in report.ahead:
        action = one.line.action
        yield (one.when, one.coming.value, action.id, action.text, one.said, one.line.standing.lead)


def _sources(report: Report) -> Iterator[Row]:
    for update in (update for line in report.lines for update in line.news):
        said = update.said
        yield (
            update.id,
            update.version,
            update.action,
            said.at.astimezone(report.asked.zone),
            name_of(said.by),
            said.chat,
            said.message,
            words_of(update),
            said.text,
        )
