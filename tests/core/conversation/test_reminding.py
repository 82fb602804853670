"""What officers are told of sendings, and what holds where reminders are not kept or configured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.channels.terminal import to_text
from bot.core.register import Person, Role
from bot.core.reminders.values import Consent, Delivery, DeliveryState, Reminder, Weekly
from bot.core.types import Item
from bot.core.update_replies import UNREACHABLE
from bot.storage.register import open_register
from tests.core.talking import Talk, desk_with
from tests.fakes import FakeSearch, WordEmbedder

ISLA = Person("here:isla", "Isla Rennie", Role.CONTRIBUTOR)
MORAG = Person("here:morag", "Morag", Role.OFFICER)
WEEKLY = "remind weekly monday 9:30"


def failed(register, day: date, at, state=DeliveryState.FAILED) -> str:
    """A sending of R1 that is not tried again; its id."""
    claim = Delivery("", "R1", day, "here", at, DeliveryState.CLAIMED, at)
    (mine,) = register.reminders.claim([claim])
    register.reminders.mark(mine.id, state, at, why="The chat is gone.")
    return mine.id


def test_an_officer_sees_what_was_not_sent_and_settles_it_by_a_press(talk, register):
    talk.says(MORAG, WEEKLY)
    first = failed(register, date(2026, 11, 9), talk.now())
    second = failed(register, date(2026, 11, 16), talk.now(), DeliveryState.UNKNOWN)
    told = talk.says(MORAG, "status").text
    assert "2 deliveries need an officer:" in told
    assert f"{first}, R1 of 9 November 2026: not sent (The chat is gone)." in told
    assert f"{second}, R1 of 16 November 2026: nobody can say whether it arrived" in told
    assert "need an officer" not in talk.says(ISLA, "status").text
    assert "Only a partnership officer" in talk.presses(ISLA, "It arrived D2").text
    assert talk.presses(MORAG, "It arrived D2").text == "Noted: D2 arrived."
    assert talk.presses(MORAG, "Send it again D1").text == "D1 is sent again within a minute."
    states = {one.id: one.state for one in register.reminders.deliveries()}
    assert states == {"D1": DeliveryState.FAILED, "D2": DeliveryState.SENT}
    assert [one.id for one in register.reminders.claim_again(talk.now())] == ["D1"]
    assert "need" not in talk.says(MORAG, "status").text


def test_send_now_is_an_order_for_whoever_sends_and_there_is_one_a_day(talk, register):
    talk.says(MORAG, WEEKLY)
    talk.says(MORAG, "send R1 now")
    (order,) = register.reminders.claim_again(talk.now())
    assert (order.reminder, order.chat, order.day) == ("R1", "here", talk.today)
    assert "is being sent at this moment" in talk.says(MORAG, "send R1 now").text
    register.reminders.mark(order.id, DeliveryState.SENT, talk.now())
    assert "was sent today already" in talk.says(MORAG, "send R1 now").text
    talk.today += timedelta(days=1)
    assert talk.says(MORAG, "send R1 now").text == "R1 goes out within a minute."
    assert len(register.reminders.claim_again(talk.now())) == 1


def test_send_now_after_one_was_left_out_or_lost_says_so_or_sends_that(talk, register):
    talk.says(MORAG, WEEKLY)
    failed(register, talk.today, talk.now(), DeliveryState.UNKNOWN)
    assert "D1 is sent again" in talk.says(MORAG, "send R1 now").text
    talk.today += timedelta(days=1)
    failed(register, talk.today, talk.now(), DeliveryState.SKIPPED)
    assert "on record already as left out" in talk.says(MORAG, "send R1 now").text


def test_a_reminder_of_the_configuration_can_be_paused_but_not_deleted(talk, register):
    rule = Weekly(0, time(9, 30))
    own = Reminder("", "here", rule, "Europe/London", talk.now(), MORAG, name="here weekly")
    register.reminders.configure([own], talk.now())
    assert "comes from the configuration" in talk.says(MORAG, "delete R1").text
    assert "Paused: R1" in talk.says(MORAG, "pause R1").text
    assert register.reminders.reminders()[0].paused


def test_what_came_due_while_it_was_paused_is_not_made_up_for(talk, register):
    talk.says(MORAG, WEEKLY)
    talk.says(MORAG, "pause R1")
    talk.today += timedelta(weeks=3)
    talk.says(MORAG, "resume R1")
    (one,) = register.reminders.reminders()
    assert one.begins == talk.now()
    assert one.by.id == MORAG.id


def test_who_cannot_be_reached_is_told_so_and_asking_again_tries_anew(talk, register):
    register.reminders.agree(Consent(ISLA, direct=True, gone="blocked"), talk.now())
    page = to_text(talk.assistant.overview(ISLA))
    assert "I cannot reach you in private." in page
    talk.says(ISLA, "remind me")
    (consent,) = register.reminders.consents()
    assert (consent.direct, consent.gone) == (True, "")


def test_the_page_of_a_person_shows_reminders_and_their_own_settings(talk, register):
    talk.says(MORAG, WEEKLY)
    failed(register, date(2026, 11, 9), talk.now())
    page = talk.assistant.overview(ISLA)
    assert "R1: every Monday at 09:30" in to_text(page)
    assert "I send you nothing directly. In reminders I do not mention you." in to_text(page)
    assert {"Remind me", "Mention me"} <= {button.label for button in page.buttons}
    assert "needs an officer" not in to_text(page)
    officers = talk.assistant.overview(MORAG)
    assert "1 delivery needs an officer:" in to_text(officers)
    assert [one.label for one in officers.blocks if isinstance(one, Item)] == ["D1"]


@pytest.mark.parametrize("text", ["reminders", WEEKLY, "remind me", "mention me"])
def test_where_reminders_are_not_kept_it_says_so(register, text):
    talk = Talk(FakeSearch([], []), desk=desk_with(register, WordEmbedder()))
    assert "I cannot send reminders here" in talk.says(MORAG, text).text
    assert "Reminders are not kept here." in talk.says(MORAG, "status").text
    assert "GLE3" in talk.says(ISLA, "digest").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("remind me", "I do not know who you are here"),
        ("my data", "I hold nothing on you"),
        ("forget me: yes", "I hold nothing on you"),
        ("snooze GLE2 for 1 week", "not log updates"),
        ("update GLE2", "not log updates"),
    ],
)
def test_for_somebody_unknown_nothing_is_kept(talk, text, words):
    assert words in talk(text)


def test_status_without_a_register_tells_of_the_documents():
    told = Talk(FakeSearch([], []))("status")
    assert "I hold 0 documents" in told
    assert "No action plan is kept here yet." in told
    lost = Talk(FakeSearch([], []), lost="gone")
    assert "cannot be reached at the moment" in lost("status")
    assert lost("reminders") == UNREACHABLE


def test_words_are_waited_for_an_hour(talk, register):
    talk.says(ISLA, "block GLE2")
    talk.minutes += 61
    assert "do not say" in talk.says(ISLA, "the editor left").text
    assert not register.updates()


def test_a_digest_is_answered_only_in_its_own_chat_and_only_about_what_stands_in_it(talk, register):
    talk.says(MORAG, WEEKLY)
    talk.says(MORAG, "snooze GLE4 for 4 weeks, the school is shut")
    talk.digest("R1", message="d")
    elsewhere = talk.says(ISLA, "the strategy is half way done", chat="there", answers="d")
    assert "Which action is this about" in elsewhere.text
    assert "Logged: GLE5" in talk.says(ISLA, "the strategy is half way done", answers="d").text
    assert "Logged: GLE4" in talk.says(ISLA, "GLE4 is half way done", answers="d").text
    assert "do not say" in talk.says(ISLA, "lunch was nice", answers="d").text
    assert "You are welcome" in talk.says(ISLA, "thanks", answers="d").text


def test_what_does_not_read_as_a_report_is_asked_about_under_a_digest_of_one_action(talk, register):
    talk.says(MORAG, WEEKLY)
    for action in ("GLE1", "GLE2", "GLE4", "GLE5", "GLE6"):
        talk.says(ISLA, f"snooze {action} for 4 weeks, the school is shut")
    talk.digest("R1", message="d")
    asked = talk.says(ISLA, "the new key", answers="d")
    assert "Is that an update on GLE3" in asked.text
    assert "Logged: GLE3" in talk.presses(ISLA, "Yes, log it").text
    assert "blocked" in talk.says(ISLA, "blocked", answers="d").text
    assert [one.action for one in register.updates()] == ["GLE3", "GLE3"]


def test_a_reminder_with_another_zone_is_sent_and_said_in_it(talk, register):
    talk.says(MORAG, "remind weekly monday 9:30 in america/new_york without holidays")
    (one,) = register.reminders.reminders()
    assert one.zone == "America/New_York"
    late = replace(one, plan="GLE")
    assert register.reminders.change(late, MORAG, talk.now()) is not None
    assert (
        "(America/New_York), no bank holidays, for plan GLE" in talk.says(MORAG, "reminders").text
    )


def test_a_broken_database_is_a_sentence_for_every_command(tmp_path, planned):
    path = tmp_path / "copy.db"
    path.write_bytes(planned)
    with open_register(f"sqlite:///{path}") as register:
        desk = desk_with(register, WordEmbedder(), reminders=register.reminders)
        talk = Talk(FakeSearch([], []), desk=desk)
        path.write_bytes(b"no database" * 1000)
        for text in (
            WEEKLY,
            "reminders",
            "status",
            "my data",
            "snooze GLE2",
            "remind me",
            "digest",
        ):
            assert talk.says(MORAG, text, private=True).text == UNREACHABLE
        assert talk.says(MORAG, "the hall is open", answers="d").text == UNREACHABLE
