"""A day and a nation -> whether people work on it, and the working days about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from bot.core.reminders.values import Nation

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


def bank_holiday(day: date, nation: Nation | None) -> str:
    """What the bank holiday on this day is called; empty if there is none.

    None are known after 2100, nor without a nation.
    """
    return "" if nation is None else _bank_holidays(nation, day.year).get(day, "")


def is_working_day(day: date, nation: Nation | None) -> bool:
    """Whether it is neither on a weekend nor a bank holiday of the nation."""
    return day.weekday() < _SATURDAY and not bank_holiday(day, nation)


def next_working_day(day: date, nation: Nation | None) -> date:
    """This day if it is a working day, else the first one after it."""
    while not is_working_day(day, nation):
        day += ONE_DAY
    return day


def working_days_before(day: date, count: int, nation: Nation | None) -> date:
    """The day that is so many working days before this one; 0 is the day itself, as it is."""
    for _ in range(count):
        day -= ONE_DAY
        while not is_working_day(day, nation):
            day -= ONE_DAY
    return day


@cache
def _bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    from holidays import country_holidays  # it loads slowly, and only reminders need it

    found = country_holidays("GB", _SUBDIVISIONS[nation], year, language="en_GB")
    return dict(found)
