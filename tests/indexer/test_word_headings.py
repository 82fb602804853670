"""The headings of a Word document, its contents pages, its title and its notes."""

from __future__ import annotations

import pytest

from indexer.errors import DocumentError
from indexer.readers.word import read as read_word
from indexer.types import Role
from tests.indexer.word_files import (
    BODY,
    cell,
    field,
    outline,
    p,
    r,
    reading,
    row,
    said,
    style,
    styled,
    table,
    word,
)


def test_headings_are_known_by_style_name_id_base_and_outline_level():
    styles = (
        style("berschrift1", "heading 1")
        + style("Council", "Council heading", based="berschrift1")
        + style("Part", "Part", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("Plain", "Plain", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based="Council")
    )
    body = (
        styled("berschrift1", "One") + p(BODY) + styled("Part", "Two") + p(BODY)
        + styled("Council", "Three") + p(BODY) + styled("Heading3", "Four") + p(BODY)
        + p("Five", '<w:outlineLvl w:val="1"/>') + styled("Plain", "No heading.")
    )  # fmt: skip
    assert outline(body, styles=styles) == [
        (("One",), [BODY]),
        (("One", "Two"), [BODY]),
        (("Three",), [BODY]),
        (("Three", "Four"), [BODY]),
        (("Three", "Five"), ["No heading."]),
    ]


def test_styles_based_on_each_other_in_a_circle_are_read():
    styles = style("A", "A", based="B") + style("B", "B", based="A")
    assert said(styled("A", BODY), styles=styles) == [BODY]


def test_a_long_paragraph_in_the_style_of_a_heading_is_a_paragraph():
    long = "2.1\tThe Council will give twelve weeks for every answer that it asks for in writing."
    made = reading(styled("Heading1", "Time") + styled("Heading2", long))
    assert made.headings() == [("Time",)]
    assert made.numbered()[0][0] == "2.1"


def faked(*lines: tuple[str, str]) -> str:
    return "".join(p(text, run=look) for text, look in lines)


def test_short_lines_that_stand_out_are_headings_where_there_are_no_styles():
    body = faked(
        ("Glenmore Compact", '<w:b/><w:sz w:val="40"/>'),
        ("2012", "<w:b/>"),
        ("INTRODUCTION", "<w:b/>"),
        (BODY, ""),
        ("Who signs it?", "<w:b/>"),
        (BODY, ""),
        ("Both partners agree to this.", "<w:b/>"),
        ("MONEY", "<w:b/>"),
        (BODY, ""),
        ("Iain Bell", "<w:b/>"),
        ("Jean Moor", "<w:b/>"),
    )
    assert outline(body) == [
        (("Glenmore Compact",), ["2012"]),
        (("INTRODUCTION",), [BODY]),
        (("INTRODUCTION", "Who signs it?"), [BODY, "Both partners agree to this."]),
        (("MONEY",), [BODY, "Iain Bell", "Jean Moor"]),
    ]


@pytest.mark.parametrize(
    "look",
    ["<w:b/>", '<w:sz w:val="32"/>', "<w:caps/>", '<w:u w:val="single"/>', '<w:rStyle w:val="S"/>'],
)
def test_a_line_may_stand_out_in_several_ways(look):
    styles = style("S", "Strong", "<w:rPr><w:b/></w:rPr>")
    body = faked((BODY, ""), ("Our aims", look), (BODY, ""))
    assert outline(body, styles=styles)[1:] == [(("Our aims",), [BODY])]


def test_in_a_document_that_is_bold_throughout_bold_is_no_heading():
    body = faked((BODY, "<w:b/>"), ("Our aims", "<w:b/>"), (BODY, "<w:b/>"))
    assert outline(body) == [((), [BODY, "Our aims", BODY])]


def test_lines_that_stand_out_stand_below_the_real_headings():
    body = (
        styled("Heading1", "Money") + p(BODY) + faked(("Grants", "<w:b/>"), (BODY, ""))
        + styled("Heading2", "Loans") + faked(("Small", "<w:b/>"), (BODY, ""))
    )  # fmt: skip
    assert [headings for headings, _ in outline(body)] == [
        ("Money",),
        ("Money", "Grants"),
        ("Money", "Loans", "Small"),
    ]


def test_typed_numbers_make_headings_and_paragraph_numbers():
    body = faked(
        ("4.\tResources", "<w:b/>"),
        (f"4.1\t{BODY}", ""),
        ("4.2 Rooms", "<w:b/>"),
        (BODY, ""),
        ("3 people came to the first meeting.", ""),
        ("2.5 million people were asked.", ""),
    )
    made = reading(body)
    assert made.headings() == [("4. Resources",), ("4. Resources", "4.2 Rooms")]
    assert [number for number, _ in made.numbered()] == ["4.1", "", "", ""]


# --- contents pages, titles, notes ---------------------------------------------------------------


def test_contents_pages_are_dropped_however_they_were_made():
    by_style = styled("TOCHeading", "Contents") + styled("TOC1", "Money\t3")
    by_gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('Money 3')}</w:sdtContent></w:sdt>"
    )
    by_field = p("Contents") + p(field("TOC \\o", r("Money") + field("PAGEREF x", r("3"))))
    by_simple_field = f'<w:p><w:fldSimple w:instr="TOC \\o">{r("Money 3")}</w:fldSimple></w:p>'
    typed = p("Contents") + p("Money\t3") + p("Aims ........ 4")
    for page in (by_style, by_gallery, by_field, by_simple_field, typed):
        body = page + styled("Heading1", "Money") + p(BODY)
        assert outline(body) == [(("Money",), [BODY])]


