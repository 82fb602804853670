"""What python-docx has no words for: fields, links, bookmarks, shading, header rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_BESIDE, _ABOVE, _CLOSE = "90", "40", "0"  # around the text of a cell, in twentieths of a point


def align_end(paragraph: Paragraph, width: Length) -> None:
    """Put what follows a tab at the right margin."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML, all of whose attributes are of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out, such as PAGE."""
    field = element("w:fldSimple", instr=code)
    run = element("w:r")
    text = element("w:t")
    text.text = "1"  # until it is worked out
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def link_to(run: Run, anchor: str) -> None:
    """Make a run a link to a bookmark."""
    link = element("w:hyperlink", anchor=anchor, history="1")
    run._r.addprevious(link)
    link.append(run._r)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Give a paragraph a name that links lead to. ``number`` is unique in the document."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    if properties is not None:
        properties.addnext(start)
    else:
        paragraph._p.insert(0, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def shade(properties: Any, colour: str) -> None:
    """Fill the ground of a run (rPr) or a cell (tcPr)."""
    properties.append(element("w:shd", val="clear", color="auto", fill=colour))


def repeat_as_header(row: _Row) -> None:
    """Mark a row as the header that stands on top of each page of the table."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """Do not let a page break go through a row."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def set_widths(table: Table, widths: list[Length]) -> None:
    """Give columns these widths, whatever is in them."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def dress(table: Table, title: str, rule: str, *, close: bool) -> None:
    """Borders of one colour, room around the text, and a name for who cannot see the table."""
    properties: Any = table._tbl.tblPr
    borders, margins = element("w:tblBorders"), element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=rule))
    for side in ("top", "left", "bottom", "right"):
        room = _BESIDE if side in {"left", "right"} else _CLOSE if close else _ABOVE
        margins.append(element(f"w:{side}", w=room, type="dxa"))
    layout = properties.find(qn("w:tblLayout"))
    # Else the border, and not the text, would stand left of the margin.
    layout.addprevious(element("w:tblInd", w=_BESIDE, type="dxa"))
    layout.addprevious(borders)  # the schema wants them in this order
    layout.addnext(margins)
    properties.find(qn("w:tblLook")).addnext(element("w:tblCaption", val=title))


def keep_together(rows: Sequence[_Row]) -> None:
    """Keep each row on the page of the next one."""
    for row in rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
