"""A sheet -> its columns in reading order, each with its lines and tables from the top down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.readers.pdf.aligned import aligned
from indexer.readers.pdf.columns import in_columns, one_line_each
from indexer.readers.pdf.geometry import Line, Sheet, Word
from indexer.readers.pdf.grids import Box, Table, taken
from indexer.readers.pdf.lines import line_of, page_lines


@dataclass(frozen=True, slots=True)
class Column:
    """Lines and tables from the top down; ``aside``: they are no part of the running text."""

    things: tuple[Line | Table, ...]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page in reading order; ``pictured`` and ``unmapped`` are those of its sheet."""

    number: int
    height: float
    columns: tuple[Column, ...]
    pictured: float
    unmapped: float
    characters: int
    cut: bool

    @property
    def lines(self) -> list[Line]:
        """Its lines outside of tables."""
        return [
            thing for column in self.columns for thing in column.things if isinstance(thing, Line)
        ]


def laid_out(sheet: Sheet) -> Page:
    """Put a page in order."""
    found = taken(sheet)
    tables, lines = aligned(tuple(page_lines(found.words, sheet.page)), found.words)
    things: list[Line | Table | Box] = [*lines, *tables, *found.tables, *found.boxes]
    columns = [column for group in in_columns(things) for column in _columns(group)]
    columns += _aside(found.turned, sheet.page)
    return Page(
        sheet.page,
        sheet.height,
        tuple(columns),
        sheet.pictured,
        sheet.unmapped,
        sum(len(word.text) for word in sheet.words),
        sheet.cut,
    )


def _columns(group: Sequence[Line | Table | Box]) -> Iterator[Column]:
    """A group of things with its boxes as columns of their own."""
    column: list[Line | Table] = []
    lines: list[Line] = []
    for thing in group:
        if isinstance(thing, Line):
            lines.append(thing)
            continue
        column += one_line_each(lines)
        lines = []
        if isinstance(thing, Table):
            column.append(thing)
            continue
        if column:
            yield Column(tuple(column))
            column = []
        for inner in in_columns(thing.lines):
            yield Column(tuple(one_line_each(inner)), aside=True)
    column += one_line_each(lines)
    if column:
        yield Column(tuple(column))


def _aside(words: Sequence[Word], page: int) -> Iterator[Column]:
    """What stands on its side outside of tables, as one line, in the order it was drawn."""
    if words:
        spaced = [
            word._replace(x0=i * 1000.0, x1=i * 1000.0, base=words[0].base)
            for i, word in enumerate(words)
        ]
        yield Column((line_of(spaced, page),), aside=True)
