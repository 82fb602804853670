"""Paper -> Markdown, in which nothing that a person wrote is taken for a sign of the format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.reports.paper import (
    Block,
    Cell,
    Drawing,
    Heading,
    Paper,
    Paragraph,
    Piece,
    Table,
    Text,
    Tone,
)
from bot.reports.printable import printable

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~&$^]|:(?=//)|(?<=www)\.")
_BEGINS = re.compile(r"^(\d+(?=[.)])|(?=[#+\-=:]))")


def to_markdown(paper: Paper) -> str:
    """GitHub's Markdown: tables with one line a row; charts are there as their figures."""
    return "\n".join(_lines(paper))


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {_escaped(paper.title)}\n"
    yield f"{_escaped(paper.subtitle)}\n"
    for name, said in paper.about:
        yield f"- **{_escaped(name)}:** {_escaped(said)}"
    yield ""
    for block in paper.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * (block.level + 1)} {_escaped(block.text)}\n"
    elif isinstance(block, Text):
        yield f"{_paragraph(block.paragraph)}\n"
    elif isinstance(block, Drawing):
        yield f"{_escaped(block.chart.alt)}\n"
        yield from _table(block.figures)
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield f"**{_escaped(table.caption)}**\n"
    yield f"| {' | '.join(_escaped(column.heading) for column in table.columns)} |"
    yield f"|{'|'.join('---:' if column.number else '---' for column in table.columns)}|"
    for row in table.rows:
        yield f"| {' | '.join(map(_cell, row))} |"
    yield ""


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_paragraph, cell.paragraphs))


def _paragraph(paragraph: Paragraph) -> str:
    return "".join(map(_piece, paragraph))


def _piece(piece: Piece) -> str:
    text = _escaped(piece.text)
    inner = text.strip()
    if piece.tone not in (Tone.STRONG, Tone.RAG) or not inner:
        return text
    return text.replace(inner, f"**{inner}**")  # stars beside a space would stand for themselves


def _escaped(text: str) -> str:
    """The text in one line, with each line end of it as a break."""
    lines = _SIGNS.sub(r"\\\g<0>", printable(text)).split("\n")
    return "<br>".join(map(_begun, lines))


def _begun(line: str) -> str:
    """The line, so that it begins no list, heading, rule or code."""
    body = line.lstrip()
    space = " " if body != line else ""
    return space + _BEGINS.sub(r"\1\\", body)
