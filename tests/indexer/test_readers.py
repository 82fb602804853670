import codecs
import html
import re
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from indexer.decoding import decode, without_markup
from indexer.errors import DocumentError
from indexer.glossary import Acronym
from indexer.places import Area
from indexer.reference import load_glossary, load_places
from indexer.types import Form, Kind, Origin, Role
from indexer.words import words
from tests.indexer.reading import MEET, PAY, Read, check, read_text


def refusal(content: str | bytes, name: str) -> str:
    with pytest.raises(DocumentError) as error:
        read_text(content, name)
    return str(error.value)


# --- plain text: headings and paragraphs ---


def test_numbered_headings_give_their_depth_by_their_number():
    text = (
        f"1 Main Report\n\n{MEET}\n\n1.1 Halls\n\n{PAY}\n\n2. Money\n\n{MEET}\n\nA.1 Notes\n\n{PAY}"
    )
    assert read_text(text).headings() == [
        ("1 Main Report",),
        ("1 Main Report", "1.1 Halls"),
        ("2. Money",),
        ("2. Money", "A.1 Notes"),
    ]


def test_headings_without_a_number_stand_under_the_numbered_one_above():
    text = f"1 Main Report\n\nBackground\n\n{MEET}\n\nAssessment\n{PAY}\n\nAPPENDIX\n\n{MEET}"
    assert read_text(text).headings() == [
        ("1 Main Report", "Background"),
        ("1 Main Report", "Assessment"),
        ("APPENDIX",),
    ]


def test_headings_are_all_of_one_depth_where_none_has_a_number():
    text = f"Foreword\n\n{MEET}\n\nWhat is the Compact?\n\n{PAY}\n\nAppendix\n\n{MEET}"
    expected = [("Foreword",), ("What is the Compact?",), ("Appendix",)]
    assert read_text(text).headings() == expected


@pytest.mark.parametrize(
    "line",
    [
        "The clubs meet in the hall.",
        "the clubs of the bay",
        "The clubs of the bay,",
        "These are the clubs of the bay and its glens and what they do in the hall each week",
        "1 May 2031",
        "Date 1st May 2031",
    ],
    ids="sentence lower comma long date labelled".split(),
)
def test_a_line_that_is_no_title_is_a_paragraph(line):
    assert read_text(f"Aims\n\n{line}\n\n{MEET}").outline() == [(("Aims",), [line, MEET])]


def test_the_last_line_is_never_a_heading():
    assert read_text(f"{MEET}\n\nAnn Bell").outline() == [((), [MEET, "Ann Bell"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"1.11 {PAY}", [("1.11", PAY)]),
        (f"2.3\n{PAY}", [("2.3", PAY)]),
        (f"2.3\n\n{PAY}", [("2.3", PAY)]),
        (f"- 1.1 {MEET}\n- 1.2 {PAY}", [("1.1", MEET), ("1.2", PAY)]),
        (f"A.4 {PAY}", [("A.4", PAY)]),
        (f"3.1.2. {PAY}", [("3.1.2", PAY)]),
        ("12 groups came to the hall.", [("", "12 groups came to the hall.")]),
        ("2031 was a good year.", [("", "2031 was a good year.")]),
    ],
    ids=("same-line line-above blank-between bullets letter three-parts a-count a-year").split(),
)
def test_a_paragraph_number_stands_apart_from_its_paragraph(text, expected):
    assert read_text(text).numbered() == expected


@pytest.mark.parametrize(
    "text",
    [
        "3.5 million people live in Glenmore.",
        "2.5 per cent of each grant is kept back.",
        "1.5 full-time posts were added.",
        "10.30 am is when it starts.",
    ],
)
def test_a_paragraph_may_begin_with_a_decimal(text):
    assert read_text(text).numbered() == [("", text)]


@pytest.mark.parametrize("text", ["2.3\n", "- 1.1\n", "The end.\n\n2.3"])
def test_a_number_alone_gives_no_empty_passage(text):
    check(read_text(text))


def test_a_paragraph_broken_by_a_blank_line_is_joined():
    first, second = "that each spring the whole of the memorandum", "of understanding is renewed."
    text = f"The council has agreed with the groups {first}\n\n{second}"
    assert read_text(text).outline() == [
        ((), [f"The council has agreed with the groups {first} {second}"])
    ]


