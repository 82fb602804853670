"""What a table is understood to say, before its rows are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.types import Element, Role

_REFERENCE = re.compile(r"[a-z]{0,10}[\s.-]?\d[\s\w.()-]{0,12}", re.I)
_LABEL_WORDS = 20


@dataclass(frozen=True, slots=True)
class Named:
    """A cell of a record: its column and its parts."""

    column: str
    parts: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What belongs to one row of a table.

    ``continues``: it goes on with the record before it, in the table before. ``reference`` is the
    number that the row gives itself.
    """

    cells: tuple[Named, ...]
    title: str
    theme: str = ""
    blanks: tuple[str, ...] = ()
    reference: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Plain:
    """Text of a table that stands in no row."""

    parts: tuple[Element, ...]


def is_reference(text: str) -> bool:
    """Whether a text is a number that a row gives itself: 1.1a, KP 3."""
    return bool(_REFERENCE.fullmatch(text))


def labels(parts: Sequence[Element]) -> tuple[Element, ...]:
    """Parts that name rows, where they are short enough for it: they are text, but no passage."""
    short = sum(len(part.text.split()) for part in parts) <= _LABEL_WORDS
    return tuple(
        replace(part, role=Role.LABEL, level=0)
        if short and part.role is not Role.FOOTNOTE
        else part
        for part in parts
    )
