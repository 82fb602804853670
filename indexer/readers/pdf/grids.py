"""Words between lines -> tables, and the boxes that stand beside the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.readers.pdf.geometry import Area, Line, Sheet, Word
from indexer.readers.pdf.lines import line_of, page_lines, rows
from indexer.readers.pdf.ruling import Lattice, distinct, lattices
from indexer.tables.grids import Joined

_GAP = 7.0  # points between the columns of a table without upright lines
_MOST_OF_PAGE = 0.6


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a table as it stands on the page."""

    lines: tuple[Line, ...] = ()
    right: float = 0.0
    joined: Joined = Joined.NO

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of it that stands on one page. ``across`` are its columns' edges.

    ``page`` is where it begins; ``last``, where it is set, where it ends.
    """

    page: int
    area: Area
    across: tuple[float, ...]
    rows: tuple[tuple[Place, ...], ...]
    last: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A frame or a coloured ground with text of its own."""

    area: Area
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was found between lines, and the words that stand outside of it."""

    tables: tuple[Table, ...]
    boxes: tuple[Box, ...]
    words: tuple[Word, ...]
    turned: tuple[Word, ...]


def taken(sheet: Sheet) -> Taken:
    """The tables and boxes of a page that are drawn with lines or grounds."""
    words, turned = list(sheet.words), list(sheet.turned)
    tables: list[Table] = []
    boxes: list[Box] = []
    for lattice in lattices(sheet.rules):
        inside = [word for word in words if lattice.area.holds(*word.middle)]
        aside = [word for word in turned if lattice.area.holds(*word.middle)]
        if not inside and not aside:
            continue
        found = _table(lattice, inside, aside, sheet.page)
        if found:
            tables.append(found)
        else:
            made = _boxes(lattice, inside, words, sheet)
            boxes += made
            inside = inside if made else []
            aside = []
        gone, gone_aside = set(map(id, inside)), set(map(id, aside))
        words = [word for word in words if id(word) not in gone]
        turned = [word for word in turned if id(word) not in gone_aside]
    return Taken(tuple(tables), tuple(boxes), tuple(words), tuple(turned))


def _table(
    lattice: Lattice, words: Sequence[Word], turned: Sequence[Word], page: int
) -> Table | None:
    down, across = distinct(lattice)
    if across == 1 and down >= 3:
        edges = _gaps(lattice, words)
        if len(edges) < 3:
            return None
        spread = tuple(
            tuple((row, column) for column in range(len(edges) - 1))
            for row in range(len(lattice.down) - 1)
        )
        lattice = Lattice(edges, lattice.down, spread)
    elif across < 2:
        return None
    places = _filled(lattice, words, turned, page)
    if down > 1 and sum(bool(place.lines) for row in places for place in row) < 3:
        return None
    return _without_empty(Table(page, lattice.area, lattice.across, places))


def _gaps(lattice: Lattice, words: Sequence[Word]) -> tuple[float, ...]:
    """The edges of columns that no line draws: where no word of any row stands."""
    spans: list[list[float]] = []
    for word in sorted(words, key=lambda word: word.x0):
        if spans and word.x0 - spans[-1][1] < _GAP:
            spans[-1][1] = max(spans[-1][1], word.x1)
        else:
            spans.append([word.x0, word.x1])
    inner = [span[0] - _GAP / 3 for span in spans[1:]]
    return (lattice.across[0], *inner, lattice.across[-1])


def _filled(
    lattice: Lattice, words: Sequence[Word], turned: Sequence[Word], page: int
) -> tuple[tuple[Place, ...], ...]:
    upright = _by_cell(lattice, words)
    aside = _by_cell(lattice, turned)
    made: list[tuple[Place, ...]] = []
    for r, owners in enumerate(lattice.owner):
        row: list[Place] = []
        for c, cell in enumerate(owners):
            if cell == (r, c):
                lines = tuple(_cell_lines(upright.get(cell, []), aside.get(cell, []), page))
                row.append(Place(lines, _right(lattice, cell, lines)))
            elif c and owners[c - 1] == cell:
                row.append(Place(joined=Joined.LEFT))
            else:
                row.append(Place(joined=Joined.ABOVE))
        made.append(tuple(row))
    return tuple(made)


def _by_cell(lattice: Lattice, words: Iterable[Word]) -> dict[tuple[int, int], list[Word]]:
    found: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = word.middle
        row = min(max(bisect_right(lattice.down, y) - 1, 0), len(lattice.down) - 2)
        column = min(max(bisect_right(lattice.across, x) - 1, 0), len(lattice.across) - 2)
        found.setdefault(lattice.owner[row][column], []).append(word)
    return found


def _cell_lines(words: Sequence[Word], turned: Sequence[Word], page: int) -> Iterable[Line]:
    for row in rows(words):
        yield line_of(row, page)
    if turned:
        spaced = [
            word._replace(x0=i * 1000.0, x1=i * 1000.0, base=turned[0].base)
            for i, word in enumerate(turned)
        ]
        line = line_of(spaced, page)
        yield Line(line.text.replace("\t", " "), page, 0, 0, line.base, line.size, line.bold, 0, 0)


def _right(lattice: Lattice, cell: tuple[int, int], lines: Sequence[Line]) -> float:
    """The edge that the lines of a cell may reach: as far from its side as they begin from it."""
    row, column = cell
    last = column
    while last + 1 < len(lattice.across) - 1 and lattice.owner[row][last + 1] == cell:
        last += 1
    left, right = lattice.across[column], lattice.across[last + 1]
    margin = min((line.x0 - left for line in lines), default=0.0)
    return right - min(max(margin, 1.0), 12.0)


def _without_empty(table: Table) -> Table:
    """The table without rows and columns that hold nothing, or only the rest of merged cells."""
    kept = [
        row
        for row, below in zip(table.rows, (*table.rows[1:], ()), strict=True)
        if any(place.lines for place in row)
        or any(
            here.joined is Joined.NO and there.joined is Joined.ABOVE
            for here, there in zip(row, below, strict=False)
        )
    ]
    wanted = [
        column
        for column in range(len(table.across) - 1)
        if not all(row[column].joined is Joined.LEFT for row in kept)
    ]
    edges = (*(table.across[column] for column in wanted), table.across[-1])
    rows = tuple(tuple(row[column] for column in wanted) for row in kept)
    return Table(table.page, table.area, edges, rows)


def _boxes(
    lattice: Lattice, inside: Sequence[Word], words: Sequence[Word], sheet: Sheet
) -> list[Box]:
    """The boxes of a lattice that is no table; none where it is a mere ground behind text."""
    area = lattice.area
    if area.width * area.height > _MOST_OF_PAGE * sheet.width * sheet.height:
        return []
    beside = any(
        not area.holds(*word.middle)
        and area.top < word.middle[1] < area.bottom
        and (0 <= word.x0 - area.x1 < word.size / 2 or 0 <= area.x0 - word.x1 < word.size / 2)
        for word in words
    )
    if beside or len(rows(inside)) < 2:
        return []
    if distinct(lattice)[0] > 1:
        return [Box(area, tuple(page_lines(inside, sheet.page)))]
    cells = _by_cell(lattice, inside)
    return [
        Box(
            Area(min(word.x0 for word in own), area.top, max(word.x1 for word in own), area.bottom),
            tuple(page_lines(own, sheet.page)),
        )
        for _, own in sorted(cells.items())
    ]
