"""What the core may expect of a `Search`: the same of the fake and of the real one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from bot.core.ports import Search
from indexer.types import Query
from tests.core.conftest import DOCUMENTS
from tests.core.talking import PLACES
from tests.fakes import FakeSearch

QUESTION = "How long does a consultation last?"
TERMS = (("consultation", 1.0), ("last", 1.0))


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.model)])
def search(request) -> Search:
    if request.param == "real":
        return request.getfixturevalue("searcher")
    from indexer.readers import read

    files = sorted(DOCUMENTS.iterdir())
    return FakeSearch.of([read(f.name, f.read_bytes(), PLACES) for f in files])


def found(search: Search, **query):
    return search.search(Query(**({"text": QUESTION, "terms": TERMS} | query)))


def test_documents_stand_in_the_order_in_which_they_were_read(search):
    assert [document.name for document in search.documents] == sorted(
        file.name for file in DOCUMENTS.iterdir()
    )


def test_the_areas_are_those_of_documents_and_of_sections(search):
    assert search.areas == {"Glenmore", "Strathfinn", "Dunross", "South Kinbrae", "Oakhaven"}


def test_the_time_of_building_is_in_utc(search):
    assert datetime.fromisoformat(search.built_at).utcoffset() == timedelta(0)


def test_hits_come_best_first_and_no_more_than_wanted(search):
    hits = found(search, limit=5)
    assert len(hits) == 5
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert "consultation" in hits[0].passage.text.lower()


def test_a_hit_has_the_words_of_its_document(search):
    for hit in found(search, limit=100):
        passage = hit.passage
        assert hit.document in search.documents
        assert passage.document == hit.document.id
        assert hit.document.text[passage.start : passage.end] == passage.text
        assert len(hit.cosines) == len(passage.sentences)


def test_no_passage_is_found_twice(search):
    ids = [hit.passage.id for hit in found(search, limit=100)]
    assert len(ids) == len(set(ids)) <= search.size


@pytest.mark.parametrize("areas", [("Strathfinn",), ("Dunross", "Oakhaven")])
def test_only_what_is_about_the_areas_is_found(search, areas):
    assert {hit.passage.area for hit in found(search, areas=areas)} == set(areas)


def test_an_area_without_passages_has_no_hits(search):
    assert found(search, areas=("Farloch",)) == []


def test_only_what_stands_in_the_documents_is_found(search):
    wanted = search.documents[-1]
    hits = found(search, documents=(wanted.id,))
    assert hits
    assert {hit.document for hit in hits} == {wanted}


@pytest.mark.parametrize("text", ["", "?", "\x00", '" OR *', "🙂", "a" * 3000])
def test_anything_may_be_searched_for(search, text):
    assert isinstance(found(search, text=text, terms=((text, 1.0),)), list)


def test_a_section_is_in_reading_order_and_holds_the_passage(search):
    for _, passage in search.headings():
        section = search.section(passage)
        assert passage in section
        assert {p.headings for p in section} == {passage.headings}
        assert [p.position for p in section] == sorted(p.position for p in section)


def test_each_section_is_listed_once_under_its_own_heading(search):
    headings = search.headings()
    places = [(passage.document, passage.headings) for _, passage in headings]
    assert len(set(places)) == len(places)
    assert all(passage.headings[-1] == heading for heading, passage in headings)
    assert [h for h, _ in headings if h in ("Kindness", "Patience", "Courage")] == [
        "Kindness",
        "Patience",
        "Courage",
    ]


def test_a_word_is_counted_in_any_inflection(search):
    assert search.frequency("lantern") == search.frequency("lanterns") > 0
    assert search.frequency("pancake") == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("invocies", "invoices"),
        ("safegaurding", "safeguarding"),
        ("invoices", "invoices"),
        ("gvf", "gvf"),
        ("gvx", "gvx"),
        ("2021", "2021"),
        ("2012", "2012"),
        ("xylophonists", "xylophonists"),
    ],
)
def test_only_a_misspelt_word_of_the_corpus_is_corrected(search, typed, meant):
    assert search.corrected(typed) == meant


def test_several_threads_may_search_at_once(search):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: found(search), range(12)))
    assert all(answer == answers[0] for answer in answers)
