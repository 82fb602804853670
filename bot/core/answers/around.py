"""Quotes -> what stands around them in their documents, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.types import Spot
from indexer.types import Document

_AROUND = 450  # characters before and after a quote, or up to the end of a paragraph near there
_SEARCHED = 250  # characters in which such an end is looked for


def around(documents: Sequence[Document], spots: Sequence[Spot]) -> list[tuple[Document, str]]:
    """The text around each spot whose document is still the same; overlapping ones are one."""
    held = {document.id: document for document in documents}
    found: list[tuple[Document, int, int]] = []
    for spot in spots:
        document = held.get(spot.document)
        if document is None or not 0 <= spot.start < spot.end <= len(document.text):
            continue
        start, end = _begin(document.text, spot.start), _stop(document.text, spot.end)
        same = next((one for one in found if one[0] is document and _meet(one, start, end)), None)
        if same:
            found[found.index(same)] = (document, min(same[1], start), max(same[2], end))
        else:
            found.append((document, start, end))
    return [(document, document.text[start:end].strip()) for document, start, end in found]


def _meet(one: tuple[Document, int, int], start: int, end: int) -> bool:
    return start <= one[2] and one[1] <= end


def _begin(text: str, start: int) -> int:
    """The beginning of a paragraph or at least of a word, about so far before."""
    near = max(0, start - _AROUND)
    if near == 0:
        return 0
    found = text.find("\n", near, min(start, near + _SEARCHED))
    found = found if found >= 0 else text.find(" ", near, start)
    return found + 1 if found >= 0 else near


def _stop(text: str, end: int) -> int:
    near = min(len(text), end + _AROUND)
    if near == len(text):
        return near
    found = text.rfind("\n", max(end, near - _SEARCHED), near)
    found = found if found >= 0 else text.rfind(" ", end, near)
    return found if found >= 0 else near
