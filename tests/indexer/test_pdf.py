"""PDFs: paragraphs, headings, lists, columns, and what is printed on every page."""

from __future__ import annotations

import pytest
from reportlab.platypus import PageBreak

from indexer.readers.pdf import read
from indexer.types import Element, Role
from tests.indexer import pdfs
from tests.indexer.pdfs import HANGING, TITLE, Pen, bullets, heading, para, report, width
from tests.indexer.reading import check, read_text

PROSE = (
    "Community groups in Glenmore meet the council four times a year to look at what has been "
    "done and what is still to do, and they publish a short note of each meeting within ten days."
)


def said(data: bytes) -> list[tuple[str, int, str, str]]:
    return [
        (element.role.value, element.level, element.number or element.marker, element.text)
        for element in read(data, "glenmore.pdf").elements
    ]


def texts(data: bytes) -> list[str]:
    return [element.text for element in read(data, "glenmore.pdf").elements]


def of(data: bytes, role: Role) -> list[Element]:
    return [element for element in read(data, "glenmore.pdf").elements if element.role is role]


def headings(data: bytes) -> list[tuple[int, str]]:
    return [(element.level, element.text) for element in of(data, Role.HEADING)]


def a_report() -> bytes:
    return report(
        [
            para("Glenmore Compact 2024: working together for our communities", TITLE),
            heading("1. Background"),
            para(f"1.1 {PROSE}", HANGING),
            para(f"1.2 {PROSE}", HANGING),
            heading("2. Commitments"),
            heading("2.1 Resource", 2),
            para("The council will:"),
            bullets("pay grants in advance", "give three months' notice of a change"),
            para(PROSE),
        ]
    )


def test_a_report_becomes_headings_numbered_paragraphs_and_lists():
    assert said(a_report()) == [
        ("heading", 1, "", "Glenmore Compact 2024: working together for our communities"),
        ("heading", 1, "", "1. Background"),
        ("paragraph", 0, "1.1", PROSE),
        ("paragraph", 0, "1.2", PROSE),
        ("heading", 1, "", "2. Commitments"),
        ("heading", 2, "", "2.1 Resource"),
        ("paragraph", 0, "", "The council will:"),
        ("item", 0, "•", "pay grants in advance"),
        ("item", 0, "•", "give three months' notice of a change"),
        ("paragraph", 0, "", PROSE),
    ]


def test_a_report_keeps_what_holds_for_every_document():
    found = read_text(a_report(), "glenmore.pdf")
    check(found)
    assert found.document.title == "Glenmore Compact 2024: working together for our communities"


def test_a_paragraph_over_two_pages_is_one_and_knows_both():
    long = " ".join(f"Sentence number {i} says that the partners will meet." for i in range(160))
    found = read_text(report([para(long)]), "glenmore.pdf")
    assert len(found.blocks) == 1
    assert found.said(found.blocks[0]) == long
    (_, first), (offset, second) = found.document.pages
    assert (first, second) == (1, 2)
    assert found.document.page(offset - 1) == 1
    assert found.document.page(offset) == 2


@pytest.mark.parametrize("by", ["word", "glyph", "backwards"])
def test_words_placed_one_at_a_time_are_put_together(by):
    pen = Pen()
    lines = [
        "The council and the voluntary sector in Glenmore agree",
        "to share plans early, to be open about money and to",
        "settle disputes together.",
    ]
    pen.lines(lines, by=by)
    assert texts(pen.done()) == [" ".join(lines)]


def test_paragraphs_without_a_gap_part_where_a_line_ends_early():
    pen = Pen()
    pen.lines(
        [
            "Volunteers are recruited, supported and thanked by every partner.",
            "They are told what is asked of them.",
            "Training is free and is offered in the evenings and at weekends.",
        ]
    )
    assert len(texts(pen.done())) == 2


def test_paragraphs_part_at_an_indent():
    pen = Pen()
    y = pen.lines(["Partners meet in March and they meet again in September, in"], x=90)
    y = pen.lines(["the hall in Kinlarig, where the doors open at seven o'clock."], y=y)
    y = pen.lines(["Minutes of what was said are sent to everyone who came and"], x=90, y=y)
    pen.lines(["are put up in the library."], y=y)
    assert [text.split()[0] for text in texts(pen.done())] == ["Partners", "Minutes"]


def test_a_word_broken_at_a_line_end_is_whole_and_a_real_hyphen_stays():
    pen = Pen()
    pen.lines(
        [
            "The partner-",
            "ship has a long-",
            "term plan, a well-",
            "being lead and a co-",
            "ordinator; the multi-agency group",
            "of Glenmore-",
            "Kinlarig meets with short-",
            "and long-term aims, and a multi-",
            "agency chair.",
        ]
    )
    assert texts(pen.done()) == [
        "The partnership has a long-term plan, a well-being lead and a co-ordinator; the "
        "multi-agency group of Glenmore-Kinlarig meets with short- and long-term aims, and a "
        "multi-agency chair."
    ]


