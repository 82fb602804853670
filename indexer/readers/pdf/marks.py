"""How a line of text begins: with a bullet, a list marker, or a paragraph number."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from indexer.readers.lines import NUMBER
from indexer.readers.pdf.geometry import Line
from indexer.readers.pdf.lines import BULLETS

_BULLET = re.compile(r"([" + "".join(BULLETS) + r"])\s*(?=\S|$)")
_DASH = re.compile(r"([*o–—-])(?:\s+(?=\S)|$)")
_LETTERED = re.compile(
    r"(\((?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,5})[.)]|\d{1,2}[.)])(?:\s+(?=\S)|$)"
)
_MANY_LEVELS = re.compile(r"((?:\d{1,2}\.)+\d{1,3}|[A-Z]\.?\d{1,2}(?:\.\d{1,2})+|[A-Z]\.\d{1,2})\b")
_PLAIN = re.compile(r"(\d{1,2})\t(?=\S)")


class Sort(Enum):
    """What a line begins with."""

    NOTHING = auto()
    BULLET = auto()
    DASH = auto()  # could as well be a dash within a sentence
    LETTER = auto()
    NUMBER = auto()

    @property
    def starts(self) -> bool:
        """Whether it begins something."""
        return self is not Sort.NOTHING


class Mark(NamedTuple):
    """What a line begins with, as it is shown, and how many characters it takes."""

    sort: Sort
    shown: str = ""
    length: int = 0


NOTHING = Mark(Sort.NOTHING)


def mark_of(line: Line) -> Mark:
    """The bullet, marker or paragraph number that a line begins with."""
    text = line.text
    if match := _BULLET.match(text):
        bullet = match.group(1)
        return Mark(Sort.BULLET, "•" if "\ue000" <= bullet <= "\uf8ff" else bullet, match.end())
    if match := _DASH.match(text):
        return Mark(Sort.DASH, match.group(1), match.end())
    if match := _LETTERED.match(text):
        return Mark(Sort.LETTER, match.group(1), match.end())
    number = NUMBER.match(text)
    if number and _MANY_LEVELS.match(number.group(1)):
        return Mark(Sort.NUMBER, number.group(1), number.end())
    if match := _PLAIN.match(text):
        return Mark(Sort.NUMBER, match.group(1), match.end())
    return NOTHING
