"""Tables as readers find them -> elements whose cells know their theme, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from indexer.tables.columns import Meaning
from indexer.tables.headings import Columns, Headed, differs, headed, known_headings
from indexer.tables.lists import listed
from indexer.tables.records import Plain, Record, is_reference
from indexer.tables.rows import Carried, Rows
from indexer.tables.squares import Place, Squares, cells, squares_of, used
from indexer.types import Cell, Element, Role

_PROSE_WORDS = 12
_MORE = (
    "more cells than the table has headings. They were read, but belong to no column. Check them."
)
_FEWER = "fewer cells than the table has headings. What is missing was taken as blank. Check them."
MOST_PLACES = 120_000  # in one table
_MOST_NAMED = 12
_IN_WORDS = (Meaning.THEME, Meaning.OBJECTIVE, Meaning.ACTION, Meaning.LEAD)
_NUMBERS = re.compile(r"\d+|[a-z]+")
_WHEN = re.compile(r"\b(?:\d{4}|ongoing|on-going|month|quarter|year|spring|autumn|annual)", re.I)


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
    say); ``where`` says where it stands, for a note about it ("the table on page 3"), and
    ``first_row`` is the number of its first row there. ``follows``: no text stands between it and
    the table before, which may go on in it.
    """

    rows: tuple[tuple[Slot, ...], ...]
    headings: int | None = None
    where: str = ""
    first_row: int = 1
    follows: bool = False


@dataclass
class Tables:
    """Understands the tables of one document, in order, and numbers their rows.

    ``notes`` are sentences about what could not be understood.

    Each text of a table is in the elements once and in order, but for three: the headings of its
    columns (each cell names its own), a theme that is said again in each row, and a short text
    merged over several rows (a lead, a date), which is there for each, to be quoted with it.
    """

    notes: list[str] = field(default_factory=list)
    _tables: int = 0
    _rows: int = 0
    _columns: Columns | None = None  # of the table before
    _width: int = 0  # of the table before, with its empty columns
    _carried: Carried = field(default_factory=Carried)
    _references: dict[tuple[str, ...], int] = field(default_factory=dict)

    def elements(self, grid: Grid) -> Iterator[Element]:
        """The elements of a table; of one that is absurdly large, its texts as they come."""
        if (width := _width(grid)) * len(grid.rows) > MOST_PLACES:
            self.notes.append(
                f"{grid.where or 'a table'} has {len(grid.rows):,} rows of up to {width:,} cells."
                " Its text was read, but not which row and column each stands in."
            )
            yield from (part for row in grid.rows for slot in row for part in slot.parts)
            return
        rows = _squared(grid)
        if not rows:
            return
        self._tables += 1
        for found in self._understood(rows, grid):
            if isinstance(found, Plain):
                yield from found.parts
            else:
                yield from self._row(found)

    def _row(self, record: Record) -> Iterator[Element]:
        if not any(named.parts for named in record.cells):
            return
        self._rows += not record.continues or not self._rows
        reference = tuple(_NUMBERS.findall(record.reference.lower()))
        part_of = 0
        if reference and is_reference(record.reference) and not record.continues:
            part_of = self._references.get(reference[:-1], 0)
            self._references[reference] = self._rows
        known = (record.title, record.theme, record.blanks, self._tables, part_of)
        for named in record.cells:
            cell = Cell(self._rows, named.column, *known)
            for part in named.parts:
                role = Role.PARAGRAPH if part.role is Role.HEADING else part.role
                yield replace(part, role=role, cell=cell)

    def _understood(self, rows: Sequence[Squares], grid: Grid) -> Iterator[Record | Plain]:
        before, width = self._columns, self._width
        self._width = len(rows[0])
        if before and width == self._width and _goes_on(rows, grid, before):
            self._tables -= 1
            body = [tuple(row[place] for place in before.places) for row in rows]
            yield from Rows(before, self._carried).records(body)
            return
        places = used(rows)
        rows = [tuple(row[place] for place in places) for row in rows]
        found = None if grid.headings or len(places) < 2 else listed(rows)
        if found is None:
            yield from self._headed(rows, grid)
        else:
            self._columns = None
            yield from found

    def _headed(self, rows: Sequence[Squares], grid: Grid) -> Iterator[Record | Plain]:
        table = headed(rows, grid.headings)
        before, self._columns = self._columns, table.columns
        text = [Plain(square.parts) for row in rows for square in row]
        if not table.body or len(rows[0]) < 2 or (not table.columns and _is_layout(table.body)):
            yield from text
            return
        columns = table.columns or Columns.of([""] * len(rows[0]), rows[0])
        if not _is_again(table, before, follows=grid.follows):
            self._references.clear()
            above = tuple(title.text for title in table.titles[-1:] if not columns.themes)
            self._carried = Carried(above)
        self._note(table, grid)
        found = list(Rows(columns, self._carried).records(table.body))
        if any(isinstance(one, Record) for one in found):
            found = [*(Plain(title.parts) for title in table.titles), *found]
            yield from found
        else:  # no cell would name its heading
            yield from text

    def _note(self, table: Headed, grid: Grid) -> None:
        """Says which rows have more or fewer cells than the table has headings."""
        if not table.columns:
            return
        where = grid.where or f"table {self._tables}"
        width = _filled(grid.rows[table.at])
        widths = {row[0].at[0]: len(grid.rows[row[0].at[0]]) for row in table.body}
        more = [
            at + grid.first_row for at, count in widths.items() if _filled(grid.rows[at]) > width
        ]
        fewer = [at + grid.first_row for at, count in widths.items() if 1 < count < width]
        for numbers, what in ((more, _MORE), (fewer, _FEWER)):
            if numbers:
                self.notes.append(f"{where}: {_rows(numbers)} {what}")


