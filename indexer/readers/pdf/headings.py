"""Which blocks are headings and how deep they stand, by look, by number and by the outline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from indexer.readers.lines import title_key
from indexer.readers.pdf.geometry import Bookmark
from indexer.readers.pdf.marks import Sort
from indexer.readers.pdf.paragraphs import Block, Print

_LARGER = 1.1
_MUCH_LARGER = 1.4
_MOST_WORDS, _MOST_CHARACTERS, _MOST_LINES = 26, 200, 5
_MOST_LEVELS = 6
_ENDS_SENTENCE = re.compile(r"[.;,:][\"'”’)]*$")
_NUMBER = re.compile(r"(?:(?:part|section|chapter)\s+)?((?:\d{1,2}\.)*\d{1,2})[.)]?\s+\S", re.I)
_NO_TITLE = re.compile(
    r"^(?:untitled|document\d*|microsoft|powerpoint|layout \d|slide)"
    r"|\.(?:docx?|pdf|indd|pptx?|qxd)\b|[_\\/]|^\W*$",
    re.I,
)

Look = tuple[float, bool, bool]  # size, bold, capitals


@dataclass(frozen=True, slots=True)
class Titled:
    """A block with the text that it would have as a heading."""

    block: Block
    text: str

    @property
    def look(self) -> Look:
        """How it is printed: what is printed alike stands at one depth."""
        return round(self.block.size * 2) / 2, self.block.bold, self.text.isupper()


def is_heading(titled: Titled, printed: Print, known: frozenset[str]) -> bool:
    """Whether a block is a heading. ``known`` are the titles of the outline and the contents."""
    block, text = titled.block, titled.text
    if block.mark.sort in (Sort.BULLET, Sort.DASH) or not re.search(r"[^\W\d_]{2}", text):
        return False
    if block.mark.sort is Sort.LETTER and not block.mark.shown[0].isdigit():
        return False
    words = len(text.split())
    if words > _MOST_WORDS or len(text) > _MOST_CHARACTERS or len(block.lines) > _MOST_LINES:
        return False
    larger = block.size / printed.size
    if larger >= _MUCH_LARGER:
        return not text.endswith(".") or words < 8
    if _ENDS_SENTENCE.search(text) or text[:1].islower():
        return False
    if title_key(text) in known and len(block.lines) <= 3:
        return True
    if larger >= _LARGER:
        return True
    if larger < 0.95:
        return False
    capitals = text.isupper() and sum(letter.isalpha() for letter in text) > 3
    return (block.bold and not printed.bold) or capitals


def title_of(headings: Sequence[Titled], printed: Print, told: str) -> tuple[str, list[Titled]]:
    """The document's title, and the headings that it is made of.

    It is the largest print on the first page that has any, else what the file says of itself.
    """
    first = headings[0].block.lines[0].page if headings else 0
    page = [*takewhile(lambda one: one.block.lines[0].page == first, headings)]
    if page and first <= 2:
        largest = max(one.block.size for one in page)
        begin = next(i for i, one in enumerate(page) if one.block.size > 0.97 * largest)
        if largest >= 1.2 * printed.size and not _NUMBER.match(page[begin].text):
            run = [page[begin]]
            for one in page[begin + 1 :]:
                if one.block.size <= 0.97 * largest or not _stands_below(run[-1], one):
                    break
                run.append(one)
            return " ".join(one.text for one in run), run
    told = " ".join(told.split())
    return ("" if _NO_TITLE.search(told) or len(told) < 5 else told), []


def _stands_below(title: Titled, other: Titled) -> bool:
    """Whether a block as large as the title is a further line of it."""
    step = other.block.lines[0].base - title.block.lines[-1].base
    return 0 < step < 3.2 * title.block.size and not _NUMBER.match(other.text)


def levels(headings: Sequence[Titled], outline: Iterable[Bookmark], title: str) -> list[int]:
    """The depth of each heading, from 1.

    The outline says it best, then a heading's number, then its look beside that of the others.
    """
    told = {title_key(mark.title): mark.depth for mark in reversed([*outline])}
    numbered: dict[Look, Counter[int]] = {}
    for one in headings:
        if depth := _depth(one.text):
            numbered.setdefault(one.look, Counter())[depth] += 1
    below: dict[Look, int] = {}
    level = 0
    for look in sorted(
        {one.look for one in headings if one.text not in title}, key=_weight, reverse=True
    ):
        found = numbered.get(look)
        level = found.most_common(1)[0][0] if found else min(level + 1, _MOST_LEVELS)
        below[look] = level
    return [
        told.get(title_key(one.text)) or _depth(one.text) or below.get(one.look, 1)
        for one in headings
    ]


def _weight(look: Look) -> tuple[float, bool, bool]:
    size, bold, capitals = look
    return size, capitals, bold


def _depth(text: str) -> int:
    """How many levels the number of a heading has; 0 where it has none."""
    number = _NUMBER.match(text)
    return 1 + number.group(1).count(".") if number else 0
