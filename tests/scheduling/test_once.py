"""Several programs over one database, killed at each step of a sending: nothing comes twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.scheduling.hall import DUE, MINUTE, MORAG, SENT, UNKNOWN, Hall
from tests.scheduling.senders import NEVER, STEPS
from tests.storage.conftest import BOTH, server  # noqa: F401  (a fixture)
from tests.storage.writers import REPOSITORY

CHATS = 4
LATER = DUE + 11 * MINUTE
SURELY_KILLED = ("before the claim", "in the claim")


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/register.db"
    return request.getfixturevalue("server").empty_database()


@pytest.fixture(scope="module")
def factory() -> Iterator[subprocess.Popen[str]]:
    """What makes the programs."""
    command = [sys.executable, "-m", "tests.scheduling.senders"]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == "ready\n"
        yield process
        process.stdin.close()


@dataclass
class Town:
    """Four chats that wait for a reminder, the programs that send them, and what came."""

    hall: Hall
    url: str
    file: Path
    factory: subprocess.Popen[str]
    blind: bool = True

    def programs(self, at: datetime, *dies: str) -> list[int]:
        """Let programs look once, all at the same moment; how they ended."""
        order = {"url": self.url, "file": str(self.file), "at": at.isoformat()}
        order |= {"dies": dies, "blind": self.blind}
        assert self.factory.stdin
        assert self.factory.stdout
        self.factory.stdin.write(json.dumps(order) + "\n")
        self.factory.stdin.flush()
        ends: list[int] = json.loads(self.factory.stdout.readline())
        assert all(
            end in ((0,) if step == NEVER else (0, -9))
            for end, step in zip(ends, dies, strict=True)
        )
        return ends

    def lines(self) -> Counter[str]:
        return Counter(self.file.read_text().split())

    def states(self) -> Counter[str]:
        return Counter(self.hall.states())


@pytest.fixture
def town(url: str, tmp_path: Path, factory: subprocess.Popen[str]) -> Iterator[Town]:
    hall = Hall(url)
    for number in range(CHATS):
        hall.remind(f"file:{number}")
    file = tmp_path / "sent"
    file.touch()
    yield Town(hall, url, file, factory)
    hall.close()


def each_once(town: Town) -> Counter[str]:
    return Counter(f"delivery:{one.id}" for one in town.hall.deliveries())


@pytest.mark.parametrize("step", [*STEPS, "each"])
def test_killed_at_any_step_nothing_comes_twice_and_the_rest_is_settled_by_a_person(town, step):
    dies = STEPS[2:6] if step == "each" else (step,) * 4
    ends = town.programs(DUE, *dies)
    assert -9 in ends
    if step in SURELY_KILLED:
        assert set(ends) == {-9}
    town.programs(DUE + MINUTE, NEVER)
    assert max(town.lines().values(), default=1) == 1
    assert len(town.hall.deliveries()) == CHATS
    left = town.states()["claimed"]
    assert town.states() == Counter({"sent": CHATS - left, "claimed": left}) - Counter()
    town.programs(LATER, NEVER, NEVER)
    unknown = [one for one in town.hall.deliveries() if one.state is UNKNOWN]
    assert (len(unknown), town.states()["claimed"]) == (left, 0)
    assert all(one.why for one in unknown)
    assert f"{left} deliver" in town.hall.says(MORAG, "status") or not left
    for one in unknown:
        arrived = f"delivery:{one.id}" in town.lines()
        assert town.hall.reminders.resolve(one.id, MORAG, LATER, sent=arrived)
    town.programs(LATER, NEVER)
    assert town.states() == {SENT: CHATS}
    assert town.lines() == each_once(town)


@pytest.mark.parametrize("step", ["claimed", "sent", "in the record"])
def test_where_a_channel_can_be_looked_through_the_others_settle_it_by_themselves(town, step):
    town.blind = False
    town.programs(DUE, *(step,) * 4)
    town.programs(LATER, NEVER, NEVER)
    assert town.states() == {SENT: CHATS}
    assert town.lines() == each_once(town)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_programs_that_are_killed_again_and_again_send_each_once_in_the_end(town):
    town.blind = False
    for count, step in enumerate(STEPS):
        town.programs(DUE + count * 11 * MINUTE, step, step)
        assert max(town.lines().values(), default=1) == 1
    town.programs(DUE + 99 * MINUTE, NEVER)
    assert town.states() == {SENT: CHATS}
    assert town.lines() == each_once(town)
