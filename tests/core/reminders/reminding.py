"""Reminders of the invented Glenmore Compact, and a clock on the wall that is read by walking.

``first_shown`` is the judge of ``moment_of``: it goes forward in time and looks at the wall, and
knows nothing of gaps and folds.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.register import Person, Role
from bot.core.reminders.schedule import Occurrence, occurrences
from bot.core.reminders.values import Dated, Reminder, Rule, Weekly

LONDON = "Europe/London"
ZONES = (
    *("Europe/London", "Europe/Dublin", "Europe/Berlin", "Africa/Casablanca", "UTC"),
    *("America/New_York", "America/St_Johns", "America/Sao_Paulo", "Pacific/Apia"),
    *("Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham"),
    *("Pacific/Kiritimati", "Pacific/Pago_Pago", "Antarctica/Troll"),
)
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
HOUR, STEP = timedelta(hours=1), timedelta(minutes=5)
LONGEST_CHANGE = timedelta(hours=3)  # of any clocks, but for a day that is skipped whole
MORNING = time(9, 30)
OFFICER = Person("U1", "Morag Sinclair", Role.OFFICER)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def reminder(rule: Rule, *, zone: str = LONDON, begins: datetime | None = None, **more) -> Reminder:
    return Reminder("R1", "C1", rule, zone, begins or utc(2026, 1, 1), OFFICER, **more)


def weekly(weekday: int = MONDAY, at: time = MORNING, weeks: int = 1, **more) -> Reminder:
    since = more.pop("since", date(2026, 1, 5))
    return reminder(Weekly(weekday, at, weeks, since), **more)


def board(on: date, *, papers: int | None = None, notice=(0,), yearly=False, **more) -> Reminder:
    return reminder(Dated("board meeting", on, MORNING, yearly, papers, notice), **more)


def between(found: Reminder, first: date, last: date) -> list[Occurrence]:
    """Those due from the beginning of the first day to the end of the last, in UTC."""
    begin = datetime.combine(first, time.min, UTC)
    end = datetime.combine(last, time.max, UTC)
    return list(occurrences(found, begin, end))


def walls(found: Reminder, first: date, last: date) -> list[str]:
    """When they are sent, as the clock on the wall has it."""
    zone = ZoneInfo(found.zone)
    return [f"{one.at.astimezone(zone):%a %d %b %H:%M}" for one in between(found, first, last)]


def first_shown(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first moment (UTC) at which the wall shows this time or a later one; in 5 minutes."""
    wall = datetime.combine(day, at)
    noon_before = datetime.combine(day - timedelta(1), time(12), zone)
    moment = noon_before.astimezone(UTC)
    while (left := wall - moment.astimezone(zone).replace(tzinfo=None)) > timedelta(0):
        moment += HOUR if left > LONGEST_CHANGE else STEP
    return moment
