"""Blocks of sections -> the tables they stand in, and which column of each holds actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.tables.columns import Meaning, meaning
from indexer.types import Block, Cell, Section

FIELDS = {
    Meaning.TIMESCALE: "timescale",
    Meaning.LEAD: "lead",
    Meaning.PROGRESS: "progress",
    Meaning.FUTURE_REPORTING: "future_reporting",
    Meaning.STATUS: "status",
}
"""What a column may say of an action, and the field of a FoundAction that holds it."""

GROUPS = (Meaning.THEME, Meaning.OBJECTIVE)
_READ = {*FIELDS, *GROUPS, Meaning.ACTION, Meaning.REFERENCE}
_ABOVE = {Meaning.OUTCOME}  # a theme, where it stands before the action
_PLAINLY_ACTION = re.compile(r"\b(?:actions?|tasks?|to do|will do|doing|done)\b", re.I)
_BARELY_ACTION = re.compile(r"\W*what\W*", re.I)
_TELLING = {Meaning.LEAD, Meaning.PROGRESS, Meaning.STATUS}


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of one row of a table; ``number`` counts the rows of its table from 1."""

    section: Section
    blocks: tuple[Block, ...]
    number: int

    @property
    def cell(self) -> Cell:
        """Its first cell; all of them have the same row, table, theme and blanks."""
        cell = self.blocks[0].cell
        assert cell is not None  # a row is made of blocks that have one
        return cell

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its columns, also of those that are blank in it."""
        named = (block.cell.column for block in self.blocks if block.cell)
        return tuple(filter(None, dict.fromkeys((*named, *self.cell.blanks))))

    def of(self, column: str) -> list[Block]:
        """What stands in a column."""
        return [block for block in self.blocks if block.cell and block.cell.column == column]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, and the column that holds its actions, if one does."""

    rows: tuple[Row, ...]
    headings: tuple[str, ...]
    action: str

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Table:
        """A table of these rows."""
        headings = tuple(dict.fromkeys(h for row in rows for h in row.headings))
        return cls(tuple(rows), headings, _action_column(headings))

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings of columns that hold nothing of what an action has."""
        at = self.headings.index(self.action)
        return tuple(
            heading
            for place, heading in enumerate(self.headings)
            if place != at and not _is_used(meaning(heading), before=place < at)
        )


def tables_of(sections: Iterable[Section]) -> list[Table]:
    """The tables of a document, in order."""
    homes: dict[int, tuple[int, Section]] = {}
    rows: dict[int, list[Block]] = {}
    for place, section in enumerate(sections):
        for block in section.blocks:
            if block.cell:
                homes.setdefault(block.cell.row, (place, section))
                rows.setdefault(block.cell.row, []).append(block)
    tables: dict[tuple[int, int], list[Row]] = {}
    for number, blocks in rows.items():
        place, section = homes[number]
        table = blocks[0].cell.table if blocks[0].cell else 0
        key = (table, 0 if table else place)  # a reader that counts no tables has one a section
        among = tables.setdefault(key, [])
        first = among[0].cell.row if among else number
        among.append(Row(section, tuple(blocks), number - first + 1))
    return [Table.of(rows) for rows in tables.values()]


def _is_used(said: Meaning, *, before: bool) -> bool:
    """Whether a column beside that of the actions is read; ``before``: it stands to the left."""
    return (said in _READ and said is not Meaning.ACTION) or (before and said in _ABOVE)


def _action_column(headings: Sequence[str]) -> str:
    """The heading of the column that holds actions; empty where none does for sure."""
    candidates = [heading for heading in headings if meaning(heading) is Meaning.ACTION]
    plainly = [heading for heading in candidates if _PLAINLY_ACTION.search(heading)]
    if plainly and (len(headings) > 1 or len(candidates) == len(headings)):
        return plainly[0]
    others = {meaning(heading) for heading in headings}
    for heading in candidates:
        if others & (_TELLING if _BARELY_ACTION.fullmatch(heading) else FIELDS.keys()):
            return heading
    return ""
