"""Updates that a report quotes -> the table that tells where each line comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from bot.core.register import Update
from bot.core.reports.layout_progress import update_anchor
from bot.core.reports.paper import Cell, Column, Piece, Table, Tone, cell
from bot.core.reports.values import Line
from bot.core.reports.wording import moment_in_words, name_of

_COLUMNS = (
    Column("Update", 10),
    Column("Action", 8),
    Column("When", 13),
    Column("Who", 14),
    Column("Chat and message", 17),
    Column("The message", 38),
)


def sources(lines: Iterable[Line], zone: tzinfo) -> Table:
    """One row for each update that is quoted, in the order of the report."""
    rows = tuple(_row(update, zone) for line in lines for update in line.news)
    return Table("Where each line comes from", _COLUMNS, rows)


def _row(update: Update, zone: tzinfo) -> tuple[Cell, ...]:
    said = update.said
    version = f", version {update.version}" if update.version > 1 else ""
    return (
        Cell(((Piece(f"{update.id}{version}", Tone.STRONG),),), update_anchor(update)),
        Cell(((Piece(update.action, link=f"action {update.action}"),),)),
        cell(moment_in_words(said.at, zone)),
        cell(name_of(said.by)),
        Cell(((Piece(said.chat),), (Piece(f"message {said.message}", Tone.QUIET),))),
        cell(said.text, Tone.SAID),
    )
