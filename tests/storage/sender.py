"""A process that sends deliveries: python -m tests.storage.sender URL FILE DIES

Prints "ready" once all is imported, and begins when a line comes in. Of each delivery that it can
claim it writes the day into FILE, as what a channel posts, and marks it as sent. It kills itself at
the step DIES of the first one; where that is "never", it goes on until all are seen to.
"""

from __future__ import annotations

import os
import signal
import sys

from sqlalchemy import Engine
from sqlalchemy.event import listen

from bot.core.reminders.values import Delivery, DeliveryState, Posted
from bot.storage.reminders import SqlReminders, open_reminders
from tests.storage.due import due
from tests.storage.sample import CHAT, after

STEPS = ("before the claim", "in the claim", "claimed", "sent", "in the mark", "marked")
_IN = {"in the claim": "INSERT INTO deliveries", "in the mark": "UPDATE deliveries"}


def main(url: str, file: str, dies: str) -> None:
    os.write(1, b"ready\n")
    sys.stdin.readline()
    if dies in _IN:
        _die_after(_IN[dies])
    with open_reminders(url) as reminders:
        for delivery in due():
            _reached("before the claim", dies)
            for mine in reminders.claim([delivery]):
                _reached("claimed", dies)
                send(reminders, file, mine, dies)


def send(reminders: SqlReminders, file: str, mine: Delivery, dies: str = "never") -> None:
    """Send a delivery that is claimed."""
    post(file, mine)
    _reached("sent", dies)
    posts = [Posted(CHAT, f"post of {mine.day}")]
    assert reminders.mark(mine.id, DeliveryState.SENT, after(2), posts=posts)
    _reached("marked", dies)


def post(file: str, delivery: Delivery) -> None:
    """Send it, so that it stays sent."""
    out = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(out, f"{delivery.day}\n".encode())
    os.fsync(out)
    os.close(out)


def _reached(step: str, dies: str) -> None:
    if step == dies:
        os.kill(os.getpid(), signal.SIGKILL)


def _die_after(start: str) -> None:
    """Die within a transaction, when it has made this change and before it is kept."""

    def note(*event: object) -> None:
        if str(event[2]).startswith(start):
            os.kill(os.getpid(), signal.SIGKILL)

    listen(Engine, "after_cursor_execute", note)


if __name__ == "__main__":
    main(*sys.argv[1:])