def test_two_columns_are_read_one_after_the_other():
    story = [para(f"Paragraph {i} of the compact. {PROSE}") for i in range(14)]
    data = pdfs.two_columns(story, 60, heading("A heading across both columns of the page"))
    assert texts(data) == [
        "A heading across both columns of the page",
        *(f"Paragraph {i} of the compact. {PROSE}" for i in range(14)),
    ]


def test_headers_footers_and_page_numbers_are_dropped():
    def frame(canvas, document):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 800, "Glenmore Compact")
        canvas.drawCentredString(300, 40, f"Page {document.page} of 4")
        canvas.drawRightString(520, 30, str(document.page))

    story = []
    for i in range(4):
        story += [heading(f"{i + 1}. Part"), para(PROSE), PageBreak()]
    found = texts(report(story, frame))
    assert found == [text for i in range(4) for text in (f"{i + 1}. Part", PROSE)]


def test_page_headers_that_name_the_chapter_are_dropped():
    pen = Pen()
    for i in range(9):
        pen.line(("Money", "Voice", "People")[i // 3], y=800, size=9)
        pen.line(str(i + 1), x=510, y=800, size=9)
        pen.line(f"The {i} partners meet.", y=700)
        pen.page()
    assert texts(pen.done()) == [f"The {i} partners meet." for i in range(9)]


def test_a_sentence_that_is_all_there_is_on_each_page_stays():
    pen = Pen()
    for i in range(4):
        pen.line("Partners meet here.", y=780)
        pen.line(str(i + 1), x=300, y=30)
        pen.page()
    assert texts(pen.done()) == ["Partners meet here."] * 4


def test_titles_that_count_at_the_top_of_pages_are_no_page_headers():
    story = []
    for i in range(4):
        story += [heading(f"Case study {i + 1}"), para(PROSE), PageBreak()]
    found = headings(report(story))
    assert [text for _, text in found] == [f"Case study {i + 1}" for i in range(4)]


def test_a_watermark_is_dropped():
    def mark(canvas, document):
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()

    assert texts(report([para(PROSE)], mark)) == [PROSE]


def test_contents_pages_are_dropped():
    pen = Pen()
    pen.line("Contents", size=16, font="Helvetica-Bold", y=760)
    entries = ("1. Background", "2. Commitments", "2.1 Resource", "Annex")
    pen.lines([f"{entry} {'.' * 60} {i + 2}" for i, entry in enumerate(entries)])
    pen.page()
    pen.line("1. Background", size=16, font="Helvetica-Bold", y=760)
    pen.line("Partners have met since the spring.")
    assert texts(pen.done()) == ["1. Background", "Partners have met since the spring."]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(turn):
    lines = ["The council pays grants in advance", "and says so in good time."]
    turned = Pen()
    turned.canvas.setPageRotation(turn)
    turned.lines(lines, y=500)
    assert texts(turned.done()) == [" ".join(lines)]


def test_text_drawn_on_its_side_on_a_whole_page_is_read_upright():
    pen = Pen()
    pen.canvas.translate(500, 60)
    pen.canvas.rotate(90)
    pen.lines(["The council pays grants in advance", "and says so in good time."], x=0, y=300)
    assert texts(pen.done()) == ["The council pays grants in advance and says so in good time."]


def test_headings_of_several_lines_are_one_and_their_depth_follows_their_size():
    pen = Pen()
    pen.lines(["How we work together to", "fund local services"], y=760, size=20, step=24)
    pen.lines(["Partners have met since the spring of last year in Kinlarig."], y=690)
    pen.lines(["Grants", "Paid in Advance"], y=668, size=14, font="Helvetica-Bold", step=16)
    pen.lines(["Grants are paid in advance wherever that is possible at all."], y=630)
    pen.lines(["Loans"], y=600, font="Helvetica-Bold")
    pen.lines(["Loans are made to groups that have traded for three years."], y=580)
    assert headings(pen.done()) == [
        (1, "How we work together to fund local services"),
        (1, "Grants Paid in Advance"),
        (2, "Loans"),
    ]


def test_bookmarks_say_how_deep_a_heading_stands():
    pen = Pen()
    for depth, (title, y) in enumerate([("Money", 700), ("Grants", 600), ("Small grants", 500)]):
        pen.canvas.bookmarkPage(title)
        pen.canvas.addOutlineEntry(title, title, depth)
        pen.line(title, y=y, font="Helvetica-Bold")
        pen.lines(["The council will pay them in advance wherever it can."], y=y - 20)
    assert headings(pen.done()) == [(1, "Money"), (2, "Grants"), (3, "Small grants")]


def test_footnotes_follow_what_refers_to_them_and_their_signs_are_left_out():
    pen = Pen()
    pen.line("The council will consult for twelve weeks", y=700)
    pen.line("1", x=72 + width("The council will consult for twelve weeks"), y=704, size=6.5)
    pen.line("before it decides.", y=686)
    pen.line("Groups will answer in good time.", y=650)
    pen.line("1", y=103, size=6)
    pen.line("Holidays are not counted as part of the", x=77, y=100, size=9)
    pen.line("twelve weeks.", y=89, size=9)
    assert said(pen.done()) == [
        ("paragraph", 0, "", "The council will consult for twelve weeks before it decides."),
        ("footnote", 0, "1", "Holidays are not counted as part of the twelve weeks."),
        ("paragraph", 0, "", "Groups will answer in good time."),
    ]


def test_a_short_line_with_the_number_of_the_paragraphs_below_is_their_heading():
    pen = Pen()
    pen.line("1. Halls", y=720)
    pen.line("1.1 The council will open its halls to all groups.", y=700)
    pen.line("2. Each group will name a person to write to.", y=680)
    pen.line("2.1 It will say when that person leaves.", y=660)
    assert [role for role, *_ in said(pen.done())] == ["heading", "paragraph", "item", "paragraph"]


def test_a_sign_before_a_full_stop_leaves_no_gap():
    pen = Pen()
    end = 72 + width("The council will consult")
    pen.line("The council will consult", y=700)
    pen.line("1", x=end, y=704, size=6.5)
    pen.line(". It listens.", x=end + 3.7, y=700)
    pen.line("1", y=103, size=6)
    pen.line("For twelve weeks.", x=77, y=100, size=9)
    assert texts(pen.done()) == ["The council will consult. It listens.", "For twelve weeks."]


def test_raised_letters_that_are_no_sign_stay():
    pen = Pen()
    pen.line("The hall of 120 m", y=700)
    pen.line("2", x=72.5 + width("The hall of 120 m"), y=704, size=6.5)
    pen.line("opened on the 1", y=680)
    pen.line("st", x=72.2 + width("opened on the 1"), y=684, size=6.5)
    pen.line("of May.", x=84 + width("opened on the 1"), y=680)
    assert texts(pen.done()) == ["The hall of 120 m2 opened on the 1st of May."]


def test_markers_and_depths_of_lists_are_kept():
    pen = Pen()
    pen.line("The council will:", y=720)
    for at, (mark, indent, text) in enumerate(
        [
            ("•", 90, "publish its plans,"),
            ("o", 126, "in print"),
            ("o", 126, "online"),
            ("•", 90, "listen."),
            ("(a)", 90, "to groups"),
            ("(b)", 90, "to people"),
            ("1.", 90, "first"),
        ]
    ):
        pen.line(mark, x=indent, y=700 - at * 14)
        pen.line(text, x=indent + 22, y=700 - at * 14)
    assert said(pen.done())[1:] == [
        ("item", 0, "•", "publish its plans,"),
        ("item", 1, "o", "in print"),
        ("item", 1, "o", "online"),
        ("item", 0, "•", "listen."),
        ("item", 0, "(a)", "to groups"),
        ("item", 0, "(b)", "to people"),
        ("item", 0, "1.", "first"),
    ]


def test_an_item_of_several_lines_hangs_together():
    pen = Pen()
    pen.line("Partners will:", y=720)
    pen.line("•", x=90, y=700)
    pen.line("tell each other about changes to the grants that they pay,", x=108, y=700)
    pen.line("as early as they can", x=108, y=686)
    pen.line("•", x=90, y=672)
    pen.line("meet every quarter.", x=108, y=672)
    pen.line("The council keeps the minutes of all these meetings.", y=652)
    assert [text for _, _, _, text in said(pen.done())] == [
        "Partners will:",
        "tell each other about changes to the grants that they pay, as early as they can",
        "meet every quarter.",
        "The council keeps the minutes of all these meetings.",
    ]


def test_a_decimal_or_a_dash_at_the_start_of_a_line_begins_nothing():
    pen = Pen()
    pen.lines(
        [
            "The council spends on its grants to groups in the area some",
            "2.5 million pounds a year, and the health board - for now at",
            "- least - adds a smaller sum, as is said in paragraph number",
            "1.11 of the compact.",
        ]
    )
    assert len(texts(pen.done())) == 1


def test_a_box_beside_the_text_does_not_cut_into_it():
    pen = Pen()
    pen.lines([f"Line {i} of the main text goes along here for a while" for i in range(10)], x=50)
    pen.canvas.rect(350, 600, 180, 110)
    pen.lines(["What a group in Kinlarig", "says about the compact:", "it works."], x=360, y=690)
    found = texts(pen.done())
    assert "What a group in Kinlarig says about the compact: it works." in found
    assert len(found) == 2


def test_words_drawn_twice_to_look_bold_are_said_once():
    pen = Pen()
    pen.line("Money matters", y=700)
    pen.line("Money matters", x=72.3, y=700)
    assert texts(pen.done()) == ["Money matters"]
