"""Paper -> a Word document: real headings, header rows that repeat, charts with a description."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Emu, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

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
from bot.core.reports.wording import shortened
from bot.reports import word_parts as parts
from bot.reports.anchors import anchors
from bot.reports.charts import draw
from bot.reports.palette import BAND, NAVY, RULE
from bot.reports.printable import printable
from bot.reports.word_styles import IN_TABLE, TABLE_HEAD, TONES, WIDTH, rag_style, set_up

_BETWEEN_UPDATES, _AFTER_TABLE = Pt(5), Pt(10)
_LONG_ROW = 1000  # characters in one cell; a longer row may be cut by a page, or it leaves a hole
_CHART_WIDTH = Emu(int(WIDTH * 0.86))
_CHART_HEIGHT = Cm(12.5)  # so that its table begins on the same page
_MOST_FOOTER = 95  # characters
_FEW_ROWS, _LITTLE_TEXT = 7, 700  # rows and characters; a table with no more is kept on one page


def to_docx(paper: Paper, target: Path | IO[bytes], made_at: datetime) -> None:
    """Write the document. ``made_at`` is what it says of when it was made."""
    document = docx.Document()
    set_up(document)
    _Writer(document, paper).write()
    properties = document.core_properties
    properties.title = printable(f"{paper.title}: {paper.subtitle}")[:255]
    properties.author = properties.last_modified_by = "compactbot"
    properties.language = "en-GB"
    properties.comments = ""
    properties.created = properties.modified = made_at
    document.save(target if not isinstance(target, Path) else str(target))


class _Writer:
    def __init__(self, document: Document, paper: Paper) -> None:
        self._document, self._paper = document, paper
        self._anchors = anchors(paper)
        self._bookmarks = 0

    def write(self) -> None:
        document, paper = self._document, self._paper
        document.add_paragraph(printable(paper.title), style="Title")
        document.add_paragraph(printable(paper.subtitle), style="Subtitle")
        for name, said in paper.about:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = 0
            paragraph.add_run(printable(f"{name}: "), style="Strong")
            paragraph.add_run(printable(said))
        for before, block, after in zip(
            (None, *paper.blocks), paper.blocks, (*paper.blocks[1:], None), strict=False
        ):
            self._block(block, _has_table(before), _has_table(after))
        self._footer()

    def _block(self, block: Block, follows: bool, leads: bool) -> None:
        """``follows`` and ``leads``: there is a table, or a chart with one, above it and below."""
        if isinstance(block, Heading):
            heading = self._document.add_heading(printable(block.text), block.level)
            heading.paragraph_format.page_break_before = block.new_page
        elif isinstance(block, Text):
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = leads
            if follows:
                paragraph.paragraph_format.space_before = _AFTER_TABLE
            self._fill(paragraph, block.paragraph)
        elif isinstance(block, Drawing):
            self._draw(block)
            self._table(block.figures)
        else:
            self._table(block)

    def _draw(self, drawing: Drawing) -> None:
        picture = self._document.add_picture(BytesIO(draw(drawing.chart)), width=_CHART_WIDTH)
        if picture.height > _CHART_HEIGHT:
            picture.width = Emu(picture.width * _CHART_HEIGHT // picture.height)
            picture.height = _CHART_HEIGHT
        described = picture._inline.docPr
        described.set("descr", printable(drawing.chart.alt))
        described.set("title", drawing.chart.title)
        around = self._document.paragraphs[-1].paragraph_format
        around.keep_with_next, around.page_break_before = True, drawing.new_page

    def _table(self, table: Table) -> None:
        self._document.add_paragraph(printable(table.caption), style="Caption")
        made = self._document.add_table(len(table.rows) + 1, len(table.columns))
        rows = list(made.rows)
        self._header(rows[0], table)
        for row, cells, place in zip(rows[1:], table.rows, range(len(rows)), strict=False):
            self._row(row, table, cells, banded=place % 2 == 1)
        parts.set_widths(made, [Emu(int(WIDTH * one.share / 100)) for one in table.columns])
        parts.dress(made, printable(table.caption), RULE, close=table.compact)
        sizes = [_size(cell) for row in table.rows for cell in row]
        if len(rows) <= _FEW_ROWS and sum(sizes) <= _LITTLE_TEXT and not table.compact:
            parts.keep_together(rows)

    def _header(self, row: _Row, table: Table) -> None:
        parts.repeat_as_header(row)
        parts.keep_whole(row)
        for cell, column in zip(row.cells, table.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = TABLE_HEAD
            paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run(column.heading)
            parts.shade(cell._tc.get_or_add_tcPr(), NAVY)
            if column.number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _row(self, row: _Row, table: Table, cells: tuple[Cell, ...], *, banded: bool) -> None:
        if max(map(_size, cells)) <= _LONG_ROW:
            parts.keep_whole(row)
        for target, cell, column in zip(row.cells, cells, table.columns, strict=True):
            self._cell(target, cell)
            if column.number:
                target.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if banded:
                parts.shade(target._tc.get_or_add_tcPr(), BAND)

    def _cell(self, target: _Cell, cell: Cell) -> None:
        for place, paragraph in enumerate(cell.paragraphs):
            into = target.add_paragraph() if place else target.paragraphs[0]
            into.style = IN_TABLE
            if place and paragraph[0].tone is Tone.SAID:
                into.paragraph_format.space_before = _BETWEEN_UPDATES
            self._fill(into, paragraph)
        if cell.anchor:
            self._bookmarks += 1
            name = self._anchors[cell.anchor]
            parts.bookmark(target.paragraphs[0], name, self._bookmarks)

    def _fill(self, into: WordParagraph, paragraph: Paragraph) -> None:
        for piece in paragraph:
            run = into.add_run(style=_style(piece))
            for place, line in enumerate(printable(piece.text).split("\n")):
                if place:
                    run.add_break(WD_BREAK.LINE)
                run.add_text(line)
            if piece.link in self._anchors:
                parts.link_to(run, self._anchors[piece.link])

    def _footer(self) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.style = IN_TABLE
        parts.align_end(paragraph, WIDTH)
        what = printable(f"{self._paper.title}: {self._paper.subtitle}")
        paragraph.add_run(f"{shortened(what, _MOST_FOOTER)}\tPage ")
        parts.add_field(paragraph, "PAGE")
        paragraph.add_run(" of ")
        parts.add_field(paragraph, "NUMPAGES")


def _style(piece: Piece) -> str | None:
    return rag_style(piece.rag) if piece.rag else TONES.get(piece.tone)


def _size(cell: Cell) -> int:
    """How many characters a cell has."""
    return sum(len(piece.text) for paragraph in cell.paragraphs for piece in paragraph)


def _has_table(block: Block | None) -> bool:
    return isinstance(block, Table | Drawing)
