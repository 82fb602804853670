"""Paper -> one self-contained web page that reads and prints well."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise

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
from bot.reports.anchors import anchors
from bot.reports.charts import draw
from bot.reports.page_style import STYLE, rag_class
from bot.reports.printable import printable

_MOST_FIXED = 3  # columns; a wider table scrolls by itself where the screen is small


def to_html(paper: Paper) -> str:
    """The page, with its style and its charts inside; nothing in it is fetched or run."""
    return "\n".join(_Page(paper).lines()) + "\n"


class _Page:
    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._anchors: Mapping[str, str] = anchors(paper)

    def lines(self) -> Iterator[str]:
        paper = self._paper
        title = f"{paper.title}: {paper.subtitle}"
        yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{_text(title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>"
        yield f"<header>\n<h1>{_text(paper.title)}</h1>"
        yield f'<p class="subtitle">{_text(paper.subtitle)}</p>\n<dl>'
        for name, said in paper.about:
            yield f"<dt>{_text(name)}</dt><dd>{_text(said)}</dd>"
        yield "</dl>\n</header>"
        yield from self._contents()
        yield "<main>"
        for number, (block, follower) in enumerate(pairwise([*paper.blocks, None])):
            if block is not None:
                leads = isinstance(follower, Table | Drawing)
                yield from self._block(block, number, leads=leads)
        yield "</main>\n</body>\n</html>"

    def _contents(self) -> Iterator[str]:
        yield '<nav aria-label="Contents">\n<ul>'
        for number, block in enumerate(self._paper.blocks):
            if isinstance(block, Heading) and block.level == 1:
                yield f'<li><a href="#part{number}">{_text(block.text)}</a></li>'
        yield "</ul>\n</nav>"

    def _block(self, block: Block, number: int, *, leads: bool) -> Iterator[str]:
        """``leads`` says that a table or a chart follows, from which it is not to be parted."""
        if isinstance(block, Heading):
            tag = f"h{block.level + 1}"
            page = ' class="new-page"' if block.new_page else ""
            yield f'<{tag} id="part{number}"{page}>{_text(block.text)}</{tag}>'
        elif isinstance(block, Text):
            yield self._paragraph(block.paragraph, ' class="leads"' if leads else "")
        elif isinstance(block, Drawing):
            picture = b64encode(draw(block.chart)).decode()
            page = ' class="new-page"' if block.new_page else ""
            yield f'<figure{page}>\n<img alt="{_text(block.chart.alt)}"'
            yield f'src="data:image/png;base64,{picture}">\n</figure>'
            yield from self._table(block.figures)
        else:
            yield from self._table(block)

    def _table(self, table: Table) -> Iterator[str]:
        scrolls = len(table.columns) > _MOST_FIXED
        if scrolls:
            label = _text(table.caption)
            yield f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">'
        marks = ' class="compact"' if table.compact else ""
        yield f"<table{marks}>\n<caption>{_text(table.caption)}</caption>"
        widths = "".join(f'<col style="width:{one.share}%">' for one in table.columns)
        yield f"<colgroup>{widths}</colgroup>"
        yield "<thead>\n<tr>"
        for column in table.columns:
            number = ' class="number"' if column.number else ""
            yield f'<th scope="col"{number}>{_text(column.heading)}</th>'
        yield "</tr>\n</thead>\n<tbody>"
        for row in table.rows:
            yield "<tr>"
            yield from (self._cell(table, place, cell) for place, cell in enumerate(row))
            yield "</tr>"
        yield "</tbody>\n</table>"
        if scrolls:
            yield "</div>"

    def _cell(self, table: Table, place: int, cell: Cell) -> str:
        tag, scope = ("th", ' scope="row"') if place == table.head else ("td", "")
        number = ' class="number"' if table.columns[place].number else ""
        anchor = f' id="{self._anchors[cell.anchor]}"' if cell.anchor else ""
        inner = "".join(self._paragraph(paragraph) for paragraph in cell.paragraphs)
        return f"<{tag}{scope}{number}{anchor}>{inner}</{tag}>"

    def _paragraph(self, paragraph: Paragraph, marks: str = "") -> str:
        if any(piece.tone is Tone.SAID for piece in paragraph):
            marks += ' dir="auto"'  # a person's words may run from right to left
        return f"<p{marks}>{''.join(map(self._piece, paragraph))}</p>"

    def _piece(self, piece: Piece) -> str:
        inner = _text(piece.text)
        if piece.rag is not None:
            inner = f'<span class="rag {rag_class(piece.rag.value)}">{inner}</span>'
        elif piece.tone is Tone.STRONG:
            inner = f"<strong>{inner}</strong>"
        elif piece.tone in (Tone.QUIET, Tone.SAID):
            inner = f'<span class="{piece.tone.value}">{inner}</span>'
        target = self._anchors.get(piece.link)
        return f'<a href="#{target}">{inner}</a>' if target else inner


def _text(text: str) -> str:
    return escape(printable(text))
