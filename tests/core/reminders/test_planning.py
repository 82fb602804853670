from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.core.reminders.planning import NOTHING_DUE, plan
from bot.core.reminders.values import Dated, Nation, Span
from tests.core.reminders.reminding import FRIDAY, SUNDAY, board, reminder, utc, weekly

DUE = utc(2026, 11, 30, 9, 30)
DAY = date(2026, 11, 30)
WEEK = timedelta(weeks=1)
HOURS_12 = timedelta(hours=12)
BEFORE = date(2026, 11, 23)


def planned(found, now, *, last_day=BEFORE, grace=HOURS_12):
    return plan(found, last_day, now, grace)


def days_skipped(due):
    return [skip.occurrence.day for skip in due.skipped]


def test_nothing_is_due_a_second_before_and_one_is_at_the_second():
    assert planned(weekly(), DUE - timedelta(seconds=1)) == NOTHING_DUE
    due = planned(weekly(), DUE)
    assert (due.send.day, due.send.at, due.late, due.skipped) == (DAY, DUE, False, ())


def test_what_was_dealt_with_is_not_due_again():
    assert planned(weekly(), DUE, last_day=DAY) == NOTHING_DUE
    assert planned(weekly(), DUE + timedelta(days=6), last_day=DAY) == NOTHING_DUE


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (10, False), (11, True), (720, True)])
def test_from_ten_minutes_on_it_is_late(minutes, late):
    due = planned(weekly(), DUE + timedelta(minutes=minutes))
    assert due.send.day == DAY
    assert due.late is late


def test_beyond_the_grace_it_is_skipped_and_it_is_said_why():
    due = planned(weekly(), DUE + HOURS_12 + timedelta(seconds=1))
    assert due.send is None
    assert due.late is False
    assert days_skipped(due) == [DAY]
    assert due.skipped[0].why == (
        "It could not be sent when it was due, and then it was too late for it."
    )


def test_without_any_grace_ten_minutes_are_still_on_time():
    within = planned(weekly(), DUE + timedelta(minutes=10), grace=timedelta(0))
    beyond = planned(weekly(), DUE + timedelta(minutes=11), grace=timedelta(0))
    assert (within.send.day, within.late) == (DAY, False)
    assert (beyond.send, days_skipped(beyond)) == (None, [DAY])


def test_after_a_month_down_there_is_one_message_and_not_four():
    due = planned(weekly(), DUE + 3 * WEEK + timedelta(hours=2))
    assert due.send.day == date(2026, 12, 21)
    assert due.late is True
    assert days_skipped(due) == [DAY, date(2026, 12, 7), date(2026, 12, 14)]
    assert {skip.why for skip in due.skipped} == {
        "It could not be sent when it was due; that of Monday 21 December 2026 took its place."
    }


def test_after_a_month_down_and_beyond_the_grace_there_is_none_and_each_is_noted():
    due = planned(weekly(), DUE + 3 * WEEK + timedelta(days=2))
    assert due.send is None
    assert days_skipped(due) == [DAY + n * WEEK for n in range(4)]
    assert {skip.why for skip in due.skipped} == {
        "It could not be sent when it was due, and then it was too late for it."
    }


def test_with_a_long_grace_it_is_still_the_latest_that_is_sent():
    due = planned(weekly(), DUE + 3 * WEEK + timedelta(days=2), grace=timedelta(days=90))
    assert due.send.day == date(2026, 12, 21)
    assert len(due.skipped) == 3


def test_one_in_a_quiet_time_is_noted_with_its_reason():
    recess = Span(date(2026, 11, 28), date(2026, 12, 4), "Glenmore Council is in recess")
    due = planned(weekly(quiet=(recess,)), DUE)
    assert due.send is None
    assert [skip.why for skip in due.skipped] == [
        "Monday 30 November 2026 is in a quiet time (Glenmore Council is in recess)."
    ]


