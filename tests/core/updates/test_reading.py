from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.register import Needs, Status
from bot.core.updates.evidence import LIKELY, POSSIBLE
from bot.core.updates.proposals import propose
from bot.core.updates.reading import read
from tests.core.updates.glenmore import TODAY, scope

NOT_STARTED, IN_PROGRESS = Status.NOT_STARTED, Status.IN_PROGRESS
BLOCKED, DONE = Status.BLOCKED, Status.DONE


@pytest.mark.parametrize(
    ("message", "status", "percent", "due"),
    [
        ("map is 60% drawn, out by 12 march", IN_PROGRESS, 60, "2027-03-12"),
        ("hall repairs havent begun", NOT_STARTED, None, None),
        ("the map is done and dusted", DONE, None, None),
        ("map nearly finished", IN_PROGRESS, None, None),
        ("map is finished apart from the cover", IN_PROGRESS, None, None),
        ("minibus pool launched on monday", DONE, None, None),
        ("steering group has met and agreed an outline", IN_PROGRESS, None, None),
        ("ferry: stuck, the owner won't sign", BLOCKED, None, None),
        ("ferry no longer stuck, moving again", IN_PROGRESS, None, None),
        ("please mark the map as complete", DONE, None, None),
        ("can you set the map to in progress?", IN_PROGRESS, None, None),
        ("map slipped from 30 nov to 15 january", IN_PROGRESS, None, "2027-01-15"),
        ("map slipped by two weeks", IN_PROGRESS, None, None),
        ("map all done in a fortnight", IN_PROGRESS, None, "2026-12-06"),
        ("map: agreed. Printed, posted. Close.", DONE, None, None),
        ("sorry I missed tuesday. map is 55% done", IN_PROGRESS, 55, None),
        ("map 100%", DONE, 100, None),
    ],
)
def test_a_report_is_read(message, status, percent, due):
    found = read(message, TODAY)
    assert found.evidence >= LIKELY
    assert (found.status, found.percent) == (status, percent)
    assert found.due == (due and date.fromisoformat(due))


@pytest.mark.parametrize(
    "message",
    [
        "is the map 60% done?",
        "thanks for finishing the map",
        "please finish the map by friday",
        "if the printer agrees the map is done by may",
        "haha 100% agree",
        "she's 100% remote now",
        "inflation is now 4%",
        "bus stuck at the ford again, half an hour late",
        "can't make it on thursday, sorry",
        "room 3 is booked for tuesday",
        "out of office: back on 7 dec",
        "agenda for monday: 1 map 2 hall 3 any other business",
        "the lottery has opened a new round, closing date 8 feb",
        "Glenmore council has published its budget, which closes for comment on 8 feb",
        "the parliament is cutting the fund by 9%",
        "morning all",
        "",
    ],
)
def test_what_reports_nothing_has_no_evidence(message):
    assert read(message, TODAY).evidence == 0


def test_what_may_be_about_an_action_is_possible():
    assert read("the map is due on friday", TODAY).evidence == POSSIBLE
    assert read("map: done by friday if it stays dry", TODAY).evidence == POSSIBLE


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Ferry is blocked - the Owner is away", "the Owner is away"),
        ("ferry stuck because nobody answers the phone", "because nobody answers the phone"),
        ("no boat until May, so the ferry is stuck", "no boat until May"),
        ("ferry: on hold", ""),
        ("ferry is running", ""),
    ],
)
def test_the_reason_is_in_the_persons_own_words(message, reason):
    found = read(message, TODAY)
    assert found.reason == reason
    assert found.reason in message


def test_the_subject_is_what_is_left_without_status_dates_and_greeting():
    found = read("hi all, walking map: 60% done, out by 12 march", TODAY)
    assert found.subject.startswith("walking map")
    assert found.topic == "walking map"
    assert "60" not in found.subject
    assert "march" not in found.subject


WORDS = (
    "map hall is not 60% done blocked because until waiting 12 march , . - ( ) ? : \n half way"
    " can you mark it as if please 🎉 ✅ مرحبا שלום 1. - • ’ but and the"
).split(" ")
ANYTHING = st.one_of(
    st.text(max_size=5000),
    st.text(st.characters(categories=("Cs", "So", "Lo", "Po", "Zs", "Nd")), max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
)
SCOPE = scope()


@given(ANYTHING)
def test_no_text_is_an_error_and_a_reason_stands_in_it(text):
    found = read(text, TODAY)
    assert found.reason in text
    assert found.percent is None or 0 <= found.percent <= 100
    assert 0 <= found.evidence <= LIKELY


@given(ANYTHING)
def test_nothing_is_logged_at_once_where_there_is_no_action(text):
    for empty in (scope(()),):
        assert all(one.needs is Needs.CHOOSE for one in propose(text, empty))


@given(ANYTHING)
def test_every_proposal_of_any_text_names_actions_of_the_register_with_a_confidence(text):
    for one in propose(text, SCOPE):
        assert one.matches
        assert all(0 <= match.confidence <= 1 for match in one.matches)
        assert {match.action for match in one.matches} <= {a.id for a in SCOPE.finder.actions}
