"""Elements -> the document's text and its sections, with the offsets of every block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from indexer.types import Block, Element, Role, Section

_TITLE_LINES = 2  # elements at the top of which the title is made
_OPENS_LIST = re.compile(r"[:;][-–—]?[*_\"'’”)]*$")


@dataclass
class _Writer:
    """Grows the text piece by piece and remembers where each piece stands."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[tuple[int, int]] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)  # by where it begins

    def write(self, text: str, pages: Sequence[tuple[int, int]] = ()) -> tuple[int, int]:
        start = self.length
        for offset, page in pages:
            if not self.pages or page > self.pages[-1][1]:
                self.pages.append((start + offset, page))
        self.pieces.append(text)
        self.said[start] = text
        self.length += len(text)
        return start, self.length


def assemble(
    elements: Iterable[Element],
) -> tuple[str, tuple[Section, ...], tuple[tuple[int, int], ...]]:
    """Join elements into one text and cut it into sections at the headings.

    Returns the text, its sections in order, and where in it each page begins as (offset, page).
    A heading that has nothing below it is a paragraph of the section above, so that its words can
    be quoted; at the top of the document it is only the title. Every offset is into the returned
    text.
    """
    elements = list(elements)
    writer = _Writer()
    path: list[tuple[int, str]] = []
    where = ""
    blocks: list[Block] = []
    sections: list[Section] = []
    previous: Element | None = None
    for index, element in enumerate(elements):
        writer.write(_gap(previous, element))
        if element.role is Role.HEADING:
            if blocks:
                sections.append(_section(path, blocks, where))
                blocks = []
            path = [*(step for step in path if step[0] < element.level)]
            if index >= _TITLE_LINES and _is_bare(element, elements[index + 1 : index + 2]):
                words = replace(element, role=Role.PARAGRAPH, level=0, marker="")
                blocks.append(_block(writer, words, blocks))
            else:
                writer.write(element.text, element.pages)
                path.append((element.level, element.text))
                where = element.where
        elif element.role is Role.LABEL:
            writer.write(element.text, element.pages)
        else:
            blocks.append(_block(writer, element, blocks))
        previous = element
    if blocks:
        sections.append(_section(path, blocks, where))
    return "".join(writer.pieces), tuple(sections), tuple(writer.pages)


def _is_bare(heading: Element, following: Sequence[Element]) -> bool:
    """Whether a heading has nothing below it, not even another heading."""
    return all(e.role is Role.HEADING and e.level <= heading.level for e in following)


def _gap(previous: Element | None, element: Element) -> str:
    if previous is None:
        return ""
    together = previous.role is Role.ITEM and element.role is Role.ITEM
    same_row = previous.cell and element.cell and previous.cell.row == element.cell.row
    return "\n" if together or same_row else "\n\n"


def _section(path: list[tuple[int, str]], blocks: list[Block], where: str) -> Section:
    return Section(tuple(title for _, title in path), tuple(blocks), where)


def _block(writer: _Writer, element: Element, before: list[Block]) -> Block:
    prefix = " ".join(filter(None, (element.number, element.marker)))
    if prefix:
        writer.write(f"{prefix} ")
    start, end = writer.write(element.text, element.pages)
    block = Block(
        start,
        end,
        element.role,
        element.level,
        element.number,
        cell=element.cell,
        where=element.where,
    )
    if element.role is not Role.ITEM:
        return block
    lead, group = _introduction(writer, block, before)
    return replace(block, lead=lead, group=group)


def _introduction(
    writer: _Writer, item: Block, before: list[Block]
) -> tuple[tuple[int, int] | None, int]:
    """The lead-in of a list item and the number of the list it belongs to."""
    group = item.start
    for block in reversed(before):
        if block.cell != item.cell:
            break
        if block.role is Role.FOOTNOTE:
            continue
        if block.role is Role.ITEM and block.level == item.level:
            return block.lead, block.group
        if block.role is Role.PARAGRAPH or block.level < item.level:
            opens = bool(_OPENS_LIST.search(writer.said[block.start].rstrip()))
            return ((block.start, block.end) if opens else None), group
    return None, group
