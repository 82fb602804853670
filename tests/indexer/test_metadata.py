from pathlib import Path

import pytest

from indexer.places import Places
from indexer.readers.extract import Extract
from indexer.readers.imprint import LATER, WITHDRAWN
from indexer.readers.metadata import guess, guess_kind, guess_title
from indexer.reference import load_places
from indexer.schema import About
from indexer.types import Document, Element, Kind, Role
from tests.indexer.reading import PLACES, read_text

MEET = (
    "The council and the voluntary groups of the bay agreed a new way of working in the spring."
    " They meet four times a year in the town hall, and every group can ask for the notes."
)
TITLE = "The Glenmore Compact"


def about(top: str, title: str = TITLE) -> Document:
    """What is made out of a text with this title, these lines below it and some prose."""
    return read_text(f"{title}\n\n{top}\n\n{MEET}\n\n{MEET}").document


def marked(
    title: str, *headings: str, name: str = "glenmore-compact.docx", date: str = ""
) -> About:
    """What is made out of a file that marks this title."""
    elements = [Element(text, Role.HEADING, 1) for text in headings] + [Element(MEET)]
    text = "\n\n".join(element.text for element in elements)
    return guess(Extract(tuple(elements), title=title, date=date), text, name, PLACES)


# --- title ---


@pytest.mark.parametrize(
    ("title", "headings", "expected"),
    [
        ("The Glenmore Compact", ("Foreword", "The Glenmore Compact"), "The Glenmore Compact"),
        ("THE GLENMORE COMPACT", ("The Glenmore Compact",), "The Glenmore Compact"),
        ("The Glenmore\n Compact:", ("Glenmore Compact",), "The Glenmore Compact"),
        ("Microsoft Word - Glenmore Compact", ("Our Compact",), "Glenmore Compact"),
        ("Glenmore Compact | Glenmore Council", ("Glenmore Compact",), "Glenmore Compact"),
        ("Glenmore Council - Glenmore Compact", ("Glenmore Compact",), "Glenmore Compact"),
        ("Council and groups of the bay", ("Foreword",), "Council and groups of the bay"),
    ],
    ids="heading capitals breaks program site-last site-first prose".split(),
)
def test_the_title_that_a_file_marks_counts(title, headings, expected):
    assert marked(title, *headings).title == expected


def test_a_heading_over_prose_is_no_part_of_a_title_that_is_none():
    elements = (Element("Halls in Kinlarig"), Element("Who pays?", Role.HEADING, 1), Element(MEET))
    assert guess_title(elements, "halls.html") == "Halls in Kinlarig"
    elements = (elements[0], Element("Aims", Role.ITEM, marker="1."), Element(MEET))
    assert guess_title(elements, "halls.html") == "Halls in Kinlarig"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Untitled document",
        "Document1",
        "Microsoft Word - compact final v3.doc",
        "compact_final.docx",
        "PowerPoint Presentation",
        "Home",
        "Board report template for Kinlarig",
        "Compact",
        "Glenmore " * 30,
    ],
    ids="none untitled numbered word file slides home template one-word long".split(),
)
def test_a_mark_that_is_no_title_of_this_text_does_not_count(title):
    assert marked(title, "Our Compact with Groups").title == "Our Compact with Groups"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("glenmore_plan.txt", "glenmore plan"),
        ("glenmore-plan-2031-2034.txt", "glenmore plan 2031-2034"),
        ("our  plan.v2.txt", "our plan.v2"),
    ],
)
def test_a_file_name_becomes_a_title_in_words(name, expected):
    assert read_text(MEET, name).document.title == expected


@pytest.mark.parametrize("line", ["DRAFT", "Superseded", "March 2031", "Version 2", "2nd edition"])
def test_a_notice_above_the_title_is_no_title(line):
    assert read_text(f"{line}\n\n{TITLE}\n\nForeword\n\n{MEET}").document.title == TITLE


