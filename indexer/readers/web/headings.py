"""Which pieces of a page are headings, and how deep: also bold lines that stand for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from indexer.readers.lines import CONTACT, title_key
from indexer.readers.web.walk import INNER
from indexer.types import Element, Role

_TITLE_WORDS, _TITLE_CHARACTERS, _PROSE = 14, 98, 60
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?(?=\s|$)|[A-Z]\.\d{1,2}(?=\s|$)")
_DATE = re.compile(r"^(?:date\b.*\d|\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}$|\w+ \d{4}$)", re.I)
_LEADERS = ("....", ". . . .", "…")
_FEW = 3
_OF_CONTENTS = frozenset(
    {"contents", "table of contents", "on this page", "in this page", "page contents"}
    | {"in this section", "in this document"}
)
_OF_NOTES = frozenset(("footnotes", "footnote", "notes", "endnotes", "references"))


@dataclass
class Piece:
    """An element with what is known of it besides.

    ``free``: it is no item of a list by its tags; ``gone``: here stood what is left out;
    ``below`` are further lines of its text, kept apart until all are there.
    """

    element: Element
    bold: bool = False
    free: bool = False
    notes: list[str] = field(default_factory=list)
    table: HtmlElement | None = None
    gone: bool = False
    below: list[str] = field(default_factory=list)

    def whole(self) -> Piece:
        """The piece with the lines below its first one, each with what stands before it."""
        text = "".join([self.element.text, *self.below])
        return replace(self, element=replace(self.element, text=text), below=[])


def with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with their headings, of which the outermost has level 1.

    A contents page is left out, and a title over something that was left out.
    """
    kept = _without_titles_of_gone(_without_contents(pieces))
    outermost = min((p.element.level for p in kept if _is_heading(p)), default=1)
    numbered = any(_stands_for_heading(kept, i) and _depth(p) for i, p in enumerate(kept))
    above = 0  # the level of the last heading by its tag
    made = []
    for i, piece in enumerate(kept):
        element = piece.element
        if _is_heading(piece):
            above = element.level - outermost + 1
            made.append(replace(piece, element=replace(element, level=above)))
        elif element.role is Role.HEADING:
            made.append(replace(piece, element=replace(element, level=above + 1)))
        elif _stands_for_heading(kept, i):
            text = " ".join(filter(None, (element.number, element.marker, element.text)))
            depth = _depth(piece) or 1 + (numbered and not text.isupper())
            heading = Element(" ".join(text.split()), Role.HEADING, above + depth)
            made.append(replace(piece, element=heading))
        else:
            made.append(piece)
    return made


def _is_heading(piece: Piece) -> bool:
    return piece.element.role is Role.HEADING and piece.element.level != INNER


def _without_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """Without lines that end in dots and a page number, where there are several."""
    listed = [i for i, piece in enumerate(pieces) if _is_listed(piece.element.text)]
    if len(listed) < _FEW:
        return [*pieces]
    gone = set(listed)
    return [replace(p, gone=True) if i in gone else p for i, p in enumerate(pieces)]


def _is_listed(text: str) -> bool:
    """Whether a line of a contents page ends here: dots and the number of a page."""
    before = text.rstrip("0123456789")
    return 1 <= len(text) - len(before) <= 3 and before.rstrip().endswith(_LEADERS)


def _without_titles_of_gone(pieces: Sequence[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    after_gone = False
    for piece in [*pieces, Piece(Element("", Role.HEADING))]:
        if piece.gone:
            if kept and title_key(kept[-1].element.text) in _OF_CONTENTS:
                kept.pop()
            after_gone = True
            continue
        titled = kept and title_key(kept[-1].element.text) in _OF_NOTES
        if titled and after_gone and piece.element.role is Role.HEADING:
            kept.pop()
        after_gone = False
        kept.append(piece)
    return kept[:-1]


def _stands_for_heading(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a piece is a short bold line over prose, a list or a table."""
    if not _is_bold_title(pieces[place]):
        return False
    following = [*pieces[place + 1 : place + 3]]
    if following and _is_bold_title(following[0]):
        following.pop(0)
    if not following or following[0].bold:
        return False
    after = following[0].element
    listed = following[0].table is not None or after.role is Role.ITEM
    long = len(after.text) > _PROSE or after.text.endswith((".", ":")) or bool(after.number)
    return listed or (after.role is Role.PARAGRAPH and long)


def _is_bold_title(piece: Piece) -> bool:
    text = piece.element.text
    return (
        piece.bold
        and piece.free
        and piece.element.role is not Role.HEADING
        and "\n" not in text
        and len(text) <= _TITLE_CHARACTERS
        and len(text.split()) <= _TITLE_WORDS
        and not text.endswith((".", "!", ";", ":", ",", "-"))
        and not CONTACT.search(text)
        and not _DATE.match(text)
    )


def _depth(piece: Piece) -> int:
    """How deep a typed number says that a heading is; 0 without one."""
    number = piece.element.number or piece.element.marker
    if number[:1].isdigit():
        return 1 + number.rstrip(".)").count(".")
    return 2 if piece.element.number else 0
