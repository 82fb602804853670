"""Blocks and tables -> elements, with the document's title and its headings' depths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indexer.readers.hyphens import Vocabulary, joined
from indexer.readers.lines import title_key
from indexer.readers.pdf.flow import Flow
from indexer.readers.pdf.geometry import Bookmark, Line
from indexer.readers.pdf.grids import Place, Table
from indexer.readers.pdf.headings import Titled, is_heading, levels, title_of
from indexer.readers.pdf.marks import Sort
from indexer.readers.pdf.notes import Note, plain, signs_of
from indexer.readers.pdf.paragraphs import Block, Print, blocks_over
from indexer.tables.grids import Grid, Slot, Tables
from indexer.types import Element, Role

_UNNAMED = re.compile("[\ufffd\ue000-\uf8ff]")  # what the file's fonts have no name for
_DEEPER = 6.0  # points that an item stands further in than the one that it belongs to


def elements_of(
    flow: Flow, outline: Sequence[Bookmark], told: str
) -> tuple[str, list[Element], tuple[str, ...]]:
    """The title, the elements in order, and notes on what was not understood."""
    maker = _Maker(flow.printed, _vocabulary(flow.parts), list(flow.notes))
    known = flow.listed | {title_key(mark.title) for mark in outline}
    known |= {
        title_key(maker.heading(above))
        for above, below in pairwise(flow.parts)
        if isinstance(above, Block) and isinstance(below, Block) and _heads(above, below)
    }
    headings = [
        one
        for part in flow.parts
        if isinstance(part, Block)
        and is_heading(one := Titled(part, maker.heading(part)), flow.printed, known)
    ]
    title, lines = title_of(headings, flow.printed, told)
    depth = {
        id(one.block): depth
        for one, depth in zip(headings, levels(headings, outline, title), strict=True)
    }
    above = {id(line.block): lines[0].block for line in lines}
    for line in lines[1:]:
        lines[0].block.lines += line.block.lines
    elements: list[Element] = []
    for before, part in zip((None, *flow.parts), flow.parts, strict=False):
        maker.after_table = isinstance(before, Table)
        if above.get(id(part), part) is part:
            elements += maker.elements(part, 1 if id(part) in above else depth.get(id(part), 0))
    return title, [*elements, *maker.notes_left()], tuple(maker.tables.notes)


def _heads(block: Block, below: Block) -> bool:
    """Whether the numbers say that a block is the title of those below: 3. above 3.1."""
    number = block.mark.shown.rstrip(".)")
    return number.isdecimal() and below.mark.shown == f"{number}.1"


def _vocabulary(parts: Iterable[Block | Table]) -> Vocabulary:
    return Vocabulary.of(_clean(line.text) for part in parts for line in _lines_of(part))


def _lines_of(part: Block | Table) -> Iterator[Line]:
    if isinstance(part, Block):
        yield from part.lines
    else:
        yield from (line for row in part.rows for place in row for line in place.lines)


def _clean(text: str) -> str:
    return " ".join(_UNNAMED.sub("", text).split())


@dataclass
class _Maker:
    """Makes elements in order; remembers the depth of the list and the notes still to come."""

    printed: Print
    vocabulary: Vocabulary
    notes: list[Note]
    tables: Tables = field(default_factory=Tables)
    after_table: bool = False  # whether the part before was a table too
    _indents: list[float] = field(default_factory=list)

    def heading(self, block: Block) -> str:
        """The text that a block has as a heading, with its number."""
        return self._text(block, 0)[0]

    def elements(self, part: Block | Table, depth: int) -> Iterator[Element]:
        """The elements of a block or a table, then the footnotes it refers to; ``depth`` > 0: of
        a heading.
        """
        if isinstance(part, Table):
            yield from self._table(part)
        elif depth:
            self._indents.clear()
            text, pages = self._text(part, 0)
            yield Element(text, Role.HEADING, depth, pages=pages)
        else:
            element = self._element(part, self._indents)
            if element.text:
                yield element
        for line in _lines_of(part):
            for sign in signs_of(line):
                yield from self._note(line.page, plain(sign))

    def notes_left(self) -> Iterator[Element]:
        """The footnotes that nothing in the text refers to any more."""
        for note in list(self.notes):
            yield from self._note(note.page, note.sign)

    def _element(self, block: Block, indents: list[float]) -> Element:
        text, pages = self._text(block, block.mark.length)
        mark = block.mark
        if mark.sort is Sort.NUMBER and "." in mark.shown:
            indents.clear()
            return Element(text, number=mark.shown, pages=pages)
        if mark.sort.starts:
            level = _level(indents, block.lines[0].x0 - block.left)
            return Element(text, Role.ITEM, level, marker=mark.shown, pages=pages)
        if block.lines[0].x0 - block.left < _DEEPER:
            indents.clear()
        return Element(text, pages=pages)

    def _text(self, block: Block, skipped: int) -> tuple[str, tuple[tuple[int, int], ...]]:
        first, *others = block.lines
        pieces = [_clean(first.text[skipped:]), *(_clean(line.text) for line in others)]
        text, starts = joined(pieces, self.vocabulary, block.filled)
        pages: list[tuple[int, int]] = []
        for line, start in zip(block.lines, starts, strict=True):
            if not pages or line.page > pages[-1][1]:
                pages.append((start, line.page))
        return text, tuple(pages)

    def _table(self, table: Table) -> Iterator[Element]:
        self._indents.clear()
        rows = tuple(tuple(self._slot(place) for place in row) for row in table.rows)
        where = f"the table on page {table.page}"
        yield from self.tables.elements(Grid(rows, where=where, follows=self.after_table))

    def _slot(self, place: Place) -> Slot:
        indents: list[float] = []
        blocks = blocks_over(place.lines, self.printed, place.right)
        parts = (self._element(block, indents) for block in blocks)
        return Slot(tuple(p for p in parts if p.text or p.number or p.marker), place.joined)

    def _note(self, page: int, sign: str) -> Iterator[Element]:
        for note in self.notes:
            if note.page == page and note.sign == sign:
                self.notes.remove(note)
                text, _ = joined([_clean(line) for line in note.lines], self.vocabulary)
                yield Element(text, Role.FOOTNOTE, marker=sign, pages=((0, page),))
                return


def _level(indents: list[float], indent: float) -> int:
    """The depth of an item by how far in it stands; ``indents`` are those of the list so far."""
    while indents and indent < indents[-1] - _DEEPER:
        indents.pop()
    if not indents or indent > indents[-1] + _DEEPER:
        indents.append(indent)
    return len(indents) - 1
