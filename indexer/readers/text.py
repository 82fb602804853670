"""Plain text, as messy as people paste it -> elements: headings, paragraphs, items, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from indexer.decoding import decode, without_markup
from indexer.readers.end_notes import placed, taken_out
from indexer.readers.extract import Extract
from indexer.readers.hyphens import Vocabulary
from indexer.readers.lines import (
    BULLET,
    CONTACT,
    CONTENTS,
    MARKDOWN_HEADING,
    NO_WORDS,
    NUMBER,
    RUN_IN_MARK,
    SHORT_LINE,
    Line,
    contents_lines,
    is_wrapped,
    logical_lines,
    starts_something,
    title_key,
    unstuck,
)
from indexer.readers.outline import ITEM_TITLE, levelled, opens, unbulleted_items
from indexer.readers.page_breaks import without_furniture
from indexer.tables.flattened import Table, table_at
from indexer.tables.grids import Grid, Slot, Tables
from indexer.types import Element, Role

_DATE = re.compile(
    r"^(?:date\b.*\d{4}|(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{4})$",
    re.I,
)
_INLINE_BULLET = re.compile(r"(?<!\s)\s++(?=[•▪●‣] )")
_WHOLLY_BOLD = re.compile(r"^\*\*\s*([^*]+?)\s*\*\*$")
_HEADING_WORDS, _CAPTION_WORDS, _CHARACTERS_PER_WORD = 14, 26, 7


def read(data: bytes, shown: str) -> Extract:
    """The elements of a plain text, in order.

    Recognises numbered and unnumbered headings, paragraph numbers, bulleted and unbulleted lists,
    tables flattened to tabs, contact blocks, and drops contents pages.
    """
    pages = without_furniture(decode(data, shown, form_feeds=True))
    body, notes = taken_out(pages)
    lines = [part for line in body for part in unstuck(line)]
    vocabulary = Vocabulary.of(lines)
    listed = _contents(lines)
    titles = frozenset(map(title_key, listed.values())) if len(listed) > 2 else frozenset()
    parts = [*_parts(lines, listed)]
    wrapped = is_wrapped([line for part in parts if isinstance(part, list) for line in part])
    elements: list[Element] = []
    tables = Tables()
    for at, part in enumerate(parts):
        if isinstance(part, list):
            before_table = at + 1 < len(parts)
            elements += _prose(part, vocabulary, wrapped=wrapped, before_table=before_table)
        else:
            elements += tables.elements(_grid(part, elements))
    return Extract(tuple(placed(levelled(elements, titles), notes)), notes=tuple(tables.notes))


def _parts(lines: list[str], listed: Mapping[int, str]) -> Iterator[list[str] | Table]:
    """The tables, and the lines between them without those of a contents page, in turn."""
    prose: list[str] = []
    at = 0
    while at < len(lines):
        table = None if at in listed else table_at(lines, at)
        if table is None:
            prose.append("" if at in listed else lines[at])
            at += 1
        else:
            yield prose
            yield table
            prose = []
            at += table.lines
    yield prose


def _contents(lines: list[str]) -> dict[int, str]:
    """Where the lines of a contents page stand, its heading with them, and their titles."""
    listed = contents_lines(lines)
    for first in sorted(listed):
        above = next((i for i in range(first - 1, -1, -1) if lines[i].strip()), first)
        if title_key(lines[above]) in CONTENTS:
            listed[above] = lines[above].strip()
    return listed


def _grid(table: Table, above: list[Element]) -> Grid:
    """A table as it stands in the text, below the last heading ``above``."""
    title = next((e.text for e in reversed(above) if e.role is Role.HEADING), "")
    where = f"the table below '{title}'" if title else "the table at the start"
    rows = (tuple(_slot(text) for text in row) for row in table.rows)
    return Grid(tuple(rows), table.headings, where)


def _slot(text: str) -> Slot:
    lines = _INLINE_BULLET.sub("\n", without_markup(text)).split("\n")
    return Slot(tuple(_prose(lines, in_cell=True)))


def _prose(
    raw: list[str],
    vocabulary: Vocabulary = NO_WORDS,
    *,
    wrapped: bool | None = None,
    in_cell: bool = False,
    before_table: bool = False,
) -> list[Element]:
    lines = logical_lines(raw, vocabulary, wrapped=wrapped)
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
    return unbulleted_items(elements)


def _element(
    line: Line, before: Element | None, following: Line | None, *, in_cell: bool
) -> Element:
    text = line.text
    if text.startswith(RUN_IN_MARK):
        return Element(text.removeprefix(RUN_IN_MARK), Role.HEADING, ITEM_TITLE)
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
            return Element(rest, Role.HEADING, ITEM_TITLE, marker=bullet.group(2))
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
        before.marker[:1].isdigit() or before.text.endswith(":")
        if before.role is Role.ITEM
        else opens(before.text)
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
