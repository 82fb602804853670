"""A Word document as a council makes one: cover, contents, numbered paragraphs, tables, annexes."""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.indexer.word_files import NAMES, level, saved

_OUTLINE = "".join(
    (
        level(0, "decimal", "%1.", '<w:pPr><w:ind w:left="720"/></w:pPr>'),
        level(1, "decimal", "%1.%2", '<w:pPr><w:ind w:left="720"/></w:pPr>'),
        level(2, "lowerLetter", "(%3)", '<w:pPr><w:ind w:left="1440"/></w:pPr>'),
        level(3, "lowerRoman", "%4.", '<w:pPr><w:ind w:left="2160"/></w:pPr>'),
    )
)
_ACTIONS = (
    ("Funding", "Publish one timetable for all grants", "Glenmore Council", "April 2014"),
    ("", "Pay grants in advance where there is need", "Finance Officer", ""),
    ("", "Offer agreements of three years", "Glenmore Council\nKinlarig Trust", "March 2015"),
    ("Volunteering", "Open a volunteer desk in each library", "Voluntary Action", "June 2014"),
    ("", "Meet the costs of volunteers’ travel", "All partners", "Ongoing"),
)


def council_document() -> bytes:
    """The Glenmore Compact, some ten pages."""
    document = Document()
    outline = _numbering(document)
    _cover(document)
    _contents(document)
    _chapters(document, outline)
    _action_table(document)
    _annex(document)
    return saved(document)


def _numbering(document: WordDocument) -> int:
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {NAMES} w:abstractNumId="90">{_OUTLINE}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {NAMES} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    return 90


def _cover(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].text = "Glenmore Compact – FINAL"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 10"
    document.add_paragraph("Glenmore Compact", "Title")
    document.add_paragraph("2014-2017", "Subtitle")
    box = document.add_paragraph().add_run()
    words = "<w:txbxContent><w:p><w:r><w:t>Working together for Glenmore</w:t></w:r></w:p>"
    box._r.append(
        parse_xml(
            f"<mc:AlternateContent {NAMES}><mc:Choice Requires='wps'><w:drawing><wps:txbx>{words}"
            "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"{words}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        )
    )
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _contents(document: WordDocument) -> None:
    heading = document.add_paragraph()
    heading.add_run("Contents").bold = True
    entries = ("1.\tForeword\t3", "2.\tOur commitments\t4", "3.\tMoney\t6", "Annex A\t9")
    for at, entry in enumerate(entries):
        paragraph = document.add_paragraph()
        if not at:
            paragraph._p.append(_field("begin"))
            paragraph._p.append(_field("", ' TOC \\o "1-3" \\h '))
            paragraph._p.append(_field("separate"))
        paragraph.add_run(entry)
        if at == len(entries) - 1:
            paragraph._p.append(_field("end"))


def _field(kind: str, instruction: str = "") -> object:
    inner = (
        f"<w:instrText>{instruction}</w:instrText>"
        if instruction
        else f'<w:fldChar w:fldCharType="{kind}"/>'
    )
    return parse_xml(f"<w:r {NAMES}>{inner}</w:r>")


def _chapters(document: WordDocument, outline: int) -> None:
    def at(depth: int, text: str, style: str = "Normal") -> Paragraph:
        paragraph = document.add_paragraph(text, style)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = outline
        return paragraph

    at(0, "Foreword", "Heading 1")
    at(1, "This Compact is an agreement between Glenmore Council and the voluntary sector.")
    at(1, "It replaces the Compact of 2009 and will be looked at again each spring.")
    at(0, "Our commitments", "Heading 1")
    document.add_heading("What the Council will do", 2)
    at(1, "Glenmore Council will:")
    at(2, "ask before it decides;")
    at(2, "give twelve weeks for an answer, except where:")
    at(3, "the law sets a date, or")
    at(3, "safety is at risk;")
    at(2, "say what it heard.")
    document.add_heading("What the sector will do", 2)
    at(1, "Voluntary organisations will:")
    for text in ("keep their accounts in good order", "speak for those they serve"):
        document.add_paragraph(text, "List Bullet")
    at(0, "Money", "Heading 1")
    at(1, "Grants are paid within 30 days. No payment is made without a signed agreement.")
    changed = at(1, "The fund holds ")
    for kind, tag, text in (("del", "delText", "£40,000"), ("ins", "t", "£55,000")):
        run = f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"
        changed._p.append(parse_xml(f'<w:{kind} {NAMES} w:id="1">{run}</w:{kind}>'))
    changed.add_run(" in each year.")


def _action_table(document: WordDocument) -> None:
    document.add_heading("Action plan", 1)
    table = document.add_table(1 + len(_ACTIONS), 4)
    _fill(table, 0, ("Theme", "Action", "Lead", "Timescale"))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {NAMES}/>"))
    for at, values in enumerate(_ACTIONS, 1):
        _fill(table, at, values)
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(4, 0).merge(table.cell(5, 0))


def _fill(table: Table, row: int, values: tuple[str, ...]) -> None:
    for at, text in enumerate(values):
        table.cell(row, at).text = text


def _annex(document: WordDocument) -> None:
    document.add_page_break()
    document.add_heading("Annex A: Settling disagreements", 1)
    for title, text in (
        ("Step one", "Talk to the officer who made the decision within ten working days."),
        ("Step two", "Write to the Compact Group, which answers within four weeks."),
    ):
        run = document.add_paragraph().add_run(title)
        run.bold, run.font.size = True, Pt(13)
        document.add_paragraph(text)
    document.add_paragraph("Signed on behalf of the partners:")
    for name in ("Jean Moor, Leader, Glenmore Council", "Iain Bell, Chair, Voluntary Action"):
        document.add_paragraph(name)