@pytest.mark.parametrize("paragraphs", [8, 2], ids=["a long file", "a short file"])
def test_wrapped_lines_are_joined(paragraphs):
    said = [MEET, PAY] * (paragraphs // 2)
    text = "The Glenmore Compact\n\n" + "\n\n".join(textwrap.fill(one, 72) for one in said)
    read = read_text(text)
    assert read.outline() == [(("The Glenmore Compact",), said)]
    assert read.document.title == "The Glenmore Compact"


def test_wrapped_items_are_joined():
    item = "to meet in the hall on the first day of each month and to talk about the plan"
    wrapped = textwrap.fill(f"· {item}", 72, subsequent_indent="  ")
    filling = "\n\n".join(textwrap.fill(one, 72) for one in [MEET, PAY] * 4)
    read = read_text(f"{filling}\n\nThe groups agreed on these:\n\n{wrapped}\n{wrapped}\n")
    assert [text for _, _, text in read.items()] == [item, item]


def test_lines_of_a_contact_stay_together():
    contact = (
        "Glenmore Forum,\n8 Harbour Street,\nGlenmore\nEmail: forum@glenmore.example\n01632 960001"
    )
    read = read_text(f"Contact us\n\n{contact}\n\n{MEET}")
    assert read.outline() == [(("Contact us",), [contact, MEET])]


def test_a_name_above_an_address_is_no_heading():
    contact = "Ann Bell – Forum Officer\nann.bell@glenmore.example"
    assert read_text(f"4. Contact\n\n{contact}").outline() == [(("4. Contact",), [contact])]


# --- plain text: titles that run into text ---


def test_a_bold_title_that_runs_into_its_paragraph_is_a_heading():
    text = f"1. Report\n\n{MEET}\n\n- **Shared halls** - {PAY}\n- **Small grants**: {MEET}"
    assert read_text(text).outline() == [
        (("1. Report",), [MEET]),
        (("1. Report", "Shared halls"), [PAY]),
        (("1. Report", "Small grants"), [MEET]),
    ]


def test_a_bold_title_stuck_to_the_end_of_a_line_is_a_heading():
    assert read_text(f"{PAY}**Next steps**\n\n{MEET}").outline() == [
        ((), [PAY]),
        (("Next steps",), [MEET]),
    ]


@pytest.mark.parametrize("line", ["**Next steps**", "# Next steps", "**  Next steps **"])
def test_a_marked_line_is_a_heading_without_its_marks(line):
    assert read_text(f"{line}\n\n{MEET}").headings() == [("Next steps",)]


def test_a_bulleted_title_over_prose_is_a_heading_below_the_one_above():
    titles = f"· Large scale\n\n{MEET}\n\n· Local roots\n\n{PAY}"
    text = f"The partners\n\n{PAY}\n\n{titles}\n\nPlan\n\n{MEET}"
    assert read_text(text).outline() == [
        (("The partners",), [PAY]),
        (("The partners", "Large scale"), [MEET]),
        (("The partners", "Local roots"), [PAY]),
        (("Plan",), [MEET]),
    ]


# --- plain text: contents pages ---

CONTENTS = """Glenmore Guide

Contents

1. Working together ..... 3
2. Sharing money\t5
Closing words....... \t 9
"""


def test_a_contents_page_is_left_out():
    read = read_text(f"{CONTENTS}\n1. Working together\n\n{MEET}\n\n2. Sharing money\n\n{PAY}")
    assert read.headings() == [("1. Working together",), ("2. Sharing money",)]
    assert "....." not in read.document.text
    assert read.document.text.count("Sharing money") == 1


def test_a_title_of_the_contents_page_is_of_the_first_depth():
    text = f"1. Working together\n\n{MEET}\n\nHarbour\n\n{PAY}\n\nClosing words\n\n{MEET}"
    assert read_text(CONTENTS + "\n" + text).headings() == [
        ("1. Working together",),
        ("1. Working together", "Harbour"),
        ("Closing words",),
    ]
    assert read_text(text).headings()[-1] == ("1. Working together", "Closing words")


def test_figures_behind_a_tab_are_no_contents_page():
    read = read_text(f"{MEET}\n\nMembers\t12\nVolunteers\t40\n\n{PAY}")
    assert {"Members", "12", "Volunteers", "40"} <= set(read.document.text.split())


# --- plain text: lists ---


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("· meet;\n\n· talk; and\n\n· sing.", ["meet;", "talk; and", "sing."]),
        ("- meet\n- talk", ["meet", "talk"]),
        ("1. Meet\n2. Talk", ["Meet", "Talk"]),
        ("a) meet\n(b) talk\nc. sing", ["meet", "talk", "sing"]),
        ("- i. meet; and\n- ii. talk", ["i. meet; and", "ii. talk"]),
        ("notes what was said this spring\n\nagrees the plan.", None),
        ("Respect: we listen.\n\nMutual trust: we keep our word.", None),
    ],
    ids="dots dashes numbers letters roman bare labelled".split(),
)
def test_lines_after_a_colon_are_items_with_that_lead_in(lines, expected):
    items = read_text(f"The board agrees to:\n\n{lines}\n\n{MEET}").items()
    assert [text for *_, text in items] == (expected or lines.split("\n\n"))
    assert {(level, lead) for level, lead, _ in items} == {(0, "The board agrees to:")}


def test_labelled_paragraphs_are_items_only_after_a_colon():
    assert read_text("We agree.\n\nRespect: we listen.\n\nTrust: we keep our word.").items() == []


def test_what_follows_a_list_without_bullets_is_prose_again():
    read = read_text(f"We agree to:\n\nRespect: we listen.\n\n{MEET}")
    assert [block.role for block in read.blocks] == [Role.PARAGRAPH, Role.ITEM, Role.PARAGRAPH]


def test_bullets_without_a_lead_in_are_a_list():
    read = read_text(f"Aims\n\n· Meet often in the hall\n\n· Talk\n\nPlan\n\n{MEET}")
    assert read.items() == [(0, "", "Meet often in the hall"), (0, "", "Talk")]
    assert read.of(Form.LIST) == ["· Meet often in the hall\n· Talk"]


def test_a_short_last_item_is_no_title_of_the_prose_below():
    read = read_text(f"We agree to:\n\n· Meet often\n\n· Talk\n\n{MEET}")
    assert [text for *_, text in read.items()] == ["Meet often", "Talk"]
    assert read.headings() == [()]


NESTED = "The aims are:\n- money:\n  - grants\n  - loans\n- people\n"


def test_a_list_inside_a_list_hangs_on_the_item_above():
    assert read_text(NESTED).items() == [
        (0, "The aims are:", "money:"),
        (1, "money:", "grants"),
        (1, "money:", "loans"),
        (0, "The aims are:", "people"),
    ]


