"""The principle or case study of the week, by the calendar."""

from __future__ import annotations

from datetime import timedelta

from bot.core.reminders.of_the_week import of_the_week
from indexer.types import Kind
from tests.core.talking import MONDAY
from tests.fakes import FakeSearch


def shown(search, weeks: int, home: str = "") -> list[str]:
    found = [of_the_week(search, home, MONDAY + timedelta(weeks=week)) for week in range(weeks)]
    return [one[1].quote for one in found if one]


def test_all_principles_and_case_studies_are_shown_before_one_is_shown_again(search):
    quotes = shown(search, 20)
    assert len(set(quotes)) == 5
    assert all(len(set(quotes[start : start + 5])) == 5 for start in range(15))
    assert "We say things early." in quotes
    assert "All of Oakhaven came with a brush." in quotes
    assert "It shines." not in quotes


def test_principles_and_case_studies_take_turns(search):
    kinds = [of_the_week(search, "", MONDAY + timedelta(weeks=week)) for week in range(5)]
    assert sorted(one[0] for one in kinds if one) == [
        *[Kind.CASE_STUDY] * 3,
        *[Kind.PRINCIPLES] * 2,
    ]


def test_it_stays_from_monday_to_sunday_and_its_words_are_those_of_the_document(search):
    days = [of_the_week(search, "", MONDAY + timedelta(day)) for day in range(8)]
    assert len({one[1].quote for one in days[:7] if one}) == 1
    assert days[7] != days[6]
    texts = {document.id: document.text for document in search.documents}
    for one in days:
        assert one is not None
        citation = one[1]
        assert texts[citation.document_id][citation.start : citation.end] == citation.quote


def test_where_there_are_none_there_is_none():
    assert of_the_week(FakeSearch([], []), "", MONDAY) is None