# --- kind and area ---


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Compact Improvement Plan", Kind.IMPROVEMENT_PLAN),
        ("Voluntary Sector Concordat", Kind.COMPACT),
        ("Guidelines for Groups", Kind.GUIDANCE),
        ("Spending according to need", Kind.DOCUMENT),
        ("The impact of grants", Kind.DOCUMENT),
    ],
)
def test_a_kind_is_what_a_title_names_as_a_word(title, expected):
    assert guess_kind(title) is expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("I am very pleased to introduce the Glenmore Compact to you all.", "Glenmore"),
        ("Published by Kinlarig Council in the spring of 2031.", "Kinlarig"),
        ("Glenmore Council", "Glenmore"),
        ("We learned from the Glenmore Compact and the Kinlarig Compact.", ""),
        ("A visit to Glenmore was the start of it.", ""),
        ("We thank Glenmore Council for its help.", ""),
    ],
    ids="foreword publisher council two mentioned thanked".split(),
)
def test_an_area_is_whose_compact_the_opening_names(top, expected):
    assert about(top, "Working Together").area == expected


def test_the_title_and_most_of_the_text_outrank_the_opening():
    foreword = "I am pleased to introduce the Kinlarig Compact, a model for us."
    assert about(foreword).area == "Glenmore"
    often = f"{foreword}\n\n{'It is so in Glenmore. ' * 9}"
    assert about(often, "Working Together").area == "Glenmore"


def test_an_imprint_at_the_end_names_the_area():
    text = f"Working Together\n\n{f'{MEET} ' * 20}\n\n{MEET}\n\n© Kinlarig Council 2031"
    assert read_text(text).document.area == "Kinlarig"


# --- edition ---


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Glenmore Compact 2031-2034", "2031-2034"),
        ("Glenmore Compact 2031 – 34", "2031-34"),
        ("Glenmore Compact 2031/32", "2031/32"),
        ("Glenmore Compact (2nd edition)", "2nd edition"),
        ("Glenmore Compact, Revised June 2031", "Revised June 2031"),
        ("Glenmore Compact v1.2", "v1.2"),
        ("Glenmore Compact - Draft for consultation", "Draft for consultation"),
        ("Drafting a Compact", ""),
        ("How to draft the Second Edition of a Compact", ""),
    ],
)
def test_an_edition_stands_in_the_title(title, expected):
    assert about(MEET, title).edition == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2nd edition", "2nd edition"),
        ("Second Edition, March 2031", "Second Edition"),
        ("The third edition", "third edition"),
        ("Version 1.2", "Version 1.2"),
        ("Version: 3 (May 2031)", "Version: 3"),
        ("v2.0", "v2.0"),
        ("Issue no. 4", "Issue no. 4"),
        ("Revised June 2031", "Revised June 2031"),
        ("[DRAFT]", "DRAFT"),
        ("Consultation draft", "Consultation draft"),
        ("March 2031", "March 2031"),
    ],
)
def test_an_edition_stands_on_a_line_near_the_top(line, expected):
    assert about(line).edition == expected


@pytest.mark.parametrize(
    "line",
    [
        "A draft of the compact was sent to all groups.",
        "Version 2 of the form is used for small grants.",
        "Draft minutes",
        "The second edition of the festival was a success.",
        "Issue 3 of the newsletter tells more.",
        "Revised 12 forms",
        "V8 engines are loud.",
    ],
)
def test_an_edition_of_something_else_does_not_count(line):
    assert about(line).edition == ""


def test_an_edition_far_down_does_not_count():
    assert read_text(f"{TITLE}\n\n{f'{MEET} ' * 20}\n\nVersion 2\n\n{MEET}").document.edition == ""


