"""The buttons of a digest's lines: answered at once, or by a form; the line shows who did."""

from __future__ import annotations

from typing import ClassVar

import pytest

from bot.core.assistant import Assistant
from bot.core.register import Status
from bot.core.types import Button, Item, Message, Reply, Text
from tests.slack.bot_here import MEMBER, OFFICER, PLANS, House, Running, running
from tests.slack_server import Message as Posted
from tests.slack_server import SlackServer, View

CHAT = f"slack:T0GLENMORE:{PLANS}"
PRESSES = ("On track", "Update", "Done", "Blocked", "Snooze")
SAYS = ("on track", "update", "done", "block", "snooze")


def line(action: str) -> Item:
    buttons = [
        Button(f"{label} {action}", f"{says} {action}")
        for label, says in zip(PRESSES, SAYS, strict=True)
    ]
    return Item(f"{action} is overdue", action, tuple(buttons))


DIGEST = Reply(
    (Text("2 actions are overdue."), line("GLE4"), line("GLE3")), (Button("Show all", "actions"),)
)


@pytest.fixture
def outlet(slack: SlackServer, house: House):
    with running(slack, house) as bot:
        yield bot


@pytest.fixture
def digest(slack: SlackServer, outlet: Running) -> Posted:
    (posted,) = outlet.send(CHAT, DIGEST, "reminder/R1/2026-11-23")
    return slack.await_message(PLANS, where=lambda m: m.ts == posted.message)


def states(house: House) -> dict[str, Status | None]:
    return {one.action: one.change.status for one in house.register.updates()}


def chosen(view: View) -> str:
    """The action that a form has chosen already."""
    return str([block.get("element", {}).get("initial_option") for block in view.blocks])


def answered(slack: SlackServer, digest: Posted, words: str) -> None:
    slack.await_that(lambda: words in digest.words, f"{words!r} in the digest")


def test_a_press_is_an_update_told_in_the_thread_and_the_line_shows_who_answered(
    slack, house, digest
):
    slack.press(digest, "Done GLE4")
    told = slack.await_message(PLANS, thread_ts=digest.ts, where=lambda m: "Undo" in m.buttons)
    assert told.ts != digest.ts
    answered(slack, digest, "GLE4: Done GLE4, Ailsa Moir, <!date^")
    assert states(house) == {"GLE4": Status.DONE}
    assert not any(label.endswith("GLE4") for label in digest.buttons)
    assert [label for label in digest.buttons if label.endswith("GLE3")] != []
    assert "Show all" in digest.buttons
    assert "GLE4: Done GLE4, Ailsa" in digest.text
    assert digest.text.startswith("2 actions are overdue.")
    assert slack.warnings == []


def test_two_people_who_answer_two_lines_at_once_both_show(slack, house, digest):
    seen = digest.as_now()
    slow = slack.faults.add("chat.update", hold=True)
    slack.press(seen, "Done GLE4")
    slack.press(seen, "On track GLE3", user=OFFICER)
    slack.await_that(lambda: len(states(house)) == 2, "both updates")
    slow.release()
    answered(slack, digest, "GLE4: Done GLE4, Ailsa")
    answered(slack, digest, "GLE3: On track GLE3, Bryn")
    assert digest.buttons == ["Show all"]


def test_an_answer_that_is_undone_is_undone_in_the_thread(slack, house, digest):
    slack.press(digest, "Done GLE4")
    told = slack.await_message(PLANS, thread_ts=digest.ts, where=lambda m: "Undo" in m.buttons)
    slack.press(told, "Undo")
    slack.await_that(lambda: not house.register.updates(), "undo")


def test_an_update_is_asked_for_by_the_form_with_its_action_chosen(slack, house, digest):
    slack.press(digest, "Update GLE4")
    form = slack.await_view(MEMBER, where=lambda view: "note" in str(view.blocks))
    slack.submit(form, {"Per cent done": "60", "Note": "hinges are in"})
    slack.await_message(PLANS, thread_ts=digest.ts, where=lambda m: m.words.startswith("Logged"))
    answered(slack, digest, "GLE4: Update GLE4, Ailsa")
    (update,) = house.register.updates()
    assert (update.action, update.change.percent) == ("GLE4", 60)
    assert update.said.text == "hinges are in"


def test_two_updates_by_form_on_one_digest_are_two_updates(slack, house, digest):
    for action in ("GLE4", "GLE3"):
        slack.press(digest, f"Update {action}")
        form = slack.await_view(MEMBER, where=lambda view, of=action: of in chosen(view))
        slack.submit(form, {"Note": "half done"})
        answered(slack, digest, f"{action}: Update")
    assert set(states(house)) == {"GLE3", "GLE4"}


