"""Reminders, their deliveries, and what people agree to, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.core.errors import StorageError
from bot.core.register import Person, Role
from bot.core.reminders.values import Consent, Dated, DeliveryState, Nation, Posted, Span, Weekly
from bot.storage.reminders import open_reminders
from tests.storage.due import FIRST, WEEKLY, delivery, due
from tests.storage.sample import CHAT, ISLA, MONDAY, MORAG, after, said

FULL = replace(
    WEEKLY,
    rule=Weekly(2, time(1, 30), weeks=2, since=date(2031, 3, 5)),
    nation=Nation.NORTHERN_IRELAND,
    quiet=(Span(date(2031, 7, 1), date(2031, 8, 10), "recess"), Span(FIRST, FIRST)),
    plan="GW",
    due_within=21,
    silent_after=6,
    paused=True,
)
BOARD = Dated("board meeting", date(2031, 6, 4), time(9), papers=10, notice=(5, 0))
CONFIGURED = replace(WEEKLY, name="weir", by=Person("program", "compactbot", Role.OFFICER))
STATES = tuple(DeliveryState)


@pytest.fixture
def reminders(register):
    return register.reminders


@pytest.fixture
def claimed(reminders):
    """A delivery that is under way."""
    reminders.add(WEEKLY, MONDAY)
    (claimed,) = reminders.claim([delivery()])
    return claimed


def trail(register, *, of: str = "reminder") -> list[tuple[str, str]]:
    rows = [(one.what, one.subject) for one in register.audit()]
    return [row for row in rows if row[1].startswith(of)]


# --- reminders -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [FULL.rule, BOARD, replace(BOARD, yearly=True, papers=None)])
def test_a_reminder_is_kept_as_it_was_told_under_the_next_id(reminders, rule):
    first = reminders.add(replace(FULL, rule=rule), MONDAY)
    second = reminders.add(WEEKLY, MONDAY)
    assert first == replace(FULL, rule=rule, id="R1")
    assert reminders.reminders() == (first, replace(WEEKLY, id="R2"))
    assert second.id == "R2"


def test_a_reminder_is_changed_in_its_place(reminders):
    kept = reminders.add(WEEKLY, MONDAY)
    changed = reminders.change(replace(FULL, id=kept.id), ISLA, after(1))
    assert changed == replace(FULL, id=kept.id)
    assert reminders.reminders() == (changed,)


def test_a_recess_holds_for_all_and_is_kept_with_none(register, reminders):
    own, recess = Span(MONDAY.date(), MONDAY.date()), Span(date(2026, 12, 21), date(2027, 1, 4))
    kept = reminders.add(replace(WEEKLY, quiet=(own,)), MONDAY)
    observing = register.reminders_with((recess,))
    (seen,) = observing.reminders()
    assert (seen.quiet, seen.recess) == ((own,), (recess,))
    assert observing.change(replace(seen, paused=True), MORAG, MONDAY).recess == (recess,)
    assert reminders.reminders() == (replace(kept, paused=True),)


def test_a_deleted_reminder_is_gone_but_not_its_deliveries_nor_its_id(register, reminders, claimed):
    assert reminders.remove("R1", MORAG, after(1))
    assert not reminders.remove("R1", MORAG, after(2))
    assert reminders.change(replace(WEEKLY, id="R1"), MORAG, after(3)) is None
    assert reminders.deliveries("R1") == (claimed,)
    assert reminders.add(WEEKLY, after(4)).id == "R2"
    assert trail(register) == [
        ("added", "reminder R1"),
        ("removed", "reminder R1"),
        ("added", "reminder R2"),
    ]


@pytest.mark.parametrize("wrong", ["", "R", "R0", "R9", "1", "D1", "R1 "])
def test_an_id_that_no_reminder_has_changes_nothing(reminders, wrong):
    reminders.add(WEEKLY, MONDAY)
    assert reminders.change(replace(FULL, id=wrong), MORAG, after(1)) is None
    assert not reminders.remove(wrong, MORAG, after(1))
    assert reminders.last_day(wrong) is None
    assert reminders.mark(wrong, DeliveryState.SENT, after(1)) is None


def test_the_trail_tells_what_officers_do_without_their_words(register, reminders):
    kept = reminders.add(replace(FULL, rule=BOARD), MONDAY)
    reminders.change(kept, MORAG, after(1))
    reminders.change(replace(kept, paused=False), ISLA, after(2))
    assert trail(register) == [("added", "reminder R1"), ("changed", "reminder R1")]
    changed = register.audit()[-1]
    assert changed.by == ISLA.id
    assert json.loads(changed.detail)["paused"] is False
    assert "board" not in repr(register.audit())
    assert "recess" not in repr(register.audit())
    assert register.verify_audit() is None


def test_what_is_configured_is_added_changed_and_removed_by_its_name(register, reminders):
    ferry = replace(CONFIGURED, name="ferry", chat="chat:ferry")
    reminders.configure([CONFIGURED, ferry], after(1))
    by_hand = reminders.add(WEEKLY, after(2))
    reminders.change(replace(reminders.reminders()[0], paused=True), MORAG, after(3))
    reminders.configure([replace(CONFIGURED, due_within=30, begins=after(9))], after(4))
    assert reminders.reminders() == (
        replace(CONFIGURED, id="R1", begins=after(1), due_within=30, paused=True),
        by_hand,
    )
    assert [what for what, _ in trail(register)] == [
        *["added"] * 3,
        *["changed"] * 2,
        "removed",
    ]


def test_a_configuration_that_is_as_it_was_leaves_no_trace(register, reminders):
    reminders.configure([CONFIGURED], after(1))
    before = register.revision()
    reminders.configure([CONFIGURED], after(2))
    assert register.revision() == before


def test_programs_that_configure_at_once_add_each_reminder_once(url, reminders):
    with open_reminders(url) as other, ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.configure([CONFIGURED], MONDAY), [reminders, other] * 6))
    assert [one.id for one in reminders.reminders()] == ["R1"]


# --- claims --------------------------------------------------------------------------------------


def test_what_was_claimed_is_claimed_by_nobody_else(reminders, claimed):
    assert claimed == replace(delivery(), id="D1", attempts=1)
    assert reminders.claim([delivery()]) == ()
    other, later = delivery(chat="chat:isla"), delivery(week=1)
    assert [one.id for one in reminders.claim([delivery(), other, later, later])] == ["D2", "D3"]
    assert [one.id for one in reminders.deliveries()] == ["D3", "D2", "D1"]
    assert [one.id for one in reminders.deliveries(most=1)] == ["D3"]


def test_what_is_left_out_is_kept_with_its_reason_and_was_never_tried(reminders):
    reminders.add(WEEKLY, MONDAY)
    skipped = replace(delivery(), state=DeliveryState.SKIPPED, why="It was Christmas Day.")
    assert reminders.claim([skipped]) == (replace(skipped, id="D1", attempts=0),)
    assert reminders.claim([delivery()]) == ()
    assert reminders.last_day("R1") == FIRST


def test_of_many_who_claim_at_once_one_gets_each(url, reminders):
    reminders.add(WEEKLY, MONDAY)
    with open_reminders(url) as other, ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda one: one.claim(due()), [reminders, other] * 8))
    days = [one.day for claim in claims for one in claim]
    assert sorted(days) == [one.day for one in due()]


def test_of_a_deleted_reminder_nothing_is_claimed_and_an_unknown_one_is_named(reminders):
    reminders.add(WEEKLY, MONDAY)
    reminders.remove("R1", MORAG, after(1))
    assert reminders.claim([delivery()]) == ()
    with pytest.raises(StorageError, match="no reminder R7"):
        reminders.claim([delivery(reminder="R7")])


def test_a_batch_of_claims_is_kept_in_whole_or_not_at_all(reminders):
    reminders.add(WEEKLY, MONDAY)
    with pytest.raises(StorageError):
        reminders.claim([delivery(), delivery(reminder="R7")])
    assert reminders.deliveries() == ()


def test_the_latest_day_of_a_reminder_is_told(reminders):
    reminders.add(WEEKLY, MONDAY)
    reminders.add(WEEKLY, MONDAY)
    assert reminders.last_day("R1") is None
    reminders.claim([delivery(3), delivery(1), delivery(5, reminder="R2")])
    assert reminders.last_day("R1") == FIRST + timedelta(weeks=3)
    assert [one.reminder for one in reminders.deliveries("R2")] == ["R2"]


# --- what becomes of them ------------------------------------------------------------------------


def test_what_was_sent_is_marked_with_what_was_posted(reminders, claimed):
    posts = [Posted(CHAT, "9"), Posted(CHAT, "8")]
    marked = reminders.mark("D1", DeliveryState.SENT, after(2), posts=posts, actions=["GW1", "GW2"])
    assert marked == replace(
        claimed,
        state=DeliveryState.SENT,
        changed_at=after(2),
        posts=tuple(posts),
        actions=("GW1", "GW2"),
    )
    assert reminders.deliveries() == (marked,)
    assert reminders.delivery_of(CHAT, "8") == reminders.delivery_of(CHAT, "9") == marked
    assert reminders.delivery_of(CHAT, "7") is None
    assert reminders.delivery_of("chat:ferry", "9") is None


@pytest.mark.parametrize("state", [one for one in STATES if one is not DeliveryState.CLAIMED])
def test_only_a_claimed_delivery_is_marked(reminders, claimed, state):
    marked = reminders.mark("D1", state, after(2), why="so")
    assert (marked.state, marked.why) == (state, "so")
    assert reminders.mark("D1", DeliveryState.SENT, after(3)) is None
    assert reminders.deliveries() == (marked,)


def test_a_failed_delivery_is_claimed_again_when_it_is_time_by_one(url, reminders, claimed):
    reminders.mark("D1", DeliveryState.FAILED, after(2), why="No answer.", again_at=after(5))
    assert reminders.claim_again(after(4)) == ()
    with open_reminders(url) as other, ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda one: one.claim_again(after(5)), [reminders, other] * 8))
    (again,) = [one for claim in claims for one in claim]
    assert (again.id, again.state, again.attempts) == ("D1", DeliveryState.CLAIMED, 2)
    assert (again.changed_at, again.again_at) == (after(5), None)


def test_a_delivery_that_failed_for_good_is_not_claimed_again(reminders, claimed):
    reminders.mark("D1", DeliveryState.FAILED, after(2))
    assert reminders.claim_again(after(999)) == ()


def test_an_old_claim_is_lost_with_the_time_at_which_it_was_made(reminders, claimed):
    assert reminders.lose(claimed.changed_at) == ()
    (lost,) = reminders.lose(after(2))
    assert (lost.state, lost.changed_at) == (DeliveryState.UNKNOWN, claimed.changed_at)
    assert "stopped" in lost.why
    assert reminders.lose(after(2)) == ()
    assert reminders.mark("D1", DeliveryState.SENT, after(3)) is None


@pytest.mark.parametrize("open_", [DeliveryState.UNKNOWN, DeliveryState.FAILED])
def test_what_arrived_after_all_counts_as_sent(register, reminders, claimed, open_):
    reminders.mark("D1", open_, after(2), why="No answer.", again_at=after(9))
    posts = [Posted(CHAT, "9")]
    settled = reminders.resolve("D1", MORAG, after(3), sent=True, posts=posts)
    assert (settled.state, settled.why) == (DeliveryState.SENT, "")
    assert reminders.delivery_of(CHAT, "9") == settled
    assert reminders.claim_again(after(99)) == ()
    assert reminders.resolve("D1", MORAG, after(4), sent=False) is None
    assert trail(register, of="D1") == [("resolved", "D1")]


@pytest.mark.parametrize("open_", [DeliveryState.UNKNOWN, DeliveryState.FAILED])
def test_what_never_arrived_is_sent_again(reminders, claimed, open_):
    reminders.mark("D1", open_, after(2), posts=[Posted(CHAT, "9")])
    assert reminders.resolve("D1", MORAG, after(3), sent=False).state is DeliveryState.FAILED
    (again,) = reminders.claim_again(after(3))
    assert (again.attempts, again.posts) == (2, (Posted(CHAT, "9"),))


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.SKIPPED])
def test_what_is_settled_is_not_settled_anew(register, reminders, claimed, state):
    assert reminders.resolve("D1", MORAG, after(2), sent=False) is None
    reminders.mark("D1", state, after(2))
    assert reminders.resolve("D1", MORAG, after(3), sent=False) is None
    assert reminders.resolve("D9", MORAG, after(3), sent=False) is None
    assert trail(register, of="D") == []


# --- what people agree to ------------------------------------------------------------------------


def test_the_last_word_of_a_person_on_what_they_agree_to_is_kept(register, reminders):
    reminders.agree(Consent(MORAG, mention=True), after(1))
    reminders.agree(Consent(ISLA, direct=True), after(1))
    gone = Consent(ISLA, mention=True, direct=True, gone="They blocked the assistant.")
    for minute in (2, 3):
        reminders.agree(gone, after(minute))
    assert reminders.consents() == (gone, Consent(MORAG, mention=True))
    assert [(one.what, one.subject) for one in register.audit()[1:]] == [
        ("agreed", MORAG.id),
        ("agreed", ISLA.id),
        ("agreed", ISLA.id),
    ]
    assert "blocked" not in repr(register.audit())


# --- snoozes -------------------------------------------------------------------------------------

APRIL, MAY = date(2031, 4, 1), date(2031, 5, 1)


def test_the_last_word_on_leaving_an_action_out_counts(register):
    register.snooze(said("snooze", "1"), "GW1", APRIL, "the stones are late")
    register.snooze(said("snooze", "2"), "GW2", APRIL, "otters sleep")
    last = register.snooze(said("snooze", "3", at=after(1), by=MORAG), "GW1", MAY, "no stones")
    assert (last.action, last.until, last.reason) == ("GW1", MAY, "no stones")
    assert (last.by, last.at) == (MORAG, after(1))
    assert [(one.action, one.until) for one in register.snoozes()] == [("GW1", MAY), ("GW2", APRIL)]
    assert [one.what for one in register.audit()[1:]] == ["snoozed"] * 3
    assert "stones" not in repr(register.audit())


def test_a_message_that_came_before_does_not_snooze_again(register):
    first = register.snooze(said("snooze", "1"), "GW1", APRIL, "")
    assert register.snooze(said("snooze", "1"), "GW1", APRIL, "") == first
    last = register.snooze(said("snooze", "2"), "GW1", MAY, "")
    assert register.snooze(said("snooze", "1"), "GW1", APRIL, "") == last
    assert len(register.audit()) == 3


def test_one_message_may_snooze_several_actions(register):
    for action in ("GW1", "GW2"):
        assert register.snooze(said("snooze", "1"), action, APRIL, "").action == action
    assert [one.action for one in register.snoozes()] == ["GW1", "GW2"]


def test_an_action_that_does_not_exist_is_not_snoozed(register):
    with pytest.raises(StorageError, match="no action GW99"):
        register.snooze(said("snooze", "1"), "GW99", APRIL, "")
    assert register.outcome(CHAT, "1") is None