# --- date ---


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Date 1st September 2031", "1st September 2031"),
        ("Date: 01/09/2031", "01/09/2031"),
        ("Date of meeting: Tuesday 22 June 2031", "Tuesday 22 June 2031"),
        ("22 June 2031", "22 June 2031"),
        ("Thursday, 22nd June, 2031", "Thursday, 22nd June, 2031"),
        ("June 2031", "June 2031"),
        ("(Sept 2031)", "Sept 2031"),
        ("Spring 2031", "Spring 2031"),
        ("2031-09-01", "2031-09-01"),
        ("Published March 2031", "March 2031"),
        ("First published in 2031 by Glenmore Council", "2031"),
        ("Last updated: 3 May 2031 at 10:15", "3 May 2031"),
        ("- Approved on 3 May 2031.", "3 May 2031"),
        ("Agreed by the Kinlarig Partnership Board on 3 May 2031", "3 May 2031"),
        ("Reviewed by both councils in May 2031", "May 2031"),
        ("Publication date:\n\nMay 2031", "May 2031"),
        ("Second Edition, March 2031", "March 2031"),
        ("Revised June 2031", "June 2031"),
    ],
)
def test_a_date_stands_near_the_top(line, expected):
    assert about(line).date == expected


@pytest.mark.parametrize(
    "line",
    [
        "Next review date: 3 May 2031",
        "Closing date: 3 May 2031",
        "Date of next meeting: 3 May 2031",
        "The council agreed on 3 May 2031 to share its halls.",
        "Published in May 2031, the report was well received by all.",
        "Agreed 2031 grants are paid in May.",
        "Agreed by the forum on 3 May 2031, the plan was soon forgotten.",
        "Updated 12 forms",
        "0131 555 2031",
    ],
)
def test_a_date_of_something_else_does_not_count(line):
    assert about(line).date == ""


def test_a_labelled_date_outranks_one_alone():
    found = about("May 2031\n\nLast updated: 3 June 2032")
    assert (found.date, found.edition) == ("3 June 2032", "3 June 2032")


def test_the_date_of_the_file_counts_only_where_the_text_has_none():
    assert marked(TITLE, TITLE, date="3 May 2031").date == "3 May 2031"
    assert marked(TITLE, TITLE, date="3 May 2031").edition == ""
    assert marked(TITLE, TITLE, "June 2032", date="3 May 2031").date == "June 2032"


# --- licence ---


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "This publication is licensed under the terms of the Open Government Licence v3.0"
            " except where otherwise stated.",
            "Open Government Licence v3.0",
        ),
        ("Licence: Open Government Licence", "Open Government Licence"),
        ("© Crown copyright 2031", "© Crown copyright 2031"),
        ("Crown copyright", "Crown copyright"),
        (
            "© Crown copyright 2031\n\nYou may use it under the Open Government Licence version 3.",
            "Open Government Licence version 3",
        ),
        ("Shared under CC BY 4.0.", "CC BY 4.0"),
        (
            "This guide is under a Creative Commons Attribution-ShareAlike 4.0 International"
            " licence (CC BY-SA 4.0), without its photos.",
            "Creative Commons Attribution-ShareAlike 4.0 International",
        ),
        (
            "© Glenmore Council 2031. All rights reserved.",
            "© Glenmore Council 2031. All rights reserved",
        ),
        ("Copyright Glenmore Council 2031", "Copyright Glenmore Council 2031"),
        ("Copyright (c) Glenmore Forum", "Copyright (c) Glenmore Forum"),
    ],
    ids="ogl label crown crown-alone crown-ogl cc cc-long all-rights copyright sign".split(),
)
def test_a_licence_is_what_the_text_says_it_is_under(line, expected):
    assert about(line).licence == expected
    assert read_text(f"{TITLE}\n\n{f'{MEET} ' * 90}\n\n{line}").document.licence == expected


@pytest.mark.parametrize(
    "line",
    [
        "Contains public sector information under the Open Government Licence v3.0.",
        "Photo: Ann Bell, CC BY 2.0",
        "© Crown copyright and database rights 2031, Ordnance Survey 100012345",
        "Maps © Glenmore Council",
        "(c) the forum agrees its plan for 2031",
        "Copyright is explained in chapter 4.",
        "Groups need an alcohol licence.",
        "One is under the Open Government Licence. The other is under CC BY 4.0.",
    ],
    ids="contains photo map maps item about alcohol two".split(),
)
def test_a_licence_of_something_else_does_not_count(line):
    assert about(line).licence == ""


