"""Ten years of weekly reminders in 50 chats, against a calendar that is walked day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, time, timedelta
from itertools import islice
from random import Random

from bot.core.reminders.planning import plan
from bot.core.reminders.schedule import next_after
from bot.core.reminders.values import Nation, Reminder, Weekly
from tests.core.reminders.reminding import OFFICER, ZONES, utc
from tests.core.reminders.walking import BEGIN, END, Sending, recess, walked

TIMES = (time(9, 30), time(1, 30), time(2, 30), time(0, 0), time(23, 45), time(8, 5), time(16, 15))
CHATS = 50


def chats() -> list[Reminder]:
    """No two alike; the numbers have no common divisor, so that all meet all."""
    every = (None, *Nation)
    return [
        Reminder(
            f"R{n}",
            f"C{n}",
            Weekly(n % 7, TIMES[n // 3 % 7], 1 + n % 3, date(2025, 12, 1) + timedelta(n)),
            ZONES[n % len(ZONES)],
            BEGIN,
            OFFICER,
            nation=every[n // 7 % 5],
            quiet=tuple(map(recess, range(2026, 2037))) if n % 4 == 0 else (),
        )
        for n in range(CHATS)
    ]


def simulated(reminder: Reminder, random: Random) -> Iterator[Sending]:
    """The scheduler looks some time before each due time, within ten minutes of it, and after."""
    last_day, now = None, BEGIN
    while (coming := next_after(reminder, now - timedelta.resolution, last_day)).at < END:
        hours = timedelta(hours=random.uniform(0, 60))
        soon = timedelta(seconds=random.uniform(0, 600))
        early, late = max(now, coming.at - hours), coming.at + soon + hours
        for now in (early, coming.at + soon, late):
            due = plan(reminder, last_day, now, timedelta(0))
            last_day = max((skip.occurrence.day for skip in due.skipped), default=last_day)
            if due.send:
                assert not due.late
                last_day = due.send.day
                yield reminder.id, due.send.day, due.send.at


def test_ten_years_in_50_chats_are_exactly_the_sendings_that_a_walk_through_the_days_finds():
    random = Random(7)
    expected = [sending for chat in chats() for sending in walked(chat)]
    sent = [sending for chat in chats() for sending in simulated(chat, random)]
    assert sent == expected
    assert len({(chat, day) for chat, day, _ in sent}) == len(sent) > 15_000


def test_a_week_of_one_chat_is_as_a_person_reads_it_off_a_calendar():
    london = chats()[0]
    assert [at.astimezone(UTC) for _, _, at in islice(walked(london), 3)] == [
        utc(2026, 1, 5, 9, 30),
        utc(2026, 1, 12, 9, 30),
        utc(2026, 1, 19, 9, 30),
    ]
