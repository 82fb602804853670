"""The rows below the headings of a table -> records: what belongs to one row of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from indexer.tables.columns import Meaning
from indexer.tables.headings import Columns
from indexer.tables.records import Named, Plain, Record, is_reference, labels
from indexer.tables.squares import Place, Square, Squares, across, cells
from indexer.types import Element, Role

SHARED_CHARACTERS = 300
_THEME_WORDS = 40
_SENTENCE_WORDS = 10
_NAME_WORDS = 10  # of a cell that its row is named after
_NAMES_THEME = re.compile(
    r"(?:theme|priority|objective|outcome|aim|goal|workstream|strand|section|part)\b\W*"
    r"(?:\d|[ivx]+\b|$)",
    re.I,
)
_REMARK = re.compile(r"(?:notes?|source|key|n\.?b\.?)\b\s*[:.]|\*", re.I)


@dataclass
class Carried:
    """What goes on from row to row: the theme above the rows, those in columns, the last record."""

    above: tuple[str, ...] = ()
    themes: dict[int, str] = field(default_factory=dict)
    record: Record | None = None

    @property
    def theme(self) -> str:
        """The themes, the outermost first, each once."""
        inner = (self.themes[i] for i in sorted(self.themes))
        return " > ".join(dict.fromkeys((*self.above, *inner)))


def _unlabelled(part: Element) -> Element:
    return replace(part, role=Role.PARAGRAPH) if part.role is Role.LABEL else part


class Rows:
    """Follows the rows of one table and gives its records."""

    def __init__(self, columns: Columns, carried: Carried) -> None:
        self._columns, self._carried = columns, carried
        self._parts: dict[Place, tuple[Element, ...]] = {}  # of the cells so far
        self._rows: list[Squares] = []  # of the record that is open
        self._waiting: list[Named] = []  # themes that the next record begins with
        self._begun: list[str] = []  # themes in rows of their own, since the last record
        self._named = False  # whether the first cell says what a row is about
        self._goes_on = False  # whether the open record goes on with one of the table before

    def records(self, body: Sequence[Squares]) -> Iterator[Record | Plain]:
        """The records of the rows, and in their places the texts that stand in none."""
        self._named = all(len(self._name(row).split()) <= _NAME_WORDS for row in body)
        for i, row in enumerate(body):
            if not any(square.begins and square.text for square in row):
                continue
            alone = self._alone(row)
            if alone is not None:
                yield from self._closed()
                place = [square.cell for square in row].index(alone.cell)
                yield from self._stands_alone(alone, place, last=i == len(body) - 1)
                continue
            goes_on = self._continues(row)
            if not goes_on:
                yield from self._closed()
            if not self._rows:
                self._goes_on = goes_on
            self._rows.append(row)
            self._parts.update({square.cell: square.parts for square in row if square.begins})
        yield from self._closed()
        yield from self._left()

    def _alone(self, row: Squares) -> Square | None:
        """The one cell of a row that is about the rows below it, or about the table."""
        merged = across(row)
        if merged:
            return merged
        own = cells(row)
        if len(own) != 1 or not own[0].begins or len(row) < 2:
            return None
        only, place = own[0], row.index(own[0])
        if place in self._columns.themes or _REMARK.match(only.text):
            return only
        numbers = place == self._columns.reference and not is_reference(only.text)
        return only if place == 0 and (numbers or _NAMES_THEME.match(only.text)) else None

    def _stands_alone(self, cell: Square, place: int, *, last: bool) -> Iterator[Plain]:
        length = len(cell.text.split())
        in_column = place in self._columns.themes
        sentence = cell.text.endswith((".", "!", "?")) and length > _SENTENCE_WORDS
        remark = _REMARK.match(cell.text) or length > _THEME_WORDS or sentence
        if last or (remark and not in_column):
            yield from self._left()
            yield Plain(cell.parts)
            return
        self._carried.record = None
        if in_column:
            self._theme(place, cell.text)
            heading = self._columns.headings[place]
            self._waiting.append(self._named_theme(place, cell.parts, heading))
        else:
            self._begun = [*self._outer(cell.text), cell.text]
            self._carried.above, self._carried.themes = tuple(self._begun), {}
            self._waiting.append(Named("", labels(cell.parts)))

    def _outer(self, text: str) -> Sequence[str]:
        """The themes that one in a row of its own stands below: "Theme 1", for "Aim 1.2"."""
        above = self._begun or self._carried.above
        kinds = [theme.split()[0].lower() for theme in above]
        kind = text.split()[0].lower()
        return above[: kinds.index(kind)] if kind in kinds else self._begun

    def _named_theme(self, column: int, parts: tuple[Element, ...], heading: str) -> Named:
        theme = self._columns.meanings[column] is Meaning.THEME
        return Named(heading, labels(parts) if theme else parts)

    def _theme(self, column: int, text: str) -> bool:
        """Whether a theme is another than in the row above; those inside it end with it."""
        if self._carried.themes.get(column) == text:
            return False
        kept = {i: said for i, said in self._carried.themes.items() if i < column}
        self._carried.themes = {**kept, column: text}
        return True

    def _continues(self, row: Squares) -> bool:
        """Whether a row goes on with the record before it: it has no title of its own."""
        title = self._columns.title
        if title is None or not (self._rows or self._carried.record):
            return False
        shown = row[title]
        if shown.text:
            return shown.reaches_down and shown.cell in self._parts and bool(self._rows)
        starts = [i for i in (*self._columns.themes, self._columns.reference) if i is not None]
        return not any(row[i].begins and self._is_new(i, row[i].text) for i in starts)

    def _is_new(self, column: int, text: str) -> bool:
        return bool(text) and self._carried.themes.get(column) != text

    def _closed(self) -> Iterator[Record]:
        """The record that was open, complete."""
        if not self._rows:
            return
        rows, self._rows = self._rows, []
        carried = self._carried.record if self._goes_on else None
        firsts = {square.at[0] for row in rows for square in row}
        named = [cell for row in rows for cell in self._cells(row, firsts)]
        waiting, self._waiting, self._begun = self._waiting, [], []
        record = Record(
            (*waiting, *named),
            carried.title if carried else self._title(rows),
            self._carried.theme,
            carried.blanks if carried else self._blanks(rows),
            self._reference(rows[0]),
            continues=carried is not None,
        )
        self._carried.record = record
        yield record

    def _cells(self, row: Squares, firsts: Set[int]) -> Iterator[Named]:
        """The cells of a row of a record; ``firsts`` are the places of its rows in the grid."""
        titled = row[self._columns.title].cell if self._columns.title is not None else None
        for i, square in enumerate(row):
            spread = i + 1 < len(row) and row[i + 1].cell == square.cell
            heading = self._heading(row, square) if spread else self._columns.headings[i]
            if i in self._columns.themes and square.cell != titled:
                new = bool(square.text) and self._theme(i, square.text)
                if square.begins and square.parts and new:
                    yield self._named_theme(i, square.parts, heading)
            elif square.begins and square.parts:
                yield Named(heading, square.parts)
            elif square.reaches_down and square.cell[0] not in firsts:
                yield Named(heading, self._shared(square))

    def _heading(self, row: Squares, square: Square) -> str:
        """The headings of the columns that a cell is merged over."""
        covers = [i for i, other in enumerate(row) if other.cell == square.cell]
        headings = dict.fromkeys(self._columns.headings[i] for i in covers)
        return " / ".join(filter(None, headings))

    def _shared(self, square: Square) -> tuple[Element, ...]:
        """What a cell that is merged over several rows says in each of them after the first."""
        parts = self._parts.get(square.cell, ())
        short = len(square.text) <= SHARED_CHARACTERS
        return tuple(part for part in parts if short and part.role is not Role.FOOTNOTE)

    def _title(self, rows: Sequence[Squares]) -> str:
        title = self._columns.title
        name = self._name(rows[0])
        if title is None:
            return name if self._named else ""
        return rows[0][title].text or name

    def _name(self, row: Squares) -> str:
        """What the first cell says that neither numbers rows nor gathers them."""
        passed = (*self._columns.themes, self._columns.reference)
        return next((s.text for i, s in enumerate(row) if s.text and i not in passed), "")

    def _blanks(self, rows: Sequence[Squares]) -> tuple[str, ...]:
        """The headings of the columns that say nothing, and whose themes none above has said."""
        return tuple(
            heading
            for i, heading in enumerate(self._columns.headings)
            if heading and i not in self._carried.themes and not any(row[i].text for row in rows)
        )

    def _reference(self, row: Squares) -> str:
        return row[self._columns.reference].text if self._columns.reference is not None else ""

    def _left(self) -> Iterator[Plain]:
        """Themes that no row follows."""
        for named in self._waiting:
            yield Plain(tuple(map(_unlabelled, named.parts)))
        self._waiting, self._begun = [], []
