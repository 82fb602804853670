import dataclasses

import pytest

from bot.core.errors import StorageError
from bot.core.register import Change, Outcome, Status, UpdateState
from bot.storage.database import open_database
from tests.storage.sample import CHAT, ISLA, MORAG, UNCLEAR, after, half, said

DONE = Change("GW1", Status.DONE, note="ladder done")


def counting(register) -> list[tuple[str, int | None]]:
    return [(update.action, update.change.percent) for update in register.updates()]


def states(register) -> list[tuple[str, int, UpdateState]]:
    return [(one.id, one.version, one.state) for one in register.updates(ended=True)]


def sayings(url: str) -> list[str]:
    """Every wording of every message, as the database has it."""
    engine = open_database(url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT text FROM sayings ORDER BY message, version")
        found = [text for (text,) in rows]
    engine.dispose()
    return found


# --- a message is edited -------------------------------------------------------------------------


def test_an_edit_gives_the_update_a_new_version_and_keeps_the_old(register):
    register.log(said("ladder half way", "1"), [half()])
    outcome = register.revise(said("ladder done", "1", at=after(5)), [DONE], MORAG)
    (update,) = outcome.updates
    assert (update.version, update.change, update.said.text) == (2, DONE, "ladder done")
    old, new = register.updates(ended=True)
    assert new == update
    assert (old.id, old.change, old.said.text) == (update.id, half(), "ladder half way")
    assert (old.state, old.ended_at, old.ended_by) == (UpdateState.REVISED, after(5), MORAG)
    assert register.updates() == (update,)


def test_a_revised_update_keeps_its_place_in_time(register):
    register.log(said("half way", "1", at=after(1)), [half()])
    register.log(said("done", "2", at=after(2)), [DONE])
    register.revise(said("30 %", "1", at=after(3)), [Change("GW1", percent=30)], ISLA)
    assert [update.said.text for update in register.updates()] == ["30 %", "done"]
    assert register.updates()[0].said.at == after(1)


def test_an_action_that_is_no_longer_named_is_withdrawn_and_a_new_one_logged(register):
    register.log(said("both", "1"), [half("GW1"), half("GW2")])
    outcome = register.revise(said("other", "1", at=after(5)), [half("GW3"), half("GW2")], ISLA)
    assert [update.action for update in outcome.updates] == ["GW2", "GW3"]
    assert states(register) == [
        ("U1", 1, UpdateState.WITHDRAWN),
        ("U2", 1, UpdateState.REVISED),
        ("U2", 2, UpdateState.CURRENT),
        ("U3", 1, UpdateState.CURRENT),
    ]


def test_two_updates_on_one_action_are_revised_each_by_its_own(register):
    parts = [Change("GW1", percent=10), Change("GW1", percent=20)]
    register.log(said("10, 20", "1"), parts)
    edited = [Change("GW1", percent=11), Change("GW1", percent=21)]
    register.revise(said("11, 21", "1", at=after(1)), edited, ISLA)
    assert counting(register) == [("GW1", 11), ("GW1", 21)]
    assert {update.id for update in register.updates(ended=True)} == {"U1", "U2"}


def test_an_edit_that_says_nothing_any_more_withdraws_the_update(register):
    register.log(said("half way", "1"), [half()])
    assert register.revise(said("never mind", "1", at=after(1)), [], ISLA) == Outcome()
    assert register.updates() == ()


def test_an_edit_that_comes_twice_is_one_edit(register):
    register.log(said("half way", "1"), [half()])
    edit = said("done", "1", at=after(5))
    register.revise(edit, [DONE], ISLA)
    before = register.audit()
    assert register.revise(edit, [DONE], ISLA).repeated
    assert (counting(register), register.audit()) == ([("GW1", None)], before)
    assert len(register.updates(ended=True)) == 2


def test_an_edit_before_its_message_counts_and_the_late_message_is_repeated(register):
    outcome = register.revise(said("done", "1", at=after(5)), [DONE], ISLA)
    assert [update.change for update in outcome.updates] == [DONE]
    late = register.log(said("half way", "1", at=after(0)), [half()])
    assert (late.repeated, [update.change for update in late.updates]) == (True, [DONE])
    (update,) = register.updates(ended=True)
    assert (update.said.text, update.said.at) == ("done", after(0))


def test_a_message_that_was_edited_into_no_update_before_it_came_is_not_logged(register):
    register.revise(said("never mind", "1", at=after(5)), [], ISLA)
    assert register.log(said("half way", "1"), [half()]) == Outcome(repeated=True)
    assert register.wait(said("half way", "1"), [UNCLEAR]) == Outcome(repeated=True)


@pytest.mark.parametrize("first", ["log", "revise"])
def test_an_edit_that_is_older_than_the_words_that_hold_changes_nothing(register, first):
    if first == "log":
        register.log(said("ten", "1"), [Change("GW1", percent=10)])
    register.revise(said("thirty", "1", at=after(3)), [Change("GW1", percent=30)], ISLA)
    late = register.revise(said("twenty", "1", at=after(2)), [Change("GW1", percent=20)], ISLA)
    assert late.repeated
    assert counting(register) == [("GW1", 30)]


def test_the_record_keeps_an_edit_that_came_too_late_once(url, register):
    register.log(said("ten", "1"), [Change("GW1", percent=10)])
    register.revise(said("thirty", "1", at=after(3)), [Change("GW1", percent=30)], ISLA)
    for _ in range(2):
        register.revise(said("twenty", "1", at=after(2)), [Change("GW1", percent=20)], ISLA)
    assert sayings(url) == ["ten", "thirty", "twenty"]


def test_an_edit_that_cannot_be_logged_changes_nothing(register):
    outcome = register.log(said("half way", "1"), [half()])
    before = register.audit()
    with pytest.raises(StorageError, match="no action GW9"):
        register.revise(said("done", "1", at=after(1)), [Change("GW9")], ISLA)
    assert (register.outcome(CHAT, "1"), register.audit()) == (outcome, before)


def test_edits_that_tell_only_when_the_message_was_said_count_as_they_come(register):
    for percent in (10, 20, 30):
        words = said(f"{percent}", "1", at=after(0))
        change = [Change("GW1", percent=percent)]
        register.revise(words, change, ISLA) if percent > 10 else register.log(words, change)
    assert counting(register) == [("GW1", 30)]


def test_an_action_that_was_edited_out_and_in_again_counts(register):
    register.log(said("ladder", "1"), [half("GW1")])
    register.revise(said("otters", "1", at=after(1)), [half("GW2")], ISLA)
    register.revise(said("ladder", "1", at=after(2)), [half("GW1")], ISLA)
    assert counting(register) == [("GW1", 50)]
    assert {update.id for update in register.updates(ended=True)} == {"U1", "U2"}


def test_a_message_that_waits_waits_with_its_new_words(register):
    waiting = register.wait(said("unclear", "1"), [UNCLEAR]).waiting
    outcome = register.revise(said("the ladder or the ferry", "1", at=after(1)), [], ISLA)
    assert outcome.waiting is not None
    assert (outcome.waiting.id, outcome.waiting.said.text) == (
        waiting.id,
        "the ladder or the ferry",
    )
    logged = register.log(outcome.waiting.said, [half()], closes=waiting.id)
    assert logged.updates[0].said.text == "the ladder or the ferry"


def test_a_message_whose_edit_is_unclear_may_wait_once_more(register):
    register.log(said("half way", "1"), [half()])
    edit = said("one of them", "1", at=after(1))
    register.revise(edit, [half("GW3")], ISLA)
    outcome = register.wait(edit, [UNCLEAR], [half("GW3")])
    assert outcome.waiting is not None
    assert (outcome.waiting.said.text, outcome.repeated) == ("one of them", False)
    assert counting(register) == [("GW3", 50)]
    assert register.wait(edit, [UNCLEAR]).repeated
    assert len(register.waiting()) == 1


def test_a_waiting_message_that_was_edited_may_be_given_other_proposals(register):
    waiting = register.wait(said("unclear", "1"), [UNCLEAR, UNCLEAR]).waiting
    edit = said("clearer", "1", at=after(1))
    register.revise(edit, [], ISLA)
    again = register.wait(edit, [UNCLEAR]).waiting
    assert (again.id, again.proposals) == (waiting.id, (UNCLEAR,))


def test_the_old_words_of_an_edited_message_do_not_wait(register):
    register.log(said("half way", "1"), [half()])
    register.revise(said("one of them", "1", at=after(1)), [], ISLA)
    assert register.wait(said("half way", "1"), [UNCLEAR]) == Outcome(repeated=True)


def test_a_message_without_an_identity_cannot_be_edited_and_it_is_said_what_to_do(register):
    register.log(said("half way", ""), [half()])
    with pytest.raises(StorageError, match="Undo its update"):
        register.revise(said("done", ""), [DONE], ISLA)


def test_an_edit_that_comes_again_leaves_what_was_logged_from_the_inbox_since(register):
    register.log(said("half way", "1"), [half()])
    edit = said("the ferry, and one of them", "1", at=after(1))
    register.revise(edit, [half("GW3")], ISLA)
    waiting = register.wait(edit, [UNCLEAR]).waiting
    register.log(edit, [half("GW2")], closes=waiting.id)
    for changes in ([half("GW3")], []):
        assert register.revise(edit, changes, ISLA).repeated
    assert counting(register) == [("GW3", 50), ("GW2", 50)]


# --- an update is corrected ----------------------------------------------------------------------


def test_a_correction_changes_the_update_and_not_the_words(register):
    words = said("ladder half way", "1")
    register.log(words, [half("GW1"), half("GW2")])
    register.revise(words, [DONE, half("GW2")], MORAG)
    assert [(one.change, one.said) for one in register.updates()] == [
        (DONE, words),
        (half("GW2"), words),
    ]
    assert states(register)[-1] == ("U2", 1, UpdateState.CURRENT)  # nothing was said of it


def test_a_correction_of_a_message_that_was_edited_counts_though_it_tells_no_time(register):
    register.log(said("half way", "1"), [half()])
    register.revise(said("30 %", "1", at=after(5)), [Change("GW1", percent=30)], ISLA)
    (update,) = register.updates()
    register.revise(update.said, [Change("GW1", percent=35)], MORAG)
    assert counting(register) == [("GW1", 35)]


def test_an_edit_that_comes_again_does_not_take_a_correction_back(register):
    register.log(said("half way", "1"), [half()])
    edit = said("done", "1", at=after(1))
    register.revise(edit, [DONE], ISLA)
    corrected = dataclasses.replace(edit, at=after(5))
    register.revise(corrected, [Change("GW1", percent=90)], MORAG)
    assert register.revise(edit, [DONE], ISLA).repeated
    assert counting(register) == [("GW1", 90)]


def test_a_correction_may_be_corrected_back(register):
    words = said("half way", "1")
    register.log(words, [half()])
    for minute, change in ((1, DONE), (2, half())):
        register.revise(dataclasses.replace(words, at=after(minute)), [change], MORAG)
    assert counting(register) == [("GW1", 50)]
    assert [one.version for one in register.updates(ended=True)] == [1, 2, 3]


# --- undo and edits ------------------------------------------------------------------------------


def test_an_edit_after_an_undo_counts(register):
    register.log(said("half way", "1"), [half()])
    register.withdraw(["U1"], ISLA, after(1))
    register.revise(said("done", "1", at=after(2)), [DONE], ISLA)
    assert states(register) == [
        ("U1", 1, UpdateState.WITHDRAWN),
        ("U1", 2, UpdateState.CURRENT),
    ]


def test_an_edit_that_was_made_before_an_undo_and_comes_after_it_does_not_count(register):
    register.log(said("half way", "1"), [half()])
    register.withdraw(["U1"], ISLA, after(2))
    register.revise(said("done", "1", at=after(1)), [DONE], ISLA)
    assert register.updates() == ()


def test_an_edit_with_the_same_words_does_not_bring_an_undone_update_back(register):
    register.log(said("half way", "1"), [half()])
    register.withdraw(["U1"], ISLA, after(1))
    assert register.revise(said("half way", "1", at=after(2)), [half()], ISLA).repeated
    assert register.updates() == ()


# --- a message is deleted ------------------------------------------------------------------------


def test_the_updates_of_a_deleted_message_are_withdrawn_and_come_back(register):
    register.log(said("both", "1"), [half("GW1"), half("GW2")])
    outcome = register.delete(CHAT, "1", ISLA, after(5))
    assert {update.state for update in outcome.updates} == {UpdateState.WITHDRAWN}
    assert len(outcome.updates) == 2
    assert register.updates() == ()
    assert register.outcome(CHAT, "1") == Outcome()


def test_a_deleted_message_waits_no_longer(register):
    register.wait(said("unclear", "1"), [UNCLEAR])
    outcome = register.delete(CHAT, "1", MORAG, after(5))
    assert (outcome.waiting.outcome, outcome.waiting.closed_by) == ("dismissed", MORAG)
    assert register.waiting() == ()


def test_a_message_that_was_deleted_before_it_came_is_not_logged(register):
    assert register.delete(CHAT, "1", ISLA, after(5)) is None
    for outcome in (
        register.log(said("half way", "1"), [half()]),
        register.wait(said("half way", "1"), [UNCLEAR]),
        register.revise(said("done", "1", at=after(9)), [DONE], ISLA),
        register.delete(CHAT, "1", ISLA, after(6)),
    ):
        assert outcome == Outcome(repeated=True)
    assert (register.updates(ended=True), register.waiting(closed=True)) == ((), ())


def test_the_words_of_a_message_that_was_deleted_before_it_came_are_not_kept(url, register):
    register.delete(CHAT, "1", ISLA, after(5))
    register.log(said("a secret", "1"), [half()])
    assert sayings(url) == []


def test_a_message_without_an_identity_cannot_be_deleted(register):
    register.log(said("half way", ""), [half()])
    assert register.delete(CHAT, "", ISLA, after(5)) is None
    assert counting(register) == [("GW1", 50)]
