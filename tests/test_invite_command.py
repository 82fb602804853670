"""``compactbot invite``, as an officer and as a script use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.register import Person, Role
from bot.storage.members import SqlMembers, open_members
from tests.program import Program, made_in

CODE = re.compile(r"(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}")
ISLA = Person("telegram:201", "Isla Reid")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = made_in(tmp_path)
    with (tmp_path / "config.yaml").open("a") as config:
        config.write("telegram:\n  officers: [203]\n  readers: [204]\n")
    return program


@pytest.fixture
def members(program: Program) -> Iterator[SqlMembers]:
    """Who was let in, in the program's database. The first use makes it."""
    assert program("invite").code == 0
    members = open_members(f"sqlite:///{program.folder}/state/register.db")
    yield members
    members.close()


def test_a_code_is_told_with_what_it_lets_somebody_do(program):
    code, may, how = program("invite", "--name", "Isla  Reid").out.splitlines()
    assert CODE.fullmatch(code)
    assert may.startswith("It lets Isla Reid ask and log updates, once, until ")
    assert "send it this code" in how


@pytest.mark.parametrize("role", ["reader", "contributor", "officer"])
def test_a_code_lets_one_person_in_with_its_role_once(program, members, role):
    code = program("invite", "--role", role, "--json").json()["code"]
    let_in = members.redeem(code, ISLA, datetime.now(UTC))
    assert let_in == Person(ISLA.id, ISLA.name, Role(role))
    assert members.redeem(code, Person("telegram:202", "Callum"), datetime.now(UTC)) is None


def test_a_code_is_good_for_as_many_days_as_are_said(program, members):
    told = program("invite", "--days", "2", "--name", "Callum", "--json").json()
    until = datetime.fromisoformat(told["until"])
    assert timedelta(days=1, hours=23) < until - datetime.now(UTC) <= timedelta(days=2)
    assert (told["name"], told["role"]) == ("Callum", "contributor")
    assert members.redeem(told["code"], ISLA, until) is None
    assert members.redeem(told["code"], ISLA, until - timedelta(seconds=1))


def test_who_is_in_is_listed_with_those_whom_the_configuration_names(program, members):
    code = program("invite", "--json").json()["code"]
    members.redeem(code, ISLA, datetime.now(UTC))
    members.pause("telegram:-1001", "The bot is no longer in that group.", datetime.now(UTC))
    assert program("invite", "--list").out.splitlines() == [
        "201  contributor  Isla Reid",
        "Named at telegram.officers of config.yaml: 203",
        "Named at telegram.readers of config.yaml: 204",
        "Nothing is sent to -1001: The bot is no longer in that group.",
    ]
    assert program("invite", "--list", "--json").json() == {
        "members": [{"id": "telegram:201", "name": "Isla Reid", "role": "contributor"}],
        "paused": {"telegram:-1001": "The bot is no longer in that group."},
    }


def test_a_list_makes_no_database(program):
    assert program("invite", "--list").out.startswith("Nobody was let in by a code yet.")
    assert "203 is named at telegram.officers" in program("invite", "--remove", "203").complaint()
    assert program.state() == {}


@pytest.mark.parametrize("written", ["201", "telegram:201", " 201 "])
def test_a_person_is_let_in_no_longer(program, members, written):
    members.redeem(program("invite", "--json").json()["code"], ISLA, datetime.now(UTC))
    assert program("invite", "--remove", written).out == "201 is let in no longer.\n"
    assert members.member(ISLA.id) is None
    assert "--list" in program("invite", "--remove", written).complaint()


def test_who_is_removed_but_named_in_the_configuration_is_told_of(program, members):
    code = program("invite", "--json").json()["code"]
    members.redeem(code, Person("telegram:204", "Ross"), datetime.now(UTC))
    assert "telegram.readers" in program("invite", "--remove", "204").complaint()
    assert members.member("telegram:204") is None


def test_a_removal_is_an_object_for_scripts(program, members):
    members.redeem(program("invite", "--json").json()["code"], ISLA, datetime.now(UTC))
    assert program("invite", "--remove", "201", "--json").json() == {"removed": "201"}


@pytest.mark.parametrize("days", ["366", "99999999999999"])
def test_a_code_for_more_than_a_year_is_refused(program, days):
    assert "365 days at most" in program("invite", "--days", days).complaint()


def test_the_code_itself_is_not_kept(program, members):
    code = program("invite", "--json").json()["code"]
    database = b"".join(content for content in program.state().values() if content)
    assert code.encode() not in database
    assert code.replace("-", "").encode() not in database
