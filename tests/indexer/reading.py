"""Text -> what the readers make of it, and what holds for each document and its passages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from indexer.passages import cut
from indexer.places import Area, Places
from indexer.readers import read
from indexer.types import Block, Document, Form, Passage, Role, Section
from indexer.words import sentences

PLACES = Places.of(
    [Area("Glenmore", ("Glen More",)), Area("Kinlarig"), Area("Bell", ordinary=True)]
)

MEET = (
    "Glenmore Council and the voluntary groups of the bay agreed a new way of working in the"
    " spring. They meet four times a year in the town hall. The notes of each meeting are"
    " published within a week, and every group can ask for a copy on paper."
)
PAY = (
    "Grants are paid on the first day of the quarter. Groups that need the money earlier can ask"
    " the fund officer, who answers within five working days."
)


@dataclass(frozen=True)
class Read:
    """A file as the index sees it."""

    document: Document
    sections: tuple[Section, ...]
    passages: list[Passage]

    def said(self, block: Block) -> str:
        return self.document.text[block.start : block.end]

    @property
    def blocks(self) -> list[Block]:
        return [block for section in self.sections for block in section.blocks]

    def outline(self) -> list[tuple[tuple[str, ...], list[str]]]:
        """The headings of each section, and the text of its blocks."""
        return [(section.headings, [*map(self.said, section.blocks)]) for section in self.sections]

    def headings(self) -> list[tuple[str, ...]]:
        return [section.headings for section in self.sections]

    def numbered(self) -> list[tuple[str, str]]:
        """The number and the text of each block."""
        return [(block.number, self.said(block)) for block in self.blocks]

    def items(self) -> list[tuple[int, str, str]]:
        """The depth, the lead-in and the text of each list item."""
        return [
            (block.level, self.document.text[slice(*(block.lead or (0, 0)))], self.said(block))
            for block in self.blocks
            if block.role is Role.ITEM
        ]

    def cells(self) -> list[tuple[int, str, str, str, str]]:
        """The row, theme, row title, column and text of each block in a table."""
        return [
            (b.cell.row, b.cell.theme, b.cell.title, b.cell.column, self.said(b))
            for b in self.blocks
            if b.cell
        ]

    def of(self, form: Form) -> list[str]:
        return [passage.text for passage in self.passages if passage.form is form]


def read_text(text: str | bytes, name: str = "glenmore.txt", places: Places = PLACES) -> Read:
    """Read a file of this name with this content, and cut it into passages."""
    data = text.encode() if isinstance(text, str) else text
    reading = read(name, data, places)
    return Read(reading.document, reading.sections, cut(reading.document, reading.sections))


def check(read: Read) -> None:
    """What holds for each document, whatever its text."""
    document, passages = read.document, read.passages
    assert passages
    assert [passage.position for passage in passages] == [*range(len(passages))]
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        check_passage(read, passage)
    check_sections(read)
    covered = {span for passage in passages for span in passage.sentences}
    lists = [(p.start, p.end) for p in passages if p.form is Form.LIST]
    for block in read.blocks:
        for start, end in sentences(read.said(block)):
            span = (block.start + start, block.start + end)
            inside = any(a <= span[0] and span[1] <= b for a, b in lists)
            assert span in covered or inside, document.text[slice(*span)]


def check_passage(read: Read, passage: Passage) -> None:
    """Its text is the document's, and its sentences and its lead-in are where they say."""
    text = read.document.text
    assert passage.document == read.document.id
    assert text[passage.start : passage.end] == passage.text
    assert passage.text.strip()
    assert passage.sentences
    edges = [passage.start, *(edge for span in passage.sentences for edge in span), passage.end]
    assert edges == sorted(edges)
    assert all(text[start:end].strip() for start, end in passage.sentences)
    assert passage.context.startswith(" ".join(read.document.title.split()))
    assert "\n" not in passage.context
    if passage.lead:
        assert text[slice(*passage.lead)].strip()
        assert passage.lead[1] <= passage.start


def check_sections(read: Read) -> None:
    """Sections stand apart, hold blocks in order, and no passage reaches out of its own."""
    spans = []
    for section in read.sections:
        edges = [edge for block in section.blocks for edge in (block.start, block.end)]
        assert edges
        assert edges == sorted(edges)
        line = read.document.text.rfind("\n", 0, edges[0]) + 1  # a list begins with its bullet
        spans.append((line, edges[-1]))
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    for passage in read.passages:
        homes = [
            section
            for section, (start, end) in zip(read.sections, spans, strict=True)
            if start <= passage.start and passage.end <= end
        ]
        assert [home.headings for home in homes] == [passage.headings]
