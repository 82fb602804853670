"""What a Word file marks as its title: a line in that style, or its properties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.readers.lines import title_key
from indexer.types import Element

_NO_TITLE = re.compile(
    r"^(?:microsoft word\b|document\s*\d*$|untitled|draft\b|template|normal(?:\.dot[mx]?)?$|title$)"
    r"|\.(?:docx?|dot[mx]?|rtf|pdf|txt)$|[\\/_]",
    re.I,
)
_TOP_CHARACTERS = 3000
_MOST_CHARACTERS = 150


def title_of(styled: str, property_title: str, elements: Sequence[Element]) -> str:
    """The line in the style of a title; else the title of the properties, if the text bears it out.

    Properties often keep the title of the document that a new one was made from, so each of their
    words must stand near the top. Empty where there is none, or the first line says the same.
    """
    if styled:
        return styled
    title = " ".join(property_title.split())
    words = title_key(title).split()
    if len(words) < 2 or len(title) > _MOST_CHARACTERS or _NO_TITLE.search(title):
        return ""
    if elements and title_key(elements[0].text) == title_key(title):
        return ""
    top = title_key(" ".join(element.text for element in elements)[:_TOP_CHARACTERS]).split()
    return title if set(words) <= set(top) else ""
