"""Footnotes: small print at the foot of a page that begins with a sign from the text above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.readers.pdf.geometry import Line
from indexer.readers.pdf.grids import Table

_SMALLER = 0.93  # of the size of the text
_NOTE = re.compile(r"[(\[]?(\d{1,3}|[*†‡§]{1,3}|[¹²³⁴-⁹]{1,3})[)\].]?[ \t]*(?=\S)")
_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its page, its sign and its lines, the first without the sign."""

    page: int
    sign: str
    lines: tuple[str, ...]


def notes_of(
    columns: Sequence[Sequence[Line | Table]], size: float
) -> tuple[list[Note], frozenset[int]]:
    """The footnotes of one page, and the ids of their lines. ``size`` is that of its text."""
    signs = {plain(sign) for column in columns for thing in column for sign in signs_of(thing)}
    notes: list[Note] = []
    gone: set[int] = set()
    for column in columns if signs else ():
        foot: list[Line] = []
        for thing in reversed(column):
            if isinstance(thing, Table) or thing.size > _SMALLER * size:
                break
            foot.append(thing)
        for line in reversed(foot):
            match = _NOTE.match(line.text)
            if match and plain(match.group(1)) in signs:
                notes.append(Note(line.page, plain(match.group(1)), (line.text[match.end() :],)))
            elif notes and gone:
                last = notes[-1]
                notes[-1] = Note(last.page, last.sign, (*last.lines, line.text))
            else:
                continue
            gone.add(id(line))
    return notes, frozenset(gone)


def signs_of(thing: Line | Table) -> list[str]:
    """The reference signs in a line or a table, in order."""
    if isinstance(thing, Line):
        return [one for _, sign in thing.signs for one in sign.split(",")]
    return [
        sign
        for row in thing.rows
        for place in row
        for line in place.lines
        for sign in signs_of(line)
    ]


def plain(sign: str) -> str:
    """A sign as it is compared."""
    return sign.translate(_DIGITS)
