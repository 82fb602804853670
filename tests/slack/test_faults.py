"""The faults of a real Slack, one by one: nothing is lost, nothing is posted twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.channels.slack import answering
from bot.channels.slack.app import SAFE
from bot.channels.slack.timing import Timing
from tests.slack.bot_here import MEMBER, PLANS, running
from tests.slack_server import SlackServer

QUESTION = "when does Glenmore Council pay grants?"
DOOR = "update: we have mended the north door of the village hall, it is done"
FOUND = "within 21 days"


def answered_once(slack: SlackServer, deadline: float = 30.0) -> None:
    """Ask; the answer comes once, and another question is answered after it."""
    said = slack.mention(PLANS, QUESTION)
    slack.await_message(PLANS, thread_ts=said.ts, deadline=deadline)
    again = slack.mention("C0GENERAL", QUESTION)
    slack.await_message("C0GENERAL", thread_ts=again.ts, deadline=deadline)
    answers = [m for m in slack.messages(PLANS, said.ts) if FOUND in m.words]
    assert len(answers) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 1},
        {"status": 429, "retry_after": 1, "times": 5},
        {"status": 500},
        {"status": 503, "times": 5},
        {"drop": "before"},
        {"drop": "before", "times": 5},
        {"drop": "after"},
        {"drop": "after", "times": 2},
        {"truncate": True},
        {"html": True},
        {"error": "internal_error"},
    ],
    ids=str,
)
def test_an_answer_that_can_be_saved_is_posted_once(slack, bot, fault: dict[str, Any]):
    slack.faults.add("chat.postMessage", **fault)
    answered_once(slack)


def test_a_post_that_slack_takes_long_to_confirm_is_not_made_again(slack, house):
    slack.faults.add("chat.postMessage", delay=3.0)
    with running(slack, house, Timing(call=1.0)):
        answered_once(slack)


def test_a_post_that_cannot_be_looked_up_is_made_again(slack, bot):
    slack.unknown_methods.add("conversations.replies")
    slack.faults.add("chat.postMessage", status=500)
    answered_once(slack)


def test_a_wait_that_slack_asks_for_is_kept(slack, bot):
    slack.faults.add("chat.postMessage", status=429, retry_after=2)
    said = slack.mention(PLANS, QUESTION)
    slack.await_message(PLANS, thread_ts=said.ts)
    first, second = slack.calls("chat.postMessage")
    assert second.at - first.at >= 2


@pytest.mark.parametrize(
    "fault",
    [{"status": 429, "retry_after": 30}, {"status": 500}, {"drop": "before"}, {"html": True}],
    ids=str,
)
def test_decoration_never_stops_an_answer(slack, house, fault: dict[str, Any]):
    slack.faults.add("reactions.add", **fault, times=9)
    slack.faults.add("reactions.remove", **fault, times=9)
    slack.faults.add("chat.postMessage", delay=1.5)
    with running(slack, house):
        answered_once(slack)


def test_a_server_without_optional_methods_is_served(slack, bot):
    slack.unknown_methods.update(("reactions.add", "reactions.remove", "users.info"))
    answered_once(slack)


def test_whoever_waits_for_long_is_shown_eyes_which_go_away(slack, bot):
    slow = slack.faults.add("chat.postMessage", hold=True)
    said = slack.mention(PLANS, QUESTION)
    slack.await_reaction(said, "eyes")
    slow.release()
    slack.await_message(PLANS, thread_ts=said.ts)
    slack.await_call("reactions.remove")
    slack.await_that(lambda: "eyes" not in said.reactions, "eyes to go")


def test_a_quick_answer_needs_no_eyes(slack, bot, monkeypatch):
    monkeypatch.setattr(answering, "SOON", 60.0)  # what is quick, on a busy machine
    answered_once(slack)
    assert slack.calls("reactions.add") == []


@pytest.mark.parametrize(
    "fault", [{"status": 429, "retry_after": 1}, {"status": 500}, {"drop": "before"}], ids=str
)
def test_the_answer_to_a_command_is_saved_too(slack, bot, fault: dict[str, Any]):
    slack.faults.add("response_url", **fault)
    slack.slash("/compact", QUESTION)
    assert FOUND in slack.await_ephemeral(MEMBER).words


def test_a_form_is_opened_although_slack_is_busy(slack, bot):
    slack.faults.add("views.open", status=500)
    slack.faults.add("views.update", status=429, retry_after=1)
    slack.shortcut(slack.say(PLANS, DOOR), "log_update")
    form = slack.await_view(MEMBER)
    slack.await_that(lambda: "note" in str(form.blocks), "filled form")


def test_who_somebody_is_gets_asked_again(slack, bot):
    slack.faults.add("users.info", status=500, times=2)
    answered_once(slack)


def test_an_update_whose_answer_is_lost_is_logged_once(slack, house, bot):
    slack.faults.add("chat.postMessage", drop="after", times=2)
    said = slack.mention(PLANS, DOOR)
    slack.await_message(PLANS, thread_ts=said.ts)
    answered_once(slack)
    assert len(house.register.updates(ended=True)) == 1
    assert len([m for m in slack.messages(PLANS, said.ts) if "Logged" in m.words]) == 1


def test_an_ack_comes_at_once_although_the_answer_takes_long(slack, bot):
    slow = slack.faults.add("chat.postMessage", hold=True)
    slack.mention(PLANS, QUESTION)
    slack.slash("/compact", QUESTION)
    slack.await_acked()
    slow.release()


def test_an_ack_comes_in_time_although_the_database_is_in_use(slack, house, bot):
    answered_once(slack)
    with closing(sqlite3.connect(house.url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        said = [slack.mention(PLANS, QUESTION) for _ in range(4)]
        slack.await_acked()  # before the database gives up, which is after a minute
        other.rollback()
    for one in said:
        slack.await_message(PLANS, thread_ts=one.ts)


def test_acks_wait_for_no_longer_than_slack_does():
    assert SAFE < 3


def test_unknown_events_and_interactions_are_let_go_quietly(slack, bot):
    slack.emit({"type": "a_thing_of_the_future", "user": MEMBER})
    slack.emit({"type": "message", "subtype": "channel_topic", "channel": PLANS, "ts": "1.0"})
    slack.rename(PLANS, "another-name")
    slack.await_acked()
    answered_once(slack)


def test_nothing_that_is_sent_breaks_a_rule_of_slack(slack, bot):
    answered_once(slack)
    slack.slash("/compact", "help")
    slack.await_ephemeral(MEMBER)
    assert slack.warnings == []
