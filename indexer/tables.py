"""Lines with tabs -> table rows whose cells know their theme, row title and column heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROW_TITLE = re.compile(r"\b(action|objective|task|activity|milestone|deliverable|issue)s?\b", re.I)
_THEME = re.compile(r"\b(theme|priority|outcome|workstream|strand|aim)s?\b", re.I)
_MAX_HEADING_WORDS = 6
_MAX_COLUMNS = 12
_MAX_CELL_LINES = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One table row: column heading and text for each column, in order; blanks stay blank.

    ``theme`` is carried down from the rows above where the row's own cell is blank. ``continues``
    marks a row that goes on with the cells of the row before it (a row split over a page).
    ``blanks`` are the headings of the empty columns.
    """

    cells: tuple[tuple[str, str], ...]
    title: str
    theme: str
    blanks: tuple[str, ...]
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and the number of lines that they took."""

    rows: tuple[Row, ...]
    lines: int


def table_at(lines: list[str], start: int) -> Table | None:
    """The table that begins at ``lines[start]``, or None where no table begins.

    Knows two flattened forms: one row a line with tabs between its cells, and one cell a line
    with a tab before it (rows apart by blank lines, the heading row first).
    """
    line = lines[start]
    if line.startswith("\t") and "\t" not in line.strip():
        return _cell_lines(lines, start)
    if len(_fields(line)) >= 2 and all(_is_heading(field) for field in _fields(line)):
        return _row_lines(lines, start)
    return None


def _fields(line: str) -> list[str]:
    return [field.strip() for field in line.split("\t")]


def _is_heading(text: str) -> bool:
    ends = text.endswith((".", ";", ",")) or re.fullmatch(r"\d{1,3}", text)
    return 0 < len(text.split()) <= _MAX_HEADING_WORDS and not ends


def _row_lines(lines: list[str], start: int) -> Table | None:
    headings = _fields(lines[start])
    rows: list[list[str]] = []
    at = start + 1
    while at < len(lines) and ("\t" in lines[at] or not lines[at].strip()):
        if lines[at].strip():
            fields = _fields(lines[at])
            more = " ".join(filter(None, fields[len(headings) - 1 :]))  # a tab inside the last cell
            rows.append([*fields[: len(headings) - 1], more])
            rows[-1] += [""] * (len(headings) - len(rows[-1]))
        at += 1
    return Table(rows_of(headings, rows), at - start) if rows else None


def _cell_lines(lines: list[str], start: int) -> Table | None:
    headings = []
    at = start
    while at < len(lines) and lines[at].startswith("\t") and lines[at].strip():
        headings.append(lines[at].strip())
        at += 1
        if len(headings) > _MAX_COLUMNS:
            return None
    if len(headings) < 2 or not all(_is_heading(heading) for heading in headings):
        return None
    cells: list[list[str]] = []
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t"):
            cells.append([line.strip()])
        elif line.strip() and (len(cells) % len(headings) == 0 or not _cells_follow(lines, at)):
            break  # the row is full, or the last: what follows stands below the table
        elif cells:
            cells[-1].append(line.rstrip())
        at += 1
    texts = ["\n".join(cell).strip() for cell in cells]
    texts += [""] * (-len(texts) % len(headings))
    width = len(headings)
    rows = [texts[i : i + width] for i in range(0, len(texts), width)]
    return Table(rows_of(headings, rows), at - start) if rows else None


def _cells_follow(lines: list[str], at: int) -> bool:
    return any(line.startswith("\t") for line in lines[at : at + _MAX_CELL_LINES])


def rows_of(headings: list[str], rows: list[list[str]]) -> tuple[Row, ...]:
    """The rows under these headings, each as long as they are; empty rows are left out."""
    titles = [i for i, heading in enumerate(headings) if _ROW_TITLE.search(heading)]
    themes = [i for i, heading in enumerate(headings) if _THEME.search(heading) and i not in titles]
    made: list[Row] = []
    theme = title = ""
    for row in rows:
        theme = next((row[i] for i in themes if row[i]), theme)
        continues = bool(titles) and bool(made) and not row[titles[0]] and any(row)
        if titles and not continues:
            title = row[titles[0]]
        if not any(row):
            continue
        cells = tuple(zip(headings, row, strict=True))
        blanks = tuple(h for i, (h, text) in enumerate(cells) if h and not text and i not in themes)
        blanks = made[-1].blanks if continues else blanks
        made.append(Row(cells, title, theme, blanks, continues))
    return tuple(made)
