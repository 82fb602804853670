"""The pages of a document -> its blocks and tables in order, whole over the ends of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from indexer.readers.pdf.furniture import contents, furniture
from indexer.readers.pdf.geometry import Line
from indexer.readers.pdf.grids import Place, Table
from indexer.readers.pdf.layout import Page
from indexer.readers.pdf.notes import Note, notes_of
from indexer.readers.pdf.paragraphs import Block, Print, blocks_of, goes_on, print_of
from indexer.tables.grids import Joined
from indexer.tables.records import is_reference

_SAME_EDGE = 8.0  # points
_MOST_HEADER_ROWS = 3
_LEAST_NUMBERED = 3  # rows


@dataclass(frozen=True, slots=True)
class Flow:
    """What a document says, in order. ``listed`` are the titles on its contents pages."""

    parts: tuple[Block | Table, ...]
    printed: Print
    notes: tuple[Note, ...]
    listed: frozenset[str]


def flow_of(pages: Sequence[Page]) -> Flow:
    """Leave out what is furniture, and put together what the ends of pages part."""
    printed = print_of(_lines(column.things) for page in pages for column in page.columns)
    tabled = frozenset(
        page.number
        for page in pages
        if any(isinstance(thing, Table) for column in page.columns for thing in column.things)
    )
    lines = [(page.number, page.height, page.lines) for page in pages]
    gone = furniture(lines, printed.size, tabled)
    kept = [line for page in pages for line in page.lines if id(line) not in gone]
    listing, listed = contents(kept)
    gone |= listing
    joiner = _Joiner(printed)
    notes: list[Note] = []
    for page in pages:
        columns = [
            replace(column, things=tuple(t for t in column.things if id(t) not in gone))
            for column in page.columns
        ]
        found, of_notes = notes_of([column.things for column in columns], printed.size)
        notes += found
        for column in columns:
            things = [thing for thing in column.things if id(thing) not in of_notes]
            joiner.add([*_parts(things, printed)], aside=column.aside)
    parts = (one for part in joiner.parts for one in _without_lone_row(part, printed))
    return Flow(tuple(parts), printed, tuple(notes), listed)


def _without_lone_row(part: Block | Table, printed: Print) -> Iterator[Block | Table]:
    """A table of one row, which no other page goes on with, as the text of its cells."""
    if isinstance(part, Block) or len(part.rows) > 1:
        yield part
    else:
        for place in part.rows[0]:
            yield from blocks_of(place.lines, printed, place.right)


def _lines(things: Sequence[Line | Table]) -> list[Line]:
    return [thing for thing in things if isinstance(thing, Line)]


@dataclass
class _Joiner:
    """Puts columns one after the other; what ends one may go on at the beginning of the next."""

    printed: Print
    parts: list[Block | Table] = field(default_factory=list)
    _last: int = -1  # the place of the last part that is no box beside the text

    def add(self, made: list[Block | Table], *, aside: bool) -> None:
        """Add the parts of a column; a box beside the text parts nothing."""
        if made and not aside and self._last >= 0 and self._joined(made[0]):
            made = made[1:]
        self.parts += made
        if made and not aside:
            self._last = len(self.parts) - 1

    def _joined(self, first: Block | Table) -> bool:
        last = self.parts[self._last]
        if isinstance(last, Block) and isinstance(first, Block):
            if not goes_on(last, first, self.printed):
                return False
            last.lines += first.lines
            last.left, last.right = first.left, first.right
            return True
        if isinstance(last, Table) and isinstance(first, Table) and _same_table(last, first):
            rows = _rows_over(last.rows, _without_header(last, first), self.printed)
            self.parts[self._last] = replace(last, last=first.page, rows=rows)
            return True
        return False


def _parts(things: Sequence[Line | Table], printed: Print) -> Iterator[Block | Table]:
    lines: list[Line] = []
    for thing in things:
        if isinstance(thing, Line):
            lines.append(thing)
            continue
        yield from blocks_of(lines, printed)
        lines = []
        yield thing
    yield from blocks_of(lines, printed)


def _same_table(one: Table, other: Table) -> bool:
    """Whether a table at the top of a page goes on with the last one of the page before."""
    return (
        len(one.across) == len(other.across)
        and (one.last or one.page) < other.page
        and all(
            abs(a - b - (one.across[0] - other.across[0])) < _SAME_EDGE
            for a, b in zip(one.across, other.across, strict=True)
        )
    )


def _rows_over(
    rows: tuple[tuple[Place, ...], ...], further: tuple[tuple[Place, ...], ...], printed: Print
) -> tuple[tuple[Place, ...], ...]:
    """The rows of two parts of a table; a row that the end of the page parted is whole again."""
    if not further or not _is_rest(rows, further[0], printed):
        return (*rows, *further)
    whole = tuple(
        replace(above, lines=(*above.lines, *below.lines))
        for above, below in zip(rows[-1], further[0], strict=True)
    )
    return (*rows[:-1], whole, *further[1:])


def _is_rest(rows: Sequence[Sequence[Place]], below: Sequence[Place], printed: Print) -> bool:
    """Whether a row at the top of a page has no cell of its own, and one that goes on in it.

    In a table that numbers all its rows, one without a number needs no such cell.
    """
    pairs = [*zip(rows[-1], below, strict=True)]
    alike = all(a.joined is b.joined and (a.lines or not b.lines) for a, b in pairs)
    ends = any(a.lines and not b.lines for a, b in pairs)
    unnumbered = not below[0].lines and _is_numbered(rows)
    goes_on_in = any(_cell_goes_on(above, under, printed) for above, under in pairs)
    return alike and ends and (unnumbered or goes_on_in)


def _is_numbered(rows: Sequence[Sequence[Place]]) -> bool:
    """Whether the first cell of each row below the headings is its number."""
    own = [row[0] for row in rows[1:] if all(place.joined is Joined.NO for place in row)]
    return len(own) >= _LEAST_NUMBERED and all(is_reference(place.text) for place in own)


def _cell_goes_on(above: Place, below: Place, printed: Print) -> bool:
    ends = blocks_of(above.lines, printed, above.right)
    begins = blocks_of(below.lines, printed, below.right)
    return bool(ends and begins) and goes_on(ends[-1], begins[0], printed)


def _without_header(table: Table, following: Table) -> tuple[tuple[Place, ...], ...]:
    """The rows of a table's further part, without the headings that it repeats."""
    same = 0
    for above, below in zip(table.rows[:_MOST_HEADER_ROWS], following.rows, strict=False):
        if [place.text for place in above] != [place.text for place in below]:
            break
        same += 1
    return following.rows[same:]
