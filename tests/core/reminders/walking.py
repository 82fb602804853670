"""The sendings of ten years, found by walking through the days: the judge of who plans them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

from bot.core.reminders.values import Nation, Reminder, Span
from tests.core.reminders.reminding import first_shown, utc

FIRST, LAST = date(2026, 1, 1), date(2036, 12, 31)
BEGIN = utc(2026, 1, 1)
END = utc(2037, 1, 1)
CODES = ("ENG", "WLS", "SCT", "NIR")
Sending = tuple[str, date, datetime]


def recess(year: int) -> Span:
    return Span(date(year, 7, 20), date(year, 8, 28), "recess")


def walked(reminder: Reminder) -> Iterator[Sending]:
    """Each day of the ten years: is it one, and when does the wall show the time?"""
    rule, zone = reminder.rule, ZoneInfo(reminder.zone)
    off = days_off(reminder.nation)
    counted = {rule.since + timedelta(n) for n in range(-rule.since.weekday(), 7)}
    week = min(counted)
    for n in range(-14, (LAST - FIRST).days + 14):
        day = on = FIRST + timedelta(n)
        weeks = (day - timedelta(day.weekday()) - week).days / 7
        if day.weekday() != rule.weekday or weeks % rule.weeks:
            continue
        while on in off or (on != day and on.weekday() > 4):
            on += timedelta(1)
        at = first_shown(on, rule.at, zone)
        silent = reminder.quiet and date(on.year, 7, 20) <= on <= date(on.year, 8, 28)
        if BEGIN <= at < END and not silent:
            yield reminder.id, day, at


def days_off(nation: Nation | None) -> frozenset[date]:
    if nation is None:
        return frozenset()
    code = CODES[list(Nation).index(nation)]
    return frozenset(country_holidays("GB", subdiv=code, years=range(2025, 2038)))
