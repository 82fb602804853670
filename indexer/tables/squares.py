"""The places of a table once it is known which cells are merged, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.types import Element, Role

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Square:
    """One place of a table.

    ``parts`` are those of the cell that begins here; ``text`` is what the cell that covers the
    place says, in one line. ``at`` is its row and column, ``cell`` is where that cell begins.
    """

    at: Place
    cell: Place
    parts: tuple[Element, ...] = ()
    text: str = ""

    @property
    def begins(self) -> bool:
        """Whether a cell begins here, rather than reaching here from the left or from above."""
        return self.at == self.cell

    @property
    def reaches_down(self) -> bool:
        """Whether this is the left edge of a cell that reaches here from a row above."""
        return self.cell[0] < self.at[0] and self.cell[1] == self.at[1]


Squares = tuple[Square, ...]


def said(parts: Iterable[Element]) -> str:
    """What parts say in one line, with their bullets and without footnotes."""
    shown = (f"{p.marker} {p.text}" for p in parts if p.role is not Role.FOOTNOTE)
    return " ".join(" ".join(shown).split())


def squares_of(
    parts: Sequence[Sequence[tuple[Element, ...]]], covers: Sequence[Sequence[Place]]
) -> tuple[Squares, ...]:
    """The squares of the rows that say something, each as wide as the table.

    ``covers`` says for each place where the cell that covers it begins.
    """
    texts = {(r, c): said(cell) for r, row in enumerate(parts) for c, cell in enumerate(row)}
    made = (
        tuple(
            Square((r, c), begin, cell if begin == (r, c) else (), texts[begin])
            for c, (cell, begin) in enumerate(zip(row, covers[r], strict=True))
        )
        for r, row in enumerate(parts)
    )
    return tuple(row for row in made if any(square.text for square in row))


def used(rows: Sequence[Squares]) -> list[int]:
    """The columns in which some cell that says something begins."""
    return [
        c
        for c, column in enumerate(zip(*rows, strict=True))
        if any(square.text and square.cell[1] == c for square in column)
    ]


def cells(row: Sequence[Square]) -> list[Square]:
    """One square for each cell of a row that says something, from left to right."""
    firsts = {square.cell: square for square in reversed(row) if square.text}
    return [firsts[square.cell] for square in row if firsts.get(square.cell) is square]


def across(row: Sequence[Square]) -> Square | None:
    """The one cell of a row, where it is merged over more than half of the columns."""
    said_by = cells(row)
    if len(said_by) != 1 or not said_by[0].begins:
        return None
    reach = sum(square.cell == said_by[0].cell for square in row)
    return said_by[0] if reach > 1 and reach * 2 > len(row) else None
