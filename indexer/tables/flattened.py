"""Lines of plain text -> the tables among them, as rows of cells before they are understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.tables.columns import Meaning, meaning

_MAX_HEADING_WORDS = 6
_MAX_COLUMNS = 12
_MAX_CELL_LINES = 24
_PIPED = re.compile(r"\s*\|.*\|\s*$")
_UNDER_HEADINGS = re.compile(r"\s*:?-+:?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_SPACED = re.compile(r"\S+(?: \S+)*")  # a run of words with single spaces between them
_MAX_LINES_ALONE, _LEAST_ALIGNED = 8, 2
_ASIDE = 1  # characters by which a cell may stand beside the heading of its column


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row, and the number of lines that it took.

    ``headings`` is how many of the rows are headings, None where that does not show.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: int
    headings: int | None = None


def table_at(lines: Sequence[str], start: int) -> Table | None:
    """The table that begins at ``lines[start]``, or None where no table begins.

    Knows four forms: one row a line with tabs between its cells; one cell a line with a tab before
    it (rows apart by blank lines, the heading row first); one row a line between pipes; and columns
    that stand below their headings, two spaces or more apart.
    """
    line = lines[start]
    if _PIPED.match(line):
        return _pipe_lines(lines, start)
    if line.startswith("\t") and "\t" not in line.strip():
        return _cell_lines(lines, start)
    if "\t" in line:
        return _row_lines(lines, start)
    return _aligned_lines(lines, start)


def _is_heading(text: str) -> bool:
    ends = text.endswith((".", ";", ",")) or re.fullmatch(r"\d{1,3}", text)
    return 0 < len(text.split()) <= _MAX_HEADING_WORDS and not ends


def _fields(line: str) -> tuple[str, ...]:
    return tuple(field.strip() for field in line.split("\t"))


def _row_lines(lines: Sequence[str], start: int) -> Table | None:
    headings = _fields(lines[start])
    corner = len(headings) > 2 and not headings[0]  # above the names of the rows
    if len(headings) < 2 or not all(map(_is_heading, headings[corner:])):
        return None
    rows = [headings]
    at = start + 1
    while at < len(lines) and ("\t" in lines[at] or not lines[at].strip()):
        if lines[at].strip():
            rows.append(_fields(lines[at]))
            if corner and len(rows) == 2 and not (rows[1][0] and len(rows[1]) == len(headings)):
                return None
        at += 1
    return Table(tuple(rows), at - start) if len(rows) > 1 else None


def _cell_lines(lines: Sequence[str], start: int) -> Table | None:
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
    rows = [tuple(texts[i : i + width]) for i in range(0, len(texts), width)]
    return Table((tuple(headings), *rows), at - start, headings=1) if rows else None


def _cells_follow(lines: Sequence[str], at: int) -> bool:
    return any(line.startswith("\t") for line in lines[at : at + _MAX_CELL_LINES])


def _pipe_lines(lines: Sequence[str], start: int) -> Table | None:
    if start and _PIPED.match(lines[start - 1]):
        return None  # the lines from there on were looked at, and are no table
    end = next((i for i in range(start, len(lines)) if not _PIPED.match(lines[i])), len(lines))
    rows = [_between_pipes(line) for line in lines[start:end]]
    ruled = [all(map(_UNDER_HEADINGS.fullmatch, row)) for row in rows]
    kept = tuple(row for row, rule in zip(rows, ruled, strict=True) if not rule)
    if len(kept) < 2 or max(map(len, kept)) < 2:
        return None
    return Table(kept, end - start, headings=1 if ruled[1] else None)


def _between_pipes(line: str) -> tuple[str, ...]:
    inner = line.strip()[1:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in _PIPE.split(inner))


def _aligned_lines(lines: Sequence[str], start: int) -> Table | None:
    """A table in columns of spaces, where its headings are known and each cell is below one.

    Where blank lines stand between its rows, a line right below another goes on with its row.
    """
    if "  " not in lines[start].strip():
        return None
    headings = list(_SPACED.finditer(lines[start]))
    known = sum(meaning(heading.group()) is not Meaning.OTHER for heading in headings)
    if known < 2 or not all(_is_heading(heading.group()) for heading in headings):
        return None
    starts = [heading.start() for heading in headings]
    found = _below(lines, start + 1, starts)
    apart = any(not cells for cells in found[1:])
    rows: list[list[str]] = []
    for i, cells in enumerate(found):
        if cells and (not rows or (not found[i - 1] if apart else 0 in cells)):
            rows.append([""] * len(starts))
        for column, text in cells.items():
            rows[-1][column] = f"{rows[-1][column]} {text}".strip()
    if sum(sum(map(bool, row)) > 1 for row in rows) < _LEAST_ALIGNED:
        return None
    texts = (tuple(heading.group() for heading in headings), *map(tuple, rows))
    return Table(texts, len(found) + 1, headings=1)


def _below(lines: Sequence[str], start: int, starts: Sequence[int]) -> list[dict[int, str]]:
    """The cells of the lines below headings, none for a blank line, as far as the table goes."""
    found: list[dict[int, str]] = []
    alone = 0  # lines since the last with several cells
    for at in range(start, len(lines)):
        cells = _placed(lines[at], starts)
        if cells is None:
            break
        found.append(cells)
        alone = alone + 1 if len(cells) < 2 else 0
        if alone > _MAX_LINES_ALONE:  # they are prose, and the table ended before them
            found = found[:-alone]
            break
    while found and (not found[-1] or (len(found[-1]) == 1 and not all(found[-2:-1]))):
        found.pop()  # a blank line, or a line alone: it stands below the table
    return found


def _placed(line: str, starts: Sequence[int]) -> dict[int, str] | None:
    """The cells of a line by the column that each stands in; None where one stands in none."""
    cells: dict[int, str] = {}
    for cell in _SPACED.finditer(line):
        near = [i for i, start in enumerate(starts) if abs(start - cell.start()) <= _ASIDE]
        after = starts[near[0] + 1] if near and near[0] + 1 < len(starts) else cell.end() + 1
        if not near or cell.end() >= after:
            return None
        cells[near[0]] = cell.group()
    return cells
