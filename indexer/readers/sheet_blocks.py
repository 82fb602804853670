"""The cells of a sheet -> its elements: titles, notes, and the tables that blank rows part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indexer.readers.sheet_values import parts
from indexer.tables.grids import MOST_PLACES, Grid, Joined, Slot, Tables
from indexer.types import Element, Role

_TITLE_WORDS = 14
_TITLE_LEVEL = 2  # the sheet itself is 1

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be seen of a sheet, by row and column.

    ``merged`` are the places that a cell further up or to the left covers; ``hidden`` are the rows
    and the columns that are not shown.
    """

    name: str
    texts: Mapping[Place, str]
    merged: Mapping[Place, Joined] = field(default_factory=dict)
    hidden: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


def sheet_elements(sheet: Sheet, tables: Tables) -> Iterator[Element]:
    """The elements of a sheet, from the top down."""
    by_row: dict[int, list[int]] = {}
    for row, column in sorted({*sheet.texts, *sheet.merged}):
        by_row.setdefault(row, []).append(column)
    hidden_rows, hidden_columns = map(sorted, sheet.hidden)
    bands = _runs(sorted(by_row), hidden_rows)
    above: tuple[int, ...] = ()  # the columns of the one table that stands above
    for i, band in enumerate(bands):
        columns = sorted({column for row in band for column in by_row[row]})
        texts = [
            sheet.texts[row, c] for row in band for c in by_row[row] if (row, c) in sheet.texts
        ]
        if len(texts) < 2 or len(columns) == 1 or len(band) * len(columns) > MOST_PLACES:
            yield from _alone(texts, titled=i + 1 < len(bands))
            continue
        follows = {*columns} <= {*above}
        apart = [above] if follows else _apart(_runs(columns, hidden_columns))
        for own in apart:
            yield from tables.elements(_grid(sheet, band, own, follows=follows))
        above = apart[0] if len(apart) == 1 else ()


def _runs(numbers: Sequence[int], hidden: Sequence[int]) -> list[tuple[int, ...]]:
    """Numbers in order, parted where one that is not hidden is missing."""
    made = [[numbers[0]]] if numbers else []
    for a, b in pairwise(numbers):
        if b - a - 1 > bisect_left(hidden, b) - bisect_left(hidden, a):
            made.append([])
        made[-1].append(b)
    return [tuple(run) for run in made]


def _apart(runs: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The columns of each table of several side by side; one column alone is part of a table."""
    made: list[tuple[int, ...]] = []
    for run in runs:
        if made and 1 in (len(run), len(made[-1])):
            made[-1] += run
        else:
            made.append(run)
    return made


def _alone(texts: Sequence[str], *, titled: bool) -> Iterator[Element]:
    """A cell or a column alone: the title of what stands below it, or notes."""
    only = parts(texts[0]) if len(texts) == 1 else ()
    if titled and len(only) == 1 and _is_title(only[0]):
        yield Element(only[0].text, Role.HEADING, _TITLE_LEVEL)
        return
    for text in texts:
        yield from parts(text)


def _is_title(part: Element) -> bool:
    plain = part.role is Role.PARAGRAPH and not part.text.endswith((".", "!", ";", ":", ","))
    return plain and len(part.text.split()) <= _TITLE_WORDS and part.text[:1].isupper()


def _grid(sheet: Sheet, rows: Sequence[int], columns: Sequence[int], *, follows: bool) -> Grid:
    slots = (tuple(_slot(sheet, row, column) for column in columns) for row in rows)
    where = f"the table in the sheet '{sheet.name}'"
    return Grid(tuple(slots), where=where, first_row=rows[0], follows=follows)


def _slot(sheet: Sheet, row: int, column: int) -> Slot:
    if joined := sheet.merged.get((row, column)):
        return Slot(joined=joined)
    return Slot(parts(sheet.texts.get((row, column), "")))
