from datetime import date, time, timedelta

import pytest

from bot.core.reminders.schedule import next_after, occurrence_on
from bot.core.reminders.values import Nation, Span
from tests.core.reminders.reminding import (
    FRIDAY,
    SATURDAY,
    between,
    board,
    utc,
    walls,
    weekly,
)

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = Nation


def sent_on(found, first, last):
    return [one.on for one in between(found, first, last)]


def test_the_year_2026_has_a_week_53_and_the_monday_after_it_is_the_first_of_2027():
    found = between(weekly(), date(2026, 12, 21), date(2027, 1, 11))
    assert [one.day.isocalendar()[:2] for one in found] == [
        (2026, 52),
        (2026, 53),
        (2027, 1),
        (2027, 2),
    ]


def test_every_other_week_goes_on_over_the_week_53():
    found = weekly(weeks=2, since=date(2026, 12, 16))
    assert sent_on(found, date(2026, 12, 1), date(2027, 1, 31)) == [
        date(2026, 12, 14),
        date(2026, 12, 28),
        date(2027, 1, 11),
        date(2027, 1, 25),
    ]


def test_every_third_week_is_counted_back_from_a_week_to_come_as_well():
    found = weekly(weeks=3, since=date(2026, 12, 30))
    assert sent_on(found, date(2026, 11, 1), date(2026, 12, 31)) == [
        date(2026, 11, 16),
        date(2026, 12, 7),
        date(2026, 12, 28),
    ]


@pytest.mark.parametrize(
    ("monday", "off"),
    [
        (date(2026, 4, 6), {ENGLAND, WALES, NORTHERN_IRELAND}),  # Easter Monday
        (date(2026, 5, 4), set(Nation)),
        (date(2026, 7, 13), {NORTHERN_IRELAND}),  # 12 July is a Sunday
        (date(2027, 7, 12), {NORTHERN_IRELAND}),
        (date(2026, 8, 3), {SCOTLAND}),
        (date(2026, 8, 31), {ENGLAND, WALES, NORTHERN_IRELAND}),
        (date(2026, 11, 30), {SCOTLAND}),  # St Andrew's
        (date(2027, 1, 4), {SCOTLAND}),  # for 2 January, a Saturday
        (date(2026, 12, 28), set(Nation)),  # for Boxing Day, a Saturday
    ],
)
def test_a_monday_that_is_a_bank_holiday_moves_to_tuesday_where_it_is_one(monday, off):
    for nation in (None, *Nation):
        (found,) = between(weekly(nation=nation), monday, monday + timedelta(4))
        assert found.day == monday
        assert found.on == monday + timedelta(nation in off)
        assert found.at.date() == found.on


def test_after_new_year_scotland_waits_until_wednesday_where_two_days_are_made_up_for():
    found = weekly(begins=utc(2022, 1, 1), nation=SCOTLAND)
    assert walls(found, date(2022, 1, 1), date(2022, 1, 10)) == [
        "Wed 05 Jan 09:30",
        "Mon 10 Jan 09:30",
    ]


@pytest.mark.parametrize("nation", Nation)
def test_nothing_is_sent_on_christmas_day(nation):
    fridays = weekly(FRIDAY, nation=nation)
    assert walls(fridays, date(2026, 12, 18), date(2026, 12, 31)) == [
        "Fri 18 Dec 09:30",
        "Tue 29 Dec 09:30",
    ]
    assert walls(weekly(SATURDAY, nation=nation), date(2027, 12, 20), date(2027, 12, 31)) == [
        "Wed 29 Dec 09:30"
    ]


def test_what_christmas_moved_is_due_also_for_who_looks_only_after_it():
    fridays = weekly(FRIDAY, nation=ENGLAND)
    for first in (date(2026, 12, 26), date(2026, 12, 28), date(2026, 12, 29)):
        assert walls(fridays, first, date(2026, 12, 31)) == ["Tue 29 Dec 09:30"]


def test_a_weekday_on_the_weekend_was_chosen_and_stays():
    assert walls(weekly(SATURDAY, nation=ENGLAND), date(2026, 11, 23), date(2026, 11, 30)) == [
        "Sat 28 Nov 09:30"
    ]


def test_what_falls_into_a_quiet_time_is_marked_with_it_and_not_moved():
    recess = Span(date(2026, 12, 21), date(2027, 1, 3), "recess")
    found = between(weekly(quiet=(recess,)), date(2026, 12, 14), date(2027, 1, 4))
    assert [(one.on, one.quiet) for one in found] == [
        (date(2026, 12, 14), None),
        (date(2026, 12, 21), recess),
        (date(2026, 12, 28), recess),
        (date(2027, 1, 4), None),
    ]


