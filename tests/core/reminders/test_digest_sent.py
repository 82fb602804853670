"""Digests over a real register: what is left out, who is called, and what came of the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.channels.terminal import to_text
from bot.core.errors import Refused, StorageError
from bot.core.register import Person, Role
from bot.core.reminders.digest import Order
from bot.core.reminders.schedule import next_after, occurrence_on
from bot.core.reminders.values import Consent, Delivery, DeliveryState
from bot.core.types import Heading, Item
from bot.storage.register import open_register
from tests.conversations.script import PLAN
from tests.core.reminders.digests import items
from tests.core.reminders.reminding import board, weekly
from tests.core.talking import MONDAY, Talk, desk_with, with_plan
from tests.fakes import FakeSearch, WordEmbedder

ISLA = Person("here:isla", "Isla Rennie", Role.CONTRIBUTOR)
MORAG = Person("here:morag", "Morag", Role.OFFICER)


@pytest.fixture
def kept(talk, register):
    """A weekly reminder of the chat."""
    return register.reminders.add(replace(weekly(), chat="here"), talk.now())


def said(talk, order) -> str:
    made = talk.assistant.digest(order)
    assert made is not None
    return to_text(made.reply)


def test_a_snoozed_action_is_left_out_until_its_day(talk, kept):
    talk.says(ISLA, "snooze GLE3 until 30 november because the hall is shut")
    told = said(talk, Order(kept))
    assert "GLE3" not in told
    assert "1 action is snoozed." in told
    assert "overdue" not in told
    talk.today = date(2026, 11, 29)
    assert "GLE3" not in said(talk, Order(kept))
    talk.today = date(2026, 11, 30)
    assert "GLE3" in said(talk, Order(kept))
    assert "snoozed" not in said(talk, Order(kept))


def test_the_plan_is_that_of_the_reminder_else_of_the_chat_else_all(talk, register, kept):
    assert said(talk, Order(kept)).startswith("Glenmore Compact action plan: ")
    other = replace(kept, plan="XX")
    assert said(talk, Order(other)).startswith("All plans: Monday")
    assert "every action is done" in said(talk, Order(other))
    talk.says(MORAG, "this chat is for GLE")
    assert said(talk, Order(kept)).startswith("Glenmore Compact action plan: ")


def test_only_who_agreed_is_called_and_only_in_a_chat_of_their_channel(talk, register, kept):
    def calls(order) -> list[Person]:
        blocks = talk.assistant.digest(order).reply.blocks
        return [one.calls for one in blocks if isinstance(one, Item) and one.calls]

    assert calls(Order(kept)) == []
    talk.says(ISLA, "mention me")
    assert [one.name for one in calls(Order(kept))] == ["Isla Rennie"]
    assert calls(Order(replace(kept, chat="there:C1"))) == []
    talk.says(ISLA, "do not mention me")
    assert calls(Order(kept)) == []


def test_a_lead_that_two_people_are_called_is_named_in_words(talk, register, kept):
    twin = Person("here:twin", "Isla Rennie", Role.CONTRIBUTOR)
    for person in (ISLA, twin):
        register.reminders.agree(Consent(person, mention=True), talk.now())
    assert Heading("Isla Rennie") in talk.assistant.digest(Order(kept)).reply.blocks


def test_a_person_gets_only_their_own_and_nothing_where_nothing_needs_them(talk, register, kept):
    made = talk.assistant.digest(Order(kept, person=ISLA))
    assert made.actions == ("GLE5",)
    assert [one.label for one in items(made.reply)] == ["GLE5"]
    talk.says(ISLA, "done GLE5")
    assert talk.assistant.digest(Order(kept, person=ISLA)) is None
    assert talk.assistant.digest(Order(kept, person=Person("here:x", ""))) is None


def test_the_first_digest_tells_what_was_done_in_the_last_week(talk, kept):
    talk.today = MONDAY - timedelta(days=8)
    talk.says(ISLA, "done GLE1")
    talk.today = MONDAY - timedelta(days=6)
    talk.says(ISLA, "done GLE2")
    talk.today = MONDAY
    assert "Done since 16 November 2026: GLE2." in said(talk, Order(kept))


def test_the_next_digest_tells_what_came_of_the_last_one(talk, kept):
    talk.digest(kept.id)
    talk.says(ISLA, "done GLE3")
    talk.says(ISLA, "GLE1 is on track")
    talk.says(ISLA, "undo GLE1")
    talk.today = MONDAY + timedelta(weeks=1)
    told = said(talk, Order(kept))
    assert "Since last time: 1 done; no news of 5." in told
    assert "Done since 23 November 2026: GLE3." in told


def test_show_all_tells_since_the_digest_before_the_one_it_belongs_to(talk, kept):
    talk.digest(kept.id)
    talk.says(ISLA, "done GLE3")
    talk.today = MONDAY + timedelta(weeks=1)
    talk.digest(kept.id, message="second")
    assert "Since last time: 1 done" in talk.says(ISLA, f"digest {kept.id}").text
    assert "Since last time: no news" in said(talk, Order(kept))


def test_show_all_in_private_tells_of_a_persons_own_actions(talk, kept):
    own = talk.says(ISLA, f"digest {kept.id}", chat="alone", private=True).text
    assert own.startswith("Your actions")
    assert "GLE5" in own
    assert "GLE1" not in own
    assert "GLE1" in talk.says(MORAG, f"digest {kept.id}", chat="alone", private=True).text


def test_a_digest_can_be_asked_for_where_no_reminder_is_set_up(talk):
    assert "GLE3 “Open the village hall on Sundays”" in talk.says(ISLA, "digest").text
    assert "There is no reminder R9" in talk.says(ISLA, "digest R9").text


def test_what_was_left_out_since_the_last_is_said_once(talk, register, kept):
    def note(day: date, state: DeliveryState) -> None:
        order = Delivery(
            "", kept.id, day, "here", talk.now(), state, talk.now(), why="It was late."
        )
        register.reminders.claim([order])

    note(MONDAY - timedelta(14), DeliveryState.SKIPPED)
    assert "The one of Monday 9 November 2026 was not sent. It was late." in said(talk, Order(kept))
    talk.digest(kept.id)
    assert "not sent" not in said(talk, Order(kept))
    talk.today = MONDAY + timedelta(14)
    note(MONDAY + timedelta(7), DeliveryState.SKIPPED)
    order = Order(kept, occurrence_on(kept, MONDAY + timedelta(14)))
    assert "The one of Monday 30 November 2026 was not sent." in said(talk, order)


def test_before_the_board_the_day_is_that_of_its_occurrence(talk, register):
    rule = board(date(2027, 3, 12), papers=10, notice=(5, 0))
    one = register.reminders.add(replace(rule, chat="here"), talk.now())
    talk.today = date(2027, 2, 19)
    told = said(talk, Order(one, next_after(one, talk.now() - timedelta(days=1))))
    assert told.split("\n\n")[:2] == [
        "Board meeting on Friday 12 March 2027",
        "Papers are due on Friday 26 February 2027, in 5 working days.",
    ]
    talk.today = date(2027, 6, 1)
    assert "Papers were due on Friday 26 February 2027" in said(talk, Order(one))


def test_the_week_has_a_principle_or_a_case_study_of_its_own(talk, kept):
    ends = set()
    for week in range(5):
        talk.today = MONDAY + timedelta(weeks=week)
        ends.add(said(talk, Order(kept)).split("\n\n")[-1])
    assert len(ends) == 5
    assert all("of the week" in one for one in ends)


def test_without_a_plan_a_digest_is_refused_with_what_to_do(tmp_path, kept):
    talk = Talk(FakeSearch([], []))
    with pytest.raises(Refused, match="There is no action plan here yet"):
        talk.assistant.digest(Order(kept))


def test_a_broken_database_is_raised_to_who_sends(talk, kept, tmp_path):
    path = tmp_path / "broken.db"
    with open_register(f"sqlite:///{path}") as whole:
        with_plan(whole, PLAN)
    with open_register(f"sqlite:///{path}") as broken:
        path.write_bytes(b"no database" * 1000)
        talk.desk = desk_with(broken, WordEmbedder(), reminders=broken.reminders)
        with pytest.raises(StorageError):
            talk.assistant.digest(Order(kept))
