"""Plain text, as messy as people paste it -> elements: headings, paragraphs, items, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.decoding import decode, without_markup
from indexer.readers.extract import Extract
from indexer.readers.lines import (
    BULLET,
    CONTACT,
    MARKDOWN_HEADING,
    NUMBER,
    RUN_IN_MARK,
    SHORT_LINE,
    Line,
    contents_lines,
    logical_lines,
    starts_something,
    title_key,
    unstuck,
)
from indexer.tables import Row, table_at
from indexer.types import Cell, Element, Role

_LABELLED = re.compile(r"^[A-Z][\w-]*(?: [\w&-]+){0,3}: \S")
_DATE = re.compile(
    r"^(?:date\b.*\d{4}|(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{4})$",
    re.I,
)
_TOP_LEVEL = re.compile(r"^(?:appendix|appendices|annex|schedule|part|chapter)\b", re.I)
_INLINE_BULLET = re.compile(r"\s+(?=[•▪●‣] )")
_WHOLLY_BOLD = re.compile(r"^\*\*\s*([^*]+?)\s*\*\*$")
_OPENS_LIST = re.compile(r"[:;][-–—]?$")
_HEADING_WORDS, _CAPTION_WORDS, _CHARACTERS_PER_WORD = 14, 26, 7
_ITEM_TITLE = 9  # depth of a bulleted title until the heading above it is known


def read(data: bytes, shown: str) -> Extract:
    """The elements of a plain text, in order.

    Recognises numbered and unnumbered headings, paragraph numbers, bulleted and unbulleted lists,
    tables flattened to tabs, contact blocks, and drops contents pages.
    """
    text = decode(data, shown)
    lines = [part for line in text.split("\n") for part in unstuck(line)]
    listed = contents_lines(lines)
    titles = frozenset(map(title_key, listed.values())) if len(listed) > 2 else frozenset()
    elements: list[Element] = []
    row = 0
    prose: list[str] = []
    at = 0
    while at < len(lines):
        table = None if at in listed else table_at(lines, at)
        if table is None:
            prose.append("" if at in listed else lines[at])
            at += 1
            continue
        elements += _prose(prose, before_table=True)
        prose = []
        for table_row in table.rows:
            row += not table_row.continues
            elements += _row(table_row, row)
        at += table.lines
    elements += _prose(prose)
    return Extract(tuple(_levelled(elements, titles)))


def _row(row: Row, number: int) -> Iterator[Element]:
    title = _one_line(row.title)
    theme = _one_line(row.theme)
    for column, text in row.cells:
        if not text or (_one_line(text) == theme and theme != title):
            continue
        cell = Cell(number, column, title, theme, row.blanks)
        lines = _INLINE_BULLET.sub("\n", without_markup(text)).split("\n")
        for element in _prose(lines, in_cell=True):
            yield replace(element, cell=cell)


def _one_line(text: str) -> str:
    return " ".join(without_markup(text, " ").split())


def _prose(raw: list[str], *, in_cell: bool = False, before_table: bool = False) -> list[Element]:
    lines = logical_lines(raw)
    elements: list[Element] = []
    indents: list[int] = []  # of the bullets of the list, outermost first
    end = Line("", alone=True) if before_table else None
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else end
        before = elements[-1] if elements else None
        if before_table and len(lines) - i <= 2 and _is_title(line.text, _CAPTION_WORDS):
            elements.append(Element(line.text, Role.HEADING))
        else:
            made = _element(line, before, following, in_cell=in_cell)
            if made.role is Role.ITEM:
                made = replace(made, level=_depth_in_list(indents, line.text, before))
            elements.append(made)
    return _unbulleted_items(elements)


def _element(
    line: Line, before: Element | None, following: Line | None, *, in_cell: bool
) -> Element:
    text = line.text
    if text.startswith(RUN_IN_MARK):
        return Element(text.removeprefix(RUN_IN_MARK), Role.HEADING, _ITEM_TITLE)
    if match := MARKDOWN_HEADING.match(text):
        return Element(match.group(2), Role.HEADING, len(match.group(1)))
    bullet = BULLET.match(text)
    if bullet:
        rest = text[bullet.end() :].strip()
        numbered = NUMBER.match(rest)
        if numbered and numbered.end() < len(rest) and "." in numbered.group(1):
            return Element(rest[numbered.end() :].strip(), number=numbered.group(1))
        in_list = before is not None and before.role is Role.ITEM
        if not in_cell and not in_list and following and _is_item_title(rest, following):
            return Element(rest, Role.HEADING, _ITEM_TITLE, marker=bullet.group(2))
        return Element(rest, Role.ITEM, marker=bullet.group(2))
    return _plain(text.strip(), before, following, in_cell=in_cell)


def _depth_in_list(indents: list[int], line: str, before: Element | None) -> int:
    """The depth of an item by how far in it stands; ``indents`` are those of the list so far."""
    indent = len(line) - len(line.lstrip())
    if not indents or before is None or before.role is not Role.ITEM:
        indents[:] = [indent]
    while len(indents) > 1 and abs(indent - indents[-2]) <= abs(indent - indents[-1]):
        indents.pop()
    deeper = indent - indents[-1]
    if deeper > 1 or (deeper == 1 and before is not None and before.text.endswith(":")):
        indents.append(indent)
    return len(indents) - 1


def _plain(text: str, before: Element | None, following: Line | None, *, in_cell: bool) -> Element:
    number = NUMBER.match(text)
    rest = text[number.end() :].strip() if number else text
    bold = _WHOLLY_BOLD.match(rest)
    title = bold.group(1) if bold else rest
    in_list = before is not None and (
        _opens(before.text) or (before.role is Role.ITEM and before.marker[:1].isdigit())
    )
    if number and in_list and "." not in number.group(1):
        return Element(rest, Role.ITEM, marker=text[: number.end()].strip())
    if not in_cell and following and _is_title(title):
        full = f"{text[: number.end()].strip()} {title}" if number else title
        return Element(full, Role.HEADING, _depth(number.group(1)) if number else 0)
    if number and rest and "." in number.group(1):
        return Element(rest, number=number.group(1))
    return Element(text)


def _depth(number: str) -> int:
    return 1 + number.count(".")


def _opens(text: str) -> bool:
    return bool(_OPENS_LIST.search(text.rstrip()))


def _is_title(text: str, most_words: int = _HEADING_WORDS) -> bool:
    if "\n" in text or CONTACT.search(text) or _DATE.match(text):
        return False
    return (
        len(text) <= _CHARACTERS_PER_WORD * most_words
        and len(text.split()) <= most_words
        and not text.endswith((".", "!", ";", ":", ",", "-"))
        and (text[:1].isupper() or text[:1].isdigit() or text[:1] in "“\"'‘")
    )


def _is_item_title(text: str, following: Line) -> bool:
    """A bulleted line that is the title of the prose below it."""
    prose = following.text.strip()
    return (
        _is_title(text)
        and len(text.split()) <= 5
        and not starts_something(following.text)
        and prose[:1].isupper()
        and prose.endswith(".")
        and len(prose) > SHORT_LINE
    )


def _unbulleted_items(elements: list[Element]) -> list[Element]:
    """List items that lost their bullets, or never had one, become items.

    Lower-case lines and labelled paragraphs ("Respect: ...") after a colon, and lines under an
    item that ends in a colon, up to the next item.
    """
    made: list[Element] = []
    inside = False  # inside a list without bullets
    for i, element in enumerate(elements):
        before = made[-1] if made else None
        plain = not element.number and element.level == 0 and element.role is not Role.ITEM
        if plain and before and (inside or _opens(before.text)):
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


def _levelled(elements: list[Element], contents: frozenset[str]) -> list[Element]:
    """Gives headings without a number their depth: by contents page, capitals and lead-ins."""
    numbered = any(e.role is Role.HEADING and 0 < e.level < _ITEM_TITLE for e in elements)
    made: list[Element] = []
    current = announced = 0  # depth of the heading above; depth that a lead-in has announced
    for i, element in enumerate(elements):
        if element.role is not Role.HEADING:
            made.append(replace(element, level=max(element.level, 0)))
            continue
        if element.level == _ITEM_TITLE:
            made.append(replace(element, level=current + 1))
            continue
        if element.level == 0 and i and _opens(elements[i - 1].text):
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
    return plain and 0 < len(body) <= 2 and not any(_opens(e.text) for e in body)
