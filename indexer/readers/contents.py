"""Elements without the contents page that a document begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.types import Element, Role

_HEADED = re.compile(r"\W*(?:table of )?contents\W*", re.I)
_ENTRY = re.compile(r".{1,150}?[\s.…]\d{1,3}", re.S)
_FEWEST = 2


def without_contents(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Leaves out "Contents" and the entries below it, each of which ends in a page number."""
    kept: list[Element] = []
    at = 0
    while at < len(elements):
        end = _end_of_entries(elements, at)
        if end - at > _FEWEST:
            at = end
        else:
            kept.append(elements[at])
            at += 1
    return tuple(kept)


def _end_of_entries(elements: Sequence[Element], at: int) -> int:
    """Where the entries end below a heading that says contents; ``at`` if there is none."""
    if elements[at].cell or not _HEADED.fullmatch(elements[at].text):
        return at
    end = at + 1
    while end < len(elements) and _is_entry(elements[end]):
        end += 1
    return end


def _is_entry(element: Element) -> bool:
    listed = element.role in (Role.PARAGRAPH, Role.ITEM) and element.cell is None
    return listed and bool(_ENTRY.fullmatch(element.text.strip()))
