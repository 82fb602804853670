from itertools import pairwise

import pytest

from bot.core.types import Verdict
from tests.core.talking import quoted, reading
from tests.fakes import FakeSearch


@pytest.mark.parametrize(
    "text",
    [
        "kindness",
        "Kindness",
        "KINDNESS!",
        "the kindness",
        "tell me about kindness",
        "Tell me about the principle of kindness.",
        "explain the kindness principle",
        "what is kindness?",
    ],
)
def test_a_principle_is_found_by_its_name(talk, text):
    answer = talk.answer(text)
    assert answer.verdict is Verdict.ANSWERED
    assert [citation.headings[-1] for citation in answer.citations] == ["Kindness"]


def test_a_section_is_quoted_from_its_start_in_reading_order(talk):
    citations = talk.answer("tell me about money").citations
    assert [citation.paragraph for citation in citations] == ["3.1", "3.2", "3.3"]


def test_a_long_section_is_quoted_as_far_as_there_is_room(talk):
    citations = talk.answer("safeguarding").citations
    assert citations[0].quote.startswith("Safeguarding begins")
    assert sum(len(citation.quote) for citation in citations) <= talk.limits.characters


def test_a_list_is_quoted_without_its_items_once_more(talk):
    citations = talk.answer("before an event").citations
    assert citations[0].quote.startswith("Before an event in the open air")
    spans = sorted((citation.start, citation.end) for citation in citations)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("text", ["tell me about Dunross", "Dunross", "the Dunross case study"])
def test_a_place_finds_the_case_study_under_its_name(talk, text):
    (citation,) = talk.answer(text).citations
    assert citation.area == "Dunross"
    assert "opened its books" in citation.quote


def test_half_a_name_finds_the_case_study(talk):
    assert "one minibus instead of four" in talk("tell me about Kinbrae")


def test_an_area_named_beside_a_heading_narrows_the_choice(talk):
    (citation,) = talk.answer("consultation in Strathfinn").citations[:1]
    assert citation.area == "Strathfinn"
    (citation,) = talk.answer("tell me about consultation in Glenmore").citations[:1]
    assert citation.area == "Glenmore"


def test_a_case_study_in_a_document_of_its_own_is_found_by_its_area(talk_with):
    text = (
        '---\ntitle: "Oakhaven: chairs for all"\narea: Oakhaven\nkind: case_study\n---\n\n'
        "# Oakhaven: chairs for all\n\n## What happened\n\nThe hall bought forty chairs.\n\n"
        "## What came of it\n\nNobody stood.\n"
    )
    talk = talk_with(search=FakeSearch.of([reading(text)]))
    assert "forty chairs" in talk("tell me about Oakhaven")


def test_numbers_before_a_heading_do_not_matter(talk_with):
    talk = talk_with(search=FakeSearch.of([reading("# Notes\n\n## 4.1 Resource\n\nA room.\n")]))
    assert [c.quote for c in talk.answer("resource").citations] == ["A room."]


def test_a_name_that_no_heading_bears_is_a_question_like_any_other(talk):
    answer = talk.answer("tell me about lanterns")
    assert "the lanterns along the path" in quoted(answer.citations)


def test_a_name_that_nothing_bears_is_not_made_up(talk):
    answer = talk.answer("tell me about pancakes")
    assert answer.verdict is Verdict.SILENT
    assert answer.citations == ()


def test_the_name_of_an_area_does_not_find_the_date_under_a_title(talk):
    assert "March 2021" not in [c.quote for c in talk.answer("tell me about Glenmore").citations]