def test_a_quiet_time_needs_no_words():
    due = planned(weekly(quiet=(Span(DAY, DAY),)), DUE)
    assert [skip.why for skip in due.skipped] == ["Monday 30 November 2026 is in a quiet time."]


def test_a_quiet_one_does_not_take_the_place_of_the_one_before_it():
    quiet = Span(date(2026, 12, 7), date(2026, 12, 7))
    due = planned(weekly(quiet=(quiet,)), DUE + timedelta(days=8), grace=timedelta(days=30))
    assert due.send.day == DAY
    assert days_skipped(due) == [date(2026, 12, 7)]


def test_a_late_one_is_not_sent_into_a_quiet_time():
    recess = Span(date(2026, 12, 1), date(2026, 12, 4), "recess")
    due = planned(weekly(quiet=(recess,)), DUE + timedelta(days=1), grace=timedelta(days=2))
    assert due.send is None
    assert [skip.why for skip in due.skipped] == [
        "It could not be sent when it was due, and then it was a quiet time (recess)."
    ]


def test_a_late_one_is_not_sent_on_christmas_day():
    thursdays = weekly(3, nation=Nation.ENGLAND)
    christmas = utc(2026, 12, 25, 8)
    due = planned(thursdays, christmas, last_day=date(2026, 12, 17), grace=timedelta(days=2))
    assert due.send is None
    assert [skip.why for skip in due.skipped] == [
        "It could not be sent when it was due, and then it was a bank holiday (Christmas Day)."
    ]


def test_christmas_begins_at_midnight_where_the_chat_is():
    apia = weekly(3, time(23, 55), zone="Pacific/Apia", nation=Nation.ENGLAND)
    before = planned(apia, utc(2026, 12, 24, 10, 59), last_day=date(2026, 12, 17))
    after = planned(apia, utc(2026, 12, 24, 11, 0), last_day=date(2026, 12, 17))
    assert before.send.day == date(2026, 12, 24)
    assert after.send is None


def test_one_that_a_bank_holiday_moved_is_on_time_on_its_new_day():
    easter = weekly(nation=Nation.ENGLAND)
    monday, tuesday = utc(2026, 4, 6, 8, 30), utc(2026, 4, 7, 8, 30)
    assert planned(easter, monday, last_day=date(2026, 3, 30)) == NOTHING_DUE
    due = planned(easter, tuesday, last_day=date(2026, 3, 30))
    assert (due.send.day, due.late) == (date(2026, 4, 6), False)
    assert planned(easter, tuesday, last_day=date(2026, 4, 6)) == NOTHING_DUE


def test_what_was_due_before_a_reminder_began_is_none_of_its_business():
    begun_after = weekly(begins=DUE + timedelta(seconds=1))
    begun_then = weekly(begins=DUE)
    assert planned(begun_after, DUE + timedelta(hours=1), last_day=None) == NOTHING_DUE
    assert planned(begun_then, DUE + timedelta(hours=1), last_day=None).send.day == DAY


def test_one_that_was_resumed_does_not_make_up_for_its_pause():
    resumed = weekly(begins=DUE + WEEK + timedelta(hours=1))
    assert planned(resumed, DUE + WEEK + timedelta(hours=2), last_day=BEFORE) == NOTHING_DUE
    assert planned(resumed, DUE + 2 * WEEK).skipped == ()


def test_a_paused_one_does_nothing():
    assert planned(weekly(paused=True), DUE) == NOTHING_DUE


def test_a_clock_that_is_set_back_sends_nothing_again():
    found = weekly()
    for back in (timedelta(minutes=1), timedelta(hours=1), timedelta(days=30), timedelta(days=400)):
        assert planned(found, DUE - back, last_day=DAY) == NOTHING_DUE
    assert planned(found, DUE + WEEK, last_day=DAY).send.day == date(2026, 12, 7)


