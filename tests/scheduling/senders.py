"""Programs that send what is due, and die: python -m tests.scheduling.senders

Reads orders, one JSON object a line; makes a process for each of ``dies``, lets all begin at the
same moment, and prints how they ended, as a JSON list of exit codes. Each has a scheduler over the
database at ``url``, whose clock stands at ``at``, looks once, and kills itself at the step that it
dies at. What is sent is a line in ``file``, written through to the disk. ``blind``: nobody can look
into the file.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.event import listen

from bot.core.reminders.contents import Order
from bot.core.reminders.schedule import next_after
from bot.core.reminders.values import Posted
from bot.core.types import Reply
from tests.scheduling.hall import Hall, HandClock

NEVER = "never"
STEPS = (
    "before the claim",
    "in the claim",
    "claimed",
    "before the sending",
    "sent",
    "in the record",
    "recorded",
)


class File:
    """An outlet that writes into a file."""

    def __init__(self, path: Path, reached: Callable[[str], None], *, blind: bool) -> None:
        self._path, self._reached, self._blind = path, reached, blind

    def chat(self, written: str) -> str:
        return written

    async def send(
        self, chat: str, reply: Reply, key: str, *, look: bool = False
    ) -> tuple[Posted, ...]:
        self._reached("before the sending")
        out = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(out, f"{key}\n".encode())
        os.fsync(out)
        os.close(out)
        self._reached("sent")
        return (Posted(chat, key),)

    async def find(self, chat: str, key: str, since: datetime) -> tuple[Posted, ...] | None:
        if self._blind:
            return None
        return (Posted(chat, key),) if key in self._path.read_text().split() else ()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _watch(dies: str) -> Callable[[str], None]:
    """Die at a step; what is returned is to be told of those that the database does not see."""
    marks: list[str] = []

    def is_claim(statement: str) -> bool:
        return statement.startswith("INSERT INTO deliveries")

    def is_record(statement: str, parameters: object) -> bool:
        return statement.startswith("UPDATE deliveries") and "sent" in str(parameters)

    def before(*event: Any) -> None:
        claim, update = is_claim(event[2]), event[2].startswith("UPDATE deliveries")
        if (
            (dies == "before the claim" and claim)
            or (dies == "claimed" and update)
            or (dies == "recorded" and marks)
        ):
            _die()

    def after(*event: Any) -> None:
        record = is_record(event[2], event[3])
        if (dies == "in the claim" and is_claim(event[2])) or (dies == "in the record" and record):
            _die()
        marks.extend([event[2]] * record)

    listen(Engine, "before_cursor_execute", before)
    listen(Engine, "after_cursor_execute", after)
    return lambda step: _die() if step == dies else None


def _work(order: dict[str, Any], dies: str, gate: int) -> None:
    hall = Hall(order["url"], HandClock(datetime.fromisoformat(order["at"])), at_once=1)
    hall.outlets[:] = [File(Path(order["file"]), _watch(dies), blind=order["blind"])]
    os.read(gate, 1)
    hall.tick()


def _forked(order: dict[str, Any], dies: str, gate: tuple[int, int]) -> int:
    """A process that waits for the gate to close, works, and ends; its id."""
    child = os.fork()
    if child:
        return child
    os.close(gate[1])
    try:
        _work(order, dies, gate[0])
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _warmed_up() -> None:
    """Load what is loaded late, once for all processes."""
    with TemporaryDirectory() as folder:
        hall = Hall(f"sqlite:///{folder}/register.db")
        reminder = hall.remind()
        hall.assistant.digest(Order(reminder, next_after(reminder, hall.clock())))
        hall.close()


def main() -> None:
    _warmed_up()
    print("ready", flush=True)
    for line in sys.stdin:
        order, gate = json.loads(line), os.pipe()
        children = [_forked(order, step, gate) for step in order["dies"]]
        for end in gate:
            os.close(end)
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        print(json.dumps(ends), flush=True)


if __name__ == "__main__":
    main()
