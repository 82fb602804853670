"""What can go wrong with a sending: it is tried again, left out, or shown, and never sent twice."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import OperationalError

from bot.channels.ports import NotSent, Unclear
from bot.core.errors import StorageError
from bot.core.reminders.values import Consent, Delivery, Nation, Weekly
from bot.core.types import Reply, Text
from bot.delivering import BACK_OFF
from tests.scheduling.hall import (
    CHAT,
    CLAIMED,
    DAY,
    DUE,
    HOUR,
    ISLA,
    MINUTE,
    MORAG,
    OTHER,
    SENT,
    UNKNOWN,
    WEEK,
    Hall,
)

DOWN = NotSent("The post office is shut.")
LEASE = 11 * MINUTE


def fails(hall: Hall, *faults: Exception, chat: str = CHAT) -> None:
    """The next sendings to a chat go wrong."""
    hall.wall.faults[chat] += faults


def claim(hall: Hall, week: int = 0) -> Delivery:
    """Claim what is due, as a program does that dies right after it."""
    at = DUE + week * WEEK
    one = Delivery("", "R1", at.date(), CHAT, at, CLAIMED, at)
    (mine,) = hall.reminders.claim([one])
    return mine


# --- not sent -------------------------------------------------------------------------------------


def test_what_was_not_sent_is_tried_again_later_and_later_and_then_shown(hall):
    hall.remind()
    fails(hall, *[DOWN] * (len(BACK_OFF) + 1))
    at = DUE
    assert hall.tick(at) == ["wall:hall failed"]
    for attempt, wait in enumerate(BACK_OFF, 1):
        (one,) = hall.deliveries()
        assert (one.attempts, one.again_at, one.why) == (attempt, at + wait, str(DOWN))
        assert hall.tick(at + wait - MINUTE / 2) == []
        at += wait
        assert hall.tick(at) == ["wall:hall failed"]
    (one,) = hall.deliveries()
    assert (one.attempts, one.again_at) == (len(BACK_OFF) + 1, None)
    assert hall.tick(at + DAY) == []
    assert "D1, R1 of 23 November 2026: not sent (The post office is shut)" in (
        hall.says(MORAG, "status")
    )
    hall.says(MORAG, "send D1 again")
    assert hall.tick() == ["wall:hall sent"]
    assert len(hall.wall.pinned) == 1


def test_a_second_attempt_succeeds_and_says_that_it_is_late_where_it_is(hall):
    hall.remind()
    fails(hall, DOWN, DOWN, DOWN)
    for minutes in (0, 1, 6):
        hall.tick(DUE + minutes * MINUTE)
    assert hall.tick(DUE + 21 * MINUTE) == ["wall:hall sent"]
    assert "should have come on Monday at 09:30" in hall.wall.texts()[0]


def test_the_channel_is_not_asked_before_it_wants_to_be(hall):
    hall.remind()
    fails(hall, NotSent("Too many.", wait=600.0))
    hall.tick(DUE)
    assert hall.tick(DUE + 9 * MINUTE) == []
    assert hall.tick(DUE + 10 * MINUTE) == ["wall:hall sent"]


def test_one_chat_in_trouble_keeps_no_other_waiting(hall):
    hall.remind()
    hall.remind(OTHER)
    fails(hall, DOWN)
    assert hall.tick(DUE) == ["wall:hall failed", "wall:weir sent"]


def test_a_chat_that_is_gone_is_not_tried_again_and_is_shown(hall):
    hall.remind()
    fails(hall, NotSent("There is no such chat.", gone=True))
    assert hall.tick(DUE) == ["wall:hall failed"]
    (one,) = hall.deliveries()
    assert (one.again_at, one.why) == (None, "There is no such chat.")
    assert "There is no such chat" in hall.says(MORAG, "status")


def test_a_person_who_is_gone_is_not_written_to_and_the_chat_has_their_actions(hall):
    hall.remind(nation=None)
    hall.agrees()
    fails(hall, NotSent("They blocked the bot.", gone=True), chat=ISLA.id)
    assert hall.tick(DUE) == ["wall:hall sent", "wall:isla skipped"]
    assert hall.reminders.consents() == (Consent(ISLA, direct=True, gone="They blocked the bot."),)
    assert hall.tick(DUE + WEEK) == ["wall:hall sent"]
    text = hall.wall.texts()[1]
    assert "GLE5" in text
    assert "blocked the bot" not in text
    assert "was not sent" not in text
    assert "need" not in hall.says(MORAG, "status").split("Reminders")[1]


def test_who_wants_no_more_gets_no_second_attempt(hall):
    hall.remind()
    hall.agrees()
    fails(hall, DOWN, chat=ISLA.id)
    hall.tick(DUE)
    hall.says(ISLA, "stop", ISLA.id)
    assert hall.tick(DUE + MINUTE) == ["wall:isla skipped"]
    assert hall.wall.texts(ISLA.id) == []


@pytest.mark.parametrize(("words", "why"), [("pause R1", "paused"), ("delete R1", "deleted")])
def test_a_second_attempt_is_not_made_for_a_reminder_that_was_stopped(hall, words, why):
    hall.remind()
    fails(hall, DOWN)
    hall.tick(DUE)
    hall.says(MORAG, words)
    assert hall.tick(DUE + MINUTE) == ["wall:hall skipped"]
    assert why in hall.deliveries()[0].why
    assert hall.wall.pinned == []


def test_a_second_attempt_that_comes_too_late_is_left_out_and_said(hall):
    hall.remind(nation=None)
    fails(hall, DOWN)
    hall.tick(DUE)
    assert hall.tick(DUE + WEEK) == ["wall:hall sent", "wall:hall skipped"]
    assert hall.states() == ["skipped", "sent"]
    (text,) = hall.wall.texts()
    assert "The one of Monday 23 November 2026 was not sent." in text


def test_a_second_attempt_is_not_made_once_a_later_one_is_sent(hall):
    hall.pace = replace(hall.pace, grace=2 * WEEK)
    hall.scheduler = hall.new_scheduler()
    hall.remind(nation=None)
    fails(hall, DOWN)
    hall.tick(DUE)
    assert hall.tick(DUE + WEEK) == ["wall:hall sent", "wall:hall skipped"]
    assert "a later one took its place" in hall.deliveries()[0].why


def test_a_second_attempt_is_not_made_on_a_bank_holiday(hall):
    hall.clock.at = datetime(2026, 12, 24, 9, tzinfo=UTC)
    hall.remind(rule=Weekly(3, time(9, 30)))
    fails(hall, DOWN)
    assert hall.tick(datetime(2026, 12, 24, 9, 30, tzinfo=UTC)) == ["wall:hall failed"]
    assert hall.tick(datetime(2026, 12, 25, 8, tzinfo=UTC)) == ["wall:hall skipped"]
    assert "Christmas Day" in hall.deliveries()[0].why


def test_what_an_officer_orders_is_sent_on_any_day_and_paused_or_not(hall):
    hall.clock.at = datetime(2026, 12, 25, 8, tzinfo=UTC)
    hall.remind(nation=Nation.SCOTLAND)
    hall.says(MORAG, "pause R1")
    assert "goes out within a minute" in hall.says(MORAG, "send R1 now")
    assert hall.tick() == ["wall:hall sent"]
    assert "should have come" not in hall.wall.texts()[0]
    assert hall.tick() == []


def test_an_order_that_nobody_carried_out_for_days_is_left_out(hall):
    hall.remind()
    hall.says(MORAG, "send R1 now")
    assert hall.tick(DUE - HOUR + 2 * DAY) == ["wall:hall skipped"]


def test_a_digest_that_cannot_be_made_is_tried_again_and_keeps_no_other_waiting(hall, caplog):
    broken = hall.remind()
    hall.remind(OTHER)
    hall.reminders.change(replace(broken, silent_after=10**9, due_within=10**9), MORAG, DUE - HOUR)
    assert hall.tick(DUE) == ["wall:hall failed", "wall:weir sent"]
    assert "D1 could not be made" in caplog.text
    hall.reminders.change(broken, MORAG, DUE)
    assert hall.tick(DUE + MINUTE) == ["wall:hall sent"]


# --- unclear and lost -----------------------------------------------------------------------------


def test_what_may_have_been_sent_is_not_sent_again_until_somebody_says_so(hall):
    hall.remind()
    hall.wall.blind = True
    fails(hall, Unclear("The line went dead."))
    assert hall.tick(DUE) == ["wall:hall unknown"]
    for minutes in (1, 5, 11, 60, 600):
        assert hall.tick(DUE + minutes * MINUTE) == []
    (one,) = hall.deliveries()
    assert (one.state, one.why, one.again_at) == (UNKNOWN, "The line went dead.", None)
    assert hall.wall.looked == ["delivery:D1"]
    assert hall.reminders.resolve("D1", MORAG, hall.clock(), sent=False)
    assert hall.tick() == ["wall:hall sent"]


def test_what_may_have_been_sent_is_looked_for_once_it_must_have_arrived(hall):
    hall.remind()
    hall.wall.pins_first = True
    fails(hall, Unclear("The line went dead."))
    hall.tick(DUE)
    hall.tick(DUE + 9 * MINUTE)
    assert hall.wall.looked == []
    assert hall.tick(DUE + LEASE) == []
    (one,) = hall.deliveries()
    assert (one.state, [post.message for post in one.posts]) == (SENT, ["pin 0"])
    assert len(hall.wall.pinned) == 1
    assert "GLE3" in one.actions


def test_what_a_channel_fails_with_unforeseen_counts_as_unclear_and_stops_nothing(hall, caplog):
    hall.remind()
    hall.remind(OTHER)
    fails(hall, RuntimeError("session is closed"))
    assert hall.tick(DUE) == ["wall:hall unknown", "wall:weir sent"]
    assert "the log of the program says what" in hall.deliveries()[0].why
    assert "session is closed" in caplog.text


def test_lost_and_found_counts_as_sent(hall):
    hall.remind(nation=None)
    mine = claim(hall)
    hall.runner.run(hall.wall.send(CHAT, Reply((Text("A digest."),)), f"delivery:{mine.id}"))
    assert hall.tick(DUE + 9 * MINUTE) == []
    assert hall.states() == ["claimed"]
    assert hall.tick(DUE + LEASE) == []
    assert hall.states() == ["sent"]
    assert hall.reminders.delivery_of(CHAT, "pin 0").id == mine.id
    assert hall.tick(DUE + WEEK) == ["wall:hall sent"]


def test_lost_and_surely_not_there_is_sent(hall):
    hall.remind()
    claim(hall)
    assert hall.tick(DUE + LEASE) == ["wall:hall sent"]
    assert len(hall.wall.pinned) == 1
    assert "should have come on Monday at 09:30" in hall.wall.texts()[0]


def test_lost_and_not_there_is_not_sent_once_it_was_paused(hall):
    hall.remind(nation=None)
    claim(hall)
    hall.says(MORAG, "pause R1")
    assert hall.tick(DUE + LEASE) == ["wall:hall skipped"]
    assert hall.wall.pinned == []


def test_lost_and_unclear_stays_so_until_an_officer_settles_it(hall):
    hall.remind(nation=None)
    hall.wall.blind = True
    claim(hall)
    for minutes in (11, 12, 600):
        assert hall.tick(DUE + minutes * MINUTE) == []
    assert hall.states() == ["unknown"]
    assert "D1, R1 of 23 November 2026: nobody can say whether it arrived" in (
        hall.says(MORAG, "status")
    )
    assert hall.says(MORAG, "D1 arrived") == "Noted: D1 arrived."
    assert hall.tick(DUE + WEEK) == ["wall:hall sent"]
    assert hall.states() == ["sent", "sent"]


def test_lost_is_looked_for_only_once_its_channel_is_connected(hall):
    hall.remind()
    claim(hall)
    hall.outlets.clear()
    assert hall.tick(DUE + LEASE) == []
    assert hall.states() == ["unknown"]
    hall.outlets.append(hall.wall)
    assert hall.tick(DUE + LEASE + MINUTE) == ["wall:hall sent"]


def test_a_look_that_fails_leaves_it_unknown_and_stops_nothing(hall, monkeypatch):
    async def broken(*_: object) -> None:
        raise RuntimeError("no history")

    hall.remind()
    hall.remind(OTHER)
    claim(hall)
    monkeypatch.setattr(hall.wall, "find", broken)
    assert hall.tick(DUE + LEASE) == ["wall:weir sent"]
    assert hall.states() == ["unknown", "sent"]


def test_who_waited_too_long_for_a_turn_does_not_send_what_was_given_up(hall):
    """The first sending takes longer than the lease; meanwhile another program sees to the rest."""
    hall.pace = replace(hall.pace, at_once=1)
    hall.scheduler = hall.new_scheduler()
    hall.remind()
    hall.remind(OTHER)

    def meanwhile() -> None:
        hall.wall.before = lambda: None
        hall.clock.at = DUE + LEASE
        for one in hall.reminders.lose(DUE + MINUTE):
            if one.chat == OTHER:
                hall.reminders.resolve(one.id, MORAG, hall.clock(), sent=True)

    hall.wall.before = meanwhile
    assert hall.tick(DUE) == ["wall:hall claimed", "wall:weir claimed"]
    assert hall.wall.texts(OTHER) == []
    assert hall.states() == ["unknown", "sent"]
    assert hall.tick(DUE + 3 * LEASE) == []
    assert hall.states() == ["sent", "sent"]
    assert [one.chat for one in hall.wall.pinned] == [CHAT]


# --- the database ---------------------------------------------------------------------------------


@contextmanager
def away(start: str, word: str = "", times: int = 999) -> Iterator[None]:
    """A database that does not do, so many times, what begins so and speaks of a word."""
    left = [times]

    def refuse(*event: Any) -> None:
        statement, parameters = event[2], event[3]
        if left[0] and statement.startswith(start) and word in str(parameters):
            left[0] -= 1
            raise OperationalError(statement, parameters, sqlite3.OperationalError("disk is away"))

    listen(Engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        remove(Engine, "before_cursor_execute", refuse)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Between two attempts to record nobody waits."""
    monkeypatch.setattr("bot.delivering._RECORDING", (0.0, 0.0, 0.0))


