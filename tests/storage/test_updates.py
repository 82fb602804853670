import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.core.errors import StorageError
from bot.core.register import Change, Outcome, Person, Proposal, Said, Status, UpdateState, Wording
from tests.storage.sample import CHAT, ISLA, MONDAY, MORAG, UNCLEAR, after, half, said

EVERYTHING = Change(
    "GW2", Status.BLOCKED, 75, date(2031, 6, 1), "Ferry group", "high water", "otters are away"
)


def counting(register) -> list[tuple[str, int | None]]:
    return [(update.action, update.change.percent) for update in register.updates()]


def logged(register, text: str = "ladder half way", message: str = "1"):
    (update,) = register.log(said(text, message), [half()]).updates
    return update


# --- logging -------------------------------------------------------------------------------------


def test_an_update_comes_out_as_it_went_in(register):
    words = said("otters are away", "1")
    outcome = register.log(words, [EVERYTHING])
    (update,) = outcome.updates
    assert (update.change, update.said, update.version) == (EVERYTHING, words, 1)
    assert (update.state, update.ended_at, update.ended_by) == (UpdateState.CURRENT, None, None)
    assert outcome == Outcome((update,))
    assert register.updates() == (update,)
    assert register.outcome(CHAT, "1") == outcome


def test_an_update_of_nothing_but_words_has_no_status_percent_date_or_lead(register):
    register.log(said("met about the ladder", "1"), [Change("GW1", note="met")])
    assert register.updates()[0].change == Change("GW1", note="met")


def test_a_lead_that_was_taken_away_differs_from_one_that_nobody_named(register):
    register.log(said("nobody leads", "1"), [Change("GW1", lead=""), Change("GW2", lead=None)])
    assert [update.change.lead for update in register.updates()] == ["", None]


def test_a_message_that_was_seen_before_is_not_logged_again(register):
    first = register.log(said("ladder half way", "1"), [half()])
    again = register.log(said("ladder half way", "1"), [half()])
    assert again == dataclasses.replace(first, repeated=True)
    assert len(register.updates(ended=True)) == 1


def test_the_same_id_in_another_chat_is_another_message(register):
    elsewhere = dataclasses.replace(said("half way", "1"), chat="chat:ferry")
    register.log(said("half way", "1"), [half()])
    assert not register.log(elsewhere, [half()]).repeated
    assert len(register.updates()) == 2


def test_messages_without_an_identity_are_all_logged(register):
    for _ in range(2):
        assert not register.log(said("half way", ""), [half()]).repeated
    assert [update.said.message for update in register.updates()] == ["", ""]
    assert register.outcome(CHAT, "") is None


def test_one_message_may_hold_several_updates(register):
    register.log(said("minutes", "1"), [half("GW3"), half("GW1"), half("GW3")])
    assert [update.action for update in register.updates()] == ["GW3", "GW1", "GW3"]
    assert [update.action for update in register.updates("GW3")] == ["GW3", "GW3"]
    assert register.updates("GW9") == ()


def test_updates_stand_in_the_order_they_were_said_and_then_logged(register):
    for message, at in (("late", 5), ("early", 1), ("also late", 5)):
        register.log(said(message, message, at=after(at)), [half()])
    assert [update.said.text for update in register.updates()] == ["early", "late", "also late"]


def test_times_come_out_in_utc_and_sort_whatever_zone_they_came_in(register):
    zone = timezone(timedelta(hours=5, minutes=30))
    for message, at in (("b", after(2).astimezone(zone)), ("a", after(1))):
        register.log(said(message, message, at=at), [half()])
    times = [update.said.at for update in register.updates()]
    assert times == [after(1), after(2)]
    assert {time.tzinfo for time in times} == {UTC}


