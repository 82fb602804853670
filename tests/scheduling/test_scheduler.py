"""The scheduler through its ordinary weeks: what is sent, when, to whom, and how it is answered."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time
from threading import Barrier

import pytest

from bot.core.register import Person, Status
from bot.core.reminders.values import Consent, Nation, Span, Weekly
from tests.scheduling.hall import (
    DAY,
    DUE,
    HOUR,
    ISLA,
    MINUTE,
    MORAG,
    OTHER,
    WEEK,
    Hall,
    HandClock,
    Wall,
)


def test_it_is_sent_once_at_its_time(hall):
    hall.remind(nation=None)
    assert hall.tick(DUE - MINUTE) == []
    assert hall.tick(DUE) == ["wall:hall sent"]
    assert hall.tick(DUE) == hall.tick(DUE + HOUR) == hall.tick(DUE + 6 * DAY) == []
    (text,) = hall.wall.texts()
    assert text.startswith("Glenmore Compact action plan: Monday 23 November 2026")
    assert "should have come" not in text
    (sent,) = hall.deliveries()
    assert (sent.day, sent.at, sent.attempts, sent.late) == (date(2026, 11, 23), DUE, 1, False)
    assert [one.message for one in sent.posts] == ["pin 0"]
    assert "GLE3" in sent.actions
    assert hall.tick(DUE + WEEK) == ["wall:hall sent"]


def test_each_chat_gets_its_own_in_its_own_time(hall):
    hall.remind()
    hall.remind(OTHER, rule=Weekly(1, time(8)), zone="Europe/Berlin")
    assert hall.tick(DUE) == ["wall:hall sent"]
    assert hall.tick(DUE + DAY - 3 * HOUR) == []
    assert hall.tick(datetime(2026, 11, 24, 7, tzinfo=UTC)) == ["wall:weir sent"]


def test_of_two_programs_over_one_database_one_sends(hall, url):
    for number in range(12):
        hall.remind(f"wall:{number}")
    other = Hall(url, HandClock(DUE))
    together = Barrier(2)

    def work(one: Hall) -> None:
        together.wait()
        one.tick(DUE)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (hall, other)))
    chats = [one.chat for one in (*hall.wall.pinned, *other.wall.pinned)]
    assert sorted(chats) == sorted(f"wall:{number}" for number in range(12))
    assert hall.states() == ["sent"] * 12
    other.close()


def test_late_within_the_grace_it_is_sent_and_says_when_it_should_have_come(hall):
    hall.remind()
    assert hall.tick(DUE + 23 * HOUR) == ["wall:hall sent"]
    (text,) = hall.wall.texts()
    assert "This should have come on Monday at 09:30; I could not send it then." in text
    assert hall.deliveries()[0].late


def test_beyond_the_grace_it_is_left_out_and_the_next_one_says_so(hall):
    hall.remind()
    assert hall.tick(DUE + 25 * HOUR) == []
    assert hall.wall.texts() == []
    (left,) = hall.deliveries()
    assert (left.state, left.day) == ("skipped", date(2026, 11, 23))
    assert "too late" in left.why
    # 30 November is St Andrew's Day, a bank holiday in Scotland
    assert hall.tick(DUE + WEEK) == []
    assert hall.tick(DUE + WEEK + DAY) == ["wall:hall sent"]
    assert "The one of Monday 23 November 2026 was not sent." in hall.wall.texts()[0]
    hall.tick(DUE + 2 * WEEK)
    assert "was not sent" not in hall.wall.texts()[1]


def test_after_a_month_down_one_message_comes_and_it_says_what_did_not(hall):
    hall.remind(nation=None)
    hall.tick(DUE)
    assert hall.tick(DUE + 5 * WEEK + HOUR) == ["wall:hall sent"]
    assert hall.states() == ["sent", "skipped", "skipped", "skipped", "skipped", "sent"]
    assert "4 were not sent, from 30 November 2026 to 21 December 2026." in hall.wall.texts()[1]
    assert hall.tick(DUE + 6 * WEEK) == ["wall:hall sent"]


def test_in_a_quiet_time_nothing_is_sent_and_it_is_said_afterwards(hall):
    hall.remind(nation=None, quiet=(Span(date(2026, 11, 20), date(2026, 11, 29), "recess"),))
    assert hall.tick(DUE) == hall.tick(DUE + DAY) == []
    assert hall.states() == ["skipped"]
    assert hall.tick(DUE + WEEK) == ["wall:hall sent"]
    assert (
        "was not sent. Monday 23 November 2026 is in a quiet time (recess)."
        in (hall.wall.texts()[0])
    )


def test_the_quiet_days_of_the_configuration_hold_for_every_reminder(hall):
    hall.remind(nation=None)
    recess = (Span(date(2026, 11, 23), date(2026, 11, 23), "election"),)
    hall.scheduler = hall.new_scheduler(hall.register.reminders_with(recess))
    assert hall.tick(DUE) == []
    assert [one.why for one in hall.deliveries()] == [
        "Monday 23 November 2026 is in a quiet time (election)."
    ]


@pytest.mark.parametrize(
    ("nation", "day"),
    [(Nation.SCOTLAND, 29), (Nation.ENGLAND, 29), (None, 28)],
)
def test_on_a_bank_holiday_it_is_sent_on_the_next_working_day(hall, nation, day):
    hall.remind(nation=nation, begins=datetime(2026, 12, 22, tzinfo=UTC))
    for date_ in range(24, 32):
        hall.tick(datetime(2026, 12, date_, 9, 30, tzinfo=UTC))
    (sent,) = hall.deliveries()
    assert (sent.day, sent.changed_at.day) == (date(2026, 12, 28), day)


def test_a_paused_one_is_not_sent_nor_made_up_for(hall):
    reminder = hall.remind(nation=None)
    hall.says(MORAG, "pause R1")
    assert hall.tick(DUE) == []
    hall.clock.at = DUE + HOUR
    hall.says(MORAG, "resume R1")
    assert hall.tick() == []
    assert hall.tick(DUE + WEEK) == ["wall:hall sent"]
    assert reminder.id == "R1"
    assert hall.states() == ["sent"]


def test_an_outlet_that_is_not_connected_delays_and_loses_nothing(hall):
    hall.remind()
    hall.outlets.clear()
    assert hall.tick(DUE) == []
    assert hall.deliveries() == []
    hall.outlets.append(hall.wall)
    assert hall.tick(DUE + 5 * MINUTE) == ["wall:hall sent"]
    assert not hall.deliveries()[0].late


# --- directly to people ---------------------------------------------------------------------------


def test_who_agreed_gets_their_own_actions_and_nobody_else_gets_any(hall):
    hall.remind()
    hall.agrees()
    hall.reminders.agree(Consent(MORAG, mention=True), hall.clock())
    assert hall.tick(DUE) == ["wall:hall sent", "wall:isla sent"]
    (text,) = hall.wall.texts(ISLA.id)
    assert text.startswith("Your actions: Monday 23 November 2026")
    assert "GLE5" in text
    assert not any(f"GLE{number}" in text for number in (1, 2, 3, 4, 6))
    assert hall.deliveries()[1].actions == ("GLE5",)


def test_whose_actions_need_nothing_is_left_in_peace(hall):
    hall.remind()
    hall.agrees()
    hall.says(ISLA, "done GLE5")
    assert hall.tick(DUE) == ["wall:hall sent", "wall:isla skipped"]
    assert hall.wall.texts(ISLA.id) == []


def test_who_is_reached_by_another_program_gets_it_from_that_one(hall, url):
    hall.remind()
    hall.agrees(Person("post:isla", "Isla Rennie"))
    assert hall.tick(DUE) == ["wall:hall sent"]
    assert hall.tick(DUE + MINUTE) == []
    other = Hall(url, HandClock(DUE + MINUTE))
    other.outlets[:] = [post := Wall("post")]
    assert other.tick() == ["post:isla sent"]
    assert len(post.texts("post:isla")) == 1
    assert hall.states() == ["sent", "sent"]
    other.close()


def test_a_channel_that_comes_back_after_weeks_sends_people_one_and_not_all(hall):
    hall.remind(nation=None)
    hall.agrees(Person("post:isla", "Isla Rennie"))
    for week in range(4):
        hall.tick(DUE + week * WEEK)
    hall.outlets.append(post := Wall("post"))
    hall.tick(DUE + 3 * WEEK + HOUR)
    assert len(post.pinned) == 1
    assert "should have come on Monday" in post.pinned[0].text
    assert hall.states() == ["sent", "skipped"] * 3 + ["sent", "sent"]


# --- answered -------------------------------------------------------------------------------------


def test_a_press_on_the_digest_is_logged_and_the_next_one_shows_it(hall):
    hall.remind(nation=None)
    hall.tick(DUE)
    pinned = hall.wall.pinned[0].reply
    done = next(
        button
        for block in pinned.blocks
        for button in getattr(block, "buttons", ())
        if button.says == "done GLE3"
    )
    hall.clock.at = DUE + HOUR
    assert hall.says(ISLA, done.says, answers="pin 0").startswith("Logged: GLE3")
    assert "GLE5" in hall.says(ISLA, "the home care is half done", answers="pin 0")
    first, second = hall.register.updates()
    assert (first.change.action, first.change.status) == ("GLE3", Status.DONE)
    assert (second.change.action, second.change.percent) == ("GLE5", 50)
    hall.tick(DUE + WEEK)
    text = hall.wall.texts()[1]
    assert "Since last time: 1 done, 1 on track; no news of 4." in text
    assert "Done since 23 November 2026: GLE3." in text


def test_words_under_the_digest_are_about_the_actions_in_it(hall):
    hall.remind()
    hall.agrees()
    hall.tick(DUE)
    (told,) = [one for one in hall.deliveries() if one.chat == ISLA.id]
    answer = hall.says(ISLA, "all good", ISLA.id, answers=told.posts[0].message)
    assert "GLE5" in answer


# --- clocks ---------------------------------------------------------------------------------------


def test_through_the_change_of_the_clocks_it_stays_at_half_past_nine(hall):
    hall.clock.at = datetime(2027, 3, 20, tzinfo=UTC)
    hall.remind(nation=None)
    for at in (
        datetime(2027, 3, 22, 9, 30, tzinfo=UTC),  # winter
        datetime(2027, 3, 29, 8, 30, tzinfo=UTC),  # summer, since the day before
    ):
        assert hall.tick(at - MINUTE) == []
        assert hall.tick(at) == ["wall:hall sent"]


def test_another_zone_counts_from_the_next_time_on_and_nothing_comes_twice(hall):
    reminder = hall.remind(nation=None)
    hall.tick(DUE)
    moved = replace(reminder, zone="America/New_York")
    hall.reminders.change(moved, MORAG, DUE)
    assert hall.tick(DUE + 5 * HOUR) == []  # 9:30 in New York, on the same day
    assert hall.tick(DUE + WEEK) == []
    assert hall.tick(DUE + WEEK + 5 * HOUR) == ["wall:hall sent"]


def test_a_clock_that_is_set_back_and_forth_sends_nothing_twice(hall):
    hall.remind(nation=None)
    hall.tick(DUE)
    for at in (DUE - DAY, DUE - MINUTE, DUE, DUE - WEEK, DUE, DUE + DAY, DUE - 2 * WEEK, DUE):
        assert hall.tick(at) == []
    assert hall.tick(DUE + WEEK) == ["wall:hall sent"]
    assert hall.states() == ["sent", "sent"]


def test_a_clock_that_was_a_year_ahead_leaves_nothing_to_be_sent_for_a_year_and_says_when(hall):
    """What the program cannot know is at least to be seen: when the last one was sent."""
    hall.remind(nation=None)
    hall.tick(DUE + 52 * WEEK)
    assert hall.tick(DUE + WEEK) == []
    assert [one.day for one in hall.deliveries()][-1] == date(2027, 11, 22)
    assert "22 November 2027" in hall.says(MORAG, "reminders")


# --- its life -------------------------------------------------------------------------------------


def test_it_looks_again_and_again_until_it_is_stopped(hall):
    hall.remind()
    hall.clock.at = DUE
    stop = asyncio.Event()
    hall.wall.before = stop.set  # stopped in the middle of a sending
    hall.runner.run(hall.scheduler.run(stop))
    assert hall.states() == ["sent"]


def test_a_stop_in_the_middle_finishes_all_that_was_claimed(hall):
    for number in range(9):
        hall.remind(f"wall:{number}")
    hall.clock.at = DUE
    stop = asyncio.Event()
    hall.wall.before = stop.set
    hall.runner.run(hall.scheduler.run(stop))
    assert hall.states() == ["sent"] * 9
