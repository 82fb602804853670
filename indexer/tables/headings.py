"""The squares of a table -> its titles, its columns, and the rows below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.tables.columns import Meaning, meaning
from indexer.tables.squares import Square, Squares, across, cells

_MOST_WORDS, _MOST_CHARACTERS = 8, 80
_ENDS = (".", ";", ",")
_DATA = re.compile(
    r"@|\d{5}|https?:|www\.|^[\s£€$]*\d[\d.,\s]*(?:%|[km]|million)?$|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|^\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9},? \d{4}\b",
    re.I,
)
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_THEMES = (Meaning.THEME, Meaning.OBJECTIVE, Meaning.OUTCOME)
_TITLES = (Meaning.ACTION, Meaning.OBJECTIVE)
_BEFORE_TITLE = (Meaning.THEME, Meaning.REFERENCE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a table's columns, and which of them has what.

    ``places`` are the columns of the table that they stand in: there may be empty ones between.
    ``title`` is the column that says what its row is about, or None; ``themes`` are those whose
    cells hold for the rows below too, the outermost first; ``reference`` numbers the rows.
    """

    headings: tuple[str, ...]
    places: tuple[int, ...]
    title: int | None
    themes: tuple[int, ...]
    reference: int | None

    @classmethod
    def of(cls, headings: Sequence[str], row: Squares) -> Columns:
        """The columns under these headings, in the places of a row."""
        meant = [meaning(heading) for heading in headings]
        titles = (meant.index(wanted) for wanted in _TITLES if wanted in meant)
        title = next(titles, None)
        end = title
        if end is None:
            others = (i for i, one in enumerate(meant) if one not in _BEFORE_TITLE)
            end = next(others, len(meant))
        themes = tuple(i for i, one in enumerate(meant[:end]) if one in _THEMES)
        reference = meant.index(Meaning.REFERENCE) if Meaning.REFERENCE in meant else None
        places = tuple(square.at[1] for square in row)
        return cls(tuple(headings), places, title, themes, reference)

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What each column holds."""
        return tuple(map(meaning, self.headings))


@dataclass(frozen=True, slots=True)
class Headed:
    """A table in its parts: what stands above its headings, its columns, the rows below.

    ``columns`` is None for a table without headings; ``at`` is the row that they stand in.
    """

    titles: tuple[Square, ...]
    columns: Columns | None
    body: tuple[Squares, ...]
    at: int = 0


def headed(rows: Sequence[Squares], marked: int | None) -> Headed:
    """Take a table apart; ``marked`` says how many rows the file marks as headings, if it does."""
    above = _titles(rows)
    titles = tuple(cell for row in rows[:above] for cell in cells(row) if cell.begins)
    rest = rows[above:]
    count = _marked(rows, marked, above) or int(_is_headings(rest, marked))
    while 0 < count < len(rest) and _goes_on(rest, count):
        count += 1
    columns = Columns.of(_combined(rest[:count]), rest[0]) if count else None
    at = rest[0][0].at[0] if count else 0
    below = [row for row in rest[count:] if not (columns and _repeats(row, columns))]
    return Headed(titles, columns, tuple(_cut_off(below)), at)


def is_heading(text: str) -> bool:
    """Whether a text may head a column: it is short, and no sentence, number or address."""
    if meaning(text) is not Meaning.OTHER and len(text) <= _MOST_CHARACTERS:
        return True
    return (
        0 < len(text.split()) <= _MOST_WORDS
        and len(text) <= _MOST_CHARACTERS
        and not text.endswith(_ENDS)
        and (bool(_YEAR.fullmatch(text)) or not _DATA.search(text))
    )


def heads(row: Squares) -> bool:
    """Whether a row can hold the headings of columns."""
    texts = [square.text for square in cells(row)]
    return len(texts) > 1 and all(map(is_heading, texts))


def known_headings(row: Squares) -> int:
    """How many cells of a row are headings that say what their column holds."""
    return sum(meaning(square.text) is not Meaning.OTHER for square in cells(row))


def differs(rows: Sequence[Squares], columns: Sequence[int]) -> bool:
    """Whether the first row heads some of these columns: numbers or dates stand only below it."""
    if len(rows) < 2 or not heads(rows[0]):
        return False
    below = ([row[c].text for row in rows[1:]] for c in columns if not _is_data(rows[0][c].text))
    return any(all(map(_is_data, texts)) for texts in below)


def _is_data(text: str) -> bool:
    return bool(_DATA.search(text) or _YEAR.fullmatch(text))


def _titles(rows: Sequence[Squares]) -> int:
    """How many rows above the headings have one cell only."""
    count = next((i for i, row in enumerate(rows) if len(row) < 2 or len(cells(row)) != 1), -1)
    if count < 1:
        return 0
    merged = all(across(row) or not cells(row)[0].begins for row in rows[:count])
    return count if merged or heads(rows[count]) else 0


def _repeats(row: Squares, columns: Columns) -> bool:
    """Whether a row has the headings again, as on the next page."""
    known = any(one is not Meaning.OTHER for one in columns.meanings)
    return known and tuple(square.text for square in row) == columns.headings


def _cut_off(rows: Sequence[Squares]) -> Iterator[Squares]:
    """The rows in which a cell begins; one that reaches down from above them all is blank."""
    first = rows[0][0].at[0] if rows else 0
    for row in rows:
        cut = tuple(
            Square(square.at, square.at) if square.cell[0] < first else square for square in row
        )
        if any(square.begins and square.text for square in cut):
            yield cut


def _marked(rows: Sequence[Squares], marked: int | None, titles: int) -> int:
    """How many rows below the titles the file marks as headings, where it can be believed."""
    if not marked:
        return 0
    count = sum(row[0].at[0] < marked for row in rows) - titles
    return count if 0 < count < len(rows) - titles else 0


def _is_headings(rows: Sequence[Squares], marked: int | None) -> bool:
    if not rows or not heads(rows[0]):
        return False
    known = known_headings(rows[0])
    return known > 1 or (marked is None and len(rows) > 1)


def _goes_on(rows: Sequence[Squares], count: int) -> bool:
    """Whether the row below ``count`` rows of headings parts one of them into several.

    A heading over several columns must stand above it, and no other column has a cell in it.
    """
    above, row = rows[count - 1], rows[count]
    spread = {
        square.cell for square in above if not square.begins and square.cell[0] == square.at[0]
    }
    parts = [a.cell in spread for a in above]
    filled = [square.begins and bool(square.text) for square in row]
    return (
        sum(filled) > 1
        and all(part for part, full in zip(parts, filled, strict=True) if full)
        and all(is_heading(square.text) for square, full in zip(row, filled, strict=True) if full)
    )


def _combined(rows: Sequence[Squares]) -> list[str]:
    """The heading of each column: what stands above it, from the top."""
    made: list[str] = []
    for column in zip(*rows, strict=True):
        texts = {square.cell: square.text for square in column}
        made.append(" ".join(filter(None, dict.fromkeys(texts.values()))))
    return made