def test_indented_items_with_semicolons_are_one_list():
    text = "2.1 The board is asked to:\n - i. note it;\n - ii. agree it; and\n - iii. send it."
    assert read_text(text).items() == [
        (0, "The board is asked to:", "i. note it;"),
        (0, "The board is asked to:", "ii. agree it; and"),
        (0, "The board is asked to:", "iii. send it."),
    ]


def test_lines_without_bullets_under_an_item_that_opens_a_list_are_inner_items():
    text = "We:\n\n- plan together through:\n\nmeeting often\n\nJoint training\n\n- talk\n"
    assert read_text(text).items() == [
        (0, "We:", "plan together through:"),
        (1, "plan together through:", "meeting often"),
        (1, "plan together through:", "Joint training"),
        (0, "We:", "talk"),
    ]


# --- plain text: tables ---


def test_a_table_of_cells_on_lines_knows_its_rows_and_blanks():
    text = (
        f"Work plan\n\n{MEET}\n\n\tAction\n\tTimescale\n\tLead\n\n"
        "\tOpen a hall.\n\n\n\t\n\t\n\n"
        "\tTeach:\n\n· first aid\n\n· sums\n\tby May\n\tForum\n\nAfterwards\n\nThe board meets."
    )
    read = read_text(text)
    teach = "Teach: · first aid · sums"
    assert read.cells() == [
        (1, "", "Open a hall.", "Action", "Open a hall."),
        (2, "", teach, "Action", "Teach:"),
        (2, "", teach, "Action", "first aid"),
        (2, "", teach, "Action", "sums"),
        (2, "", teach, "Timescale", "by May"),
        (2, "", teach, "Lead", "Forum"),
    ]
    assert [b.cell.blanks for b in read.blocks if b.cell and b.cell.row == 1] == [
        ("Timescale", "Lead")
    ]
    assert read.items() == [(0, "Teach:", "first aid"), (0, "Teach:", "sums")]
    assert read.headings() == [("Work plan",), ("Afterwards",)]


def test_a_table_of_rows_on_lines_knows_its_themes_rows_and_blanks():
    text = (
        "PROGRESS\n\nTheme\tAction\tProgress\tLead\n"
        "<p>Halls</p>\tOpen one.\t<p>Begun &amp; paid.</p> <p>Open in May.</p>\tForum\n\n"
        "\tClean one.\tSo far: • twice • well\t\n\n"
        "\t\tAnd again.\t\n"
        "Greens\t<p>Mow one.</p>\t\tCouncil\n\nThe end."
    )
    read = read_text(text)
    assert read.cells() == [
        (1, "Halls", "Open one.", "Action", "Open one."),
        (1, "Halls", "Open one.", "Progress", "Begun & paid."),
        (1, "Halls", "Open one.", "Progress", "Open in May."),
        (1, "Halls", "Open one.", "Lead", "Forum"),
        (2, "Halls", "Clean one.", "Action", "Clean one."),
        (2, "Halls", "Clean one.", "Progress", "So far:"),
        (2, "Halls", "Clean one.", "Progress", "twice"),
        (2, "Halls", "Clean one.", "Progress", "well"),
        (2, "Halls", "Clean one.", "Progress", "And again."),
        (3, "Greens", "Mow one.", "Action", "Mow one."),
        (3, "Greens", "Mow one.", "Lead", "Council"),
    ]
    blanks = {b.cell.row: b.cell.blanks for b in read.blocks if b.cell}
    assert blanks == {1: (), 2: ("Lead",), 3: ("Progress",)}


def test_what_follows_a_table_that_breaks_off_keeps_its_headings():
    text = f"Plan\n\n\tAction\n\tLead\n\n\tOpen a hall.\n\nAfterwards\n\n{MEET}"
    assert read_text(text).headings() == [("Plan",), ("Afterwards",)]


# --- bytes and tags ---


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Glenmore – £5".encode(), "Glenmore – £5"),
        (codecs.BOM_UTF8 + "Glenmore – £5".encode(), "Glenmore – £5"),
        ("Glenmore – £5".encode("utf-16"), "Glenmore – £5"),
        (codecs.BOM_UTF16_BE + "Glenmore – £5".encode("utf-16-be"), "Glenmore – £5"),
        ("Glenmore – £5".encode("utf-32"), "Glenmore – £5"),
        ("Glenmore’s – £5".encode("cp1252"), "Glenmore’s – £5"),
        (b"one\r\ntwo\rthree\x0cfour", "one\ntwo\nthree\nfour"),
        ("vol\u00adun\u200bteer\ufeff".encode(), "volunteer"),
        ("a\u00a0b".encode(), "a b"),
        (b"a" * 500 + b"\x07\x1f", "a" * 500),
        (b"", ""),
    ],
    ids=(
        "utf-8 utf-8-bom utf-16-le utf-16-be utf-32 windows line-ends invisible hard-space control"
        " empty"
    ).split(),
)
def test_bytes_become_clean_text(data, expected):
    assert decode(data, "glenmore.txt") == expected


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9,
        codecs.BOM_UTF16_LE + b"G\x00l\x00e",
    ],
    ids=["a picture", "half a character"],
)
def test_what_is_no_text_is_refused(data):
    assert refusal(data, "glenmore.txt") == (
        "glenmore.txt: this is not a text file. Save it as .txt or .md (UTF-8) and add that."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p><p class='x'>two<br/>three</P>", "\nOne\n\ntwo\nthree\n"),
        ("a <b>bold</b> <span style='x'>word</span>", "a bold word"),
        ("R&amp;D &lt;5 &pound;3", "R&D <5 £3"),
        ("4 < 5 and 6 > 5", "4 < 5 and 6 > 5"),
        ("see <https://glenmore.example/a>", "see <https://glenmore.example/a>"),
        ("<forum@glenmore.example>", "<forum@glenmore.example>"),
    ],
    ids=["breaking", "inline", "entities", "smaller", "address", "e-mail"],
)
def test_tags_and_entities_are_taken_out_and_the_rest_is_left(text, expected):
    assert without_markup(text) == expected


