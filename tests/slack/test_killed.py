"""A bot that is killed in the middle of a press, a command, a shortcut or a form: when it is back,
what was begun is done, its effect once, and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.slack.timing import Timing
from bot.core.register import UpdateState
from tests.slack.bot_here import MEMBER, PLANS, running
from tests.slack.bot_process import bot_process
from tests.slack_server import HandClock, SlackServer

QUESTION = "when does Glenmore Council pay grants?"
DOOR = "update: we have mended the north door of the village hall, it is done"
RESUMING = Timing(lease=0.0)
HALF_AN_HOUR = 31 * 60.0
Deed = Callable[[SlackServer], object]
MADE = re.compile("Logged|I have that already|That was settled already")


def logged_by_command(slack: SlackServer) -> None:
    slack.slash("/compact", DOOR)


def logged_by_form(slack: SlackServer) -> None:
    slack.shortcut(slack.say(PLANS, DOOR), "log_update")
    form = slack.await_view(MEMBER, where=lambda view: "note" in str(view.blocks))
    slack.submit(form)


def logged_by_a_form_about_nothing(slack: SlackServer) -> None:
    slack.global_shortcut("log_anything")
    form = slack.await_view(MEMBER, where=lambda view: "note" in str(view.blocks))
    slack.submit(form, {"Action": "GLE4", "Note": "it is done", "Status": "Done"})


def done_by_a_choice(slack: SlackServer) -> None:
    asked = slack.mention(PLANS, "update: the hall is half done")
    question = slack.await_message(PLANS, thread_ts=asked.ts)
    slack.press(question, next(one for one in question.buttons if one.startswith("GLE4")))


@pytest.mark.parametrize("was_told", [True, False])
@pytest.mark.parametrize(
    "deed",
    [logged_by_command, logged_by_form, logged_by_a_form_about_nothing, done_by_a_choice],
)
def test_what_was_begun_is_logged_once_and_told(slack, house, tmp_path, deed: Deed, was_told):
    with bot_process(slack, tmp_path):
        begun(slack, deed, was_told=was_told)
    slack.faults.clear()
    assert "begun" in house.notes()
    before = len(told(slack))
    with running(slack, house, RESUMING):
        slack.await_that(lambda: "begun" not in house.notes(), "the end")
    (update,) = house.register.updates(ended=True)
    assert update.action == "GLE4"
    again = deed is logged_by_command  # what only one person sees is not kept
    assert len(told(slack)) - before == (again or not was_told)


def told(slack: SlackServer) -> list[str]:
    """What the bot said of updates that were made, wherever it did."""
    homes = list(slack.state.workspace.channels)
    said = [*(m for home in homes for m in slack.messages(home)), *slack.ephemerals]
    return [m.words for m in said if m.user == slack.bot_user and MADE.match(m.words)]


def begun(slack: SlackServer, deed: Deed, *, was_told: bool) -> None:
    """Do something, up to its answer: which went out, or did not."""
    held = {"hold": True} if was_told else {"status": 503}
    faults = [
        slack.faults.add(method, times=999, where=is_answer, **held)
        for method in ("chat.postMessage", "response_url", "chat.update")
    ]
    deed(slack)
    slack.await_that(lambda: any(fault.hits for fault in faults), "an answer")
    slack.await_acked()


def is_answer(arguments: object) -> bool:
    return "Logged" in str(arguments) or "21 days" in str(arguments)


def test_an_undo_is_done_once(slack, house, tmp_path):
    with bot_process(slack, tmp_path):
        said = slack.mention(PLANS, DOOR)
        logged = slack.await_message(PLANS, thread_ts=said.ts)
        slack.faults.add("chat.update", status=503, times=999)
        slack.press(logged, "Undo")
        slack.await_call("chat.update")
    slack.faults.clear()
    with running(slack, house, RESUMING):
        slack.await_that(lambda: "begun" not in house.notes(), "the end")
    ended = house.register.updates(ended=True)
    assert [one.state for one in ended] == [UpdateState.WITHDRAWN]


def asked_by_command(slack: SlackServer) -> None:
    slack.slash("/compact", QUESTION)


def asked_by_shortcut(slack: SlackServer) -> None:
    slack.shortcut(slack.say(PLANS, QUESTION), "ask_about")


@pytest.mark.parametrize("deed", [asked_by_command, asked_by_shortcut, logged_by_command])
def test_whose_address_is_over_is_answered_directly(house, tmp_path, deed: Deed):
    clock = HandClock()
    with SlackServer(clock=clock) as slack:
        with bot_process(slack, tmp_path):
            begun(slack, deed, was_told=False)
        slack.faults.clear()
        clock.advance(HALF_AN_HOUR)
        with running(slack, house, RESUMING):
            answer = slack.await_message(where=lambda m: m.channel.startswith("D"))
            slack.await_that(lambda: "begun" not in house.notes(), "the end")
        assert "21 days" in answer.words or MADE.match(answer.words)
        assert [m.words for m in slack.ephemerals] == []


def test_words_are_kept_no_longer_than_until_they_are_answered(slack, house):
    with running(slack, house):
        asked_by_command(slack)
        slack.await_ephemeral(MEMBER)
        slack.await_that(lambda: "begun" not in house.notes(), "the end")
    assert "grants" not in house.notes()


@pytest.mark.parametrize("was_there", [True, False])
@pytest.mark.parametrize("by_command", [True, False])
def test_a_report_is_uploaded_once(slack, house, tmp_path, by_command, was_there):
    with bot_process(slack, tmp_path):
        held = {"hold": True} if was_there else {"status": 503, "times": 999}
        slack.faults.add("files.completeUploadExternal", **held)
        if by_command:
            slack.slash("/compact", "report")
        else:
            slack.mention(PLANS, "report")
        slack.await_call("files.completeUploadExternal")
    slack.faults.clear()
    with running(slack, house, RESUMING):
        slack.await_message(PLANS, where=lambda m: m.files)
        slack.await_that(lambda: "begun" not in house.notes(), "the end")
    files = [one["name"] for m in slack.messages(PLANS) for one in m.files]
    assert len([name for name in files if name.endswith(".docx")]) == 1
    words = [m for m in slack.messages(PLANS) if m.user == slack.bot_user and not m.files]
    assert len(words) == 1


def test_a_person_who_was_asked_for_is_called_once(slack, house, tmp_path):
    for lost in (True, False):
        slack.faults.clear()
        with bot_process(slack, tmp_path):
            asked = slack.mention(PLANS, QUESTION)
            answer = slack.await_message(PLANS, thread_ts=asked.ts)
            held = {"status": 503, "times": 999} if lost else {"hold": True}
            slack.faults.add("chat.postMessage", **held)
            attempts = len(slack.calls("chat.postMessage"))
            slack.press(answer, "Ask a person")
            slack.await_call("chat.postMessage", count=attempts + 1)
        slack.faults.clear()
        with running(slack, house, RESUMING):
            slack.await_that(lambda: "begun" not in house.notes(), "the end")
        calls = [m for m in slack.messages(PLANS, asked.ts) if "person's answer" in m.words]
        assert len(calls) == 1


def test_each_is_noted_before_slack_is_told_that_we_have_it(slack, house):
    slow = slack.faults.add("response_url", hold=True, times=99)
    with running(slack, house):
        asked = slack.slash("/compact", QUESTION)
        slack.await_ack(asked)
        assert QUESTION in house.notes()
        slow.release()


def test_what_is_sent_again_after_the_crash_is_not_done_again(slack, house, tmp_path: Path):
    with bot_process(slack, tmp_path):
        asked = slack.slash("/compact", DOOR)
        slack.await_ephemeral(MEMBER, where=lambda m: m.words.startswith("Logged"))
        slack.await_that(lambda: "begun" not in house.notes(), "the end")
    with running(slack, house, RESUMING):
        slack.redeliver(asked)
        slack.await_acked()
        last = slack.dm(QUESTION)
        slack.await_message(last.channel, thread_ts=last.ts)
    assert len(house.register.updates(ended=True)) == 1
    assert len(slack.ephemerals) == 1


def test_notes_of_other_channels_are_left_alone(slack, house):
    house.arrivals.begin("telegram:7:1", '{"update": 1}', house.context.now())
    with running(slack, house, RESUMING):
        last = slack.dm(QUESTION)
        slack.await_message(last.channel, thread_ts=last.ts)
    assert "begun" in house.notes()