def _rows(numbers: Sequence[int]) -> str:
    said = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = " and others" if len(numbers) > _MOST_NAMED else ""
    return f"row {said} has" if len(numbers) == 1 else f"rows {said}{more} have"


def _width(grid: Grid) -> int:
    return max(map(len, grid.rows), default=0)


def _filled(row: Sequence[Slot]) -> int:
    """How wide a row is without blank places at its end."""
    return max((i for i, slot in enumerate(row, 1) if slot.parts or slot.joined), default=0)


def _squared(grid: Grid) -> tuple[Squares, ...]:
    """The grid with its rows filled up and its merged cells resolved."""
    width = _width(grid)
    rows = [[*row, *[Slot()] * (width - len(row))] for row in grid.rows]
    covers: list[list[Place]] = []
    for r, row in enumerate(rows):
        covers.append([])
        for c, slot in enumerate(row):
            if slot.joined is Joined.LEFT and c and not slot.parts:
                covers[r].append(covers[r][c - 1])
            elif slot.joined is Joined.ABOVE and r and not slot.parts:
                covers[r].append(covers[r - 1][c])
            else:
                covers[r].append((r, c))
    return squares_of([[_with_text(slot.parts) for slot in row] for row in rows], covers)


def _with_text(parts: Iterable[Element]) -> tuple[Element, ...]:
    """The parts that say something; a number or a bullet alone is what its cell says."""
    return tuple(
        part if part.text.strip() else Element(part.number or part.marker, pages=part.pages)
        for part in parts
        if part.text.strip() or part.number or part.marker
    )


def _goes_on(rows: Sequence[Squares], grid: Grid, before: Columns) -> bool:
    """Whether a table without headings of its own goes on with the one before it.

    Where the reader did not see that it follows, its first row must fit below those headings.
    """
    if grid.headings or known_headings(rows[0]) > 1:
        return False
    if sum(one is not Meaning.OTHER for one in before.meanings) < 2:
        return False
    if not {*used(rows)} <= {*before.places}:
        return False
    meant = list(zip(before.places, before.meanings, strict=True))
    if differs(rows, [place for place, one in meant if one in _IN_WORDS]):
        return False
    first = [(rows[0][place].text, one) for place, one in meant]
    return grid.follows or any(
        (one is Meaning.TIMESCALE and _WHEN.search(text) and len(text.split()) <= _PROSE_WORDS)
        or (one is Meaning.REFERENCE and is_reference(text))
        for text, one in first
    )


def _is_again(table: Headed, before: Columns | None, *, follows: bool) -> bool:
    """Whether a table repeats the headings of the one before and goes on with it."""
    columns = table.columns
    if not columns or not before or columns.headings != before.headings or table.titles:
        return False
    first = table.body[0]
    lacking = [i for i in (*columns.themes, columns.title) if i is not None]
    return follows or any(not first[i].text for i in lacking)


def _is_layout(body: Sequence[Squares]) -> bool:
    """Whether a table without headings only places prose on the page."""
    lengths = [len(square.text.split()) for row in body for square in cells(row)]
    return len(body) == 1 or sum(lengths) >= _PROSE_WORDS * len(lengths)
