"""Drafts -> Word files and PDFs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as FilePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import Table as Ruled

from tests.indexer.drafts import Draft, Heading, Item, Paragraph, Table
from tests.indexer.writers import escaped, runs, with_bold

# --- Word ---

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_OUTLINE = 900  # the id of a list that the template does not use
_NUMBERS = ("%1", "%1.%2", "%1.%2.%3")


def word(draft: Draft) -> bytes:
    """A Word file with Word's own styles and lists; its numbers are typed."""
    return _word(draft, automatic=False)


def automatic_word(draft: Draft) -> bytes:
    """The same, with a running header, and with numbers that Word counts itself."""
    return _word(draft, automatic=True)


def _word(draft: Draft, *, automatic: bool) -> bytes:
    document = Document()
    document.core_properties.title = draft.title
    if automatic:
        document.sections[0].header.paragraphs[0].text = "Glenmore Council, in confidence"
        _add_outline(document)
    document.add_paragraph(draft.title, style="Title")
    signs = iter(range(1, len(draft.parts)))
    for part in draft.parts:
        match part:
            case Heading():
                made = document.add_heading(level=part.level)
                _number(made, part.number, automatic=automatic)
                made.add_run(part.text)
            case Paragraph():
                made = document.add_paragraph()
                _number(made, part.number, automatic=automatic)
                _write(made, part, next(signs) if part.note else 0)
            case Item():
                style = "List Bullet 2" if part.level else "List Bullet"
                document.add_paragraph(part.text, style=style)
            case Table():
                _add_table(document, part)
    _add_notes(document, draft.notes())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _number(paragraph: WordParagraph, number: str, *, automatic: bool) -> None:
    if not number:
        return
    if automatic:
        listed = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        listed.get_or_add_ilvl().val = number.count(".")
        listed.get_or_add_numId().val = _OUTLINE
    else:
        paragraph.add_run(f"{number}\t")


def _write(paragraph: WordParagraph, part: Paragraph, sign: int) -> None:
    before, bold, after = part.text.partition(part.bold) if part.bold else (part.text, "", "")
    paragraph.add_run(before)
    if bold:
        paragraph.add_run(bold).bold = True
    paragraph.add_run(after)
    if sign:
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(sign))
        run = paragraph.add_run()
        run.font.superscript = True
        run._r.append(reference)


def _add_table(document: WordDocument, part: Table) -> None:
    table = document.add_table(0, len(part.headings), style="Table Grid")
    for row in (part.headings, *part.as_written()):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    at = 1
    for _, rows in part.by_theme():
        table.cell(at, 0).merge(table.cell(at + len(rows) - 1, 0))
        at += len(rows)


