"""Elements of a plain text -> the same with their depth: headings, and items without bullets."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.readers.lines import title_key
from indexer.types import Element, Role

_LABELLED = re.compile(r"^[A-Z][\w-]*(?: [\w&-]+){0,3}: \S")
_TOP_LEVEL = re.compile(r"^(?:appendix|appendices|annex|schedule|part|chapter)\b", re.I)
_OPENS_LIST = re.compile(r"[:;][-–—]?$")
ITEM_TITLE = 9  # depth of a bulleted title until the heading above it is known


def opens(text: str) -> bool:
    """Whether a text introduces a list."""
    return bool(_OPENS_LIST.search(text.rstrip()))


def unbulleted_items(elements: list[Element]) -> list[Element]:
    """List items that lost their bullets, or never had one, become items.

    Lower-case lines and labelled paragraphs ("Respect: ...") after a colon, and lines under an
    item that ends in a colon, up to the next item.
    """
    made: list[Element] = []
    inside = False  # inside a list without bullets
    for i, element in enumerate(elements):
        before = made[-1] if made else None
        plain = not element.number and element.level == 0 and element.role is not Role.ITEM
        if plain and before and (inside or opens(before.text)):
            nested = before.role is Role.ITEM and (before.level > 0 or before.text.endswith(":"))
            resumes = any(e.role is Role.ITEM for e in elements[i + 1 : i + 6])
            listed = element.text[:1].islower() or _LABELLED.match(element.text)
            if listed or (nested and resumes):
                made.append(replace(element, role=Role.ITEM, level=int(nested)))
                inside = True
                continue
        inside = False
        made.append(element)
    return made


def levelled(elements: list[Element], contents: frozenset[str]) -> list[Element]:
    """Gives headings without a number their depth: by contents page, capitals and lead-ins."""
    numbered = any(e.role is Role.HEADING and 0 < e.level < ITEM_TITLE for e in elements)
    made: list[Element] = []
    current = announced = 0  # depth of the heading above; depth that a lead-in has announced
    for i, element in enumerate(elements):
        if element.role is not Role.HEADING:
            made.append(replace(element, level=max(element.level, 0)))
            continue
        if element.level == ITEM_TITLE:
            made.append(replace(element, level=current + 1))
            continue
        if element.level == 0 and i and opens(elements[i - 1].text):
            announced = current + 1
        elif element.level or not _short_section(elements, i):
            announced = 0
        current = element.level or announced or _depth_by_look(element.text, contents, numbered)
        made.append(replace(element, level=current))
    return made


def _depth_by_look(title: str, contents: frozenset[str], numbered: bool) -> int:
    top = title_key(title) in contents or title.isupper() or _TOP_LEVEL.match(title)
    return 1 if top or not numbered else 2


def _short_section(elements: list[Element], heading: int) -> bool:
    """Whether the section holds nothing but one or two paragraphs that open no list."""
    body = []
    for element in elements[heading + 1 :]:
        if element.role is Role.HEADING:
            break
        body.append(element)
    plain = all(e.role is Role.PARAGRAPH and e.cell is None for e in body)
    return plain and 0 < len(body) <= 2 and not any(opens(e.text) for e in body)
