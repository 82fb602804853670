"""Paragraphs and tables of a Word file -> elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from indexer.readers.lines import contents_lines, title_key
from indexer.readers.word.headings import Entry, is_date, levels
from indexer.readers.word.lines import Line, Lister, lines_of
from indexer.readers.word.notes import Notes
from indexer.readers.word.paragraphs import Note, Paragraph
from indexer.readers.word.story import Block, Missing, Place, Table
from indexer.tables.grids import Grid, Slot, Tables
from indexer.types import Element, Role

_CONTENTS_TITLES = frozenset(
    f"{what}contents{page}" for what in ("", "list of ", "table of ") for page in ("", " page")
)


@dataclass
class Writer:
    """Writes the elements of one document.

    ``title`` is the first line in the style of a title, ``said`` are sentences about what was not
    read.
    """

    notes: Notes
    tables: Tables = field(default_factory=Tables)
    said: list[str] = field(default_factory=list)
    title: str = ""
    _heading: str = ""
    _lister: Lister = field(default_factory=Lister)

    def elements(self, blocks: Iterable[Block], *, listing: bool) -> list[Element]:
        """The elements of the body. ``listing``: a contents page was taken out of it before."""
        found, contents = _entries(list(_unboxed(blocks)), listing=listing)
        entries = _with_whole_titles(found)
        made: list[Element] = []
        for entry, level in zip(entries, levels(entries, contents), strict=True):
            if isinstance(entry, Table):
                made += self._table(entry)
            elif isinstance(entry, Line):
                made += self._line(entry, level)
            else:
                self._miss(entry)
        return made

    def _line(self, line: Line, level: int) -> Iterator[Element]:
        if level:
            self._heading = line.full
            if line.paragraph.style.title and not self.title:
                self.title = line.full
            yield Element(line.full, Role.HEADING, level)
        elif line.text:
            if line.paragraph.style.subtitle and self.title == self._heading and is_date(line.text):
                self.title = f"{self.title}: {line.full}"
            yield self._lister.element(line)
        yield from self.notes.elements(line.paragraph.notes)

    def _table(self, table: Table) -> Iterator[Element]:
        rows = tuple(tuple(_slot(place) for place in row) for row in table.rows)
        if any(slot.parts for row in rows for slot in row):
            yield from self.tables.elements(Grid(rows, table.headings, f"the table {self._place}"))
        inside = list(_inside(table))
        yield from self.notes.elements(note for one in inside for note in _notes(one))
        for block in inside:
            if isinstance(block, Missing):
                self._miss(block)

    def _miss(self, missing: Missing) -> None:
        self.said.append(
            f"{self._place}: there is a {missing.what} whose words were not read. "
            "If they matter, write them into the text."
        )

    @property
    def _place(self) -> str:
        return f"below '{self._heading}'" if self._heading else "at the start"


def _unboxed(blocks: Iterable[Block]) -> Iterator[Block]:
    """A table of one cell is a box around text and no table."""
    for block in blocks:
        cells = [place for row in block.rows for place in row] if isinstance(block, Table) else []
        if len(cells) == 1:
            yield from _unboxed(cells[0].blocks)
        else:
            yield block


def _entries(blocks: Sequence[Block], *, listing: bool) -> tuple[list[Entry], frozenset[str]]:
    """The lines, tables and gaps of a document, without the lines of its contents pages.

    Also the titles on those, by their ``title_key``.
    """
    texts = [
        " ".join(block.text.split("\n")) if isinstance(block, Paragraph) else "" for block in blocks
    ]
    listed = contents_lines(texts) | {
        at: texts[at].rpartition("\t")[0]
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.style.contents
    }
    entries: list[Entry] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            entries.append(block)
        elif at not in listed:
            entries += lines_of(block)
    if listing or listed:
        entries = [entry for entry in entries if not _opens_contents(entry)]
    return entries, frozenset(filter(None, map(title_key, listed.values())))


def _opens_contents(entry: Entry) -> bool:
    return isinstance(entry, Line) and title_key(entry.text) in _CONTENTS_TITLES


def _with_whole_titles(entries: Iterable[Entry]) -> list[Entry]:
    """Lines in the style of a title that follow each other are one title."""
    made: list[Entry] = []
    for entry in entries:
        last = made[-1] if made else None
        if _is_title(entry) and _is_title(last):
            made[-1] = replace(last, text=f"{last.text} {entry.full}")
        else:
            made.append(entry)
    return made


def _is_title(entry: Entry | None) -> TypeGuard[Line]:
    return isinstance(entry, Line) and entry.paragraph.style.title


def _slot(place: Place) -> Slot:
    lister = Lister()
    parts: list[Element] = []
    for block in _flat(place.blocks):
        if isinstance(block, Paragraph):
            lines = list(lines_of(block))
            parts += [_part(line, lister) for line in lines]
            if not lines and block.label and not block.label.bullet:
                parts.append(Element(block.label.text))  # a column that only counts
    return Slot(tuple(part for part in parts if part.text), place.joined)


def _part(line: Line, lister: Lister) -> Element:
    return Element(line.full) if line.paragraph.heading else lister.element(line)


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with those of a table inside in its place."""
    for block in blocks:
        if isinstance(block, Table):
            yield from _inside(block)
        else:
            yield block


def _inside(table: Table) -> Iterator[Block]:
    for row in table.rows:
        for place in row:
            yield from _flat(place.blocks)


def _notes(block: Block) -> Sequence[Note]:
    return block.notes if isinstance(block, Paragraph) else ()