@pytest.mark.parametrize("letter", ["a", "b", "i", "p", "u", "li"])
def test_an_address_in_angle_brackets_is_no_tag(letter):
    text = f"Ann Bell <{letter}.bell@glenmore.example>"
    assert without_markup(text) == text


def test_invisible_characters_written_as_entities_are_taken_out():
    assert without_markup("vol&shy;unteer&nbsp;group&#8203;") == "volunteer group"


# --- what a file says of itself ---


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (f"The Glenmore Compact\n\n{MEET}", "The Glenmore Compact"),
        (
            f"The Glenmore Compact\n\n- Growing Together\n\nForeword\n\n{MEET}",
            "The Glenmore Compact: Growing Together",
        ),
        (f"THE GLENMORE COMPACT\n\n{MEET}", "The Glenmore Compact"),
        (
            f"Forum\n\nGood Halls\n\nA list.\n\nGood Halls:\n\n{MEET}\n\nGood Halls\n\n{MEET}",
            "Good Halls",
        ),
        (f"Introduction\n\nThe Kinlarig Bay Compact is ours. {MEET}", "The Kinlarig Bay Compact"),
        (f"Introduction\n\n{MEET}", "glenmore plan"),
        (MEET, "glenmore plan"),
    ],
    ids=["top", "subtitle", "capitals", "repeated", "named", "file", "prose"],
)
def test_a_title_is_found_at_the_top_or_is_the_files_name(top, expected):
    assert read_text(top, "glenmore_plan.txt").document.title == expected


def test_a_lead_in_at_the_top_gives_no_title_with_its_items():
    assert read_text("Our aims are:\n- money\n- people").document.title == "Our aims are"


def test_a_title_in_capitals_keeps_its_apostrophes():
    assert read_text(f"GLENMORE’S PLAN\n\n{MEET}").document.title == "Glenmore’s Plan"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Glenmore Plan 2031-2034\n\n{MEET}", "2031-2034"),
        (f"Glenmore Plan 2031 to 34\n\n{MEET}", "2031-34"),
        (f"Glenmore Plan\n\nMarch 2031\n\n{MEET}", "March 2031"),
        (f"Glenmore Plan\n\n{MEET}\n\nDate: 1st May 2031\n\n{PAY}", "1st May 2031"),
        (f"Glenmore Plan\n\n{MEET} It was so in May 2031.\n\n{PAY}", ""),
    ],
    ids=["period", "short period", "alone", "labelled", "in a sentence"],
)
def test_an_edition_is_a_period_or_a_date_at_the_top(text, expected):
    assert read_text(text).document.edition == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Glenmore Compact", Kind.COMPACT),
        ("Compact Improvement Plan", Kind.IMPROVEMENT_PLAN),
        ("Compact Action Plan", Kind.ACTION_PLAN),
        ("Case Studies of Halls", Kind.CASE_STUDY),
        ("Guide for Halls", Kind.GUIDANCE),
        ("Halls", Kind.DOCUMENT),
    ],
)
def test_a_kind_is_what_the_title_names(title, expected):
    assert read_text(f"{title}\n\n{MEET}").document.kind == expected


def test_a_section_named_after_a_place_is_about_it_in_a_document_about_none():
    text = f"Halls\n\n{PAY}\n\nGlen More\n\n{PAY}\n\nKinlarig – at last\n\n{PAY}"
    sections = read_text(text).sections
    assert [section.area for section in sections] == ["", "Glenmore", "Kinlarig"]
    placed = read_text(f"The Glenmore Plan\n\n{text}").sections
    assert {section.area for section in placed} == {"Glenmore"}


def test_a_document_is_known_by_its_content_whatever_its_name():
    one, again, other, renamed = (
        read_text(*args).document
        for args in [(MEET, "a.txt"), (MEET, "a.txt"), (PAY, "a.txt"), (MEET, "b.txt")]
    )
    assert one == again
    assert one.id == renamed.id != other.id
    assert one.digest == renamed.digest != other.digest


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (" \n", "glenmore.txt", "the file is empty. Put the text in, or remove the file."),
        ("# Glenmore", "glenmore.md", "no text was found in it. Check that it is the right file."),
        (
            "x",
            "glenmore.doc",
            "no reader for this kind of file. Save it as a Word document (.docx), PDF, web page,"
            " Excel workbook (.xlsx), CSV, Markdown or text.",
        ),
    ],
    ids=["empty", "only a heading", "unknown kind"],
)
def test_a_file_without_text_or_reader_is_refused(content, name, reason):
    assert refusal(content, name) == f"{name}: {reason}"


# --- Markdown ---

FRONT = """---
title: "The Glenmore Compact"
area: Glenmore
kind: compact
year: 2031
edition: second edition
theme: Halls
source:
  title: The Glenmore Compact 2031
  file: compact.txt
figures:
  - {value: "12", what: halls}
---
"""


