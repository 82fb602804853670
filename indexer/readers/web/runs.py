"""Runs of a page's text, and the marks in them for what is bold and what has a footnote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from lxml.html import HtmlElement

_BOLD, _BOLD_END, _NOTE, _NOTE_END = "\x01", "\x02", "\x03", "\x04"  # no text has them
_MARKS = re.compile("[\x01\x02]|\x03[^\x04]*\x04")
_NOTES = re.compile("\x03([^\x04]*)\x04")
_BRACKETED_NOTE = re.compile("\\[\\s?(\x03[^\x04]*\x04)\\s?\\]|\\(\\s?(\x03[^\x04]*\x04)\\s?\\)")
_ALL_BOLD = re.compile("(?:\\s|\x01[^\x01\x02]*\x02|\x03[^\x04]*\x04)*")


class Shape(StrEnum):
    """What a run of text is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    VERBATIM = "verbatim"  # its lines and spaces are as they stand
    TABLE = "table"
    GONE = "gone"  # here stood something that is left out


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text as it stands on the page.

    ``text`` has a line for each <br>, and marks that the functions below read; ``level`` and
    ``marker`` are those of an Element; ``table`` is the element of a table.
    """

    text: str
    shape: Shape = Shape.PARAGRAPH
    level: int = 0
    marker: str = ""
    table: HtmlElement | None = None


def bold(text: str) -> str:
    """The text, marked as bold."""
    return f"{_BOLD}{text}{_BOLD_END}"


def reference(key: str) -> str:
    """What stands in a text for the sign of the footnote with this key."""
    return f"{_NOTE}{key}{_NOTE_END}"


def joined(pieces: list[str]) -> str:
    """Pieces of text as one, bold ones side by side as one, notes without brackets around them."""
    text = "".join(pieces).replace(_BOLD_END + _BOLD, "")
    return _BRACKETED_NOTE.sub(r"\1\2", text) if _NOTE in text else text


def plain(text: str) -> str:
    """A run as people read it, on one line."""
    marked = _BOLD in text or _NOTE in text
    return " ".join((_MARKS.sub("", text) if marked else text).split())


def verbatim(text: str) -> str:
    """A run as people read it, with its lines and spaces as they stand."""
    return "\n".join(line.rstrip() for line in _MARKS.sub("", text).split("\n"))


def is_bold(text: str) -> bool:
    """Whether all of a text is bold."""
    return _BOLD in text and bool(_ALL_BOLD.fullmatch(text))


def notes_in(text: str) -> list[str]:
    """The keys of the footnotes that a text refers to."""
    return _NOTES.findall(text)
