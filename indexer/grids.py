"""Tables as readers find them -> elements whose cells know their theme, row and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from indexer.tables import rows_of
from indexer.types import Cell, Element


class Joined(StrEnum):
    """Whether a place in a grid is a cell of its own, or part of a merged one."""

    NO = ""
    LEFT = "left"  # part of the cell to its left
    ABOVE = "above"  # part of the cell above it


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a grid: the paragraphs and items of its cell, in order.

    A place that is part of a merged cell is empty and says where that cell is.
    """

    parts: tuple[Element, ...] = ()
    joined: Joined = Joined.NO

    @property
    def text(self) -> str:
        """The text of the cell, a line for each part."""
        return "\n".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document, row by row, before it is understood.

    ``headings`` is how many of the first rows the file itself marks as headings (None: it does not
    say); ``where`` says where it stands, for a note about it ("the table on page 3").
    """

    rows: tuple[tuple[Slot, ...], ...]
    headings: int | None = None
    where: str = ""


@dataclass
class Tables:
    """Understands the tables of one document, in order, and numbers their rows.

    ``notes`` are sentences about what could not be understood.
    """

    notes: list[str] = field(default_factory=list)
    _tables: int = 0
    _rows: int = 0

    def elements(self, grid: Grid) -> Iterator[Element]:
        """The elements of a table."""
        self._tables += 1
        headings, *rows = [[slot.text for slot in row] for row in grid.rows]
        for row, slots in zip(rows_of(headings, rows), grid.rows[1:], strict=True):
            self._rows += not row.continues
            title = row.title or next(text for _, text in row.cells if text)
            for (column, text), slot in zip(row.cells, slots, strict=True):
                if text and (text != row.theme or text == title):
                    cell = Cell(self._rows, column, title, row.theme, row.blanks, self._tables)
                    yield from (replace(part, cell=cell) for part in slot.parts)