# --- superseded ---


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "This document has been superseded by the Glenmore Compact 2034.",
            "Glenmore Compact 2034",
        ),
        ("Please note: this guidance has now been replaced by Sharing Halls.", "Sharing Halls"),
        ("This version of the Compact was replaced in May 2034 by Our Accord.", "Our Accord"),
        ("The Glenmore Compact was superseded by the Bay Accord in 2034.", "Bay Accord"),
        ("SUPERSEDED BY: Glenmore Compact 2034", "Glenmore Compact 2034"),
        ("Replaced by the Bay Accord", "Bay Accord"),
        ("**SUPERSEDED**", LATER),
        ("This plan is superseded.", LATER),
        ("Status: withdrawn", WITHDRAWN),
        ("Withdrawn in May 2034", WITHDRAWN),
        ("This guidance was withdrawn in May 2034.", WITHDRAWN),
    ],
)
def test_a_text_says_what_took_its_place(line, expected):
    assert about(line).superseded_by == expected


@pytest.mark.parametrize(
    "line",
    [
        "This compact replaces the 2027 compact.",
        "This compact has replaced the one of 2027.",
        "The 2027 compact has been superseded by this compact.",
        "This document was superseded by this compact.",
        "This compact will be replaced by another in 2034.",
        "This compact holds until it is superseded by another.",
        "If this compact is superseded by another, groups are told.",
        "This compact has not been superseded by anything.",
        "This compact is superseded when another is signed.",
        "This guidance is withdrawn if the forum says so.",
        "Grants were replaced by contracts.",
        "This grant was withdrawn in May 2034.",
        "Replaced by contracts, grants are now rare in the whole of the bay, as many groups say.",
        "Withdrawn grants are paid back within a month.",
    ],
)
def test_what_is_said_of_other_documents_does_not_count(line):
    assert about(line).superseded_by == ""


def test_what_stands_far_down_is_not_about_the_whole_document():
    text = f"{TITLE}\n\n{f'{MEET} ' * 20}\n\nThis document was withdrawn.\n\n{MEET}"
    assert read_text(text).document.superseded_by == ""


# --- all of it ---


def test_what_the_officer_says_outranks_front_matter_and_that_what_the_text_says():
    front = "---\ntitle: A\ndate: May 2031\nlicence: CC0\nsuperseded_by: b.txt\n---\nMarch 2030\n\n"
    said = read_text(front + MEET, "a.md").document
    assert (said.date, said.licence, said.superseded_by) == ("May 2031", "CC0", "b.txt")


@pytest.mark.parametrize("text", ["", " ", "2031", "©", "Date", "\n" * 99, "(" * 5000])
def test_anything_can_be_looked_at(text):
    assert guess(Extract((Element(text or "x"),), title=text), text, "a.txt", Places.of([]))


KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@pytest.mark.shared
def test_the_documents_are_what_they_were_taken_for(shared):
    places = load_places(KNOWLEDGE / "places.yaml")
    found = {}
    for path in sorted((shared / "documents").glob("*.txt")):
        said = read_text(path.read_bytes(), path.name, places).document
        found[path.name[:3]] = (said.edition, said.date, said.licence, said.superseded_by)
    assert found == {
        "000": ("", "", "", ""),
        "001": ("March 2011", "March 2011", "", ""),
        "002": ("", "", "", ""),
        "003": ("", "", "", ""),
        "004": ("2020-2025", "1st September 2020", "", ""),
    }


def test_a_day_in_a_table_is_not_that_of_the_document():
    read = read_text("Glenmore Actions\n\nAction,By when\nOpen the hall,30 April 2031\n", "a.csv")
    assert (read.document.date, read.document.edition) == ("", "")
    assert read_text("# Glenmore Actions\n\n30 April 2031\n", "a.md").document.date


@pytest.mark.parametrize("title", ["Compact Action Tracker", "Compact Workplan", "Delivery Plan"])
def test_a_plan_of_actions_is_known_by_its_usual_names(title):
    assert guess_kind(title) is Kind.ACTION_PLAN


@pytest.mark.parametrize(
    "title",
    ["Minutes of the Compact Group", "Compact Group Meeting", "Annual Report on the Compact"],
)
def test_a_paper_about_a_compact_is_none(title):
    assert guess_kind(title) is Kind.DOCUMENT