def _add_notes(document: WordDocument, notes: list[str]) -> None:
    if not notes:
        return
    made = "".join(
        f'<w:footnote w:id="{sign}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escaped(note)}</w:t></w:r></w:p></w:footnote>'
        for sign, note in enumerate(notes, 1)
    )
    blob = f"<w:footnotes {nsdecls('w')}>{made}</w:footnotes>".encode()
    package = document.part.package
    part = FilePart(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _add_outline(document: WordDocument) -> None:
    """A list of three levels: 1, 1.1 and 1.1.1."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
        for at, shown in enumerate(_NUMBERS)
    )
    numbering = document.part.numbering_part.element
    abstract = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_OUTLINE}">{levels}</w:abstractNum>'
    )
    numbering.insert(0, parse_xml(abstract))
    number = (
        f'<w:num {nsdecls("w")} w:numId="{_OUTLINE}"><w:abstractNumId w:val="{_OUTLINE}"/></w:num>'
    )
    numbering.append(parse_xml(number))


# --- PDF ---

_STYLES = getSampleStyleSheet()
_BODY = ParagraphStyle("body", parent=_STYLES["BodyText"], fontSize=11, leading=14, spaceAfter=6)
_HANGING = ParagraphStyle("hanging", parent=_BODY, leftIndent=36, bulletFontSize=11)
_TITLE = ParagraphStyle("title", parent=_STYLES["Title"], fontSize=24, leading=29)
_HEADINGS = tuple(
    ParagraphStyle(f"heading {size}", parent=_STYLES["Heading1"], fontSize=size, leading=size * 1.2)
    for size in (17, 13)
)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=9, leading=11, spaceAfter=0)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=8, leading=10, spaceAfter=0)
_MARGIN, _FOOT = 72.0, 130.0
_WIDTHS = (80, 220, 75, 76)
_MOST_MERGED = 9  # rows; reportlab cannot break a merged cell over pages


class _Noted(Flowing):  # type: ignore[misc]
    """A paragraph with a footnote, which goes with its last line where it is split."""

    note = ""

    def split(self, width: float, height: float) -> list[Any]:
        parts = super().split(width, height)
        if len(parts) > 1:
            parts[-1].note = self.note
        return list(parts)

    def draw(self) -> None:
        super().draw()
        if self.note:
            self.canv.notes = [*getattr(self.canv, "notes", []), self.note]


def pdf(draft: Draft) -> bytes:
    """A report with a running header, page numbers, footnotes and ruled tables."""
    return _pdf(draft, compressed=True)


def open_pdf(draft: Draft) -> bytes:
    """The same, with its drawing instructions in plain sight."""
    return _pdf(draft, compressed=False)


def _pdf(draft: Draft, *, compressed: bool) -> bytes:
    out = io.BytesIO()
    frame = Frame(_MARGIN, _FOOT, A4[0] - 2 * _MARGIN, A4[1] - _FOOT - _MARGIN, 0, 0, 0, 0)
    report = BaseDocTemplate(
        out, pagesize=A4, title=draft.title, invariant=True, pageCompression=int(compressed)
    )
    report.addPageTemplates(PageTemplate(frames=[frame], onPage=_head, onPageEnd=_foot))
    report.build([Flowing(escaped(draft.title), _TITLE), *_flowing(draft)])
    return out.getvalue()


def _head(canvas: Canvas, report: BaseDocTemplate) -> None:
    canvas.notes = []
    canvas.setFont("Helvetica", 8)
    canvas.drawString(_MARGIN, A4[1] - 40, "Glenmore Council, draft for the partners")
    canvas.drawCentredString(A4[0] / 2, 30, f"Page {report.page}")


def _foot(canvas: Canvas, report: BaseDocTemplate) -> None:
    top = _FOOT - 10
    if canvas.notes:
        canvas.line(_MARGIN, top, _MARGIN + 144, top)
    for note in canvas.notes:
        made = Flowing(note, _SMALL)
        top -= made.wrap(A4[0] - 2 * _MARGIN, top)[1] + 2
        made.drawOn(canvas, _MARGIN, top)


def _flowing(draft: Draft) -> Iterator[Any]:
    signs = iter(range(1, len(draft.parts)))
    for part in runs(draft):
        match part:
            case Heading():
                yield Flowing(escaped(part.whole), _HEADINGS[part.level - 1])
            case Paragraph():
                yield _flowing_paragraph(part, next(signs) if part.note else 0)
            case Table():
                yield _ruled(part)
                yield Spacer(1, 12)
            case list():
                yield _bullets(part)


def _flowing_paragraph(part: Paragraph, sign: int) -> Flowing:
    text = with_bold(part, "<b>", "</b>", escaped)
    if sign:
        text += f"<super>{sign}</super>"
    style = _HANGING if part.number else _BODY
    made = _Noted(text, style, bulletText=part.number or None)
    made.note = f"<super>{sign}</super> {escaped(part.note)}" if sign else ""
    return made


def _bullets(items: list[Item]) -> ListFlowable:
    made: list[list[Any]] = []
    for item in items:
        words = Flowing(escaped(item.text), _BODY)
        if item.level:
            made[-1].append(_list([[words]], "–"))
        else:
            made.append([words])
    return _list(made, "•")


def _list(items: list[list[Any]], bullet: str) -> ListFlowable:
    listed = [ListItem(item, leftIndent=20) for item in items]
    return ListFlowable(listed, bulletType="bullet", start=bullet, leftIndent=20)


def _ruled(part: Table) -> Ruled:
    rows = [[Flowing(escaped(text), _CELL) for text in row] for row in part.as_written()]
    head = [Flowing(f"<b>{escaped(text)}</b>", _CELL) for text in part.headings]
    look: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    at = 1
    for _, together in part.by_theme() if len(rows) <= _MOST_MERGED else ():
        look.append(("SPAN", (0, at), (0, at + len(together) - 1)))
        at += len(together)
    return Ruled([head, *rows], colWidths=_WIDTHS, repeatRows=1, style=look)