def test_the_title_is_the_line_in_that_style_with_its_period():
    styles = style("Titel", "Title") + style("Sub", "Subtitle")
    body = styled("Titel", "Glenmore") + styled("Titel", "Compact") + styled("Sub", "2012 to 2015")
    made = reading(body + p(BODY), styles=styles, core="Another Compact")
    assert made.document.title == "Glenmore Compact: 2012 to 2015"
    assert made.document.edition == "2012-2015"
    assert made.headings() == [("Glenmore Compact",)]


@pytest.mark.parametrize(
    ("core", "title"),
    [
        ("Glenmore Compact", "Glenmore Compact"),
        ("Kinlarig Compact", "Introduction"),  # of the document that this one was made from
        ("Document1", "Introduction"),
        ("Microsoft Word - Glenmore Compact", "Introduction"),
        ("Glenmore Compact.docx", "Introduction"),
    ],
)
def test_the_title_in_the_properties_counts_where_the_text_bears_it_out(core, title):
    body = styled("Heading1", "Introduction") + p("The compact of Glenmore holds for all.")
    assert read_word(word(body, core=core), "a.docx").title == (
        title if title != "Introduction" else ""
    )


def test_notes_stand_after_what_refers_to_them():
    footnotes = (
        f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote>'
        f'<w:footnote w:id="7">{p("Signed in May.")}</w:footnote>'
        f'<w:footnote w:id="8">{p("In pounds.")}{p("Each year.")}</w:footnote>'
        f'<w:footnote w:id="9">{p("* Since ended.")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="2">{p("See the law.")}</w:endnote>'
    own = '<w:r><w:footnoteReference w:id="9" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = (
        p(r("It began.") + '<w:r><w:footnoteReference w:id="7"/></w:r>' + r(" It goes on.") + own)
        + p(r("It ends.") + '<w:r><w:endnoteReference w:id="2"/></w:r>')
        + table(row(cell("Sum"), cell("Note")), row(
            cell(p(r("£5") + '<w:r><w:footnoteReference w:id="8"/></w:r>')), cell("a")))
        + p("After.")
    )  # fmt: skip
    made = reading(body, footnotes=footnotes, endnotes=endnotes)
    assert [
        made.document.text[b.start : b.end] for b in made.blocks if b.role is Role.FOOTNOTE
    ] == [
        "Signed in May.",
        "* Since ended.",
        "See the law.",
        "In pounds.\nEach year.",
    ]
    assert "\n\n1 Signed in May." in made.document.text
    assert "\n\ni See the law." in made.document.text
    assert "It began. It goes on.\n" in made.document.text


def test_a_note_that_is_referred_to_again_is_said_once():
    again = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    note = f'<w:footnote w:id="7">{p("Signed in May.")}</w:footnote>'
    made = said(p(r("One.") + again) + p(r("Two.") + again), footnotes=note)
    assert made == ["One.", "Signed in May.", "Two."]


def test_a_note_without_its_part_is_left_out():
    assert said(p(r("Text.") + '<w:r><w:footnoteReference w:id="7"/></w:r>')) == ["Text."]


def test_a_document_of_pictures_says_that_it_may_be_a_scan():
    picture = '<w:r><w:drawing><pic:pic xmlns:pic="urn:p"/></w:drawing></w:r>'
    with pytest.raises(DocumentError, match="holds pictures and no text"):
        read_word(word(p(picture)), "scan.docx")


def test_beside_numbered_headings_the_contents_page_says_what_is_outermost():
    listed = ("Contents", "Foreword ..... 2", "1. Aims ..... 3", "Terms ..... 9")
    body = "".join(map(p, listed)) + faked(
        ("Foreword", "<w:b/>"), (BODY, ""),
        ("1. Aims", "<w:b/>"), (BODY, ""),
        ("Respect", "<w:b/>"), (BODY, ""),
        ("Terms", "<w:b/>"), (BODY, ""),
        ("ANNEX A: MAPS", ""), (BODY, ""),
    )  # fmt: skip
    assert [headings for headings, _ in outline(body)] == [
        ("Foreword",),
        ("1. Aims",),
        ("1. Aims", "Respect"),
        ("Terms",),
        ("ANNEX A: MAPS",),
    ]
