"""A reminder of Glenmore's weir group, and what is due of it."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.core.reminders.values import Delivery, DeliveryState, Reminder, Weekly
from tests.storage.sample import CHAT, MONDAY, MORAG, after

WEEKLY = Reminder("", CHAT, Weekly(0, time(9, 30)), "Europe/London", MONDAY, MORAG)
FIRST = date(2031, 3, 3)
WEEKS = 12


def delivery(week: int = 0, chat: str = CHAT, reminder: str = "R1") -> Delivery:
    """The one of a week, to be sent at once."""
    day = FIRST + timedelta(weeks=week)
    at = MONDAY + timedelta(weeks=week)
    return Delivery("", reminder, day, chat, at, DeliveryState.CLAIMED, after(1))


def due() -> list[Delivery]:
    return [delivery(week) for week in range(WEEKS)]
