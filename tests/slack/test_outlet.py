"""What is said unasked: to a channel or a person, once, and the truth about what became of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.ports import NotSent, Unclear
from bot.channels.slack.service import SlackChannel
from bot.channels.slack.timing import Timing
from bot.core.register import Person, Role
from bot.core.reminders.values import Posted
from bot.core.types import Button, Item, Reply, Text
from tests.slack.bot_here import GUEST, MEMBER, PLANS, STRANGER, Running, running, settings_for
from tests.slack_server import SlackServer

CHAT = f"slack:T0GLENMORE:{PLANS}"
PERSON = f"slack:T0GLENMORE:{MEMBER}"
KEY = "reminder/R1/2026-11-23"
DIGEST = Reply((Text("2 actions are overdue."), Item("GLE4 the door", "GLE4")))
LONG = Reply(tuple(Text(f"{n} {'word ' * 500}") for n in range(9)))
BRIEF = Timing(attempts=1.5)


@pytest.fixture
def outlet(slack: SlackServer, house):
    with running(slack, house) as bot:
        yield bot


@pytest.fixture
def hasty(slack: SlackServer, house):
    """A bot that gives up after a second or two."""
    with running(slack, house, BRIEF) as bot:
        yield bot


@pytest.mark.parametrize(
    ("written", "chat"),
    [
        ("slack:C0PLANS", CHAT),
        (CHAT, CHAT),
        (f" {CHAT} ", CHAT),
        (f"slack:{MEMBER}", PERSON),
        (PERSON, PERSON),
        ("slack:T0OTHER:C0PLANS", ""),
        ("telegram:-1001", ""),
        ("slack:", ""),
        ("slack:general", ""),
        ("C0PLANS", ""),
        ("terminal", ""),
    ],
)
def test_a_chat_is_known_by_its_id_in_this_workspace(slack, house, written, chat):
    async def known() -> str:
        async with channel(slack, house).speaking() as outlet:
            return outlet.chat(written)

    assert asyncio.run(known()) == chat


def channel(slack: SlackServer, house, timing: Timing = BRIEF, **more: Any) -> SlackChannel:
    return SlackChannel(settings_for(slack, **more), house.assistant, house.arrivals, timing)


def test_one_may_speak_without_listening(slack, house):
    async def spoken() -> tuple[Posted, ...]:
        async with channel(slack, house).speaking() as outlet:
            return await outlet.send(CHAT, DIGEST, KEY)

    (posted,) = asyncio.run(spoken())
    assert slack.sockets.opened == 0
    assert [m.ts for m in slack.messages(PLANS)] == [posted.message]


def test_it_is_posted_to_the_channel_itself_with_all_its_posts(slack, outlet):
    posted = outlet.send(CHAT, LONG, KEY)
    assert len(posted) > 1
    assert [(m.ts, m.thread_ts) for m in slack.messages(PLANS)] == [
        (one.message, None) for one in posted
    ]
    assert {one.chat for one in posted} == {CHAT}


def test_a_person_gets_it_as_a_direct_message(slack, outlet):
    (posted,) = outlet.send(PERSON, DIGEST, KEY)
    told = slack.await_message(where=lambda m: m.ts == posted.message)
    assert told.channel.startswith("D")
    assert posted.chat == f"slack:T0GLENMORE:{told.channel}"


def test_what_is_said_in_its_thread_is_for_the_bot(slack, outlet):
    (posted,) = outlet.send(CHAT, DIGEST, KEY)
    slack.say(PLANS, "when does Glenmore Council pay grants?", thread_ts=posted.message)
    slack.await_message(PLANS, thread_ts=posted.message, where=lambda m: "21 days" in m.words)


@pytest.mark.parametrize("reply", [DIGEST, LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 1},
        {"status": 500, "times": 2},
        {"drop": "before"},
        {"drop": "after"},
        {"drop": "after", "times": 2},
        {"truncate": True},
        {"html": True},
        {"error": "internal_error"},
    ],
    ids=str,
)
def test_it_is_posted_once_although_slack_is_in_trouble(slack, outlet, fault, reply):
    slack.faults.add("chat.postMessage", **fault)
    posted = outlet.send(CHAT, reply, KEY)
    assert [one.message for one in posted] == [m.ts for m in slack.messages(PLANS)]


@pytest.mark.parametrize(
    "chat",
    [
        "slack:T0GLENMORE:C0NOWHERE",
        "slack:T0GLENMORE:C0ELSEWHERE",
        "slack:T0GLENMORE:U0NOBODY",
        f"slack:T0GLENMORE:{STRANGER}",
        f"slack:T0GLENMORE:{GUEST}",
        "slack:T0OTHER:C0PLANS",
    ],
)
def test_whom_it_cannot_reach_is_gone(slack, outlet, chat):
    with pytest.raises(NotSent) as refused:
        outlet.send(chat, DIGEST, KEY)
    assert refused.value.gone
    assert [call for call in slack.calls("chat.postMessage") if call.ok] == []


def test_a_channel_that_was_archived_is_gone(slack, outlet):
    slack.channel(PLANS).archived = True
    with pytest.raises(NotSent, match="archived") as refused:
        outlet.send(CHAT, DIGEST, KEY)
    assert refused.value.gone


def test_a_person_who_has_left_is_gone(slack, outlet):
    slack.user(MEMBER).deleted = True
    with pytest.raises(NotSent) as refused:
        outlet.send(PERSON, DIGEST, KEY)
    assert refused.value.gone


def test_outside_its_channels_nothing_is_posted(slack, house):
    with running(slack, house, channels=("C0GENERAL",)) as bot:
        for chat in (CHAT, PERSON):
            with pytest.raises(NotSent, match=r"slack\.channels"):
                bot.send(chat, DIGEST, KEY)
    assert slack.calls("chat.postMessage") == []


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        ({"status": 429, "retry_after": 30}, 30.0),
        ({"error": "msg_too_long"}, 0.0),
    ],
    ids=str,
)
def test_what_slack_did_not_take_was_surely_not_sent(slack, hasty, fault, wait):
    slack.faults.add("chat.postMessage", **fault, times=99)
    with pytest.raises(NotSent) as refused:
        hasty.send(CHAT, DIGEST, KEY)
    assert (refused.value.wait, refused.value.gone) == (wait, False)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_while_slack_is_down_nothing_is_sent(slack, hasty):
    slack.go_down()
    with pytest.raises(NotSent):
        hasty.send(CHAT, DIGEST, KEY)
    slack.come_up()
    assert len(hasty.send(CHAT, DIGEST, KEY)) == 1


def test_a_lost_answer_that_was_looked_for_is_not_unclear(slack, hasty):
    slack.faults.add("chat.postMessage", drop="before", times=99)
    with pytest.raises((NotSent, Unclear)):
        hasty.send(CHAT, DIGEST, KEY)
    slack.faults.clear()
    assert hasty.find(CHAT, KEY, datetime(2020, 1, 1, tzinfo=UTC)) == ()


@pytest.mark.parametrize("drop", ["before", "after"])
def test_where_nobody_can_say_whether_it_was_posted_it_is_unclear(slack, hasty, drop):
    slack.faults.add("chat.postMessage", drop=drop)
    slack.faults.add("conversations.history", status=500, times=99)
    with pytest.raises(Unclear):
        hasty.send(CHAT, DIGEST, KEY)
    assert len(slack.calls("chat.postMessage")) == 1


def test_where_nothing_can_be_looked_through_it_is_unclear_and_not_posted_twice(slack, outlet):
    slack.unknown_methods.add("conversations.history")
    slack.faults.add("chat.postMessage", drop="after")
    with pytest.raises(Unclear):
        outlet.send(CHAT, DIGEST, KEY)
    assert len(slack.messages(PLANS)) == 1
    with pytest.raises(Unclear):
        outlet.send(CHAT, DIGEST, KEY, look=True)
    assert len(slack.messages(PLANS)) == 1


def test_what_may_have_been_posted_before_is_looked_for(slack, outlet):
    first = outlet.send(CHAT, LONG, KEY)
    for n in range(250):
        slack.say(PLANS, f"{n} bottles")
    assert outlet.send(CHAT, LONG, KEY, look=True) == first


def test_the_rest_of_a_long_one_is_added_by_the_next_attempt(slack, hasty):
    def later(arguments: Any) -> bool:
        return arguments["metadata"]["event_payload"]["key"] == f"{KEY}/1"

    slack.faults.add("chat.postMessage", error="msg_too_long", where=later)
    with pytest.raises(NotSent):
        hasty.send(CHAT, LONG, KEY)
    posted = hasty.send(CHAT, LONG, KEY, look=True)
    assert [one.message for one in posted] == [m.ts for m in slack.messages(PLANS)]


@pytest.mark.parametrize("chat", [CHAT, PERSON])
def test_what_was_posted_is_found_by_its_key_among_many_others(slack, outlet, chat):
    began = datetime.now(UTC)
    outlet.send(chat, DIGEST, f"{KEY}0")
    posted = outlet.send(chat, LONG, KEY)
    for n in range(250):
        slack.say(posted[0].chat.rpartition(":")[2], f"{n} bottles")
    assert outlet.find(chat, KEY, began) == posted
    assert outlet.find(chat, "another", began) == ()


def test_it_is_found_still_after_a_line_of_it_was_answered(slack, outlet):
    began = datetime.now(UTC)
    buttons = (Button("Done", "done GLE4"),)
    posted = outlet.send(CHAT, Reply((Item("GLE4 the door", "GLE4", buttons),)), KEY)
    slack.press(slack.await_message(PLANS), "Done")
    slack.await_message(PLANS, where=lambda m: "GLE4: Done, Ailsa" in m.words)
    assert outlet.find(CHAT, KEY, began) == posted


def test_what_cannot_be_looked_for_is_unclear(slack, hasty):
    began = datetime.now(UTC)
    hasty.send(CHAT, DIGEST, KEY)
    slack.unknown_methods.add("conversations.history")
    assert hasty.find(CHAT, KEY, began) is None
    assert hasty.find("slack:T0GLENMORE:U0NOBODY", KEY, began) is None
    assert hasty.find("slack:T0OTHER:C0PLANS", KEY, began) is None


def test_on_a_server_that_keeps_no_marks_it_is_unclear(slack, outlet):
    began = datetime.now(UTC)
    outlet.send(CHAT, DIGEST, KEY)
    (message,) = slack.messages(PLANS)
    message.arguments.pop("metadata")
    assert outlet.find(CHAT, KEY, began) is None


def test_people_are_called_by_their_ids(slack, outlet):
    called = Person(PERSON, "Ailsa", Role.CONTRIBUTOR)
    outlet.send(CHAT, Reply((Item("", calls=called), Item("GLE4", "GLE4"))), KEY)
    (message,) = slack.messages(PLANS)
    assert set(message.pings) == {f"<@{MEMBER}>"}


def test_before_it_is_connected_there_is_no_outlet(slack, house):
    assert channel(slack, house).outlet is None
    bot = Running(settings_for(slack), house.assistant, house.arrivals, Timing())
    bot.wait()
    assert bot.send(CHAT, Reply((), (Button("Help", "help"),)), KEY)
    bot.stop()
