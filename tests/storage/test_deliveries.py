"""Several processes that send the same deliveries, and are killed at each step of it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.core.reminders.values import DeliveryState
from bot.storage.reminders import open_reminders
from tests.storage.due import WEEKLY, WEEKS, due
from tests.storage.sample import MONDAY, MORAG, after
from tests.storage.sender import STEPS, send
from tests.storage.writers import REPOSITORY

CLAIMED, SENT, UNKNOWN = DeliveryState.CLAIMED, DeliveryState.SENT, DeliveryState.UNKNOWN
NEVER = "never"
POSTED = {"sent", "in the mark", "marked"}
LEAVES_A_CLAIM = {"claimed", "sent", "in the mark"}


@pytest.fixture
def reminders(url):
    with open_reminders(url) as reminders:
        reminders.add(WEEKLY, MONDAY)
        yield reminders


@pytest.fixture
def posted(tmp_path) -> Path:
    """The file into which all is sent."""
    file = tmp_path / "posted"
    file.touch()
    return file


def senders(url: str, posted: Path, *dies: str) -> None:
    """Let processes send what is due, all begun at the same moment, until they end."""
    command = [sys.executable, "-m", "tests.storage.sender", url, str(posted)]
    processes = [
        subprocess.Popen(
            [*command, step], cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for step in dies
    ]
    for process in processes:
        assert process.stdout.readline() == b"ready\n"
    for process in processes:
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process, step in zip(processes, dies, strict=True):
        process.communicate()
        assert process.returncode == (0 if step == NEVER else -9)


def lines(posted: Path) -> Counter[str]:
    return Counter(posted.read_text().split())


def states(reminders) -> Counter[DeliveryState]:
    return Counter(one.state for one in reminders.deliveries())


def settle(reminders, posted: Path) -> None:
    """What the officer does: look whether it is there, say so, and have the others sent."""
    arrived = lines(posted)
    for one in reminders.lose(after(60)):
        assert one.state is UNKNOWN
        assert one.why
        there = str(one.day) in arrived
        assert reminders.resolve(one.id, MORAG, after(61), sent=there)
    for one in reminders.claim_again(after(62)):
        assert one.attempts == 2
        send(reminders, str(posted), one)


@pytest.mark.parametrize("dies", [*[(step,) * 4 for step in STEPS], STEPS[2:]], ids=" ".join)
def test_of_senders_killed_at_any_step_each_delivery_is_sent_once(url, reminders, posted, dies):
    senders(url, posted, *dies)
    left = sum(step in LEAVES_A_CLAIM for step in dies)
    assert states(reminders)[CLAIMED] == left
    assert states(reminders)[SENT] == dies.count("marked")
    assert lines(posted).total() == sum(step in POSTED for step in dies)
    senders(url, posted, NEVER, NEVER)
    assert states(reminders) == Counter({SENT: WEEKS - left, CLAIMED: left})
    settle(reminders, posted)
    assert states(reminders) == Counter({SENT: WEEKS})
    assert lines(posted) == Counter(str(one.day) for one in due())


def test_what_several_processes_claim_at_once_each_is_sent_by_one(url, reminders, posted):
    senders(url, posted, *[NEVER] * 4)
    assert lines(posted) == Counter(str(one.day) for one in due())
    assert [one.day for one in reminders.deliveries()] == [one.day for one in due()][::-1]
    assert states(reminders) == Counter({SENT: WEEKS})
