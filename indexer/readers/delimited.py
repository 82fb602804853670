"""A table as text (CSV) -> elements."""

from __future__ import annotations

import csv
import io
from collections import Counter

from indexer.decoding import decode
from indexer.errors import DocumentError
from indexer.readers.extract import Extract
from indexer.readers.sheet_values import parts
from indexer.tables.grids import MOST_PLACES, Grid, Slot, Tables

_DELIMITERS = ",;\t|"
_SAMPLE = 200  # rows to find the delimiter in
_MOST_ROWS = 30_000
_OPEN = "a quotation mark is opened and never closed. Close it, or take it out."


def read(data: bytes, shown: str) -> Extract:
    """The rows of a table whose cells stand between commas, semicolons, tabs or pipes.

    Raises DocumentError for a table that is too large, or a quotation mark that is never closed.
    """
    text = decode(data, shown)
    rows, notes = _rows(text, _delimiter(text), shown)
    width = max(map(len, rows), default=0)
    if len(rows) > _MOST_ROWS or width * len(rows) > MOST_PLACES:
        raise DocumentError(shown, "this table is too large to be read. Split it into several.")
    tables = Tables()
    grid = Grid(tuple(tuple(Slot(parts(cell)) for cell in row) for row in rows), where="the table")
    return Extract(tuple(tables.elements(grid)), notes=(*notes, *tables.notes))


def _delimiter(text: str) -> str:
    """The sign that parts most rows into the same number of cells."""
    return max(_DELIMITERS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for _, row in zip(range(_SAMPLE), lines, strict=False):
            widths[len(row)] += 1
    except csv.Error:
        return 0, 0
    width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
    return (rows if width > 1 else 0), width


def _rows(text: str, delimiter: str, shown: str) -> tuple[list[list[str]], tuple[str, ...]]:
    """The rows, and a note where a quotation mark leaves open which cell a text belongs to."""
    try:
        return _parsed(text, delimiter, strict=True), ()
    except csv.Error as fault:
        note = f"the table, {fault}. Check that the cells from there on are right."
    try:
        return _parsed(text, delimiter, strict=False), (note,)
    except csv.Error:
        raise DocumentError(shown, _OPEN) from None


def _parsed(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        return list(lines)
    except csv.Error:
        place = f"line {lines.line_num}: a quotation mark is not closed or stands inside a cell"
        raise csv.Error(place) from None