def test_a_snooze_is_asked_for_with_a_day_and_a_reason(slack, house, digest):
    slack.press(digest, "Snooze GLE4")
    form = slack.await_view(MEMBER)
    assert "initial_date" in str(form.blocks)
    slack.submit(form, {"until": "2031-12-12", "reason": "the council is in recess"})
    answered(slack, digest, "GLE4: Snooze GLE4, Ailsa")
    (snooze,) = house.register.snoozes()
    assert (snooze.action, str(snooze.until)) == ("GLE4", "2031-12-12")
    assert snooze.reason == "the council is in recess"


def test_a_snooze_until_a_day_that_is_over_is_refused_in_the_form(slack, house, digest):
    slack.press(digest, "Snooze GLE4")
    form = slack.await_view(MEMBER)
    slack.submit(form, {"until": "2020-12-12", "reason": "recess"})
    slack.await_that(lambda: form.errors, "fault")
    assert "still to come" in str(form.errors)
    assert house.register.snoozes() == ()


def test_what_is_in_the_way_is_asked_for(slack, house, digest):
    slack.press(digest, "Blocked GLE4")
    form = slack.await_view(MEMBER)
    slack.submit(form, {"reason": "no joiner\nto be had"})
    answered(slack, digest, "GLE4: Blocked GLE4, Ailsa")
    (update,) = house.register.updates()
    assert (update.change.status, update.change.reason) == (
        Status.BLOCKED,
        "no joiner to be had",
    )


@pytest.mark.parametrize("label", ["Update GLE4", "Snooze GLE4", "Blocked GLE4"])
def test_where_no_form_can_be_opened_the_words_are_said(slack, house, digest, label):
    slack.faults.add("views.open", error="expired_trigger_id")
    slack.press(digest, label)
    slack.await_message(PLANS, thread_ts=digest.ts, where=lambda m: m.thread_ts is not None)
    assert slack.views(MEMBER) == []
    assert len(digest.buttons) == 11


def test_who_may_not_log_is_told_so_quietly_and_the_line_keeps_its_buttons(slack, house):
    with running(slack, house, contributors=()) as bot:
        bot.send(CHAT, DIGEST, "reminder/R1/2026-11-23")
        digest = slack.await_message(PLANS)
        for label in ("Done GLE4", "Snooze GLE3"):
            slack.press(digest, label)
            slack.await_ephemeral(MEMBER, where=lambda m: "not log updates" in m.words)
            slack.state.workspace.ephemerals.clear()
        assert (house.register.updates(), house.register.snoozes()) == ((), ())
        assert len(digest.buttons) == 11
        assert slack.messages(PLANS, digest.ts)[1:] == []


class Listening(Assistant):
    """The assistant, and what each message that it heard was an answer to."""

    answers: ClassVar[list[str]] = []

    def reply_to(self, message: Message) -> Reply:
        self.answers.append(message.answers)
        return super().reply_to(message)


def test_what_is_said_under_a_digest_tells_what_it_answers(slack, house):
    house.assistant = Listening(lambda: house.context)
    Listening.answers.clear()
    with running(slack, house) as bot:
        bot.send(CHAT, DIGEST, "reminder/R1/2026-11-23")
        digest = slack.await_message(PLANS)
        slack.say(PLANS, "update: the door of the hall is half mended", thread_ts=digest.ts)
        slack.await_message(PLANS, thread_ts=digest.ts, where=lambda m: m.thread_ts is not None)
        slack.press(digest, "Done GLE4")
        answered(slack, digest, "GLE4: Done GLE4, Ailsa")
        slack.press(digest, "Snooze GLE3")
        slack.submit(slack.await_view(MEMBER), {"until": "2031-12-12", "reason": "recess"})
        answered(slack, digest, "GLE3: Snooze GLE3, Ailsa")
        asked = slack.mention(PLANS, "when does Glenmore Council pay grants?")
        slack.await_message(PLANS, thread_ts=asked.ts)
    assert Listening.answers == [digest.ts, digest.ts, digest.ts, ""]


def test_a_line_that_is_answered_twice_shows_the_last_word(slack, house, digest):
    seen = digest.as_now()
    slack.press(seen, "On track GLE4")
    answered(slack, digest, "GLE4: On track GLE4, Ailsa")
    slack.press(seen, "Done GLE4", user=OFFICER)
    answered(slack, digest, "GLE4: Done GLE4, Bryn")
    assert "On track GLE4" not in digest.words


def test_a_digest_that_cannot_be_changed_still_takes_answers(slack, house, digest):
    slack.faults.add("chat.update", error="edit_window_closed")
    slack.press(digest, "Done GLE4")
    slack.await_message(PLANS, thread_ts=digest.ts, where=lambda m: "Undo" in m.buttons)
    slack.press(digest, "On track GLE3")
    answered(slack, digest, "GLE3: On track GLE3, Ailsa")
    assert set(states(house)) == {"GLE3", "GLE4"}
