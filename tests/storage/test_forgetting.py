"""What is held on a person, and what is left when they are forgotten, on both databases."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.core.register import Change, Person, Role
from bot.core.reminders.values import Consent, DeliveryState
from bot.storage.database import open_database
from tests.storage.due import WEEKLY, delivery
from tests.storage.sample import CHAT, ISLA, MONDAY, MORAG, UNCLEAR, after, half, said

NAMELESS = Person(ISLA.id, "", Role.CONTRIBUTOR)
SECRET = "my neighbour said so"


@pytest.fixture
def forgotten(register):
    """A register in which Isla did all that can be done, and wants to be forgotten."""
    register.log(said("half way", "1"), [half()])
    register.wait(said(SECRET, "2"), [UNCLEAR])
    register.wait(said(f"{SECRET}, and half way", "3"), [UNCLEAR], [half("GW2")])
    register.dismiss(register.wait(said(SECRET, "4"), [UNCLEAR]).waiting.id, ISLA, after(1))
    register.wait(said("unclear", "5", by=MORAG), [UNCLEAR])
    members, reminders = register.members, register.reminders
    code = members.invite("Isla R", Role.CONTRIBUTOR, MORAG, MONDAY, timedelta(days=1))
    members.redeem(code, ISLA, after(2))
    members.pause(ISLA.id, "They blocked me.", after(2))
    for person in (ISLA, MORAG):
        reminders.agree(Consent(person, mention=True, direct=True), after(3))
        register.arrivals.rate("chat:weir/9", person.id, False, SECRET, after(3))
    reminders.add(WEEKLY, MONDAY)
    reminders.claim([delivery(), delivery(chat=ISLA.id)])
    for one in ("D1", "D2"):
        reminders.mark(one, DeliveryState.FAILED, after(4), again_at=after(9))
    for key, content in ARRIVALS.items():
        register.arrivals.begin(key, content, after(4))
    register.forget(ISLA, after(5))
    return register


ARRIVALS = {
    "chat:hers": json.dumps({"user": "isla", "text": SECRET}),
    "chat:nested": json.dumps({"message": {"from": {"id": "isla"}, "text": SECRET}}),
    "chat:whole": json.dumps({"author": ISLA.id, "text": SECRET}),
    "chat:another's": json.dumps({"user": "morag", "text": "isla is late"}),
    "chat:plain": "isla",
    "other:hers": json.dumps({"user": "isla", "text": "somebody else"}),
}


def everything(url: str) -> str:
    """All texts of all tables."""
    engine = open_database(url)
    tables = ("people", "sayings", "inbox", "feedback", "arrivals", "consents", "members")
    with engine.connect() as connection:
        found = [
            row
            for table in (*tables, "invites", "pauses", "deliveries", "updates", "audit")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    engine.dispose()
    return repr(found)


def test_every_version_of_what_a_person_said_is_held_on_them_and_no_more(register):
    register.log(said("half way", "1"), [half()])
    register.revise(said("60 %", "1", at=after(1)), [Change("GW1", percent=60)], MORAG)
    register.log(said("half way", "2", at=after(2)), [half("GW2")])
    register.withdraw(["U2"], MORAG, after(3))
    register.log(said("half way", "3", by=MORAG), [half("GW3")])
    held = register.held_on(Person(ISLA.id))
    assert [(one.id, one.version) for one in held] == [("U1", 1), ("U1", 2), ("U2", 1)]
    assert [one.id for one in register.held_on(MORAG)] == ["U3"]
    assert register.held_on(Person("chat:nobody")) == ()


def test_what_a_person_said_of_the_plan_stays_as_that_of_somebody_without_a_name(forgotten):
    updates = forgotten.updates()
    assert [one.said.text for one in updates] == ["half way", f"{SECRET}, and half way"]
    assert {one.said.by for one in updates} == {NAMELESS}
    assert forgotten.held_on(ISLA) == updates


def test_the_name_of_a_person_stands_nowhere_and_neither_do_words_that_nothing_rests_on(
    url, forgotten
):
    left = everything(url).replace(f"{SECRET}, and half way", "")
    assert "Isla" not in left
    assert left.count(SECRET) == 1  # what Morag thought of a reply
    assert "morag" in left


def test_what_waited_of_them_waits_no_longer_and_what_others_said_does(forgotten):
    assert [one.said.by for one in forgotten.waiting()] == [MORAG]
    closed = [one for one in forgotten.waiting(closed=True) if one.closed_at]
    assert [(one.outcome, one.proposals) for one in closed] == [("dismissed", ())] * 3
    assert {one.closed_by for one in closed} == {NAMELESS}


def test_they_are_no_member_and_agreed_to_nothing(forgotten):
    assert forgotten.members.members() == ()
    assert forgotten.members.paused() == ()
    assert [one.person for one in forgotten.reminders.consents()] == [MORAG]


def test_nothing_more_is_sent_to_them_but_to_others(forgotten):
    assert [one.chat for one in forgotten.reminders.claim_again(after(9))] == [CHAT]
    told = next(one for one in forgotten.reminders.deliveries() if one.chat == ISLA.id)
    assert (told.state, told.why) == (DeliveryState.SKIPPED, "They asked to be forgotten.")


def test_of_what_came_in_only_their_own_words_are_forgotten(forgotten):
    kept = {key for key in ARRIVALS if forgotten.arrivals.content(key)}
    assert kept == {"chat:another's", "chat:plain", "other:hers"}
    assert not any(forgotten.arrivals.begin(key, "", after(9)) for key in ARRIVALS)


def test_the_trail_tells_of_it_and_still_holds(forgotten):
    assert [(one.what, one.subject) for one in forgotten.audit()[-3:]] == [
        ("dismissed", "W1"),
        ("dismissed", "W2"),
        ("forgot", ISLA.id),
    ]
    assert forgotten.verify_audit() is None


def test_a_person_is_forgotten_twice_without_harm_and_may_come_back(forgotten):
    before = forgotten.updates()
    forgotten.forget(ISLA, after(6))
    assert forgotten.updates() == before
    forgotten.log(said("here again", "9"), [half("GW3")])
    assert {one.said.by for one in forgotten.updates()} == {ISLA}


def test_a_person_of_whom_nothing_is_known_is_forgotten_all_the_same(register):
    register.forget(Person("chat:nobody", "Nobody"), after(1))
    assert register.held_on(Person("chat:nobody")) == ()
    assert [one.what for one in register.audit()] == ["imported", "forgot"]


def test_a_program_that_still_knows_the_name_does_not_bring_it_back_by_a_change(register):
    kept = register.reminders.add(WEEKLY, MONDAY)
    register.forget(MORAG, after(1))
    register.reminders.change(kept, ISLA, after(2))
    assert [one.by.name for one in register.reminders.reminders()] == [""]