def test_a_time_without_a_zone_is_refused(register):
    with pytest.raises(StorageError, match="has no zone"):
        register.log(said("half way", "1", at=datetime(2031, 3, 3)), [half()])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [(Change("GW99"), "no action GW99"), (Change("GW1", percent=101), "101 %")],
)
def test_what_cannot_be_logged_leaves_no_trace_so_that_it_may_be_sent_again(
    register, change, complaint
):
    before = register.audit()
    with pytest.raises(StorageError, match=complaint):
        register.log(said("half way", "1"), [half(), change])
    assert (register.outcome(CHAT, "1"), register.audit()) == (None, before)
    assert not register.log(said("half way", "1"), [half()]).repeated


def test_text_that_a_database_cannot_hold_is_logged_all_the_same(register):
    text = "ladder\0half\ud83d way \U0001f9a6 – ½"
    register.log(said(text, "a\0b"), [Change("GW1", note=text)])
    (update,) = register.updates()
    assert update.change.note == update.said.text == "ladder\ufffdhalf\ufffd way \U0001f9a6 – ½"
    assert register.log(said(text, "a\0b"), [half()]).repeated
    assert register.verify_audit() is None


def test_a_person_is_shown_as_they_are_called_now(register):
    logged(register)
    register.log(said("again", "2", by=Person(ISLA.id, "Isla Tulloch")), [half()])
    assert {update.said.by.name for update in register.updates()} == {"Isla Tulloch"}


# --- the inbox -----------------------------------------------------------------------------------


def test_a_message_waits_with_its_proposals_as_they_were_made(register):
    words = said("the ladder or the otters", "1")
    outcome = register.wait(words, [UNCLEAR, dataclasses.replace(UNCLEAR, due=None, needs=None)])
    waiting = outcome.waiting
    assert waiting is not None
    assert (waiting.said, waiting.closed_at) == (words, None)
    assert waiting.proposals == (UNCLEAR, dataclasses.replace(UNCLEAR, due=None, needs=None))
    assert register.waiting() == (waiting,)
    assert register.outcome(CHAT, "1") == outcome == Outcome((), waiting)


def test_a_message_waits_once(register):
    first = register.wait(said("unclear", "1"), [UNCLEAR])
    assert register.wait(said("unclear", "1"), [UNCLEAR]) == dataclasses.replace(
        first, repeated=True
    )
    assert register.log(said("unclear", "1"), [half()]).repeated
    assert len(register.waiting(closed=True)) == 1
    assert register.updates() == ()


def test_the_clear_parts_of_a_message_are_logged_while_the_rest_waits(register):
    outcome = register.wait(said("minutes", "1"), [UNCLEAR], [half("GW3")])
    assert [update.action for update in outcome.updates] == ["GW3"]
    assert outcome.waiting is not None


def test_the_longest_waiting_comes_first(register):
    for message, at in (("b", 2), ("a", 1)):
        register.wait(said(message, message, at=after(at)), [UNCLEAR])
    assert [waiting.said.text for waiting in register.waiting()] == ["a", "b"]


def test_who_settles_a_waiting_message_logs_its_words_under_its_authors_name(register):
    waiting = register.wait(said("unclear", "1"), [UNCLEAR], [half("GW3")]).waiting
    pressed = said("GW1, please", "2", by=MORAG, at=after(9))
    outcome = register.log(pressed, [half()], closes=waiting.id)
    assert [update.action for update in outcome.updates] == ["GW3", "GW1"]
    assert outcome.updates[1].said == waiting.said
    assert (outcome.waiting, outcome.repeated) == (None, False)
    (closed,) = register.waiting(closed=True)
    assert (closed.closed_by, closed.closed_at, closed.outcome) == (MORAG, after(9), "logged")
    assert register.waiting() == ()


def test_who_pressed_is_kept_apart_from_who_said_it(register):
    waiting = register.wait(said("unclear", "1"), [UNCLEAR]).waiting
    register.log(waiting.said, [half()], closes=waiting.id, by=MORAG, at=after(9))
    (closed,) = register.waiting(closed=True)
    assert (closed.closed_by, closed.closed_at) == (MORAG, after(9))
    assert register.updates()[0].said.by == ISLA
    assert register.audit()[-1].by == MORAG.id


