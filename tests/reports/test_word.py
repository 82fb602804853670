"""The board paper in Word, read back with python-docx."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree

from bot.core.reports.layout import lay_out
from bot.reports.printable import printable
from bot.reports.word import to_docx
from tests.core.reporting import ASKED, action, busy_report, report, update
from tests.reports.hostile import NASTY, report_saying, texts

MADE_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def written(made):
    stream = BytesIO()
    to_docx(lay_out(made), stream, MADE_AT)
    stream.seek(0)
    return docx.Document(stream)


@pytest.fixture(scope="module")
def paper():
    return written(busy_report())


def table_with(document, *headings):
    return next(
        table
        for table in document.tables
        if tuple(cell.text for cell in table.rows[0].cells) == headings
    )


def progress_tables(document):
    board = ("Theme", "Action", "Status", "Progress", "Future reporting")
    return [t for t in document.tables if tuple(c.text for c in t.rows[0].cells) == board]


def test_headings_are_real_and_none_is_skipped(paper):
    styles = [(p.style.name, p.text) for p in paper.paragraphs if p.style.name.startswith("Head")]
    assert [text for style, text in styles if style == "Heading 1"] == [
        "In short",
        "What has changed",
        "Forward plan",
        "Gaps",
        "Charts",
        "Progress by objective",
        "Appendix: where each line comes from",
    ]
    assert {style for style, _ in styles} == {"Heading 1", "Heading 2"}
    assert styles[0][0] == "Heading 1"
    assert ("Heading 2", "Halls and places to meet") in styles


def test_the_document_says_its_title_and_language(paper):
    assert paper.paragraphs[0].style.name == "Title"
    properties = paper.core_properties
    assert properties.title == "Progress report: Glenmore Compact action plan"
    assert properties.language == "en-GB"
    assert properties.created == MADE_AT.replace(tzinfo=None) or properties.created == MADE_AT
    language = next(paper.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "en-GB"


def test_every_table_has_a_header_that_repeats_and_rows_that_stay_whole(paper):
    assert len(paper.tables) >= 8
    for table in paper.tables:
        header, *rows = table.rows
        assert header._tr.trPr.find(qn("w:tblHeader")) is not None
        assert rows
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None


def test_no_cells_are_merged(paper):
    body = paper.element.body
    assert not list(body.iter(qn("w:gridSpan"), qn("w:vMerge")))


def test_a_row_that_is_longer_than_a_page_may_be_cut_by_one():
    one = action(1)
    paper = written(report([one], [update(1, one, "2026-10-05 09:00", "long news " * 500)]))
    (table,) = progress_tables(paper)
    properties = table.rows[1]._tr.trPr
    assert properties is None or properties.find(qn("w:cantSplit")) is None


def test_every_table_is_named_for_who_cannot_see_it(paper):
    for table in paper.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_every_chart_has_a_description_and_the_table_of_its_figures(paper):
    assert len(paper.inline_shapes) == 2
    for shape in paper.inline_shapes:
        described = shape._inline.docPr
        assert described.get("title") in ("Status by objective", "Progress over time")
        assert "5 actions: " in described.get("descr")
    figures = ("Done", "In progress", "Blocked", "Not started", "Status not reported")
    table = table_with(paper, "Objective", *figures)
    assert [cell.text for cell in table.rows[2].cells] == ["Fair money", "1", "0", "1", "0", "1"]
    assert table_with(paper, "At the end of", *figures)


def test_the_table_of_an_objective_has_the_boards_columns(paper):
    halls, money = progress_tables(paper)
    assert [cell.text for cell in halls.rows[1].cells] == [
        "Halls and places to meet",
        "GL1 Mend hall number 1.\nDue: 31 December 2026\nTimescale: by Hogmanay\nLead: Hall Trust",
        "Green\nIn progress, 50% done",
        "“half the slates are on”\nMorag Tulloch, 5 October 2026 [U2]",
        "None named in the plan.",
    ]
    assert halls.rows[2].cells[3].text == (
        "No update reported. The plan itself says:\nA survey was made in spring."
    )
    assert money.rows[1].cells[2].text == (
        "Red\nOverdue since 31 October 2026; blocked: legal have not replied\nBlocked"
    )
    assert money.rows[1].cells[1].text.endswith("Lead: no lead named")
    assert money.rows[2].cells[4].text == "None: the action is complete."
    assert money.rows[3].cells[1].text.splitlines()[1] == "Part of GL3"


def test_red_and_amber_are_listed_with_their_reasons(paper):
    table = table_with(paper, "Status", "Action", "Why", "Lead", "Due")
    assert [cell.text for cell in table.rows[1].cells] == [
        "Red",
        "GL3 Pay grants within 21 days.",
        "Overdue since 31 October 2026; blocked: legal have not replied",
        "no lead named",
        "31 October 2026",
    ]


def test_each_line_leads_to_the_message_behind_it(paper):
    body = paper.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    leads = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert leads
    assert leads <= marks
    table = table_with(paper, "Update", "Action", "When", "Who", "Chat and message", "The message")
    assert [cell.text for cell in table.rows[2].cells] == [
        "U3",
        "GL3",
        "2 November 2026, 16:05",
        "Morag Tulloch",
        "glenmore-team\nmessage m3",
        "@bot stuck, legal have not replied",
    ]


def test_the_page_is_landscape_and_numbered(paper):
    (section,) = paper.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_tables_are_as_wide_as_the_text_and_no_wider(paper):
    (section,) = paper.sections
    room = section.page_width - section.left_margin - section.right_margin
    for table in paper.tables:
        width = sum(column.width for column in table.columns)
        assert 0.95 * room < width <= room


def test_no_letters_are_smaller_than_ten_points(paper):
    own = [style.font.size for style in paper.styles if style.type in (1, 2) and style.font.size]
    used = {p.style.name for p in every_paragraph(paper)}
    sizes = {style.name: style.font.size for style in paper.styles if hasattr(style, "font")}
    assert own
    assert {"Table Text", "Table Head", "Caption", "Heading 1", "Normal"} <= used
    assert all(sizes[name].pt >= 10 for name in used)


def every_paragraph(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_a_rating_is_always_a_word(paper):
    shaded = [
        run.text
        for paragraph in every_paragraph(paper)
        for run in paragraph.runs
        if run.style.name.startswith("Status ")
    ]
    assert set(shaded) == {"Red", "Amber", "Green", "Complete", "Not reported"}


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_hostile_text_stays_whole(text):
    check(text)


@settings(max_examples=15, deadline=None)
@given(texts)
def test_any_text_stays_whole(text):
    check(text)


def check(text):
    document = written(replace(report_saying(text), charts=()))
    etree.fromstring(etree.tostring(document.element))
    said = [cell.text for t in progress_tables(document) for r in t.rows for cell in r.cells]
    kept = printable(text)
    assert any(kept.strip() in cell for cell in said)
    assert any(f"GL1 {kept}" in cell for cell in said)
    sources = document.tables[-1].rows[1].cells
    assert sources[5].text == kept


def test_a_report_without_updates_says_so():
    paper = written(report([action(1)], asked=ASKED))
    assert "No update is quoted in this report." in [p.text for p in paper.paragraphs]


def test_a_report_without_actions_is_a_paper_too():
    paper = written(report([]))
    assert "The plan has no actions." in [p.text for p in paper.paragraphs]
