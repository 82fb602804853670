"""Pasted pages -> their lines, without what was printed at the top and bottom of each page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

_OF_ALL = re.compile(r"\W*(?:page|pg|p)\.?\s*\d{1,4}\s*(?:of|/)\s*\d{1,4}\W*", re.I)
_PAGE_ALONE = re.compile(r"\W*page\s*\d{1,4}\W*", re.I)
_PAGE = re.compile(r"\bpage\s+(\d{1,4})\b", re.I)
_NUMBER_ALONE = re.compile(r"\W{0,3}(\d{1,4})\W{0,3}")
_OFTEN, _SHORT, _EDGE, _NEAR = 3, 80, 3, 9  # occurrences, characters, lines of text, lines


def without_furniture(text: str) -> list[str]:
    """The lines of a text; headers, footers and page numbers become blank lines.

    Those are page numbers that count up, and short lines that stand three times beside a form feed
    or a page number. The first line of all stays: it is the title.
    """
    lines: list[str] = []
    breaks = []
    for page in text.split("\f"):
        breaks.append(len(lines))
        lines += page.split("\n")
    numbered = _page_lines(lines)
    if len(breaks) == 1 and not numbered:
        return lines
    breaks += [len(lines), *numbered]
    edges = {i for at in breaks for i in _beside(lines, at, numbered)}
    gone = numbered | _counting(lines, edges) | _repeated(lines, edges)
    return ["" if i in gone else line for i, line in enumerate(lines)]


def _page_lines(lines: Sequence[str]) -> set[int]:
    """Where the lines stand that say "page 3 of 12", or "page 3" and count up."""
    found = {i for i, line in enumerate(lines) if len(line) <= _SHORT and _OF_ALL.fullmatch(line)}
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, line in enumerate(lines):
        if len(line) <= _SHORT and "\t" not in line and (page := _PAGE.search(line)):
            alike[_shape(line)].append((int(page.group(1)), i))
    for pages in alike.values():
        least = 2 if _PAGE_ALONE.fullmatch(lines[pages[0][1]]) else _OFTEN
        if len(pages) >= least and all(b == a + 1 for (a, _), (b, _) in pairwise(pages)):
            found.update(i for _, i in pages)
    return found


def _shape(line: str) -> str:
    """A line as it is on every page, whatever its number there."""
    return " ".join(re.sub(r"\d+", "#", line).lower().split())


def _beside(lines: Sequence[str], at: int, numbered: set[int]) -> Iterator[int]:
    """Where the lines of text stand that are nearest to a page break, before and after it."""
    before = range(at - 1, max(-1, at - 1 - _NEAR), -1)
    after = range(at, min(len(lines), at + _NEAR))
    for near in (before, after):
        of_text = [i for i in near if lines[i].strip() and i not in numbered]
        yield from of_text[:_EDGE]


def _counting(lines: Sequence[str], edges: Iterable[int]) -> set[int]:
    """Where numbers stand alone at the edges of pages and count up."""
    matches = [(i, _NUMBER_ALONE.fullmatch(lines[i].strip())) for i in sorted(edges)]
    pages = [(int(match.group(1)), i) for i, match in matches if match]
    counting = len(pages) > 1 and all(a < b for (a, _), (b, _) in pairwise(pages))
    return {i for _, i in pages} if counting else set()


def _repeated(lines: Sequence[str], edges: Iterable[int]) -> set[int]:
    """Where lines stand at the edges of pages that stand there on others too."""
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    alike: dict[str, list[int]] = defaultdict(list)
    for i in edges:
        if len(lines[i]) <= _SHORT and "\t" not in lines[i].strip():
            alike[_shape(lines[i])].append(i)
    return {i for same in alike.values() if len(same) >= _OFTEN for i in same if i != first}
