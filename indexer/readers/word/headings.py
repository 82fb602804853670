"""The lines of a document -> which of them are headings, and how deep.

Some documents use no heading styles: their headings are short lines that stand out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from indexer.readers.lines import CONTACT, title_key
from indexer.readers.word.lines import Line
from indexer.readers.word.story import Missing, Table

_DATE = re.compile(
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* )?"
    r"(?:19|20)\d\d(?: ?(?:[-–/]|to) ?(?:(?:19|20)?\d\d))?",
    re.I,
)
_MOST_WORDS, _MOST_CHARACTERS = 14, 110
_LONG_TEXT = 200  # a "heading" longer than this is a paragraph in the wrong style
_LARGER = 1.15
_DEEPEST_LOOK = 3
_NO_TITLE_END = (".", "!", ";", ":", ",", "-")
_TOP_LEVEL = re.compile(
    r"(?:appendix|appendices|annexe?"
    r"|(?:schedule|part|chapter) (?:\d+|[a-z]|[ivx]+|one|two|three))\b",
    re.I,
)
_COUNTED = re.compile(r"\(?(?:\d{1,2}|[A-Z]|[IVX]{1,5})[.)]?")

Entry = Line | Table | Missing
_Key = tuple[int, bool, bool, bool]


def levels(entries: Sequence[Entry], contents: frozenset[str]) -> list[int]:
    """The level of each entry as a heading, 1 for the outermost; 0 where it is none.

    ``contents`` are the titles on the contents page, by their ``title_key``.
    """
    found = [_styled(entry) for entry in entries]
    plain = _Plain(entries, found)
    looks = [
        None if found[at] else plain.outstanding(entry) if isinstance(entry, Line) else None
        for at, entry in enumerate(entries)
    ]
    _refuse_unfollowed(entries, found, looks)
    ranks = _ranks(entries, looks)
    current = 0
    counted = False  # a numbered heading has been met
    for at, (entry, look) in enumerate(zip(entries, looks, strict=True)):
        if found[at]:
            current = found[at]
        elif look is not None and isinstance(entry, Line):
            number = _number(entry)
            listed = title_key(entry.text) in contents or _is_top(entry)
            if plain.styled and not _is_top(entry):
                found[at] = current + ranks.get(look, 1)
            elif number or listed:
                found[at] = 1 + number.count(".")
            else:
                found[at] = max(ranks.get(look, 1), 1 + counted)
            counted = counted or bool(number)
    return found


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date, a year or a period of years."""
    return bool(_DATE.fullmatch(text.strip()))


def _styled(entry: Entry) -> int:
    if not isinstance(entry, Line):
        return 0
    level = 1 if entry.paragraph.style.title else entry.paragraph.heading
    return 0 if level and _is_prose(entry) else level


def _is_prose(line: Line) -> bool:
    """A paragraph in the style of a heading, which some use to have it numbered."""
    long = len(line.text.split()) > _MOST_WORDS and line.text.endswith((".", ";", ":"))
    return long or len(line.text) > _LONG_TEXT


class _Plain:
    """What the body text of a document looks like, to see what stands out from it."""

    def __init__(self, entries: Sequence[Entry], styled: Sequence[int]) -> None:
        self.styled = any(styled)
        sizes: Counter[int] = Counter()
        bold = total = 0
        for entry, level in zip(entries, styled, strict=True):
            if isinstance(entry, Line) and not level:
                sizes[entry.paragraph.look.size] += len(entry.text)
                bold += len(entry.text) * entry.paragraph.look.bold
                total += len(entry.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 0
        self.bold = 2 * bold > total

    def outstanding(self, line: Line) -> _Key | None:
        """How a line stands out as a title, so that a larger look sorts first; else None."""
        look = line.paragraph.look
        larger = self.size > 0 and look.size >= _LARGER * self.size
        stands_out = larger or (look.bold and not self.bold)
        if not self.styled:
            stands_out = stands_out or look.underlined or (look.caps and len(line.text) > 3)
        if not stands_out or not _is_title(line):
            return None
        return (-look.size if larger else 0, not look.bold, not look.caps, look.italic)


def _is_title(line: Line) -> bool:
    text = " ".join(line.text.split())
    return (
        len(text) <= _MOST_CHARACTERS
        and len(text.split()) <= _MOST_WORDS
        and not text.endswith(_NO_TITLE_END)
        and (text[:1].isupper() or text[:1].isdigit() or text[:1] in "“\"'‘")
        and (not line.marker or bool(_COUNTED.fullmatch(line.marker)))
        and not CONTACT.search(text)
        and not is_date(text)
    )


def _refuse_unfollowed(
    entries: Sequence[Entry], styled: Sequence[int], looks: list[_Key | None]
) -> None:
    """A line that stands out is a heading only where what it is the title of follows.

    That is text, a table or a lesser title; at the top of a document also another title.
    """
    top = next((at for at, look in enumerate(looks) if look is None), len(looks))
    for at in range(len(entries)):
        look = looks[at]
        if look is None or (at < top and at + 1 < len(entries)):
            continue
        following = looks[at + 1] if at + 1 < len(entries) else look
        before_title = at + 1 < len(entries) and styled[at + 1]
        if before_title or (following and following <= look and not _number(entries[at])):
            looks[at] = None


def _number(entry: Entry) -> str:
    """The decimal number of a line, such as 4 or 4.1."""
    label = (entry.number or entry.marker.strip("(.)")) if isinstance(entry, Line) else ""
    return label if label.replace(".", "").isdigit() else ""


def _is_top(entry: Entry) -> bool:
    return isinstance(entry, Line) and bool(_TOP_LEVEL.match(entry.text))


def _ranks(entries: Sequence[Entry], looks: Sequence[_Key | None]) -> dict[_Key, int]:
    """The depth of each look: the largest is 1. The titles at the very top are not counted."""
    top = next((at for at, look in enumerate(looks) if look is None), len(looks))
    uses = Counter(look for look in looks if look is not None)
    counted = {
        look
        for at, look in enumerate(looks)
        if look is not None
        and not _is_top(entries[at])
        and (at >= top or uses[look] > 1 or len(uses) == 1)
    }
    return {look: min(1 + rank, _DEEPEST_LOOK) for rank, look in enumerate(sorted(counted))}
