"""The body of a Word file -> its paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.readers.word.markup import Node, below, integer, local, switched, value
from indexer.readers.word.paragraphs import Paragraph, Paragraphs
from indexer.tables.grids import Joined

_MOST_COLUMNS = 63  # of a table in Word
_UNSEEN_PARTS = frozenset({"sdtPr", "sdtEndPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr"})


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, or a part of a merged one: what stands in it, in order."""

    blocks: tuple[Block, ...] = ()
    joined: Joined = Joined.NO


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows, and how many of the first are marked as headings."""

    rows: tuple[tuple[Place, ...], ...]
    headings: int | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something with words in it that Word shows and we do not read: what it is."""

    what: str


Block = Paragraph | Table | Missing


def blocks(node: Node, paragraphs: Paragraphs) -> Iterator[Block]:
    """The paragraphs and tables below an element, in order; a text box follows its paragraph."""
    for inner in node:
        name = local(inner)
        if name == "p":
            paragraph = paragraphs.read(inner)
            yield paragraph
            yield from map(Missing, paragraph.unread)
            for box in paragraph.boxes:
                yield from blocks(box, paragraphs)
        elif name == "tbl":
            yield _table(inner, paragraphs)
        elif name == "altChunk":
            yield Missing("document put in from another file")
        elif name not in _UNSEEN_PARTS:
            yield from blocks(inner, paragraphs)


def _below(node: Node, wanted: str) -> Iterator[Node]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for inner in node:
        name = local(inner)
        if name == wanted:
            yield inner
        elif name not in _UNSEEN_PARTS:
            yield from _below(inner, wanted)


def _table(node: Node, paragraphs: Paragraphs) -> Table:
    found = list(_below(node, "tr"))
    rows = [_row(row, paragraphs, first=not at) for at, row in enumerate(found)]
    width = max((len(row) for row in rows), default=0)
    marked = [bool(switched(row, "trPr", "tblHeader")) for row in found]
    headings = marked.index(False) if False in marked else 0
    return Table(
        tuple((*row, *[Place()] * (width - len(row))) for row in rows),
        headings or None,
    )


def _row(node: Node, paragraphs: Paragraphs, *, first: bool) -> list[Place]:
    places = [Place()] * _columns(node, "trPr", "gridBefore", least=0)
    for cell in _below(node, "tc"):
        places += _places(cell, paragraphs, first=first)
    places += [Place()] * _columns(node, "trPr", "gridAfter", least=0)
    return places[:_MOST_COLUMNS]


def _places(cell: Node, paragraphs: Paragraphs, *, first: bool) -> list[Place]:
    """A cell and the places it spans; what a merged-away part still holds is not shown."""
    properties = below(cell, "tcPr")
    down = below(properties, "vMerge")
    if down is not None and not first and value(properties, "vMerge") != "restart":
        place = Place(joined=Joined.ABOVE)
    elif value(properties, "hMerge") == "continue":
        place = Place(joined=Joined.LEFT)
    else:
        place = Place(tuple(blocks(cell, paragraphs)))
    spanned = _columns(cell, "tcPr", "gridSpan", least=1)
    return [place, *[Place(joined=Joined.LEFT)] * (spanned - 1)]


def _columns(node: Node, *path: str, least: int) -> int:
    return min(max(integer(node, *path) or 0, least), _MOST_COLUMNS)
