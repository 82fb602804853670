"""``compactbot deliveries``, as an officer and as a script use it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.core.register import Person, Role
from bot.core.reminders.values import Delivery, DeliveryState, Posted, Reminder, Weekly
from bot.storage.reminders import open_reminders
from tests.program import Program

MORAG = Person("slack:T1:U1", "Morag Tulloch", Role.OFFICER)
CHAT = "slack:T1:C1"
DUE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NONE_YET = "Nothing has been sent yet.\n"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program where one was sent, one failed, one is unknown and one was left out."""
    program = Program(tmp_path)
    program.paper("config.yaml", "assistant:\n  zone: Europe/London\n")
    with open_reminders(f"sqlite:///{tmp_path}/state/register.db") as reminders:
        rule = Weekly(0, time(9, 30))
        reminders.add(Reminder("", CHAT, rule, "Europe/London", DUE, MORAG), DUE)
        for week, state in enumerate(("sent", "failed", "unknown", "skipped")):
            at = DUE + timedelta(weeks=week)
            one = Delivery("", "R1", at.date(), CHAT, at, DeliveryState.CLAIMED, at)
            (mine,) = reminders.claim([one])
            posts = [Posted(CHAT, "1.1")] if state == "sent" else []
            why = "" if state == "sent" else f"It was {state}."
            reminders.mark(mine.id, DeliveryState(state), at, posts=posts, why=why)
    return program


@pytest.fixture
def settled(program: Program) -> Program:
    for one in ("D2", "d3"):
        assert program("deliveries", one, "--sent").code == 0
    return program


def test_they_are_listed_with_what_to_do_the_latest_first(program):
    done = program("deliveries")
    assert done.code == 1
    assert done.out.splitlines() == [
        "D4  R1 of 14 December 2026 to slack:T1:C1: left out, 14 December 2026, 09:30",
        "     It was skipped.",
        "D3  R1 of 7 December 2026 to slack:T1:C1: UNKNOWN whether it was sent, 7 December 2026,"
        " 09:30",
        "     It was unknown.",
        "     Look into the chat. It arrived: compactbot deliveries D3 --sent. Send it again:"
        " compactbot deliveries D3 --again",
        "D2  R1 of 30 November 2026 to slack:T1:C1: NOT SENT, 30 November 2026, 09:30",
        "     It was failed.",
        "     Look into the chat. It arrived: compactbot deliveries D2 --sent. Send it again:"
        " compactbot deliveries D2 --again",
        "D1  R1 of 23 November 2026 to slack:T1:C1: sent, 23 November 2026, 09:30",
    ]


def test_scripts_get_an_object(program):
    rows = program("deliveries", "--json", "--most", "2").json()["rows"]
    assert [(row["id"], row["state"]) for row in rows] == [("D4", "skipped"), ("D3", "unknown")]
    assert rows[1] == {
        "id": "D3",
        "reminder": "R1",
        "day": "2026-12-07",
        "chat": CHAT,
        "due": "2026-12-07T09:30:00+00:00",
        "state": "unknown",
        "late": False,
        "attempts": 1,
        "changed": "2026-12-07T09:30:00+00:00",
        "again": None,
        "actions": [],
        "why": "It was unknown.",
    }


def test_where_nothing_was_sent_it_says_so_and_makes_no_database(tmp_path):
    program = Program(tmp_path)
    program.paper("config.yaml", "")
    assert program("deliveries").out == NONE_YET
    assert program("deliveries", "--json").json() == {"rows": []}
    assert program.state() == {}


def test_one_that_arrived_counts_as_sent(program):
    assert program("deliveries", "D3", "--sent").out == "D3 counts as sent.\n"
    rows = program("deliveries", "--json").json()["rows"]
    assert [row["state"] for row in rows] == ["skipped", "sent", "failed", "sent"]


def test_one_that_did_not_is_to_be_sent_again(program):
    done = program("deliveries", "d2", "--again")
    assert done.out == "D2 is sent again by the running program.\n"
    row = program("deliveries", "D3", "--again", "--json").json()
    assert (row["id"], row["state"]) == ("D3", "failed")
    assert row["again"]
    listed = program("deliveries")
    assert listed.code == 0
    assert listed.out.count("It is tried again on ") == 2


def test_once_all_is_settled_nothing_needs_anybody(settled):
    done = settled("deliveries")
    assert done.code == 0
    assert "Look into the chat" not in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["D1", "--sent"], "D1 is neither unknown nor not sent"),
        (["D4", "--again"], "D4 is neither unknown nor not sent"),
        (["D99", "--sent"], "'compactbot deliveries' shows how each stands"),
        (["X", "--again"], "X is neither unknown nor not sent"),
        (["D2"], "compactbot deliveries D2 --sent or --again"),
        (["--sent"], "compactbot deliveries D12 --sent"),
    ],
)
def test_wrong_usage_is_a_sentence(program, arguments, said):
    assert said in program("deliveries", *arguments).complaint()


def test_it_cannot_have_arrived_and_be_sent_again(program):
    done = program("deliveries", "D2", "--sent", "--again")
    assert done.code == 2
    assert "not allowed with" in done.err
