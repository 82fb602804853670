"""Lines that stand below a row of headings, column by column -> tables without any rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.readers.pdf.geometry import Area, Line, Word
from indexer.readers.pdf.grids import Place, Table
from indexer.readers.pdf.lines import line_of

_FEWEST_ROWS = 3
_NEW_ROW = 1.3  # times the smallest step from line to line
_EDGE = 2.0  # points that the words of a column may begin apart
_AWAY = 2.6  # times the smallest step: what stands lower is no longer the table
_COLUMN_WORDS = frozenset(
    "action actions activity aim amount budget comment comments commitment contact cost date"
    " deadline description due indicator lead measure member name notes objective organisation"
    " outcome outcomes output owner partner partners person progress resources responsible role"
    " status target task theme timescale timescales what when who year".split()
)

Row = list[Line]


def aligned(lines: Sequence[Line], words: Sequence[Word]) -> tuple[list[Table], list[Line]]:
    """The tables among the lines of a page, and the lines that are in none.

    ``lines`` are cut at wide gaps and in order from the top, ``words`` are what they are made of:
    where columns stand close, a line is cut again at their left edges. A table has a row that reads
    or looks like column headings, and at least three rows below it that keep to its columns.
    """
    found = _rows(lines)
    tables: list[Table] = []
    rest: list[Line] = []
    at = 0
    while at < len(found):
        table, used = _table(found, at, words) if _is_header(found, at) else (None, 0)
        if table:
            tables.append(table)
            at += used
        else:
            rest += found[at]
            at += 1
    return tables, rest


def _rows(lines: Sequence[Line]) -> list[Row]:
    found: list[Row] = []
    for line in lines:
        if found and abs(found[-1][0].base - line.base) <= 0.35 * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in found]


def _is_header(rows: Sequence[Row], at: int) -> bool:
    header = rows[at]
    if len(header) < 2 or at + _FEWEST_ROWS >= len(rows):
        return False
    if any(len(line.text.split()) > 6 or not line.text[:1].isupper() for line in header):
        return False
    known = sum(_is_column_word(line.text) for line in header)
    bold = all(line.bold for line in header) and not all(line.bold for line in rows[at + 1])
    return known == len(header) or (len(header) > 2 and (bold or known >= 2))


def _is_column_word(text: str) -> bool:
    """Whether a text is named as a column of an action plan would be."""
    words = re.findall(r"[a-z]+", text.lower())
    named = {words[0], words[-1]} & _COLUMN_WORDS if words else set()
    return bool(named) and not text.endswith((".", ",", ";"))


def _table(rows: Sequence[Row], at: int, words: Sequence[Word]) -> tuple[Table | None, int]:
    header = rows[at]
    body: list[tuple[float, dict[int, Line]]] = []
    for row in rows[at + 1 :]:
        placed = _placed(header, [part for line in row for part in _cut(line, header, words)])
        if placed is None:
            break
        body.append((row[0].base, placed))
    body = _near(header, body)
    while body and len(body[-1][1]) < 2 and 0 in body[-1][1]:
        body.pop()  # of the text below the table
    grouped = _grouped(body)
    full = [row for row in grouped if len(row) >= 2]
    if len(full) < _FEWEST_ROWS or len(full) < 0.6 * len(grouped) or _flows(grouped):
        return None, 0
    used = [header, *rows[at + 1 : at + 1 + len(body)]]
    return _made(header, grouped, [line for row in used for line in row]), len(used)


def _cut(line: Line, header: Row, words: Sequence[Word]) -> list[Line]:
    """A line that runs across columns as its parts, each of which begins where a column does."""
    if sum(line.x0 < head.x1 and head.x0 < line.x1 for head in header) < 2:
        return [line]
    parts: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.x0):
        if abs(word.base - line.base) > 0.35 * line.size or not line.x0 - 1 <= word.x0 < line.x1:
            continue
        if not parts or any(abs(word.x0 - head.x0) <= _EDGE for head in header):
            parts.append([])
        parts[-1].append(word)
    return [line_of(part, line.page) for part in parts]


def _placed(header: Row, row: Row) -> dict[int, Line] | None:
    """Each line of a row by its column; None where one runs across two columns."""
    placed: dict[int, Line] = {}
    for line in row:
        over = [i for i, head in enumerate(header) if line.x0 < head.x1 and head.x0 < line.x1]
        if len(over) > 1:
            return None
        column = (
            over[0] if over else min(range(len(header)), key=lambda i: abs(header[i].x0 - line.x0))
        )
        if column in placed or (not over and abs(header[column].x0 - line.x0) > 3 * line.size):
            return None
        placed[column] = line
    return placed


def _near(
    header: Row, body: list[tuple[float, dict[int, Line]]]
) -> list[tuple[float, dict[int, Line]]]:
    """The rows down to the first that stands apart, or looks like a heading."""
    bases = [header[0].base, *(base for base, _ in body)]
    steps = [below - above for above, below in pairwise(bases)]
    least = min(steps, default=0.0)
    for i, (_, placed) in enumerate(body):
        lone = len(placed) == 1 and next(iter(placed.values()))
        if steps[i] > 4 * least or (lone and steps[i] > _AWAY * least):
            return body[:i]
        if lone and (lone.bold or lone.size > 1.1 * header[0].size):
            return body[:i]
    return body


def _grouped(body: Sequence[tuple[float, dict[int, Line]]]) -> list[dict[int, list[Line]]]:
    """The lines of each row: those that stand close below one another, or have no first cell."""
    steps = [below[0] - above[0] for above, below in pairwise(body)]
    least = min(steps, default=0.0)
    even = max(steps, default=0.0) <= _NEW_ROW * least
    grouped: list[dict[int, list[Line]]] = []
    for i, (_, placed) in enumerate(body):
        near = i > 0 and steps[i - 1] <= _NEW_ROW * least
        if grouped and near and (not even or 0 not in placed):
            for column, line in placed.items():
                grouped[-1].setdefault(column, []).append(line)
        else:
            grouped.append({column: [line] for column, line in placed.items()})
    return grouped


def _flows(grouped: Sequence[dict[int, list[Line]]]) -> bool:
    """Whether the cells are rather the lines of columns of running text."""
    cells = [lines[0].text for row in grouped for lines in row.values()]
    return sum(text[:1].islower() for text in cells) > 0.25 * len(cells)


def _made(header: Row, grouped: Sequence[dict[int, list[Line]]], used: Sequence[Line]) -> Table:
    edges = [min(line.area.x0 for line in used)]
    for i, head in enumerate(header[1:], 1):
        cells = [line.x0 for row in grouped for line in row.get(i, ())]
        edges.append(min([head.x0, *cells]) - 1)
    edges.append(max(line.x1 for line in used))
    area = Area(
        edges[0],
        min(line.area.top for line in used),
        edges[-1],
        max(line.area.bottom for line in used),
    )
    rows = [{i: [line] for i, line in enumerate(header)}, *grouped]
    return Table(
        header[0].page,
        area,
        tuple(edges),
        tuple(
            tuple(
                Place(
                    tuple(row.get(i, ())),
                    max((line.x1 for r in rows for line in r.get(i, ())), default=0.0),
                )
                for i in range(len(header))
            )
            for row in rows
        ),
    )
