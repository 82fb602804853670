"""Who is let in by a code, and which chats nothing is sent to, on both databases."""

from __future__ import annotations

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.core.register import Person, Role
from bot.storage.members import open_members
from tests.storage.sample import ISLA, MONDAY, MORAG, after

DAY = timedelta(days=1)
READER, CONTRIBUTOR, OFFICER = Role.READER, Role.CONTRIBUTOR, Role.OFFICER
FLORA = Person("chat:flora", "Flora Dunbar", READER)


@pytest.fixture
def members(register):
    return register.members


def invited(members, role: Role = CONTRIBUTOR) -> str:
    return members.invite("Flora", role, MORAG, MONDAY, DAY)


# --- codes ---------------------------------------------------------------------------------------


def test_a_code_lets_one_person_in_once(members):
    code = invited(members)
    assert members.redeem(code, FLORA, after(1)) == Person(FLORA.id, FLORA.name, CONTRIBUTOR)
    assert members.redeem(code, ISLA, after(2)) is None
    assert members.redeem(code, FLORA, after(2)) is None
    assert members.members() == (Person(FLORA.id, FLORA.name, CONTRIBUTOR),)


def test_a_code_is_easy_to_read_aloud_and_hard_to_guess(members):
    codes = {invited(members) for _ in range(60)}
    assert len(codes) == 60
    form = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
    assert all(form.fullmatch(code) for code in codes)
    assert {*"".join(codes)}.isdisjoint("01OIL5S8BZU")


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')}\n",
        lambda code: code.replace("-", " – "),
        lambda code: "\u200b".join(code.lower()),
        lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code if one.isalnum()),
    ],
    ids=["small", "in one", "with spaces", "with dashes", "with invisible spaces", "wide"],
)
def test_a_code_is_known_however_it_is_typed(members, typed):
    assert members.redeem(typed(invited(members)), FLORA, after(1))


@pytest.mark.parametrize("wrong", ["", "-", "K7MX", "K7MX-4TQ2-PDHA", "%", "🦦", "\ud800"])
def test_a_code_that_is_none_lets_nobody_in_and_notes_nobody(register, members, wrong):
    invited(members)
    before = register.revision()
    assert members.redeem(wrong, FLORA, after(1)) is None
    assert members.members() == ()
    assert register.revision() == before


def test_a_part_of_a_code_or_more_than_it_is_no_code(members):
    code = invited(members)
    for wrong in (code[:-1], code[1:], f"{code}X"):
        assert members.redeem(wrong, FLORA, after(1)) is None


def test_a_code_is_good_until_its_time_is_over(members):
    first, second = invited(members), invited(members)
    assert members.redeem(first, FLORA, MONDAY + DAY) is None
    assert members.redeem(second, FLORA, MONDAY + DAY - timedelta(seconds=1))


def test_of_many_who_use_a_code_at_once_one_gets_in(url, members):
    code = invited(members)
    people = [Person(f"chat:{number}", f"Member {number}", READER) for number in range(12)]
    with open_members(url) as other, ThreadPoolExecutor(12) as pool:
        hands = [members, other] * 6
        found = list(pool.map(lambda one, who: one.redeem(code, who, after(1)), hands, people))
    let_in = [one for one in found if one]
    assert len(let_in) == 1
    assert members.members() == tuple(let_in)


@pytest.mark.parametrize(
    ("first", "then", "has"),
    [(OFFICER, READER, OFFICER), (READER, CONTRIBUTOR, CONTRIBUTOR), (READER, OFFICER, OFFICER)],
)
def test_who_has_a_higher_role_already_keeps_it(members, first, then, has):
    for role in (first, then):
        found = members.redeem(invited(members, role), FLORA, after(1))
    assert found.role is has
    assert members.member(FLORA.id).role is has


def test_who_has_no_name_is_called_as_they_were_invited(members):
    assert members.redeem(invited(members), Person("chat:9"), after(1)).name == "Flora"


def test_a_role_that_was_given_by_a_code_is_not_changed_by_what_they_say(register, members):
    members.redeem(invited(members, OFFICER), FLORA, after(1))
    register.set_plan_of("chat:loch", "GW", FLORA, after(2))
    assert members.member(FLORA.id).role is OFFICER


def test_a_person_who_is_expelled_is_a_member_no_longer_until_they_are_invited_anew(members):
    members.redeem(invited(members, OFFICER), FLORA, after(1))
    assert members.expel(FLORA.id, MORAG, after(2))
    assert not members.expel(FLORA.id, MORAG, after(3))
    assert members.member(FLORA.id) is None
    assert members.redeem(invited(members), FLORA, after(4)).role is CONTRIBUTOR


def test_nobody_is_a_member_who_was_not_let_in(members):
    assert members.member(ISLA.id) is None
    assert members.member(MORAG.id) is None


def test_the_trail_tells_who_came_and_went_and_never_a_code_or_a_name(register, members):
    code = invited(members)
    members.redeem(code, FLORA, after(1))
    members.expel(FLORA.id, MORAG, after(2))
    members.pause("chat:ferry", "They removed me.", after(3))
    assert [(one.by, one.what, one.subject) for one in register.audit()[1:]] == [
        (MORAG.id, "invited", "I1"),
        (FLORA.id, "joined", FLORA.id),
        (MORAG.id, "expelled", FLORA.id),
        ("program", "paused", "chat:ferry"),
    ]
    for words in (code, code.replace("-", ""), "Flora", "removed me"):
        assert words not in repr(register.audit())
    assert register.verify_audit() is None


def test_a_code_stands_nowhere_in_the_database(tmp_path):
    file = tmp_path / "register.db"
    with open_members(f"sqlite:///{file}") as members:
        code = invited(members)
    with sqlite3.connect(file) as connection:
        everything = "\n".join(connection.iterdump())
    connection.close()
    assert "Flora" in everything
    assert code not in everything
    assert code.replace("-", "") not in everything


# --- chats that nothing is sent to ---------------------------------------------------------------


def test_a_chat_is_paused_once_and_sent_to_again_when_it_is_resumed(members):
    assert members.pause("chat:weir", "They removed me.", after(1))
    assert not members.pause("chat:weir", "They removed me again.", after(2))
    assert members.pause("chat:flora", "They blocked me.", after(3))
    assert members.paused() == (
        ("chat:flora", "They blocked me."),
        ("chat:weir", "They removed me."),
    )
    members.resume("chat:weir")
    members.resume("chat:nobody")
    assert [chat for chat, _ in members.paused()] == ["chat:flora"]
    assert members.pause("chat:weir", "They removed me.", after(4))
