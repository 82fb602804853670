"""What the clocks of the world do to a time of day: moment_of, and weekly reminders about it."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.reminders.schedule import moment_of
from tests.core.reminders.reminding import (
    FRIDAY,
    LONDON,
    SUNDAY,
    ZONES,
    between,
    first_shown,
    utc,
    walls,
    weekly,
)

HALF_PAST_ONE = time(1, 30)


@pytest.mark.parametrize(
    ("first", "last", "moments"),
    [
        ((2026, 3, 23), (2026, 3, 30), [utc(2026, 3, 23, 9, 30), utc(2026, 3, 30, 8, 30)]),
        ((2026, 10, 19), (2026, 10, 26), [utc(2026, 10, 19, 8, 30), utc(2026, 10, 26, 9, 30)]),
        ((2027, 3, 22), (2027, 4, 5), [utc(2027, 3, 22, 9, 30), utc(2027, 3, 29, 8, 30)]),
        ((2027, 10, 25), (2027, 11, 1), [utc(2027, 10, 25, 8, 30), utc(2027, 11, 1, 9, 30)]),
    ],
)
def test_monday_half_past_nine_stays_so_over_each_change_of_the_clocks(first, last, moments):
    found = between(weekly(), date(*first), date(*last))
    assert [one.at for one in found][:2] == moments


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2027, 3, 28)])
def test_a_time_that_is_skipped_in_march_moves_to_the_next_minute(sunday):
    (found,) = between(weekly(SUNDAY, HALF_PAST_ONE), sunday, sunday)
    assert found.at == utc(sunday.year, 3, sunday.day, 1, 0)
    assert found.at.astimezone(ZoneInfo(LONDON)).time() == time(2, 0)
    assert found.day == found.on == sunday


@pytest.mark.parametrize("sunday", [date(2026, 10, 25), date(2027, 10, 31)])
def test_a_time_that_is_repeated_in_october_fires_once_the_first_time(sunday):
    (found,) = between(weekly(SUNDAY, HALF_PAST_ONE), sunday, sunday)
    assert found.at == utc(sunday.year, 10, sunday.day, 0, 30)


def test_half_past_one_on_sundays_is_back_to_itself_the_week_after():
    found = weekly(SUNDAY, HALF_PAST_ONE)
    assert walls(found, date(2026, 3, 22), date(2026, 4, 5)) == [
        "Sun 22 Mar 01:30",
        "Sun 29 Mar 02:00",
        "Sun 05 Apr 01:30",
    ]


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        # Dublin's summer is the standard time and its winter is saved, which makes no difference.
        ("Europe/Dublin", date(2026, 3, 29), HALF_PAST_ONE, utc(2026, 3, 29, 1)),
        ("Europe/Dublin", date(2026, 10, 25), HALF_PAST_ONE, utc(2026, 10, 25, 0, 30)),
        ("Europe/Dublin", date(2026, 7, 6), time(9, 30), utc(2026, 7, 6, 8, 30)),
        ("America/New_York", date(2026, 3, 8), time(2, 30), utc(2026, 3, 8, 7)),
        ("America/New_York", date(2026, 11, 1), HALF_PAST_ONE, utc(2026, 11, 1, 5, 30)),
        ("Asia/Kathmandu", date(2026, 3, 29), time(9, 30), utc(2026, 3, 29, 3, 45)),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), utc(2026, 10, 3, 15, 30)),
        ("Antarctica/Troll", date(2026, 3, 29), time(1, 0), utc(2026, 3, 29, 1)),
        # Samoa went over the date line: it had no 30 December 2011 at all.
        ("Pacific/Apia", date(2011, 12, 30), time(9, 30), utc(2011, 12, 30, 10)),
        ("Pacific/Apia", date(2026, 11, 30), time(9, 30), utc(2026, 11, 29, 20, 30)),
    ],
)
def test_each_zone_goes_by_its_own_clocks(zone, day, at, moment):
    assert moment_of(day, at, ZoneInfo(zone)) == moment


def test_a_day_that_samoa_skipped_leaves_one_reminder_for_each_week():
    found = weekly(FRIDAY, zone="Pacific/Apia", since=date(2011, 12, 5))
    assert walls(found, date(2011, 12, 23), date(2012, 1, 6)) == [
        "Fri 23 Dec 09:30",
        "Sat 31 Dec 00:00",
        "Fri 06 Jan 09:30",
    ]


@given(
    st.dates(date(2007, 1, 1), date(2037, 12, 31)),
    st.integers(0, 24 * 12 - 1),
    st.sampled_from(ZONES),
)
def test_a_moment_is_the_first_at_which_the_wall_shows_its_time(day, steps, name):
    zone, at = ZoneInfo(name), time(steps // 12, steps % 12 * 5)
    assert moment_of(day, at, zone) == first_shown(day, at, zone)


@pytest.mark.parametrize("name", ZONES)
def test_on_each_day_with_a_change_every_time_is_the_first_that_the_wall_shows(name):
    zone = ZoneInfo(name)
    noons = [utc(2026, 1, 1, 12) + timedelta(n) for n in range(2 * 365)]
    changes = [
        noon.date()
        for noon in noons
        if noon.astimezone(zone).utcoffset() != (noon - timedelta(1)).astimezone(zone).utcoffset()
    ]
    for day in (change + timedelta(n) for change in changes for n in (-1, 0, 1)):
        for hour in range(24):
            at = time(hour, 10)
            assert moment_of(day, at, zone) == first_shown(day, at, zone), (day, at)
