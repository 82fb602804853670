"""Lines of a report -> the tables on progress: each objective's, and what needs attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from bot.core.register import Action, Status, Update
from bot.core.reports.changes import how_far
from bot.core.reports.charts import theme_name
from bot.core.reports.paper import Cell, Column, Paragraph, Piece, Table, Tone, cell
from bot.core.reports.rag import Rag
from bot.core.reports.values import Basis, Line, Theme
from bot.core.reports.wording import (
    NO_DATE,
    NO_LEAD,
    counted,
    day,
    listed,
    local_day,
    name_of,
    shortened,
)

MOST_TEXT = 160  # characters of an action where it is only named
MOST_LEAD = 80  # characters of a lead outside the action's own row
_MOST_THEME, _CUT_THEME = 60, 42  # characters of a theme below its first row

_PROGRESS = (
    Column("Theme", 12),
    Column("Action", 25),
    Column("Status", 15),
    Column("Progress", 31),
    Column("Future reporting", 17),
)
_ATTENTION = (
    Column("Status", 10),
    Column("Action", 36),
    Column("Why", 27),
    Column("Lead", 13),
    Column("Due", 14),
)


def progress(theme: Theme, zone: tzinfo) -> Table:
    """The board's table of one objective."""
    name = theme_name(theme)
    # Whole in each row, a long one would be the tallest cell of most.
    again = name if len(name) <= _MOST_THEME else shortened(name, _CUT_THEME)
    rows = tuple(
        (
            cell(again if place else name),
            _action(line),
            _status(line),
            Cell(tuple(_progress(line, zone))),
            _future(line),
        )
        for place, line in enumerate(theme.lines)
    )
    rags = Counter(line.judged.rag for line in theme.lines)
    said = listed([f"{rags[rag]} {rag.value.lower()}" for rag in Rag if rags[rag]])
    return Table(f"{counted(len(rows), 'action')}: {said}", _PROGRESS, rows, head=1)


def attention(lines: Sequence[Line]) -> Table | None:
    """Red and then amber actions with their reasons; None where there are none."""
    rows = tuple(
        (
            Cell((_badge(line),)),
            named(line.action),
            cell(line.judged.reason),
            cell(shortened(line.standing.lead, MOST_LEAD) or NO_LEAD),
            cell(day(line.standing.due) if line.standing.due else NO_DATE),
        )
        for rag in (Rag.RED, Rag.AMBER)
        for line in lines
        if line.judged.rag is rag
    )
    return Table("Actions that are red or amber", _ATTENTION, rows, head=1) if rows else None


def named(action: Action) -> Cell:
    """An action where it is only named: its id, which leads to its row, and its text, cut."""
    return Cell(
        (
            (
                Piece(action.id, Tone.STRONG, action_anchor(action)),
                Piece(f" {shortened(action.text, MOST_TEXT)}"),
            ),
        )
    )


def action_anchor(action: Action) -> str:
    """Where links to an action lead."""
    return f"action {action.id}"


def update_anchor(update: Update) -> str:
    """Where links to an update lead."""
    return f"update {update.id}"


def _badge(line: Line) -> Paragraph:
    return (Piece(line.judged.rag.value, Tone.RAG, rag=line.judged.rag),)


def _action(line: Line) -> Cell:
    action, now = line.action, line.standing
    paragraphs = [(Piece(action.id, Tone.STRONG), Piece(f" {action.text}"))]
    said = [f"Part of {action.part_of}"] if action.part_of else []
    said.append(f"Due: {day(now.due) if now.due else NO_DATE}")
    if action.wording.due and action.wording.due != now.due:
        said[-1] += f" (in the plan: {day(action.wording.due)})"
    if action.wording.timescale:
        said.append(f"Timescale: {action.wording.timescale}")
    said.append(f"Lead: {now.lead or NO_LEAD}")
    details = [(Piece(words, Tone.QUIET),) for words in said]
    return Cell((*paragraphs, *details), action_anchor(action))


def _status(line: Line) -> Cell:
    paragraphs = [_badge(line)]
    if line.judged.reason:
        paragraphs.append((Piece(line.judged.reason),))
    if line.standing.status is not None and line.judged.rag is not Rag.COMPLETE:
        paragraphs.append((Piece(how_far(line.standing), Tone.QUIET),))
    return Cell(tuple(paragraphs))


def _progress(line: Line, zone: tzinfo) -> Iterator[Paragraph]:
    """What was said, the newest first; else the last known, the plan's own words, or nothing."""
    if line.basis is Basis.NOTHING:
        yield (Piece("No update reported.", Tone.QUIET),)
    elif line.basis is Basis.PLAN:
        yield (Piece("No update reported. The plan itself says:", Tone.QUIET),)
        yield (Piece(line.action.wording.progress),)
    elif line.basis is Basis.EARLIER:
        yield (Piece("No update in this period. The last one before it:", Tone.QUIET),)
    for update in line.news:
        yield (Piece(f"“{words_of(update)}”", Tone.SAID),)
        yield _source(update, zone)


def words_of(update: Update) -> str:
    """What the person said of this action: their own words."""
    return (update.change.note or update.said.text).strip()


def _source(update: Update, zone: tzinfo) -> Paragraph:
    said = update.said
    who = f"{name_of(said.by)}, {day(local_day(said.at, zone))} "
    return (
        Piece(who, Tone.QUIET),
        Piece(f"[{update.id}]", Tone.QUIET, update_anchor(update)),
    )


def _future(line: Line) -> Cell:
    if line.action.wording.future_reporting:
        return cell(line.action.wording.future_reporting)
    if line.standing.status is Status.DONE:
        return cell("None: the action is complete.", Tone.QUIET)
    return cell("None named in the plan.", Tone.QUIET)