def test_a_quiet_time_counts_on_the_day_of_sending_not_on_the_day_by_the_rule():
    only_monday = Span(date(2026, 8, 31), date(2026, 8, 31), "recess")
    only_tuesday = Span(date(2026, 9, 1), date(2026, 9, 1), "training day")
    for quiet, marked in ((only_monday, None), (only_tuesday, only_tuesday)):
        found = weekly(nation=ENGLAND, quiet=(quiet,))
        assert occurrence_on(found, date(2026, 8, 31)).quiet == marked


def test_papers_are_reminded_of_in_working_days_before_they_are_due():
    meeting = board(date(2027, 1, 11), papers=10, notice=(5, 0), nation=ENGLAND)
    found = between(meeting, date(2026, 11, 1), date(2027, 2, 1))
    assert [one.on for one in found] == [date(2026, 12, 16), date(2026, 12, 23)]
    assert {one.deadline for one in found} == {date(2026, 12, 23)}
    assert {one.event for one in found} == {date(2027, 1, 11)}


def test_without_papers_the_day_itself_is_the_deadline():
    meeting = board(date(2026, 12, 10), notice=(1, 0, 1))
    found = between(meeting, date(2026, 11, 1), date(2027, 2, 1))
    assert [(one.day, one.deadline) for one in found] == [
        (date(2026, 12, 9), date(2026, 12, 10)),
        (date(2026, 12, 10), date(2026, 12, 10)),
    ]


def test_a_year_s_day_that_is_a_bank_holiday_is_reminded_of_on_the_working_day_after():
    found = board(date(2026, 11, 30), yearly=True, nation=SCOTLAND)
    assert walls(found, date(2026, 11, 1), date(2028, 12, 31)) == [
        "Tue 01 Dec 09:30",
        "Wed 01 Dec 09:30",
        "Fri 01 Dec 09:30",
    ]


def test_a_leap_day_that_comes_each_year_is_28_february_in_the_others():
    found = board(date(2028, 2, 29), yearly=True)
    assert sent_on(found, date(2026, 1, 1), date(2032, 12, 31)) == [
        date(2028, 2, 29),
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]


def test_a_weekly_reminder_has_a_leap_day_like_any_other():
    assert date(2028, 2, 29).weekday() == 1
    assert sent_on(weekly(1), date(2028, 2, 22), date(2028, 3, 7)) == [
        date(2028, 2, 22),
        date(2028, 2, 29),
        date(2028, 3, 7),
    ]


def test_notice_of_a_day_in_january_is_given_in_december():
    found = board(date(2026, 1, 5), yearly=True, notice=(0, 10), nation=ENGLAND)
    assert sent_on(found, date(2026, 12, 1), date(2027, 1, 31)) == [
        date(2026, 12, 17),
        date(2027, 1, 5),
    ]


def test_notice_of_more_than_a_year_comes_in_its_order():
    found = board(date(2026, 6, 1), yearly=True, notice=(0, 300))
    days = sent_on(found, date(2026, 6, 1), date(2028, 6, 1))
    assert days == sorted(days)
    assert len(days) == 5


def test_the_next_one_is_the_first_after_the_moment_that_will_be_sent():
    found = weekly(nation=ENGLAND, quiet=(Span(date(2026, 12, 7), date(2026, 12, 7)),))
    due = utc(2026, 11, 30, 9, 30)
    assert next_after(found, due - timedelta(microseconds=1)).at == due
    assert next_after(found, due).on == date(2026, 12, 14)


def test_the_next_one_comes_after_the_reminder_began_and_after_what_was_dealt_with():
    found = weekly(begins=utc(2026, 12, 8))
    assert next_after(found, utc(2026, 11, 25)).day == date(2026, 12, 14)
    later = next_after(found, utc(2026, 11, 25), date(2026, 12, 14))
    assert later.day == date(2026, 12, 21)


def test_there_is_no_next_one_of_what_is_paused_or_over_or_quiet_for_good():
    now = utc(2026, 11, 25)
    always = Span(date(2026, 1, 1), date.max, "the compact was ended")
    assert next_after(weekly(paused=True), now) is None
    assert next_after(board(date(2026, 11, 24)), now) is None
    assert next_after(weekly(quiet=(always,)), now) is None


def test_a_day_finds_the_one_that_was_planned_for_it_and_no_other():
    found = weekly(nation=ENGLAND)
    assert occurrence_on(found, date(2026, 12, 28)).on == date(2026, 12, 29)
    assert occurrence_on(found, date(2026, 12, 29)) is None
    assert occurrence_on(board(date(2026, 12, 10)), date(2027, 12, 10)) is None


def test_a_time_is_on_the_day_of_its_zone_and_not_of_greenwich():
    found = weekly(0, time(0, 15), zone="Pacific/Kiritimati")
    assert occurrence_on(found, date(2026, 11, 30)).at == utc(2026, 11, 29, 10, 15)
