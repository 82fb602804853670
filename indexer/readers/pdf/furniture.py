"""What is printed on page after page, or leads to other pages, and says nothing itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from indexer.readers.lines import contents_lines, title_key
from indexer.readers.pdf.geometry import Line

_EDGE = 0.14  # of the height of a page: headers and footers stand within it
_OFTEN = 3
_SHIFT = 6.0  # points that a footer may move from page to page
_DIGITS = re.compile(r"\d+")
_NUMBER_APART = re.compile(r"^\d{1,4}\t|\t\d{1,4}$")
_MOST_ROWS = 4  # of a header or a footer
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.?)?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.I
)
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|·{4,}|_{4,}\s*\d+$")
_CONTENTS = ("contents", "table of contents", "list of contents")


def furniture(
    pages: Sequence[tuple[int, float, Sequence[Line]]], size: float, tabled: frozenset[int]
) -> frozenset[int]:
    """The ids of the lines that are headers, footers and page numbers.

    Each page is its number, its height and its lines; ``size`` is that of the document's text;
    ``tabled`` are the numbers of the pages that have tables too.
    """
    seen: dict[str, list[tuple[int, float, Line]]] = defaultdict(list)
    for page, height, lines in pages:
        for line in lines:
            if line.base < _EDGE * height or line.base > (1 - _EDGE) * height:
                y = line.base if line.base < height / 2 else line.base - height
                seen[_DIGITS.sub("#", _spaced(line.text))].append((page, y, line))
                if _NUMBER_APART.search(line.text):  # beside a title that changes
                    seen["\t#"].append((page, y, line))
    gone: set[int] = set()
    for key, found in seen.items():
        for group in _same_place(found):
            if _repeats(key, group, len(pages), size):
                gone.update(id(line) for _, _, line in group)
    numbers = _lone_numbers(pages)
    dropped = [frozenset(_outermost(lines, gone | numbers)) for _, _, lines in pages]
    emptied = sum(
        len(found) == len(lines) and number not in tabled
        for found, (number, _, lines) in zip(dropped, pages, strict=True)
    )
    if emptied > len(pages) / 2:  # what is on most pages, and alone there, is the text
        return frozenset(numbers)
    return frozenset().union(*dropped)


def _outermost(lines: Sequence[Line], gone: set[int]) -> Iterator[int]:
    """The ids of the lines to drop from the page's edges in, up to the first that stays."""
    for step in (1, -1):
        stays: Line | None = None
        rows, last = 0, float("-inf")
        for line in sorted(lines, key=lambda line: line.base * step):
            rows += line.base * step > last + line.size / 2
            last = line.base * step
            beside = stays is None or abs(line.base - stays.base) <= line.size / 2
            if rows > _MOST_ROWS or not beside:
                break
            if id(line) in gone:
                yield id(line)
            else:
                stays = line


def _spaced(text: str) -> str:
    return " ".join(text.split()).casefold()


def _same_place(found: list[tuple[int, float, Line]]) -> Iterable[list[tuple[int, float, Line]]]:
    group: list[tuple[int, float, Line]] = []
    for entry in sorted(found, key=lambda entry: entry[1]):
        if group and entry[1] - group[-1][1] > _SHIFT:
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _repeats(key: str, group: Sequence[tuple[int, float, Line]], pages: int, size: float) -> bool:
    """Whether lines that read alike at one place of several pages are furniture."""
    on = {page for page, _, _ in group}
    if len(on) < min(_OFTEN, max(pages, 2)):
        return False
    texts = {_spaced(line.text) for _, _, line in group}
    if len(texts) == 1:
        return True
    if max(line.size for _, _, line in group) > 1.1 * size:
        return False  # "Case study 1", "Case study 2": titles, each on a page of its own
    shifts = Counter(
        int(digits) - page
        for page, _, line in group
        for digits in _DIGITS.findall(line.text)
        if len(digits) < 6
    )
    return bool(shifts) and shifts.most_common(1)[0][1] >= 0.7 * len(group)


def _lone_numbers(pages: Sequence[tuple[int, float, Sequence[Line]]]) -> set[int]:
    """Page numbers: the outermost line of a page, where it is nothing but its number."""
    found: list[tuple[int, Line]] = []
    for page, height, lines in pages:
        for outermost in (min, max):
            line = outermost(lines, key=lambda line: line.base, default=None)
            inside = line is not None and _EDGE * height < line.base < (1 - _EDGE) * height
            if line and not inside and _PAGE_NUMBER.fullmatch(line.text.replace("\t", " ")):
                found.append((page, line))
    shifts = Counter(_number(line) - page for page, line in found)
    return {
        id(line)
        for page, line in found
        if _number(line) == page
        or shifts[_number(line) - page] > 1
        or "page" in line.text.casefold()
        or not line.text.strip(" -–—|")[:1].isdigit()
    }


def _number(line: Line) -> int:
    digits = _DIGITS.search(line.text)
    return int(digits.group()) if digits else -1


def contents(lines: Sequence[Line]) -> tuple[frozenset[int], frozenset[str]]:
    """The ids of the lines of contents pages, and the titles that they list.

    A line of a contents page has dots before its page number, or stands below the word "contents"
    and has a number at its end; a title of two lines is gone with its last one.
    """
    texts = [_LEADERS.sub("....", line.text) for line in lines]
    listed = contents_lines(texts)
    gone = {id(lines[i]) for i in listed}
    ordered = sorted(listed)
    for one, other in pairwise(ordered):
        if 1 < other - one <= 3 and lines[one].page == lines[other].page:
            gone.update(id(line) for line in lines[one + 1 : other])
    for first in ordered:
        above = lines[first - 1] if first else None
        if above and title_key(above.text) in _CONTENTS:
            gone.add(id(above))
    return frozenset(gone), frozenset(title_key(title) for title in listed.values())
