"""Counts, changes, gaps and the days to come -> the sections around the progress tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.register import Action
from bot.core.reports.layout_progress import MOST_LEAD, action_anchor, attention, named
from bot.core.reports.paper import (
    Block,
    Cell,
    Column,
    Drawing,
    Heading,
    Piece,
    Table,
    Tone,
    cell,
    text,
)
from bot.core.reports.values import Ahead, Chart, Difference, Drawn, Gap, Report
from bot.core.reports.wording import (
    NO_LEAD,
    STATUS_WORDS,
    counted,
    day,
    listed,
    moment_in_words,
    shortened,
)

_MOST_CHANGED = 400  # characters of a wording before and after


def summary(report: Report) -> Iterator[Block]:
    """The figures, and what needs attention."""
    counts, asked = report.counts, report.asked
    yield Heading("In short")
    rags = [f"{count} {rag.value.lower()}" for rag, count in counts.rags if count]
    yield text(
        f"{counted(counts.actions, 'action')}: {listed(rags) or 'none'}."
        f" {counted(counts.updates, 'update')} on {counted(counts.reported_on, 'action')} came in"
        f" from {day(asked.since)} to {day(asked.as_at)}. {counts.overdue} overdue,"
        f" {counts.blocked} blocked, {counts.silent} silent for"
        f" {counted(asked.rules.silent_weeks, 'week')} or more."
    )
    yield _key(report)
    yield Heading("Needs attention", 2)
    yield attention(report.lines) or text("No action is red or amber.")
    yield Heading("In figures", 2)
    yield _figures(report)


def changed(report: Report) -> Iterator[Block]:
    """What changed since the last report, or since the first day."""
    yield Heading("What has changed")
    if report.last:
        made = moment_in_words(report.last.made_at, report.asked.zone)
        yield text(f"Since the last report, made on {made}.")
    else:
        yield text(
            f"Since the beginning of {day(report.asked.since)}. No earlier report of the same plans"
            " ended on that day."
        )
    if not report.changes:
        yield text("Nothing has changed.")
        return
    columns = (Column("Change", 12), Column("Action", 38), Column("Before", 25), Column("Now", 25))
    yield Table("Changes", columns, tuple(map(_change, report.changes)), head=1)


def drawn(charts: Sequence[Chart]) -> Iterator[Block]:
    """The charts, each with the table of its figures."""
    if charts:
        yield Heading("Charts")
    for place, chart in enumerate(charts):
        yield Drawing(chart, _chart_figures(chart), new_page=place > 0)


def missing(gaps: Sequence[Gap]) -> Iterator[Block]:
    """What is missing in the plan and in the register."""
    yield Heading("Gaps")
    yield text("What neither the plan nor an update says of the actions that are not complete.")
    columns = (Column("Gap", 22), Column("How many", 10, number=True), Column("Actions", 68))
    yield Table(
        "Gaps",
        columns,
        tuple((cell(gap.name), cell(str(len(gap.actions))), _ids(gap.actions)) for gap in gaps),
    )


def coming(days: Sequence[Ahead]) -> Iterator[Block]:
    """Reports that the plan promises, and due dates of the next quarter."""
    yield Heading("Forward plan")
    if not days:
        yield text("No report is promised, and no action is due in the next three months.")
        return
    yield text("Reports that the plan promises, and actions due in the next three months.")
    columns = (
        Column("When", 15),
        Column("What", 14),
        Column("Action", 32),
        Column("In the plan's words", 25),
        Column("Lead", 14),
    )
    yield Table("Forward plan", columns, tuple(map(_ahead, days)), head=2)


def _key(report: Report) -> Table:
    meaning = dict(report.asked.rules.key())
    rows = tuple(
        (
            Cell(((Piece(rag.value, Tone.RAG, rag=rag),),)),
            cell(str(count)),
            cell(meaning[rag]),
        )
        for rag, count in report.counts.rags
    )
    columns = (Column("Status", 16), Column("Actions", 10, number=True), Column("Meaning", 74))
    return Table("How the actions stand, and what the words mean", columns, rows)


def _figures(report: Report) -> Table:
    counts = report.counts
    weeks = counted(report.asked.rules.silent_weeks, "week")
    figures = [
        *((STATUS_WORDS[status], count) for status, count in counts.statuses),
        ("Overdue", counts.overdue),
        (f"Silent for {weeks} or more", counts.silent),
        ("Reported on in the period", counts.reported_on),
        ("Updates in the period", counts.updates),
    ]
    shares = (10, 11, 10, 11, 12, 10, 12, 12, 12)
    columns = tuple(
        Column(name, share, number=True) for (name, _), share in zip(figures, shares, strict=True)
    )
    row = tuple(cell(str(count)) for _, count in figures)
    return Table("How far they are, as people reported", columns, (row,), head=None)


def _change(difference: Difference) -> tuple[Cell, ...]:
    return (
        cell(difference.kind.value, Tone.STRONG),
        named(difference.action),
        cell(shortened(difference.before, _MOST_CHANGED)),
        cell(shortened(difference.now, _MOST_CHANGED)),
    )


def _chart_figures(chart: Chart) -> Table:
    share = (80 if chart.drawn is Drawn.STEPS else 55) // len(chart.series)
    columns = (
        Column(chart.axis, 100 - share * len(chart.series)),
        *(Column(name, share, number=True) for name, _ in chart.series),
    )
    rows = tuple(
        (cell(label), *(cell(str(counts[place])) for _, counts in chart.series))
        for place, label in enumerate(chart.labels)
    )
    return Table(f"{chart.title}: the figures", columns, rows, compact=True)


def _ids(actions: Sequence[Action]) -> Cell:
    if not actions:
        return cell("none", Tone.QUIET)
    pieces: list[Piece] = []
    for action in actions:
        pieces += [Piece(action.id, link=action_anchor(action)), Piece(", ")]
    return Cell((tuple(pieces[:-1]),))


def _ahead(one: Ahead) -> tuple[Cell, ...]:
    return (
        cell(one.when, Tone.STRONG),
        cell(one.coming.value),
        named(one.line.action),
        cell(one.said or one.line.action.wording.timescale),
        cell(shortened(one.line.standing.lead, MOST_LEAD) or NO_LEAD),
    )
