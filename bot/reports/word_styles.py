"""The page and the styles of the board paper in Word: landscape A4, readable letters."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle

from bot.core.reports.paper import Tone
from bot.core.reports.rag import Rag
from bot.reports.palette import INK, NAVY, QUIET, RAG_COLOURS
from bot.reports.word_parts import element, shade

FONT = "Arial"
SMALLEST = Pt(10)
WIDTH = Cm(25.9)  # between the margins
IN_TABLE, TABLE_HEAD = "Table Text", "Table Head"
TONES = {Tone.STRONG: "Strong", Tone.QUIET: "Quiet"}

_HEADINGS = (("Heading 1", 18, 18), ("Heading 2", 13, 12))  # style, size, space before in points


def set_up(document: Document) -> None:
    """Give an empty document our page and styles."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(1.7)
    section.header_distance = section.footer_distance = Cm(0.8)
    _paragraph_styles(document)
    _character_styles(document)


def rag_style(rag: Rag) -> str:
    """The name of the style of a rating's word."""
    return f"Status {rag.value}"


def _paragraph_styles(document: Document) -> None:
    _letters(document.styles["Normal"], 10.5, INK)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    _language(document)
    _letters(document.styles["Title"], 28, NAVY, bold=True)
    for name, tag in (("Title", "w:pBdr"), ("Subtitle", "w:spacing")):  # a rule; spaced letters
        for old in list(document.styles[name].element.iter(qn(tag))):
            old.getparent().remove(old)
    _letters(document.styles["Subtitle"], 14, QUIET)
    document.styles["Title"].paragraph_format.space_after = Pt(2)
    for name, size, before in _HEADINGS:
        _letters(document.styles[name], size, NAVY, bold=True)
        document.styles[name].paragraph_format.space_before = Pt(before)
        document.styles[name].paragraph_format.space_after = Pt(6)
    _letters(document.styles["Caption"], 10, INK, bold=True)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["Caption"].paragraph_format.space_before = Pt(8)
    document.styles["Caption"].paragraph_format.space_after = Pt(4)
    for name, colour in ((IN_TABLE, INK), (TABLE_HEAD, "FFFFFF")):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _letters(style, 10, colour, bold=name == TABLE_HEAD)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.05


def _character_styles(document: Document) -> None:
    quiet = document.styles.add_style(TONES[Tone.QUIET], WD_STYLE_TYPE.CHARACTER)
    quiet.font.color.rgb = RGBColor.from_string(QUIET)
    for rag, (ink, ground) in RAG_COLOURS.items():
        style = document.styles.add_style(rag_style(rag), WD_STYLE_TYPE.CHARACTER)
        style.font.bold = True
        style.font.color.rgb = RGBColor.from_string(ink)
        shade(style.element.get_or_add_rPr(), ground)


def _letters(
    style: CharacterStyle, size: float, colour: str, *, bold: bool = False, italic: bool = False
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith(("Theme", "theme"))]:
        del fonts.attrib[name]  # a font of the theme would win over ours
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _language(document: Document) -> None:
    """British English, for the spelling checker and for who has it read aloud."""
    for properties in document.styles.element.iter(qn("w:rPrDefault")):
        inner = properties.find(qn("w:rPr"))
        for old in inner.findall(qn("w:lang")):
            inner.remove(old)
        inner.append(element("w:lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))
