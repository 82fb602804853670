from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.reminders.calendar import (
    bank_holiday,
    is_working_day,
    next_working_day,
    working_days_before,
)
from bot.core.reminders.values import Nation
from tests.core.reminders.reminding import SATURDAY

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = Nation
EVERYWHERE = frozenset(Nation)
ALL_BUT_SCOTLAND = EVERYWHERE - {SCOTLAND}
NATIONS = st.sampled_from([None, *Nation])
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))

# As published at gov.uk/bank-holidays, where they fall on Monday to Friday.
OFF = {
    date(2026, 1, 1): EVERYWHERE,
    date(2026, 1, 2): {SCOTLAND},
    date(2026, 3, 17): {NORTHERN_IRELAND},
    date(2026, 4, 3): EVERYWHERE,
    date(2026, 4, 6): ALL_BUT_SCOTLAND,
    date(2026, 5, 4): EVERYWHERE,
    date(2026, 5, 25): EVERYWHERE,
    date(2026, 6, 15): {SCOTLAND},
    date(2026, 7, 13): {NORTHERN_IRELAND},
    date(2026, 8, 3): {SCOTLAND},
    date(2026, 8, 31): ALL_BUT_SCOTLAND,
    date(2026, 11, 30): {SCOTLAND},
    date(2026, 12, 25): EVERYWHERE,
    date(2026, 12, 28): EVERYWHERE,
    date(2027, 1, 1): EVERYWHERE,
    date(2027, 1, 4): {SCOTLAND},
    date(2027, 3, 17): {NORTHERN_IRELAND},
    date(2027, 3, 26): EVERYWHERE,
    date(2027, 3, 29): ALL_BUT_SCOTLAND,
    date(2027, 5, 3): EVERYWHERE,
    date(2027, 5, 31): EVERYWHERE,
    date(2027, 7, 12): {NORTHERN_IRELAND},
    date(2027, 8, 2): {SCOTLAND},
    date(2027, 8, 30): ALL_BUT_SCOTLAND,
    date(2027, 11, 30): {SCOTLAND},
    date(2027, 12, 27): EVERYWHERE,
    date(2027, 12, 28): EVERYWHERE,
}


@pytest.mark.parametrize("nation", [None, *Nation])
def test_every_working_day_of_two_years_is_as_published(nation):
    day = date(2026, 1, 1)
    while day.year < 2028:
        off = day.weekday() >= SATURDAY or nation in OFF.get(day, ())
        assert is_working_day(day, nation) is not off, day
        day += timedelta(1)


def test_a_bank_holiday_has_its_name():
    assert bank_holiday(date(2026, 12, 25), WALES) == "Christmas Day"
    assert bank_holiday(date(2026, 11, 30), SCOTLAND) == "Saint Andrew's Day"
    assert bank_holiday(date(2026, 11, 30), ENGLAND) == ""
    assert bank_holiday(date(2026, 12, 25), None) == ""


def test_after_a_christmas_at_the_weekend_work_begins_on_wednesday():
    assert next_working_day(date(2027, 12, 24), ENGLAND) == date(2027, 12, 24)
    assert next_working_day(date(2027, 12, 25), ENGLAND) == date(2027, 12, 29)
    assert next_working_day(date(2027, 12, 25), None) == date(2027, 12, 27)


def test_ten_working_days_before_a_board_in_january_pass_over_christmas_and_new_year():
    meeting = date(2027, 1, 11)
    assert working_days_before(meeting, 10, ENGLAND) == date(2026, 12, 23)
    assert working_days_before(meeting, 10, SCOTLAND) == date(2026, 12, 22)
    assert working_days_before(meeting, 10, None) == date(2026, 12, 28)


def test_working_days_are_counted_from_a_weekend_and_none_of_them_is_the_day_itself():
    sunday = date(2026, 11, 29)
    assert working_days_before(sunday, 1, ENGLAND) == date(2026, 11, 27)
    assert working_days_before(sunday, 0, ENGLAND) == sunday


@given(DAYS, st.integers(1, 60), NATIONS)
def test_so_many_working_days_lie_between_a_day_and_that_many_before_it(day, count, nation):
    before = working_days_before(day, count, nation)
    days = [before + timedelta(n) for n in range((day - before).days)]
    assert is_working_day(before, nation)
    assert sum(is_working_day(one, nation) for one in days) == count


@given(DAYS, NATIONS)
def test_the_next_working_day_is_the_first_that_is_one(day, nation):
    found = next_working_day(day, nation)
    assert is_working_day(found, nation)
    assert not any(is_working_day(day + timedelta(n), nation) for n in range((found - day).days))
    assert found - day < timedelta(7)  # so that what was moved never meets the week after
