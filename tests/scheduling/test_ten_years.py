"""Ten years of reminders in 50 chats through the scheduler and a database, against a calendar.

Each chat has one every ten weeks and not every week, which `tests.core.reminders` has: here each
sending is claimed, sent and recorded, and 26,000 of them would take minutes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.core.reminders.contents import Order
from bot.core.reminders.digest import Digest
from bot.core.reminders.values import Nation, Reminder, Weekly
from bot.core.types import Reply, Text
from tests.core.reminders.reminding import OFFICER
from tests.core.reminders.walking import BEGIN, END, Sending, recess, walked
from tests.scheduling.hall import Hall, HandClock

CHATS, WEEKS = 50, 10
ZONES = ("Europe/London", "Europe/Dublin", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata")
TIMES = (time(9, 30), time(1, 30))
ODD = timedelta(days=3, hours=7, minutes=11)  # after a Monday


class Brief:
    """Says little, and at once: what a digest tells is tested elsewhere."""

    def digest(self, order: Order) -> Digest:
        assert order.occurrence
        return Digest(Reply((Text(f"{order.reminder.id} {order.occurrence.day}"),)), ())


@pytest.fixture
def hall() -> Iterator[Hall]:
    """One whose database is in memory, where the system has such a folder."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        hall = Hall(f"sqlite:///{folder}/register.db", HandClock(BEGIN))
        hall.assistant = Brief()
        hall.scheduler = hall.new_scheduler()
        yield hall
        hall.close()


def chats() -> list[Reminder]:
    every = (None, *Nation)
    return [
        Reminder(
            "",
            f"wall:{n}",
            Weekly(0, TIMES[n % 2], WEEKS, date(2026, 1, 5) + timedelta(weeks=n % 2 * 5)),
            ZONES[n % len(ZONES)],
            BEGIN,
            OFFICER,
            nation=every[n // 7 % 5],
            quiet=tuple(map(recess, range(2026, 2037))) if n % 4 == 0 else (),
        )
        for n in range(CHATS)
    ]


def test_ten_years_in_50_chats_are_exactly_what_a_walk_through_the_days_finds(hall, caplog):
    caplog.set_level(logging.CRITICAL, "bot")
    kept = [hall.reminders.add(one, BEGIN) for one in chats()]
    expected: list[Sending] = [sending for one in kept for sending in walked(one)]
    moments = {at for _, _, at in expected}
    odd = {at + ODD for at in sorted(moments)[::50]}
    for at in sorted(moments | odd):
        hall.tick(at)
    hall.tick(END)
    sent = [one for one in hall.reminders.deliveries(most=10**6) if one.state == "sent"]
    assert sorted((one.reminder, one.day, one.at) for one in sent) == sorted(expected)
    assert all(one.changed_at == one.at and not one.late for one in sent)
    assert len(hall.wall.pinned) == len(expected) > 2_000
    assert {(one.chat, one.text) for one in hall.wall.pinned} == {
        (one.chat, f"{one.reminder} {one.day}") for one in sent
    }
    left = [one for one in hall.reminders.deliveries(most=10**6) if one.state != "sent"]
    assert {one.state.value for one in left} == {"skipped"}
    assert all(one.why.endswith("is in a quiet time (recess).") for one in left)