def test_front_matter_says_what_a_document_is():
    document = read_text(FRONT + MEET, "glenmore.md").document
    assert (document.title, document.area, document.kind) == (
        "The Glenmore Compact",
        "Glenmore",
        "compact",
    )
    assert (document.edition, document.theme) == ("second edition", "Halls")
    assert document.origin == Origin("The Glenmore Compact 2031", "compact.txt")
    assert document.text == MEET


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("year: 2031", "2031"),
        ("year: 2031\nperiod: 2031 to 2034", "2031 to 2034"),
        ("edition: first\nperiod: 2031 to 2034", "first"),
        ("edition:", ""),
        ("year: 2031-05-01", "2031-05-01"),
        ("", ""),
    ],
)
def test_an_edition_outranks_a_period_and_a_period_a_year(keys, expected):
    document = read_text(f"---\ntitle: Glenmore\n{keys}\n---\n{MEET}", "glenmore.md").document
    assert document.edition == expected


@pytest.mark.parametrize("written", ["1.10", "no", "2031_32", "12:30", "010", "2031-02-30"])
def test_values_are_taken_as_they_are_written(written):
    text = f"---\ntitle: Glenmore\nedition: {written}\n---\n{MEET}"
    assert read_text(text, "glenmore.md").document.edition == written


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("area: Glenmore\n", "line 2: 'title' is missing. Add a line 'title: ...'."),
        ("area: Glenmore\ntitle:\n", "line 3: 'title' is missing. Add a line 'title: ...'."),
        ("title: ''\n", "line 2: 'title' is empty. Write something after 'title:'."),
        ("title: [a, b]\n", "line 2: 'title' must be plain text. Put it in quotes."),
        ("title: A\ntitel: B\n", "line 3: unknown key 'titel'. Did you mean 'title'?"),
        ("title: A\n7: B\n", "line 3: unknown key '7'."),
        ("title: A\narea: B\narea: C\n", "line 4: 'area' stands here twice. Keep one."),
        (
            "title: A\n\nkind: pact\n",
            "line 4: unknown kind 'pact'. Use one of: compact, principles, case_study, action_plan,"
            " improvement_plan, guidance, document.",
        ),
        ("- a\n", "line 2: expected 'key: value' lines here."),
        ("", "line 2: expected 'key: value' lines here."),
        ("title: A\nsource: B\n", "line 3: expected 'key: value' lines here."),
        ("title: A\nsource:\n  file: b\n", "line 3: 'title' is missing. Add a line 'title: ...'."),
        (
            "title: A\nfigures: 3\n",
            "line 3: 'figures' must be a list with at least one '- ' entry.",
        ),
        (
            "title: A\nfigures:\n  - {value: 3}\n  - {valeu: 3}\n",
            "line 5: unknown key 'valeu'. Did you mean 'value'?",
        ),
    ],
    ids=(
        "no-title bare-title empty-title list unknown number twice kind no-keys nothing source"
        " source-title figures figure"
    ).split(),
)
def test_wrong_front_matter_is_named_with_its_line(front, expected):
    text = f"---\n{front}---\n{MEET}"
    assert refusal(text, "glenmore.md") == f"glenmore.md, {expected}"
    assert refusal(text.replace("\n", "\r\n"), "glenmore.md") == f"glenmore.md, {expected}"


def test_front_matter_that_does_not_end_is_named_with_its_line():
    assert refusal(f"---\ntitle: A\n\n{MEET}", "glenmore.md") == (
        "glenmore.md, line 1: the front matter has no closing '---' line. Add it."
    )


@pytest.mark.parametrize("text", ["", "\n", "\ufeff"], ids=["nothing", "a blank line", "a mark"])
def test_front_matter_may_follow(text):
    assert read_text(f"{text}---\ntitle: A\n---\n{MEET}", "glenmore.md").document.title == "A"


def test_markdown_sections_say_where_they_stand():
    halls = f"## Halls\n*Where: section 4, page 3.*\n\n{MEET}"
    text = f"# Compact\n\n{halls}\n\n## Money\n\n{PAY}\n\n*Where: x.*"
    read = read_text(text, "glenmore.md")
    assert read.outline() == [
        (("Compact", "Halls"), [MEET]),
        (("Compact", "Money"), [PAY, "Where: x."]),
    ]
    assert [passage.where for passage in read.passages] == ["section 4, page 3", "", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*We* **meet** ~in~ `May`", "We meet ~in~ May"),
        ("See [the form](http://glenmore.example/form).", "See the form."),
        ("<https://glenmore.example> ![the hall](hall.png)", "https://glenmore.example"),
        ("We\nmeet  \nhere", "We meet\nhere"),
        ("\\*We\\* meet &amp; <b>talk</b>", "*We* meet & talk"),
        ("> We meet", "We meet"),
        ("    We meet\n    here", "We meet\nhere"),
        ("```text\nWe meet\n```", "We meet"),
        ("<div>We <b>meet</b></div>", "We meet"),
        ("Ann <a.bell@glenmore.example>", "Ann a.bell@glenmore.example"),
    ],
    ids="emphasis link image breaks escapes quote code fence html e-mail".split(),
)
def test_markdown_marks_are_taken_off(text, expected):
    assert read_text(text, "glenmore.md").outline() == [((), [expected])]


def test_code_is_left_as_it_is():
    text = "```\nif a < b and c > d: <b>\n```"
    assert read_text(text, "glenmore.md").document.text == "if a < b and c > d: <b>"


def test_markdown_lists_hang_on_what_introduces_them():
    text = "We agree:\n\n- to meet:\n  - early\n    1. very\n  - late\n- to talk\n"
    assert read_text(text, "glenmore.md").items() == [
        (0, "We agree:", "to meet:"),
        (1, "to meet:", "early"),
        (2, "", "very"),
        (1, "to meet:", "late"),
        (0, "We agree:", "to talk"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. meet\n2. talk", "1. meet\n2. talk"),
        ("3) meet\n4) talk", "3) meet\n4) talk"),
        ("* meet\n* talk", "* meet\n* talk"),
        ("- meet\n\n  each May\n- talk", "- meet\neach May\n- talk"),
    ],
    ids=["numbers", "brackets", "stars", "two paragraphs"],
)
def test_markdown_lists_keep_their_marks(text, expected):
    assert read_text(text, "glenmore.md").document.text == expected


