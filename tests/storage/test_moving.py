"""A chat that has another key: everything goes with it, once, and nothing is taken for another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier

import pytest

from bot.core.register import Change, Plan, PlanDiff
from bot.core.reminders.values import DeliveryState, Posted
from bot.storage import moving
from bot.storage.database import open_database
from bot.storage.members import open_members
from bot.storage.register import open_register
from tests.storage.due import WEEKLY, delivery, due
from tests.storage.sample import CHAT, ISLA, MONDAY, MORAG, UNCLEAR, after, half, said

NEW, NEWEST = "chat:weir-and-ferry", "chat:all-of-glenmore"
FERRY_PLAN = Plan("GF", "Glenmore Ferry Plan")
SENT, FAILED, CLAIMED = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CLAIMED


@pytest.fixture
def members(register):
    return register.members


@pytest.fixture
def used(register):
    """A chat in which all was done that can be done in one."""
    register.log(said("half way", "1"), [half()])
    register.log(said("in a topic", "2", chat=f"{CHAT}#7"), [half("GW2")])
    register.wait(said("unclear", "3"), [UNCLEAR])
    register.snooze(said("snooze", "4"), "GW3", MONDAY.date(), "frogs")
    register.set_plan_of(CHAT, "GW", MORAG, MONDAY)
    register.arrivals.join(CHAT, "5")
    register.arrivals.rate(f"{CHAT}/6", ISLA.id, True, "clear", MONDAY)
    register.reminders.add(WEEKLY, MONDAY)
    register.reminders.add(replace(WEEKLY, chat=f"{CHAT}#7"), MONDAY)
    register.reminders.claim([delivery()])
    register.reminders.mark("D1", SENT, after(1), posts=[Posted(CHAT, "6")])
    register.members.pause(CHAT, "They removed me.", MONDAY)
    return register


def chats_of(url: str) -> set[str]:
    """Every text that stands in a column that names a chat."""
    engine = open_database(url)
    columns = {
        "messages": "chat",
        "chats": "chat",
        "threads": "chat",
        "feedback": "reply",
        "reminders": "chat",
        "deliveries": "chat",
        "posts": "chat",
        "pauses": "chat",
    }
    with engine.connect() as connection:
        found = {
            text
            for table, column in columns.items()
            for (text,) in connection.exec_driver_sql(f"SELECT {column} FROM {table}")
        }
    engine.dispose()
    return found


# --- what goes with it ---------------------------------------------------------------------------


def test_everything_that_is_kept_under_the_old_key_goes_to_the_new_one(url, used):
    used.members.move(CHAT, NEW, after(2))
    assert chats_of(url) == {NEW, f"{NEW}#7", f"{NEW}/6@{CHAT}"}
    assert {one.said.chat for one in used.updates()} == {NEW, f"{NEW}#7"}
    assert used.waiting()[0].said.chat == NEW
    assert used.plan_of(NEW) == "GW"
    assert [one.chat for one in used.reminders.reminders()] == [NEW, f"{NEW}#7"]
    assert used.reminders.deliveries()[0].chat == NEW
    assert used.members.paused() == ((NEW, "They removed me."),)
    assert used.verify_audit() is None


def test_a_chat_whose_key_only_begins_alike_stays_where_it_is(register, members):
    alike = [f"{CHAT}2", CHAT.upper(), f"{CHAT}-2#1", f"x{CHAT}"]
    for number, chat in enumerate(alike):
        register.log(said("half way", str(number), chat=chat), [half()])
    members.move(CHAT, NEW, after(1))
    assert [one.said.chat for one in register.updates()] == alike


def test_what_still_comes_under_the_old_key_is_known_under_the_new_one(used):
    used.members.move(CHAT, NEW, after(2))
    assert used.log(said("half way", "1"), [half()]).repeated
    assert used.wait(said("unclear", "3"), [UNCLEAR]).repeated
    edited = said("60 %", "1", at=after(3))
    assert used.revise(edited, [Change("GW1", percent=60)], ISLA).updates[0].version == 2
    assert used.delete(f"{CHAT}#7", "2", ISLA, after(4)).updates
    assert used.plan_of(CHAT) == "GW"
    assert used.arrivals.takes_part(CHAT, "5")
    assert used.reminders.delivery_of(CHAT, "6").id == "D1"
    assert used.reminders.claim([delivery()]) == ()
    assert not used.members.pause(CHAT, "again", after(5))


def test_a_message_of_the_new_chat_is_not_taken_for_one_of_the_old_that_has_the_same_id(used):
    used.members.move(CHAT, NEW, after(2))
    logged = used.log(said("done", "1", chat=NEW), [half("GW3")])
    assert not logged.repeated
    assert used.outcome(CHAT, "1").updates != logged.updates == used.outcome(NEW, "1").updates
    assert used.reminders.delivery_of(NEW, "6") is None
    assert not used.arrivals.takes_part(NEW, "5")


def test_the_parts_of_a_message_stay_parts_of_it(register, members):
    for message in ("1", "1#2"):
        register.log(said("half way", message), [half()])
    members.move(CHAT, NEW, after(1))
    first, second = register.updates()
    assert second.said.message == f"{first.said.message}#2"
    assert register.outcome(NEW, second.said.message).updates == (second,)


def test_new_reminders_and_what_is_configured_go_to_where_the_chat_is_now(register, members):
    configured = replace(WEEKLY, name="weir", chat=f"{CHAT}#7")
    register.reminders.configure([configured], MONDAY)
    members.move(CHAT, NEW, after(1))
    before = register.revision()
    register.reminders.configure([configured], after(2))
    assert register.revision() == before
    assert register.reminders.add(WEEKLY, after(3)).chat == NEW
    (kept, _) = register.reminders.reminders()
    assert register.reminders.change(replace(kept, chat=CHAT), MORAG, after(4)).chat == NEW


# --- more than once ------------------------------------------------------------------------------


def test_a_chat_that_was_moved_several_times_is_where_the_last_one_led(used):
    used.members.move(CHAT, NEW, after(2))
    used.log(said("done", "1", chat=NEW), [half("GW3")])
    used.members.move(NEW, NEWEST, after(3))
    assert [used.members.moved(one) for one in (CHAT, NEW, NEWEST)] == [NEWEST] * 3
    assert used.members.moved(f"{CHAT}#7") == f"{NEWEST}#7"
    assert used.members.moved("chat:ferry") == "chat:ferry"
    for chat in (CHAT, NEW):
        assert used.log(said("again", "1", chat=chat), [half()]).repeated
    assert {one.said.chat for one in used.updates()} == {NEWEST, f"{NEWEST}#7"}


def test_a_move_that_is_told_twice_does_no_harm(url, used):
    for minute in (2, 3):
        used.members.move(CHAT, NEW, after(minute))
    used.members.move(NEW, NEW, after(4))
    assert chats_of(url) == {NEW, f"{NEW}#7", f"{NEW}/6@{CHAT}"}
    assert [one.what for one in used.audit()].count("moved") == 1
    moved = next(one for one in used.audit() if one.what == "moved")
    assert (moved.subject, moved.detail) == (CHAT, f'{{"to":"{NEW}"}}')


def test_a_chat_that_goes_there_and_back_ends_where_it_began(used):
    used.members.move(CHAT, NEW, after(2))
    used.members.move(NEW, CHAT, after(3))
    assert [used.members.moved(one) for one in (CHAT, NEW)] == [CHAT] * 2
    assert used.plan_of(NEW) == used.plan_of(CHAT) == "GW"
    assert {one.said.chat for one in used.updates()} == {CHAT, f"{CHAT}#7"}


# --- what both have ------------------------------------------------------------------------------


def test_of_what_both_chats_have_one_of_the_newer_counts(used):
    used.apply(PlanDiff(FERRY_PLAN, is_new=True, objectives=(), steps=()), MORAG, MONDAY)
    used.set_plan_of(NEW, "GF", MORAG, after(1))
    used.members.pause(NEW, "They removed me again.", after(1))
    used.members.move(CHAT, NEW, after(2))
    assert used.plan_of(NEW) == used.plan_of(CHAT) == "GF"
    assert used.members.paused() == ((NEW, "They removed me again."),)


def test_an_older_pause_of_the_new_chat_gives_way(register, members):
    members.pause(NEW, "old", MONDAY)
    members.pause(CHAT, "new", after(1))
    members.move(CHAT, NEW, after(2))
    assert members.paused() == ((NEW, "new"),)


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [(SENT, FAILED, "D1"), (FAILED, SENT, "D2"), (FAILED, FAILED, "D2"), (CLAIMED, SENT, "D2")],
)
def test_of_two_deliveries_of_one_day_one_counts_and_the_other_is_not_sent(
    register, members, old, new, counts
):
    reminders = register.reminders
    reminders.add(WEEKLY, MONDAY)
    reminders.claim([delivery()])
    reminders.claim([delivery(chat=NEW)])
    for key, state, minute in (("D1", old, 2), ("D2", new, 3)):
        if state is not CLAIMED:
            again = after(9) if state is FAILED else None
            reminders.mark(key, state, after(minute), posts=[Posted(CHAT, key)], again_at=again)
    members.move(CHAT, NEW, after(4))
    chats = {one.id: one.chat for one in reminders.deliveries()}
    assert chats == {one: NEW if one == counts else CHAT for one in ("D1", "D2")}
    assert [one.id for one in reminders.claim_again(after(9))] in ([], [counts])
    posts = [post.message for one in reminders.deliveries() for post in one.posts]
    assert len(posts) == 2 - (old is CLAIMED)
    before = reminders.deliveries()
    members.move(CHAT, NEW, after(5))
    assert reminders.deliveries() == before


# --- all or nothing, and at the same moment ------------------------------------------------------


def test_a_move_that_is_interrupted_moved_nothing(url, used, monkeypatch):
    before = chats_of(url)
    monkeypatch.setattr(moving, "_move_deliveries", interrupted)
    with pytest.raises(KeyboardInterrupt):
        used.members.move(CHAT, NEW, after(2))
    assert chats_of(url) == before
    assert used.members.moved(CHAT) == CHAT
    monkeypatch.undo()
    used.members.move(CHAT, NEW, after(3))
    assert before.isdisjoint(chats_of(url))


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_is_said_and_sent_while_a_chat_moves_is_all_there_afterwards(url, register):
    register.reminders.add(WEEKLY, MONDAY)
    with open_register(url) as other, open_members(url) as members, ThreadPoolExecutor(8) as pool:
        barrier = Barrier(8)

        def begun(call):
            barrier.wait()
            return call()

        calls = [
            *[partial(log, one, name) for one, name in ((register, "a"), (other, "b"))],
            *[partial(claim, one) for one in (register, other)],
            *[partial(members.move, CHAT, NEW, after(1))] * 4,
        ]
        list(pool.map(begun, calls))
    assert {one.said.chat for one in register.updates()} == {NEW}
    assert len(register.updates()) == 40
    assert register.log(said("again", "a-3"), [half()]).repeated
    sent = register.reminders.deliveries()
    assert {one.chat for one in sent} == {NEW}
    assert sorted(one.day for one in sent) == [one.day for one in due()]
    assert register.verify_audit() is None


def log(register, name: str) -> None:
    for number in range(20):
        register.log(said("half way", f"{name}-{number}"), [half()])


def claim(register) -> None:
    for one in due():
        register.reminders.claim([one])
