"""Sections -> passages: the unit of retrieval, each with what is needed to understand it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise

from indexer.types import Block, Cell, Document, Form, Passage, Role, Section
from indexer.words import leans_back, sentences, without_number

PARAGRAPH_CHARACTERS = 600
LIST_CHARACTERS = 1000
SHORT_LIST = 500
_LIST_LINE = re.compile(
    r"^[ \t]*(?:[^\w\s(\"'“‘£]+[ \t]+|(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)][ \t]+)?(\S[^\n]*)", re.M
)
_ITEM_WORDS = 4
_LEANING_COST = 200
_CONTEXT_CHARACTERS = 300


def cut(document: Document, sections: Iterable[Section]) -> list[Passage]:
    """The passages of a document, in order.

    Long paragraphs are cut between sentences into passages of about PARAGRAPH_CHARACTERS; a list
    is one passage with its lead-in, or several of about LIST_CHARACTERS; in a list longer than
    SHORT_LIST each item of four words or more is one of its own. No passage crosses a section.
    """
    made: list[Passage] = []
    for section in sections:
        spans: list[Span] = []
        begun: set[int] = set()  # lists of which a part, with the lead-in, stands above
        for _, group in groupby(section.blocks, key=_run):
            blocks = list(group)
            spans += _spans(document.text, blocks, again=blocks[0].group in begun)
            begun |= {block.group for block in blocks if block.role is Role.ITEM}
        lists = {(start, end) for start, end, _, form in spans if form is Form.LIST}
        ends = dict(sorted(lists))
        for start, end, block, form in spans:
            if form is Form.ITEM:
                within = (start, end) in lists
            else:  # the lead-in of a list is quoted with its list
                within = form is not Form.LIST and end <= ends.get(block.start, -1)
            if within:
                continue
            made.append(_passage(document, section, block, (start, end), form, len(made)))
    return made


def _run(block: Block) -> tuple[int, int]:
    """Equal for the items of one list; else different for each block."""
    return (block.group, -1) if block.role is Role.ITEM else (-1, block.start)


Span = tuple[int, int, Block, Form]


def _spans(text: str, blocks: Sequence[Block], *, again: bool) -> Iterator[Span]:
    first = blocks[0]
    if first.role is Role.ITEM:
        yield from _list_spans(text, blocks, again=again)
        return
    form = Form.CELL if first.cell else Form.PARAGRAPH
    for start, end in _windows(text, first.start, first.end):
        yield start, end, first, form


def _list_spans(text: str, items: Sequence[Block], *, again: bool) -> Iterator[Span]:
    """The list, in pieces where it is long, the first with its lead-in; and each longer item.

    ``again``: the list goes on after a list inside it, so its lead-in stands further up.
    """
    lead = None if again else items[0].lead
    # From the start of its line: a list begins with its first bullet.
    start = lead[0] if lead else text.rfind("\n", 0, items[0].start) + 1
    together = [items[0]]
    for item in items[1:]:
        if item.end - start > LIST_CHARACTERS:
            yield start, together[-1].end, together[0], Form.LIST
            start, together = text.rfind("\n", 0, item.start) + 1, []
        together.append(item)
    if len(items) > 1:
        yield start, together[-1].end, together[0], Form.LIST
    short = len(items) > 1 and items[-1].end - (lead or (items[0].start, 0))[0] <= SHORT_LIST
    for item in () if short else items:
        if len(items) == 1 or len(text[item.start : item.end].split()) >= _ITEM_WORDS:
            for begin, end in _windows(text, item.start, item.end):
                yield begin, end, item, Form.ITEM


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts a long run between its sentences into pieces of like length.

    Not before a sentence that leans on the one before it, if there is another place.
    """
    if end - start <= PARAGRAPH_CHARACTERS:
        yield start, end
        return
    spans = [(start + a, start + b) for a, b in sentences(text[start:end])]
    starts = [begin for begin, _ in spans]
    pieces = -(-(end - start) // PARAGRAPH_CHARACTERS)
    cuts = {0, len(spans)}
    for piece in range(1, pieces):
        ideal = start + piece * (end - start) / pieces
        near = bisect_left(starts, ideal - PARAGRAPH_CHARACTERS)
        far = bisect_left(starts, ideal + PARAGRAPH_CHARACTERS)
        places = range(max(1, near - 1), min(len(spans), far + 1))
        cuts.add(min(places, key=partial(_cost, text, spans, ideal), default=0))
    for first, after in pairwise(sorted(cuts)):
        yield spans[first][0], spans[after - 1][1]


def _cost(text: str, spans: Sequence[tuple[int, int]], ideal: float, index: int) -> float:
    """How bad a cut before a sentence is: its distance in characters from the ideal place."""
    start, end = spans[index]
    return abs(start - ideal) + (_LEANING_COST if leans_back(text[start:end]) else 0)


def _passage(
    document: Document,
    section: Section,
    block: Block,
    span: tuple[int, int],
    form: Form,
    position: int,
) -> Passage:
    start, end = span
    text = document.text[start:end]
    lead = block.lead if form is not Form.LIST else None
    identity = f"{document.id}:{start}:{end}"
    return Passage(
        id=hashlib.sha256(identity.encode()).hexdigest()[:16],
        document=document.id,
        start=start,
        end=end,
        text=text,
        form=form,
        headings=section.headings,
        context=_context(document, section, block, lead),
        sentences=tuple(_sentences(document.text, start, end, form)),
        position=position,
        number=block.number,
        where=block.where or section.where,
        area=section.area,
        lead=lead,
        cell=block.cell,
    )


def _sentences(text: str, start: int, end: int, form: Form) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of a passage; of a list, its lead-in and its items."""
    if form is not Form.LIST:
        yield from ((start + a, start + b) for a, b in sentences(text[start:end]))
        return
    for line in _LIST_LINE.finditer(text[start:end]):  # of its own, so that ^ is its start too
        yield start + line.start(1), start + line.end(1)


def _context(
    document: Document, section: Section, block: Block, lead: tuple[int, int] | None
) -> str:
    """Title, headings, row and lead-in, as one line that is put before the passage to embed it."""
    parts = [document.title, *(without_number(heading) for heading in section.headings)]
    if block.cell:
        parts += _cell_context(block.cell, document.text[block.start : block.end])
    if lead:
        parts.append(document.text[lead[0] : lead[1]][-_CONTEXT_CHARACTERS:])
    kept: list[str] = []
    for part in parts:
        if part and part not in kept:
            kept.append(part)
    return " > ".join(" ".join(part.split()) for part in kept)


def _cell_context(cell: Cell, text: str) -> list[str]:
    title = cell.title[:_CONTEXT_CHARACTERS]
    return [cell.theme, *([title, cell.column] if cell.title not in text else [cell.column])]