TABLE = """
| Theme | Action | Lead |
|---|---|---|
| Halls | Open one | Forum |
| | **Clean** one | |
| | | and Council |
"""


def test_markdown_tables_are_cells_with_their_row():
    cells = read_text(TABLE, "glenmore.md").cells()
    assert [(column, text) for *_, column, text in cells if text != "Halls"] == [
        ("Action", "Open one"),
        ("Lead", "Forum"),
        ("Action", "Clean one"),
        ("Lead", "and Council"),
    ]


def test_markdown_tables_are_read_as_other_tables_are():
    read = read_text(TABLE, "glenmore.md")
    assert read.cells() == [
        (1, "Halls", "Open one", "Action", "Open one"),
        (1, "Halls", "Open one", "Lead", "Forum"),
        (2, "Halls", "Clean one", "Action", "Clean one"),
        (2, "Halls", "Clean one", "Lead", "and Council"),
    ]
    assert [b.cell.blanks for b in read.blocks if b.cell] == [()] * 4


# --- records ---

PRINCIPLES = """title: Values
kind: principles
area: Glenmore
records:
  - id: trust
    name: Trust
    type: value
    whose: all partners
    statement: We keep our word.
    where: page 2
  - id: halls
    name: Shared halls
    type: commitment
    statement: We share the halls.
"""
PLAN = """title: Plan
kind: action_plan
period: 2031 to 2034
objectives:
  - name: Halls
    where: table 1
    actions:
      - id: h1
        text: Open
          a hall.
        timescale: ""
        lead: Forum
        progress: |-
          It was built.

          It is open.
        where: row 1
        actions:
          - id: h1a
            text: Buy chairs.
  - name: Greens
    actions:
      - id: g1
        text: Mow one.
"""


def test_principles_are_sections_named_after_their_kind_and_name():
    read = read_text(PRINCIPLES, "values.yaml")
    assert read.outline() == [
        (("Value (all partners)", "Trust"), ["We keep our word."]),
        (("Commitment", "Shared halls"), ["We share the halls."]),
    ]
    assert [passage.where for passage in read.passages] == ["page 2", ""]
    assert read.document.kind == Kind.PRINCIPLES


def test_actions_are_rows_with_their_blanks():
    read = read_text(PLAN, "plan.yaml")
    hall = "Open a hall."
    assert read.cells() == [
        (1, "", hall, "Action", hall),
        (1, "", hall, "Lead", "Forum"),
        (1, "", hall, "Progress", "It was built."),
        (1, "", hall, "Progress", "It is open."),
        (2, "", "Buy chairs.", "Action", "Buy chairs."),
        (3, "", "Mow one.", "Action", "Mow one."),
    ]
    blanks = {b.cell.row: b.cell.blanks for b in read.blocks if b.cell}
    assert blanks[1] == ("Timescale", "Future reporting")
    assert blanks[2] == blanks[3] == ("Timescale", "Lead", "Progress", "Future reporting")
    assert [passage.where for passage in read.passages] == ["row 1"] * 4 + ["table 1", ""]
    assert read.headings() == [("Halls",), ("Greens",)]


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        (
            PRINCIPLES,
            "id: halls",
            "id: trust",
            "line 11: the id 'trust' stands twice. Ids must differ.",
        ),
        (
            PRINCIPLES,
            "type: value",
            "type: valeu",
            "line 7: unknown type 'valeu'. Use one of: value, principle, cornerstone, purpose, aim,"
            " commitment.",
        ),
        (PRINCIPLES, "    name: Trust\n", "", "line 5: 'name' is missing. Add a line 'name: ...'."),
        (PRINCIPLES, "whose:", "whos:", "line 8: unknown key 'whos'. Did you mean 'whose'?"),
        (
            PRINCIPLES,
            "records:",
            "record:",
            "line 4: unknown key 'record'. Did you mean 'records'?",
        ),
        (
            PRINCIPLES,
            "principles",
            "compact",
            "line 2: a YAML file must say 'kind: principles' or 'kind: action_plan'.",
        ),
        (
            PRINCIPLES,
            "kind: principles\n",
            "",
            "line 1: a YAML file must say 'kind: principles' or 'kind: action_plan'.",
        ),
        (
            PLAN,
            "        text: Mow one.\n",
            "",
            "line 23: 'text' is missing. Add a line 'text: ...'.",
        ),
        (
            PLAN,
            "lead: Forum",
            "lead: [Forum]",
            "line 12: 'lead' must be plain text. Put it in quotes.",
        ),
        (
            PLAN,
            "      - id: g1\n        text: Mow one.\n",
            "",
            "line 22: 'actions' must be a list with at least one '- ' entry.",
        ),
        (PLAN, "- id: h1a", "- idd: h1a", "line 19: unknown key 'idd'. Did you mean 'id'?"),
        (PLAN, "title: Plan\n", "", "line 1: 'title' is missing. Add a line 'title: ...'."),
    ],
    ids=(
        "id-twice type no-name unknown records kind no-kind no-text lead no-actions"
        " inner-key no-title"
    ).split(),
)
def test_a_mistake_in_a_record_is_named_with_its_line(text, old, new, expected):
    assert text.count(old) >= 1
    assert refusal(text.replace(old, new, 1), "values.yaml") == f"values.yaml, {expected}"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("word.", "word: yes", 9), ("    name: Shared", "\tname: Shared", 12), ("trust", '"trust', 5)],
    ids=["a colon", "a tab", "a quotation mark"],
)
def test_malformed_yaml_is_named_with_its_line(old, new, line):
    records = PRINCIPLES.replace(old, new, 1)
    assert refusal(records, "values.yaml").startswith(f"values.yaml, line {line}: this is not ")
    front = f"---\n{records}---\n{MEET}"
    assert refusal(front, "values.md").startswith(f"values.md, line {line + 1}: this is not ")


