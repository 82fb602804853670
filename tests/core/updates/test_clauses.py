import pytest

from bot.core.updates.clauses import clauses_of, lowered
from bot.core.updates.speech import Speech


@pytest.mark.parametrize(
    "message",
    [
        "the map is printed",
        "had our first meeting in the smithy",
        "map: proofs are back",
        "whoever asked, the map is printed",
        "who feeds the ducks in winter - hasn't been started",
        "please mark the map as done",
        "can you put the map down as complete?",
        "update on the map, two valleys drawn",
    ],
)
def test_a_message_that_tells_something_has_a_clause_that_tells(message):
    assert any(one.speech is Speech.TELLS for one in clauses_of(message) if not one.topic)


@pytest.mark.parametrize(
    "message",
    [
        "is the map printed",
        "Is the map 60% done?",
        "map printed yet?",
        "anyone seen the proofs",
        "any news on the minibus",
        "when do the befrienders start",
        "so how far on is the hall",
        "whats happening with the ferry",
        "i was wondering if the hall rent is agreed",
        "wonder whether the smithy is open",
        "do you know who holds the keys",
        "could someone tell me when the map is due",
        "which of ours are blocked",
        "we are at 40% on the map, right",
        "can we mark things as done ourselves?",
        "map: is it printed",
    ],
)
def test_a_question_tells_nothing_with_or_without_its_mark(message):
    assert all(one.speech is not Speech.TELLS for one in clauses_of(message) if not one.topic)


@pytest.mark.parametrize(
    ("message", "speech"),
    [
        ("please finish the map by friday", Speech.ORDERS),
        ("don't close the hall action", Speech.ORDERS),
        ("send me your figures", Speech.ORDERS),
        ("maybe we put the map on hold", Speech.ORDERS),
        ("let's get the map to 80%", Speech.ORDERS),
        ("reminder: map group closes on friday", Speech.ORDERS),
        ("if the printer agrees the map is done by may", Speech.SUPPOSES),
        ("unless it thaws the survey stops", Speech.SUPPOSES),
        ("we should finish the map by may", Speech.SUPPOSES),
        ("hoping the map is done by easter", Speech.SUPPOSES),
        ("we would love to see the map finished", Speech.SUPPOSES),
        ("thanks for finishing the map", Speech.GREETS),
        ("well done on the map", Speech.GREETS),
    ],
)
def test_orders_suppositions_and_thanks_are_told_apart(message, speech):
    assert {one.speech for one in clauses_of(message)} == {speech}


def test_a_turn_in_a_question_tells_again():
    asked, told = clauses_of("not sure who asked, but the map is 25% done")
    assert (asked.speech, told.speech) == (Speech.ASKS, Speech.TELLS)


def test_an_agenda_has_no_topic_that_tells():
    assert {one.speech for one in clauses_of("agenda for monday: 1 map 2 hall")} == {Speech.ORDERS}


def test_clauses_know_their_place_their_sentence_and_their_topic():
    text = "Hall rent: agreed, at last. Map – not begun (no paper)"
    found = clauses_of(text)
    assert [text[one.start : one.end] for one in found] == [
        "Hall rent",
        "agreed",
        "at last.",
        "Map",
        "not begun",
        "no paper",
    ]
    assert [one.sentence for one in found] == [0, 0, 0, 1, 1, 1]
    assert [one.topic for one in found] == [True, False, False, True, False, False]


def test_a_full_stop_within_a_word_ends_no_sentence():
    assert {
        one.sentence for one in clauses_of("see glenmore.example.org or version 2.5 of it")
    } == {0}


@pytest.mark.parametrize("text", ["İZMİR’S “MAP”", "ﬀ – ẞ", "\ud800 half a character"])
def test_lower_case_leaves_every_character_in_its_place(text):
    assert len(lowered(text)) == len(text)
