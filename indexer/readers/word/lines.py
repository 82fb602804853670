"""Paragraphs -> clean lines: their text, and the number or bullet before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.decoding import visible
from indexer.readers.lines import BULLET, NUMBER
from indexer.readers.word.paragraphs import Paragraph
from indexer.types import Element, Role

_PARAGRAPH_NUMBER = re.compile(r"((?:[A-Za-z]|\d{1,3})(?:\.\d{1,3})+)[.)]?")
_TYPED_MARKER = re.compile(
    r"\s*(\((?:[ivxlc]{1,6}|[A-Za-z]|\d{1,2})\)|(?:\d{1,2}|[A-Z]|[ivxlc]{1,6})\)|\d{1,2}\.)\s+(?=\S)"
    r"|\s*(\d{1,2})[ ]*\t\s*(?=\S)"
)
_STARTS_ITEM = re.compile(r"\s*(?:[·•◦▪●○‣∙]|[*–-]\s)\s*\S")
_SENTENCE_END = (".", "!", "?", ":", ";")
_SAME_INDENT = 100  # twentieths of a point


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a part of one that was broken by hand, as it is said.

    ``number`` is a paragraph number such as 1.11, ``marker`` a bullet or a single number; ``text``
    is without them. Each is empty where there is none.
    """

    text: str
    paragraph: Paragraph
    number: str = ""
    marker: str = ""

    @property
    def bulleted(self) -> bool:
        """Whether a bullet stands before it, and no number or letter."""
        return bool(self.marker) and not any(map(str.isalnum, self.marker))

    @property
    def full(self) -> str:
        """The text with the number before it, in one line, as it stands in a heading."""
        label = self.number if self.bulleted else self.number or self.marker
        return " ".join(f"{label} {self.text}".split())


def lines_of(paragraph: Paragraph) -> Iterator[Line]:
    """The lines of a paragraph: one, or several where the author broke a list by hand.

    Notes belong to the last. A paragraph without text has none.
    """
    pieces = _pieces(visible(paragraph.text))
    for at, piece in enumerate(pieces):
        own = paragraph
        if at:
            own = replace(own, label=None)
        if at < len(pieces) - 1:
            own = replace(own, notes=())
        yield _labelled(piece, own)


def _pieces(text: str) -> list[str]:
    pieces: list[list[str]] = [[]]
    broken = text.split("\n")
    listed = sum(bool(_STARTS_ITEM.match(line)) for line in broken) > 1
    for line in broken:
        starts = (listed and _STARTS_ITEM.match(line)) or _is_numbered(line)
        if (starts or not line.strip()) and pieces[-1]:
            pieces.append([])
        if line.strip():
            pieces[-1].append(line)
    return ["\n".join(piece) for piece in pieces if piece]


def _is_numbered(line: str) -> bool:
    match = NUMBER.match(line)
    return bool(match and "." in match.group(1) and match.end() < len(line))


def _labelled(text: str, paragraph: Paragraph) -> Line:
    label = paragraph.label.text if paragraph.label else ""
    if label and not (paragraph.label and paragraph.label.bullet and _is_numbered(text)):
        number = _PARAGRAPH_NUMBER.fullmatch(label)
        if number:
            return Line(_clean(text), paragraph, number=number.group(1))
        return Line(_clean(text), paragraph, marker=label)
    match = NUMBER.match(text)
    if match and "." in match.group(1) and match.end() < len(text):
        return Line(_clean(text[match.end() :]), paragraph, number=match.group(1))
    match = _TYPED_MARKER.match(text)
    if match:
        return Line(_clean(text[match.end() :]), paragraph, marker=match.group(1) or match.group(2))
    match = BULLET.match(text)
    if match:
        return Line(_clean(text[match.end() :]), paragraph, marker=match.group(2))
    return Line(_clean(text), paragraph)


def _clean(text: str) -> str:
    """One space between words; a line that only goes on is joined to the one before."""
    made: list[str] = []
    for line in text.split("\n"):
        words = " ".join(line.split())
        if made and words[:1].islower() and not made[-1].endswith(_SENTENCE_END):
            made[-1] = f"{made[-1]} {words}"
        elif words:
            made.append(words)
    return "\n".join(made)


class Lister:
    """Gives the lines of a document's lists their depth, by how far in they stand."""

    def __init__(self) -> None:
        self._open: list[Paragraph] = []  # the last item of each depth, outermost first

    def element(self, line: Line) -> Element:
        """A line as an item, or as a paragraph, which ends the list before it."""
        if not line.marker:
            self._open.clear()
            return Element(line.text, number=line.number)
        while self._open and _further_in(self._open[-1], line.paragraph):
            self._open.pop()
        if self._open and not _further_in(line.paragraph, self._open[-1]):
            self._open.pop()
        self._open.append(line.paragraph)
        return Element(line.text, Role.ITEM, len(self._open) - 1, marker=line.marker)


def _further_in(one: Paragraph, other: Paragraph) -> bool:
    """Whether an item stands deeper than another: by its level in the same list, else by indent."""
    if one.label and other.label and one.label.within == other.label.within:
        return one.label.level > other.label.level
    return one.indent > other.indent + _SAME_INDENT