@pytest.mark.parametrize("text", ["- a\n", "Glenmore", "# nothing\n"])
def test_a_yaml_file_without_keys_is_refused(text):
    assert refusal(text, "values.yaml") == (
        "values.yaml: expected 'title:', 'kind:' and records. See knowledge/README.md."
    )


def test_two_actions_with_one_id_are_refused():
    assert refusal(PLAN.replace("id: g1", "id: h1a"), "plan.yaml") == (
        "plan.yaml, line 23: the id 'h1a' stands twice. Ids must differ."
    )


def test_a_part_of_a_part_of_an_action_is_read():
    deep = (
        "            text: Buy chairs.\n            actions:\n              - {id: d, text: Sit.}\n"
    )
    read = read_text(PLAN.replace("            text: Buy chairs.\n", deep), "plan.yaml")
    assert "Sit." in [text for *_, text in read.cells()]


@pytest.mark.parametrize("text", ["title: " + "[" * 3000 + "]" * 3000, "title: &a [*a]"])
def test_lists_without_end_are_refused(text):
    assert refusal(text, "values.yaml").startswith("values.yaml")


def test_aliases_of_aliases_are_refused():
    lines = ["a0: &a0 [x, x]", *(f"a{i + 1}: &a{i + 1} [*a{i}, *a{i}]" for i in range(40))]
    assert refusal("\n".join(lines), "values.yaml").startswith("values.yaml, line 1: unknown key")


# --- glossary and places ---


def put(folder: Path, text: str) -> Path:
    path = folder / "reference.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_glossary_is_read(tmp_path):
    glossary = load_glossary(
        put(
            tmp_path,
            "acronyms:\n  - {short: GVF, long: Glenmore Voluntary Forum, note: speaks}\n"
            "  - {short: GB, long: [Glen Bank, Great Bay]}\n"
            "words:\n  - {say: cash, means: [funding, grants]}\n  - {say: hall, means: venue}\n",
        )
    )
    assert glossary.acronyms == (
        Acronym("GVF", ("Glenmore Voluntary Forum",), "speaks"),
        Acronym("GB", ("Glen Bank", "Great Bay")),
    )
    assert glossary.everyday == (("cash", ("funding", "grants")), ("hall", ("venue",)))


def test_places_are_read(tmp_path):
    glenmore = "{name: Glenmore, nation: Scotland, also: [Glen More]}"
    text = f"areas:\n  - {glenmore}\n  - {{name: Bell, ordinary: true}}\n"
    places = load_places(put(tmp_path, text))
    assert places.areas == (Area("Glenmore", ("Glen More",)), Area("Bell", ordinary=True))


@pytest.mark.parametrize(
    ("load", "text", "expected"),
    [
        (
            load_glossary,
            "acronyms:\n  - {short: GVF}\n",
            ", line 2: 'long' must be a word, or a list [one, two] of words.",
        ),
        (
            load_glossary,
            "words:\n  - say: cash\n    mean: x\n",
            ", line 3: unknown key 'mean'. Did you mean 'means'?",
        ),
        (
            load_glossary,
            "words:\n  - say: cash\n    means: ['']\n",
            ", line 3: 'means' must be a word, or a list [one, two] of words.",
        ),
        (
            load_glossary,
            "words: cash\n",
            ", line 1: 'words' must be a list with at least one '- ' entry.",
        ),
        (
            load_places,
            "areas:\n  - {nation: Wales}\n",
            ", line 2: 'name' is missing. Add a line 'name: ...'.",
        ),
        (load_places, "area:\n", ", line 1: unknown key 'area'. Did you mean 'areas'?"),
        (load_places, "Glenmore\n", ", line 1: expected 'key: value' lines here."),
    ],
    ids="long key empty list name areas text".split(),
)
def test_a_mistake_in_a_reference_file_is_named_with_its_line(tmp_path, load, text, expected):
    path = put(tmp_path, text)
    with pytest.raises(DocumentError, match=re.escape(f"{path}{expected}")):
        load(path)


@pytest.mark.parametrize("load", [load_glossary, load_places])
def test_a_reference_file_that_is_not_there_is_named(tmp_path, load):
    with pytest.raises(DocumentError, match=r"absent\.yaml: cannot be opened \(No such file"):
        load(tmp_path / "absent.yaml")


# --- large files: these must not take for ever ---