def test_a_clock_that_is_set_forward_sends_once_what_came_due():
    found = weekly()
    forward = planned(found, DUE + timedelta(hours=1))
    assert (forward.send.day, forward.late) == (DAY, True)
    assert planned(found, DUE, last_day=forward.send.day) == NOTHING_DUE


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Apia", "Asia/Kathmandu", "UTC"])
def test_in_a_new_zone_the_same_day_is_not_sent_again(zone):
    moved = weekly(zone=zone)
    hours = [DUE + timedelta(hours=n) for n in range(24)]
    assert {planned(moved, now, last_day=DAY) for now in hours} == {NOTHING_DUE}


def test_in_a_new_zone_to_the_west_it_comes_at_that_zone_s_time():
    moved = weekly(zone="America/New_York")
    assert planned(moved, DUE) == NOTHING_DUE
    due = planned(moved, utc(2026, 11, 30, 14, 30))
    assert (due.send.day, due.late) == (DAY, False)


def test_in_a_new_zone_where_its_time_is_past_it_is_sent_late():
    moved = weekly(zone="Asia/Kathmandu")
    due = planned(moved, utc(2026, 11, 30, 8))
    assert (due.send.day, due.send.at, due.late) == (DAY, utc(2026, 11, 30, 3, 45), True)


def test_at_a_new_time_on_the_same_day_it_is_not_sent_again():
    later = weekly(at=time(16))
    assert planned(later, utc(2026, 11, 30, 16), last_day=DAY) == NOTHING_DUE
    assert planned(later, utc(2026, 11, 30, 16)).send.day == DAY


def test_the_hour_that_october_repeats_is_sent_the_first_time_only():
    found = weekly(SUNDAY, time(1, 30))
    first, again = utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)
    sunday, before = date(2026, 10, 25), date(2026, 10, 18)
    assert planned(found, first, last_day=before).send.day == sunday
    assert planned(found, again, last_day=sunday) == NOTHING_DUE


def test_two_notices_that_were_missed_together_come_as_one():
    meeting = board(date(2026, 12, 17), papers=5, notice=(5, 1, 0))
    due = planned(meeting, utc(2026, 12, 10, 10), last_day=None)
    assert due.send.day == date(2026, 12, 10)
    assert days_skipped(due) == [date(2026, 12, 3), date(2026, 12, 9)]


def test_where_a_day_begins_early_the_notice_of_the_day_after_is_not_overlooked():
    rule = Dated("board meeting", date(2026, 12, 10), time(0, 30), notice=(1, 0))
    found = reminder(rule, zone="Pacific/Kiritimati")
    due = planned(found, utc(2026, 12, 9, 10, 30), last_day=date(2026, 12, 9))
    assert due.send.day == date(2026, 12, 10)


def test_two_that_a_bank_holiday_puts_on_one_day_are_sent_as_one():
    # Christmas Day moves to 29 December, which is 253 working days before the next one.
    found = board(date(2026, 12, 25), yearly=True, notice=(0, 253), nation=Nation.ENGLAND)
    due = planned(found, utc(2026, 12, 29, 9, 30), last_day=date(2026, 12, 24))
    assert due.send.day == due.send.on == date(2026, 12, 29)
    assert [skip.occurrence.day for skip in due.skipped] == [date(2026, 12, 25)]
    assert {skip.occurrence.on for skip in due.skipped} == {date(2026, 12, 29)}


def test_with_another_nation_the_day_by_the_rule_stays_the_same():
    fridays = weekly(FRIDAY, nation=Nation.SCOTLAND)
    moved = planned(fridays, utc(2026, 1, 5, 9, 30), last_day=date(2025, 12, 26))
    assert moved.send.day == date(2026, 1, 2)
    english = replace(fridays, nation=Nation.ENGLAND)
    assert planned(english, utc(2026, 1, 5, 9, 30), last_day=date(2026, 1, 2)) == NOTHING_DUE
