"""What a Word document says, as its reader sees it: text, headings, notes, titles."""

from __future__ import annotations

import pytest
from docx import Document

from tests.indexer.reading import check, read_text
from tests.indexer.word_council import council_document
from tests.indexer.word_files import (
    BODY,
    field,
    p,
    r,
    reading,
    said,
    saved,
    styled,
)

# --- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("Glen") + r("more", "<w:b/>"), "Glenmore"),
        (r("A ") + f'<w:hyperlink r:id="x">{r("link")}</w:hyperlink>' + r("."), "A link."),
        (f'<w:smartTag>{r("Kin")}<w:smartTag>{r("larig")}</w:smartTag></w:smartTag>', "Kinlarig"),
        (f'<w:ins w:id="1">{r("kept")}</w:ins><w:del><w:r><w:delText>no</w:delText></w:r></w:del>',
         "kept"),
        (f'<w:moveFrom>{r("away")}</w:moveFrom><w:moveTo>{r("here")}</w:moveTo>', "here"),
        ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one two"),
        ("<w:r><w:t>One.</w:t><w:br/><w:t>Two.</w:t></w:r>", "One.\nTwo."),
        ("<w:r><w:t>one and</w:t><w:br/><w:t>the same</w:t></w:r>", "one and the same"),
        ("<w:r><w:t>up</w:t><w:noBreakHyphen/><w:t>date</w:t></w:r>", "up-date"),
        ("<w:r><w:t>vol</w:t><w:softHyphen/><w:t>unteer</w:t></w:r>", "volunteer"),
        (r("vol\u00adun\u200bteer\u00a0desk"), "volunteer desk"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> agreed</w:t></w:r>', "✓ agreed"),
        ('<w:r><w:t>5 </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 4</w:t></w:r>', "5 ≥ 4"),
        (r("shown") + r("hidden", "<w:vanish/>"), "shown"),
        (field("HYPERLINK x", r("the fund")), "the fund"),
        (r("see page ") + field("PAGEREF a", r("4")), "see page 4"),
        (r("a") + field("NOTEREF n \\f \\h", r("1")) + r(" b"), "a b"),
        (r("x") + field("IF 1", r("yes"), field("MERGEFIELD m", r("no"))), "xyes"),
        (f'<w:fldSimple w:instr=" DATE ">{r("May 2014")}</w:fldSimple>', "May 2014"),
        (r("open") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r(" end"), "open end"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('chosen')}</w:sdtContent></w:sdt>", "chosen"),
        (f"{r('a')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}"
         "</w:sdtContent></w:sdt>", "a"),
        (f"<w:ruby><w:rt>{r('above')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby>", "base"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
         '<w:listEntry w:val="no"/><w:listEntry w:val="yes"/></w:ddList></w:ffData></w:fldChar>'
         '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "yes"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_is_seen(inner, text):
    assert said(p(inner)) == [text]


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    first = p("We meet ", "<w:rPr><w:del/></w:rPr>")
    assert said(first + p("twice.")) == ["We meet twice."]


def test_comments_headers_and_footers_are_left_out():
    document = Document()
    paragraph = document.add_paragraph(BODY)
    document.add_comment(paragraph.runs, "who wrote this?", author="A. Reader")
    document.sections[0].header.paragraphs[0].text = "Draft 3"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    assert read_text(saved(document), "a.docx").document.text == BODY


@pytest.mark.parametrize("inside", ["w:sdt", "w:customXml", "w:ins"])
def test_paragraphs_inside_other_things_are_read(inside):
    content = p("Within.")
    if inside == "w:sdt":
        content = f"<w:sdtContent>{content}</w:sdtContent>"
    assert said(f"{p('Before.')}<{inside}>{content}</{inside}>") == ["Before.", "Within."]


def test_a_text_box_is_read_once_and_after_its_paragraph():
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    run = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert said(p(r("Before") + run + r(" the box.")) + p("After.")) == [
        "Before the box.",
        "In the box.",
        "After.",
    ]


def test_a_list_broken_by_hand_is_a_list():
    lines = "<w:r><w:t>We will:</w:t><w:br/><w:t>• listen</w:t><w:br/><w:t>• answer</w:t></w:r>"
    assert reading(p(lines)).items() == [(0, "We will:", "listen"), (0, "We will:", "answer")]


def test_what_holds_words_and_is_not_read_is_told_with_its_place():
    chart = '<w:r><w:drawing><c:chart xmlns:c="urn:c"/></w:drawing></w:r>'
    made = reading(styled("Heading1", "Money") + p(BODY) + p(chart) + "<w:altChunk/>")
    assert [note.split(" whose")[0] for note in made.document.notes] == [
        "below 'Money': there is a chart",
        "below 'Money': there is a document put in from another file",
    ]


# --- a whole document ----------------------------------------------------------------------------


def test_a_document_of_a_council_reads_as_it_stands():
    made = read_text(council_document(), "Compact.docx")
    check(made)
    assert made.document.title == "Glenmore Compact: 2014-2017"
    assert made.document.edition == "2014-2017"
    assert made.headings() == [
        ("Glenmore Compact",),
        ("1. Foreword",),
        ("2. Our commitments", "What the Council will do"),
        ("2. Our commitments", "What the sector will do"),
        ("3. Money",),
        ("Action plan",),
        ("Annex A: Settling disagreements", "Step one"),
        ("Annex A: Settling disagreements", "Step two"),
    ]
    assert [n for n, _ in made.numbered() if n] == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2"]
    exception = "give twelve weeks for an answer, except where:"
    assert made.items()[1:4] == [
        (0, "Glenmore Council will:", exception),
        (1, exception, "the law sets a date, or"),
        (1, exception, "safety is at risk;"),
    ]
    assert {cell[1:3] for cell in made.cells()} == {
        ("Funding", "Publish one timetable for all grants"),
        ("Funding", "Pay grants in advance where there is need"),
        ("Funding", "Offer agreements of three years"),
        ("Volunteering", "Open a volunteer desk in each library"),
        ("Volunteering", "Meet the costs of volunteers’ travel"),
    }
    for words in ("£40,000", "FINAL", "Page 1", "Contents", "TOC"):
        assert words not in made.document.text
    assert made.document.text.count("Working together for Glenmore") == 1