LARGE = 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "word " * (LARGE // 5),
        "\n".join(["Glenmore\tBay"] * 8_000),
        "- an item that is long enough\n" * 8_000,
        "\n".join(f"{' ' * depth}- an item number {depth}" for depth in range(1000)),
        "We:\n" + "- one thing more:\n  - another thing here\n" * 3000,
        "Glenmore Bay\n\n" * 10_000 + MEET,
        "Working together......3\n" * 10_000 + MEET,
        f"{PAY} and\n\n" * 1000,
        "<p " * (LARGE // 3),
        "**a" * (LARGE // 3),
    ],
    ids="words rows items deep nested titles contents broken tags bold".split(),
)
def test_a_large_text_is_read(text):
    check(read_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "a" * LARGE,
        "1" * LARGE,
        "x" + " " * LARGE + "x",
        "Name" + "." * 3000 + "Date",
        "Glenmore-" * (LARGE // 9),
        "Meet in May. " * (LARGE // 13),
        "\n".join(["\tGlenmore"] * 20_000),
        "\tOne cell stands here, and it is a sentence.\n" * 5_000,
    ],
    ids="letters digits spaces dots hyphens sentences cells sentence-cells".split(),
)
def test_a_large_text_of_one_kind_is_read(text):
    check(read_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "word " * (LARGE // 5),
        "\n".join(f"{'  ' * depth}- item" for depth in range(500)),
        "| a | b |\n|---|---|\n" + "| c | d |\n" * 3000,
        "*a " * 20_000,
        "[a](" * 10_000,
    ],
    ids="words deep rows emphasis links".split(),
)
def test_large_markdown_is_read(text):
    check(read_text(text, "glenmore.md"))


# --- the documents beside the repository: only counts, headings and what holds for all ---

PLACES_YAML = Path(__file__).parents[2] / "knowledge" / "places.yaml"
AREAS = (
    "Merton Calderdale East_Sussex Sunderland Lewisham Surrey Wolverhampton Islington Thurrock"
    " Bristol Hertfordshire Warrington"
)


@pytest.fixture(scope="module")
def originals(shared) -> dict[str, tuple[str, Read]]:
    """By its number, the text of each document and what was read from it."""
    places = load_places(PLACES_YAML)
    files = sorted((shared / "documents").glob("*.txt"))
    return {
        path.name[:3]: (path.read_text("utf-8"), read_text(path.read_bytes(), path.name, places))
        for path in files
    }


def unmarked(text: str) -> str:
    """The text without what a reader takes off: tags, entities, bold marks, ends of lines."""
    text = html.unescape(re.sub(r"</?(?:p|ul|li|br)\b[^<>]*>", " ", text))
    return " ".join(text.replace("**", "").split())


def without_bullets(text: str) -> str:
    return " ".join(re.sub(r"(?:^|(?<=\s))[-·•](?=\s)", " ", text).split())


@pytest.mark.shared
def test_every_document_holds_what_holds_for_all(originals):
    assert [*originals] == ["000", "001", "002", "003", "004"]
    for _, read in originals.values():
        check(read)


@pytest.mark.shared
def test_every_passage_stands_in_its_original(originals):
    for original, read in originals.values():
        plain = unmarked(original)
        quotes = [(passage.form, unmarked(passage.text)) for passage in read.passages]
        assert quotes
        lists = without_bullets(plain)
        assert [
            quote for form, quote in quotes if form is not Form.LIST and quote not in plain
        ] == []
        assert [quote for _, quote in quotes if without_bullets(quote) not in lists] == []


@pytest.mark.shared
def test_of_a_document_only_contents_headings_of_columns_and_repeats_are_left_out(originals):
    lost = {
        number: Counter(words(unmarked(original))) - Counter(words(read.document.text))
        for number, (original, read) in originals.items()
    }
    assert [number for number, left_out in lost.items() if left_out] == ["001", "002", "003"]
    assert lost["002"] == {
        **dict.fromkeys(("action", "timescale", "lead", "responsibility"), 7),
        **{"sector": 2, "public": 1, "third": 1},
    }


@pytest.mark.shared
def test_the_plan_with_blanks_has_27_actions(originals):
    _, read = originals["002"]
    actions = {
        (b.cell.row, b.cell.title, b.cell.blanks)
        for b in read.blocks
        if b.cell and b.cell.column == "Action"
    }
    assert len(actions) == 27
    assert {blanks for *_, blanks in actions} == {("Timescale", "Lead Responsibility")}
    assert {b.cell.column for b in read.blocks if b.cell and b.cell.title} == {"Action"}


@pytest.mark.shared
def test_the_improvement_plan_has_9_actions_under_3_themes(originals):
    _, read = originals["003"]
    rows = {(b.cell.row, b.cell.theme, b.cell.title) for b in read.blocks if b.cell}
    assert len(rows) == len({title for *_, title in rows}) == 9
    assert [*Counter(theme for _, theme, _ in sorted(rows)).values()] == [2, 3, 4]
    columns = {b.cell.column for b in read.blocks if b.cell}
    assert columns == {"Action", "Progress", "Future reporting"}


@pytest.mark.shared
def test_the_case_studies_are_sections_about_their_places(originals):
    _, read = originals["001"]
    placed = [(section.headings[-1], section.area) for section in read.sections if section.area]
    names = [name.replace("_", " ") for name in AREAS.split()]
    assert placed == [(name, name) for name in names]
    assert all(len(section.headings) == 2 for section in read.sections if section.area)
    assert read.document.area == ""


@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "area", "kind"),
    [
        ("000", "Edinburgh", Kind.COMPACT),
        ("001", "", Kind.GUIDANCE),
        ("002", "South Ayrshire", Kind.COMPACT),
        ("003", "Edinburgh", Kind.IMPROVEMENT_PLAN),
        ("004", "Midlothian", Kind.COMPACT),
    ],
)
def test_each_document_says_whose_and_what_it_is(originals, number, area, kind):
    document = originals[number][1].document
    assert (document.area, document.kind) == (area, kind)


@pytest.mark.shared
def test_the_numbered_paragraphs_have_their_numbers(originals):
    def numbers(number: str) -> list[str]:
        return [block.number for block in originals[number][1].blocks if block.number]

    assert numbers("000") == ["2.3", "2.4", *(f"1.{i}" for i in range(1, 16))]
    assert numbers("003") == ["1.1", "1.2", "2.1", "3.1", "3.2", "3.3", "3.4"]