def test_what_was_sent_is_recorded_in_the_end_although_the_database_was_away(hall):
    hall.remind()
    with away("UPDATE deliveries", "sent", times=3):
        assert hall.tick(DUE) == ["wall:hall sent"]
    assert hall.states() == ["sent"]


def test_what_was_sent_and_could_not_be_recorded_is_found_and_not_sent_again(hall):
    hall.remind()
    hall.remind(OTHER)
    with away("UPDATE deliveries", "'sent'"), pytest.raises(StorageError):
        hall.tick(DUE)
    assert hall.states() == ["claimed", "claimed"]
    assert len(hall.wall.pinned) == 2
    assert hall.tick(DUE + LEASE) == []
    assert hall.states() == ["sent", "sent"]
    assert len(hall.wall.pinned) == 2


def test_what_cannot_be_recorded_keeps_no_other_from_its_turn(hall):
    hall.pace = replace(hall.pace, at_once=1)
    hall.scheduler = hall.new_scheduler()
    hall.remind()
    hall.remind(OTHER)
    attempts = 4
    with away("UPDATE deliveries", "'sent'", times=attempts), pytest.raises(StorageError):
        hall.tick(DUE)
    assert hall.states() == ["claimed", "sent"]


def test_what_was_claimed_is_sent_although_the_next_claim_fails(hall):
    hall.remind()
    hall.remind(OTHER)
    with away("INSERT INTO deliveries", OTHER), pytest.raises(StorageError):
        hall.tick(DUE)
    assert hall.states() == ["sent"]
    assert hall.tick(DUE + MINUTE) == ["wall:weir sent"]


def test_a_look_at_a_database_that_is_away_is_logged_and_the_next_one_works(hall, caplog):
    hall.remind()
    hall.clock.at = DUE
    hall.pace = replace(hall.pace, tick=timedelta(0))
    hall.scheduler, stop = hall.new_scheduler(), asyncio.Event()
    hall.wall.before = stop.set
    with away("SELECT reminders", times=2):
        hall.runner.run(hall.scheduler.run(stop))
    assert hall.states() == ["sent"]
    assert caplog.text.count("not all reminders could be seen to") == 2
    assert "Traceback" not in caplog.text


def test_a_fault_of_ours_is_logged_and_the_next_look_works(hall, caplog):
    hall.remind(zone="Europe/Atlantis")
    hall.remind(OTHER)
    hall.clock.at = DUE
    stop = asyncio.Event()
    hall.wall.before = stop.set
    hall.runner.run(hall.scheduler.run(stop))
    assert hall.wall.texts(OTHER) != []
    assert "Atlantis" in caplog.text