def test_a_waiting_message_is_settled_once_whoever_presses(register):
    waiting = register.wait(said("unclear", "1"), [UNCLEAR]).waiting
    first = register.log(waiting.said, [half("GW1")], closes=waiting.id)
    second = register.log(waiting.said, [half("GW2")], closes=waiting.id)
    assert second == dataclasses.replace(first, repeated=True)
    assert counting(register) == [("GW1", 50)]


def test_a_message_without_an_identity_can_wait_and_be_settled(register):
    waiting = register.wait(said("unclear", ""), [UNCLEAR]).waiting
    register.log(waiting.said, [half()], closes=waiting.id)
    assert counting(register) == [("GW1", 50)]


@pytest.mark.parametrize("closes", ["W99", "U1", "W", "Wx", "W²", "W" + "9" * 30])
def test_a_message_that_never_waited_cannot_be_settled(register, closes):
    with pytest.raises(StorageError, match=f"nothing waits as {closes}"):
        register.log(said("unclear", "1"), [half()], closes=closes)
    assert register.dismiss(closes, ISLA, MONDAY) is None


def test_a_dismissed_message_waits_no_longer_and_is_not_logged(register):
    waiting = register.wait(said("unclear", "1"), [UNCLEAR]).waiting
    dismissed = register.dismiss(waiting.id, MORAG, after(5))
    assert (dismissed.closed_by, dismissed.closed_at) == (MORAG, after(5))
    assert dismissed.outcome == "dismissed"
    assert register.waiting(closed=True) == (dismissed,)
    assert register.dismiss(waiting.id, ISLA, after(6)) is None
    assert register.log(waiting.said, [half()], closes=waiting.id).repeated
    assert register.updates() == ()


# --- undo ----------------------------------------------------------------------------------------


def test_undone_updates_no_longer_count_but_are_kept(register):
    update = logged(register)
    (undone,) = register.withdraw([update.id], MORAG, after(5))
    assert (undone.id, undone.state) == (update.id, UpdateState.WITHDRAWN)
    assert (undone.ended_at, undone.ended_by) == (after(5), MORAG)
    assert register.updates() == ()
    assert register.updates(ended=True) == (undone,)
    assert register.outcome(CHAT, "1") == Outcome()


def test_only_what_counted_until_now_is_undone(register):
    update = logged(register)
    assert len(register.withdraw([update.id, update.id, "U99", "x", ""], MORAG, after(5))) == 1
    before = register.audit()
    assert register.withdraw([update.id], MORAG, after(6)) == ()
    assert register.audit() == before


def test_an_undone_message_that_is_delivered_again_stays_undone(register):
    register.withdraw([logged(register).id], MORAG, after(5))
    assert register.log(said("ladder half way", "1"), [half()]) == Outcome(repeated=True)
    assert register.updates() == ()


# --- reading much --------------------------------------------------------------------------------


def test_all_updates_are_read_with_one_statement(register, statements):
    for number in range(50):
        register.log(said("half way", str(number)), [half()])
    statements.clear()
    assert len(register.updates()) == 50
    assert len([one for one in statements if one.startswith("SELECT")]) == 1


def test_the_revision_grows_with_each_change_and_with_nothing_else(register):
    seen = [register.revision()]

    def grown() -> bool:
        seen.append(register.revision())
        return seen[-1] > seen[-2]

    said = Said("the ladder is half mended", CHAT, "r1", ISLA, after(1))
    logged = register.log(said, [Change("GW1", percent=50)])
    assert grown()
    register.log(said, [Change("GW1", percent=50)])
    register.updates()
    assert not grown()
    register.withdraw([logged.updates[0].id], ISLA, after(2))
    assert grown()
    register.reword("GW2", Wording("Count the otters twice"), MORAG, after(3))
    assert grown()
    register.wait(Said("hm", CHAT, "r2", ISLA, after(4)), [Proposal("hm", (), None)])
    assert grown()
    register.set_plan_of(CHAT, "GW", MORAG, after(5))
    assert grown()
