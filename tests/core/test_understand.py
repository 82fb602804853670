from dataclasses import replace

import pytest

from bot.core.answers.understand import Language, understand
from bot.core.types import Want
from indexer.glossary import ACRONYM_WEIGHT, EVERYDAY_WEIGHT, Glossary
from indexer.places import Places
from indexer.types import Kind
from tests.core.talking import LANGUAGE, reading
from tests.fakes import FakeSearch


@pytest.fixture
def read(searcher):
    """Reads a question; ``home`` is the area meant by "the compact"."""
    return lambda text, home="": understand(text, searcher, replace(LANGUAGE, home=home))


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("What does Glenmore say about grants?", ("Glenmore",)),
        ("what does GLENMORE say", ("Glenmore",)),
        ("Glenmore's grants", ("Glenmore",)),
        ("grants in Glen More", ("Glenmore",)),
        ("grants in GM", ("Glenmore",)),
        ("grants in gm", ("Glenmore",)),
        ("halls in Port Finn", ("Strathfinn",)),
        ("grants in Glenmroe", ("Glenmore",)),
        ("grants in strathfin", ("Strathfinn",)),
        ("the minibus of Kinbrae", ("South Kinbrae",)),
        ("the minibus of S Kinbrae", ("South Kinbrae",)),
        ("Strathfinn or Glenmore", ("Strathfinn", "Glenmore")),
        ("Glenmore and Glen More", ("Glenmore",)),
        ("grants in Farloch and Glenmore", ("Glenmore",)),
        ("grants for halls", ()),
    ],
)
def test_areas_are_those_named_also_loosely(read, text, areas):
    assert read(text).areas == areas


def test_an_area_of_a_section_alone_is_known_by_its_name(read):
    assert read("What happened in Oakhaven?").areas == ("Oakhaven",)


def test_the_list_of_places_need_not_know_an_area_of_the_documents(searcher):
    language = replace(LANGUAGE, places=type(LANGUAGE.places).of(()))
    assert understand("grants in South Kinbrae", searcher, language).areas == ("South Kinbrae",)


def test_an_area_that_no_document_covers_is_said_to_be_unknown(read):
    question = read("What does the Farloch compact say about grants?")
    assert (question.areas, question.unknown_areas) == ((), ("Farloch",))


def test_a_place_that_is_also_a_word_counts_only_with_a_capital(read):
    assert read("grants in Heather").unknown_areas == ("Heather",)
    assert read("grants for heather and gorse").unknown_areas == ()


@pytest.mark.parametrize(
    "text",
    [
        "What does the compact say about grants?",
        "what does our partnership do",
        "is it in this agreement",
        "the action plan for halls",
    ],
)
def test_the_compact_without_a_name_is_that_of_the_home_area(read, text):
    assert read(text, "Glenmore").areas == ("Glenmore",)
    assert read(text).areas == ()


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("What does the compact of Strathfinn say?", ("Strathfinn",)),
        ("What does the compact of Farloch say?", ()),
        ("Which compacts speak of grants?", ()),
        ("Who pays for the hall?", ()),
    ],
)
def test_home_is_not_meant_where_another_area_or_none_is(read, text, areas):
    assert read(text, "Glenmore").areas == areas


def test_a_home_area_without_documents_is_not_put_into_questions(read):
    assert read("What does the compact say?", "Farloch").areas == ()


def test_the_words_of_a_question_are_what_it_is_about(read):
    question = read("  What does   Glenmore say about the hire of halls?\n")
    assert question.words == ("hire", "halls")
    assert question.asked == "What does Glenmore say about the hire of halls?"


def test_a_word_said_twice_counts_once(read):
    assert read("grants, grants and grants").words == ("grants",)


def test_a_misspelt_word_is_mended_in_what_is_searched_but_not_in_what_was_asked(read):
    question = read("How quickly are invocies paid?")
    assert "invoices" in question.words
    assert question.text == "How quickly are invoices paid?"
    assert question.asked == "How quickly are invocies paid?"


@pytest.mark.parametrize("word", ["quickly", "zoo", "GVX", "covid", "2031", "hal"])
def test_a_word_that_could_be_meant_as_it_is_stays(read, word):
    question = read(f"the {word} of the forum")
    assert word in question.text
    assert word.lower() in question.words


def test_an_acronym_brings_its_long_form(read):
    question = read("What does FCR cover?")
    assert ("full cost recovery", ACRONYM_WEIGHT) in question.expansions


def test_a_long_form_brings_its_acronym(read):
    question = read("What does the Glenmore Voluntary Forum do?")
    assert ("GVF", ACRONYM_WEIGHT) in question.expansions


def test_an_acronym_that_is_a_word_counts_only_in_capitals(read):
    expansion = ("information technology", ACRONYM_WEIGHT)
    assert expansion in read("help with IT").expansions
    assert expansion not in read("help with it").expansions


def test_an_everyday_phrase_brings_the_words_of_documents(read):
    question = read("What if we fall out over cash?")
    assert {("dispute", EVERYDAY_WEIGHT), ("grant", EVERYDAY_WEIGHT)} <= set(question.expansions)


@pytest.mark.parametrize(
    "text",
    [
        "Compare Glenmore and Strathfinn on grants",
        "Glenmore and Strathfinn on grants",
        "Glenmore versus Strathfinn",
        "compare the compacts on grants",
        "which of the compacts is stricter",
    ],
)
def test_two_areas_or_a_word_of_comparing_ask_for_a_comparison(read, text):
    assert read(text).compares


@pytest.mark.parametrize(
    "text",
    [
        "Glenmore on grants",
        "What does the compact say?",
        "the difference between a grant and a contract",
    ],
)
def test_other_questions_ask_for_no_comparison(read, text):
    assert not read(text).compares


def test_the_words_of_comparing_are_not_what_it_is_about(read):
    assert read("Compare Glenmore and Strathfinn on invoices").words == ("invoices",)


def test_kind_of_content_and_of_answer_are_read_together(read):
    question = read("When is the action about ramps due?")
    assert (question.want, question.kinds) == (Want.WHEN, (Kind.ACTION_PLAN,))
    question = read("Compare the principles of Glenmore and Strathfinn")
    assert (question.want, question.kinds) == (Want.LIST, (Kind.PRINCIPLES,))


def test_a_word_of_the_glossary_is_no_misspelling():
    search = FakeSearch.of([reading("# Notes\n\nThe ferry comes on Mondays.\n")])
    glossary = Glossary.of([], [("comms", ("communications",))])
    text = "How are the comms?"
    assert understand(text, search, Language(Glossary(), Places())).words == ("comes",)
    assert understand(text, search, Language(glossary, Places())).words == ("comms",)
