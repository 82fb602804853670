"""Many processes that log into one register while some of them are killed -> what became of it.

Each writer acknowledges an update after `log` returned. One that was killed is started again, and
goes on after the last update that it acknowledged: the one in flight is sent again.
"""

from __future__ import annotations

import os
import random
import selectors
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.storage.register import open_register
from tests.storage.sample import CHAT, fill

REPOSITORY = Path(__file__).parents[2]
_SLICE = 65536


def started(url: str) -> subprocess.Popen[bytes]:
    """A worker that has nothing to do yet."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.worker", url],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def work(process: subprocess.Popen[bytes], lines: list[str]) -> None:
    """Tell a worker all that it has to do."""
    assert process.stdin is not None
    process.stdin.write("".join(f"{line}\n" for line in lines).encode())
    process.stdin.close()


def at_once(url: str, *orders: list[str]) -> list[list[str]]:
    """What workers print that do this, each its own, all begun at the same moment."""
    workers = [started(url) for _ in orders]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"ready\n"
    for worker, lines in zip(workers, orders, strict=True):
        work(worker, lines)
    printed = []
    for worker in workers:
        assert worker.stdout is not None
        printed.append(worker.stdout.read().decode().splitlines())
        worker.stdout.close()
        assert worker.wait() == 0
    return printed


@dataclass
class Writer:
    """One of them. ``done``: how many of its updates it has acknowledged."""

    name: str
    total: int
    done: int = 0
    milliseconds: list[float] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    pending: bytes = b""

    def start(self, url: str) -> subprocess.Popen[bytes]:
        lines = [f"log {self.name}-{number}" for number in range(self.done, self.total)]
        self.process, self.pending = started(url), b""
        work(self.process, lines)
        return self.process

    def hears(self, data: bytes) -> int:
        """Take in what it printed; how many updates that acknowledges."""
        *lines, self.pending = (self.pending + data).split(b"\n")
        acknowledged = [line.split() for line in lines if line != b"ready"]
        self.milliseconds += [float(line[1]) for line in acknowledged]
        self.done += len(acknowledged)
        return len(acknowledged)


@dataclass(frozen=True)
class Figures:
    """What became of it. ``milliseconds``: of each `log`; ``fault``: in the audit trail."""

    acknowledged: int
    present: int
    twice: int
    lost: int
    kills: int
    seconds: float
    milliseconds: list[float]
    fault: str


def run(url: str, *, processes: int, updates: int, kill_every: int) -> Figures:
    """Log updates from many processes, and kill a random one at every so many that are logged."""
    with open_register(url) as register:
        fill(register)
    writers = [Writer(f"w{number}", updates) for number in range(processes)]
    begun = time.perf_counter()
    kills = _written(url, writers, kill_every)
    seconds = time.perf_counter() - begun
    return _checked(url, writers, kills, seconds)


def _written(url: str, writers: list[Writer], kill_every: int) -> int:
    """Run the writers to their end. How many were killed."""
    chance, heard, kills = random.Random(4), 0, 0
    with selectors.DefaultSelector() as selector:
        for writer in writers:
            selector.register(writer.start(url).stdout, selectors.EVENT_READ, writer)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, _SLICE)
                heard += key.data.hears(data)
                if not data:
                    selector.unregister(key.fileobj)
                    _ended(key.data)
                    if key.data.done < key.data.total:
                        again = key.data.start(url)
                        selector.register(again.stdout, selectors.EVENT_READ, key.data)
            alive = [key.data for key in selector.get_map().values()]
            if alive and heard >= (kills + 1) * kill_every:
                chance.choice(alive).process.kill()
                kills += 1
    return kills


def _ended(writer: Writer) -> None:
    process = writer.process
    assert process is not None
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait() in (0, -9), f"{writer.name} ended with {process.returncode}"


def _checked(url: str, writers: list[Writer], kills: int, seconds: float) -> Figures:
    with open_register(url) as register:
        there = Counter((one.said.chat, one.said.message) for one in register.updates(ended=True))
        fault = register.verify_audit()
    acknowledged = {
        (CHAT, f"{writer.name}-{number}") for writer in writers for number in range(writer.done)
    }
    return Figures(
        acknowledged=len(acknowledged),
        present=sum(there[one] == 1 for one in acknowledged),
        twice=sum(count > 1 for count in there.values()),
        lost=sum(one not in there for one in acknowledged),
        kills=kills,
        seconds=seconds,
        milliseconds=[took for writer in writers for took in writer.milliseconds],
        fault=fault.what if fault else "",
    )
