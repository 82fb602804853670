"""A connection that breaks, goes deaf or is renewed; a bot that crashes, or is stopped."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.slack.socket import HEARTBEAT, QUIET
from bot.channels.slack.timing import Timing
from bot.core.errors import ConfigError
from tests.slack.bot_here import PLANS, Running, running, settings_for
from tests.slack_server import SlackServer

QUESTION = "when does Glenmore Council pay grants?"
DOOR = "update: we have mended the north door of the village hall, it is done"
DEAF = 15.0  # seconds in which a deaf socket must be noticed
SOON = 45.0  # seconds that a test waits for it, on a machine that may be busy


def answered(slack: SlackServer, deadline: float = SOON) -> None:
    said = slack.mention(PLANS, QUESTION)
    slack.await_message(PLANS, thread_ts=said.ts, deadline=deadline)


@pytest.mark.parametrize("fault", ["cut", "close", "refresh", "freeze"])
def test_a_connection_that_ends_or_goes_deaf_is_made_anew_in_time(slack, bot, fault):
    answered(slack)
    getattr(slack.sockets, fault)()
    said = slack.mention(PLANS, QUESTION)
    slack.await_message(PLANS, thread_ts=said.ts, deadline=SOON)
    answers = [m for m in slack.messages(PLANS, said.ts) if "21 days" in m.words]
    assert len(answers) == 1


def test_a_deaf_connection_is_noticed_in_time():
    no_answer = 1.5 * HEARTBEAT  # to our ping
    assert max(no_answer, QUIET) < DEAF


def test_a_connection_that_lives_but_brings_nothing_is_noticed_by_the_pings_that_stay_away(
    slack, bot
):
    for _ in range(3):
        slack.sockets.ping()
    answered(slack)
    slack.sockets.mute()
    answered(slack)


def test_a_connection_that_brings_nothing_although_its_pings_live_is_replaced_after_a_while(
    slack, house
):
    with running(slack, house, Timing(silence=1.0, drain=1.0)):
        answered(slack)
        slack.sockets.mute()
        said = slack.mention(PLANS, QUESTION)
        slack.await_message(PLANS, thread_ts=said.ts, deadline=SOON)
        slack.sockets.unmute()
        answered(slack)
        assert len(slack.messages(PLANS, said.ts)) == 2


def test_a_peer_that_thaws_after_it_was_given_up_brings_nothing_twice(slack, bot):
    answered(slack)
    slack.sockets.freeze()
    said = slack.mention(PLANS, QUESTION)
    slack.await_message(PLANS, thread_ts=said.ts, deadline=SOON)
    slack.sockets.thaw()
    answered(slack)
    assert len(slack.messages(PLANS, said.ts)) == 2


def test_a_renewed_connection_leaves_one_behind(slack, house):
    with running(slack, house, Timing(drain=0.2)):
        for opened in (2, 3):
            slack.sockets.refresh()
            slack.await_that(lambda o=opened: slack.sockets.opened == o, "another connection")
            slack.await_that(lambda: len(slack.sockets.open) == 1, "the end of the old one")
            answered(slack)
            assert (slack.sockets.opened, len(slack.sockets.open)) == (opened, 1)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_a_server_that_comes_back_is_found(slack, bot):
    answered(slack)
    slack.go_down()
    slack.come_up()
    answered(slack)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "times": 3},
        {"status": 429, "retry_after": 1, "times": 2},
        {"error": "invalid_auth", "times": 2},
        {"drop": "before", "times": 2},
    ],
    ids=str,
)
def test_a_connection_is_made_anew_although_slack_is_in_trouble(slack, bot, fault):
    answered(slack)
    slack.faults.add("apps.connections.open", **fault)
    slack.sockets.cut()
    answered(slack)


TROUBLE: tuple[dict[str, Any], ...] = (
    {"status": 500},
    {"status": 500, "times": 3},
    {"status": 429, "retry_after": 1},
    {"drop": "before"},
    {"html": True},
)
REFUSED: tuple[dict[str, Any], ...] = ({"error": "invalid_auth"}, {"error": "fatal_error"})


@pytest.mark.parametrize(
    ("method", "fault"),
    [("auth.test", fault) for fault in TROUBLE]
    + [("apps.connections.open", fault) for fault in (*TROUBLE, *REFUSED)],
    ids=str,
)
def test_the_bot_starts_although_slack_is_in_trouble(slack, house, method, fault):
    slack.faults.add(method, **fault)
    with running(slack, house):
        answered(slack)


def test_an_address_that_does_not_hold_is_not_tried_for_ever(slack, bot):
    slack.faults.add("socket", status=503, times=2)
    slack.sockets.cut()
    answered(slack)


def test_a_renewed_connection_loses_nothing(slack, bot):
    for _ in range(3):
        said = [slack.mention(PLANS, QUESTION) for _ in range(3)]
        slack.sockets.refresh()
        said += [slack.mention(PLANS, QUESTION) for _ in range(3)]
        for one in said:
            slack.await_message(PLANS, thread_ts=one.ts, deadline=SOON)


def test_a_token_that_is_no_good_ends_the_bot_with_a_sentence(slack, house):
    slack.faults.add("auth.test", error="invalid_auth", times=99)
    bot = Running(settings_for(slack), house.assistant, house.arrivals, Timing())
    bot.join()
    assert isinstance(bot.error, ConfigError)
    assert "SLACK_BOT_TOKEN" in str(bot.error)
    assert slack.bot_token not in str(bot.error)


def test_an_app_token_that_is_no_good_ends_the_bot_with_a_sentence(slack, house):
    slack.faults.add("apps.connections.open", error="invalid_auth", times=99)
    bot = Running(settings_for(slack), house.assistant, house.arrivals, Timing())
    bot.join()
    assert isinstance(bot.error, ConfigError)
    assert "SLACK_APP_TOKEN" in str(bot.error)


def test_a_bot_that_never_reached_slack_can_be_stopped(slack, house):
    slack.faults.add("auth.test", status=500, times=99)
    bot = Running(settings_for(slack), house.assistant, house.arrivals, Timing())
    slack.await_call("auth.test", count=2)
    bot.stop()
    assert bot.error is None


# --- crashes and stops ---------------------------------------------------------------------------


def test_what_was_begun_is_finished_before_the_end(slack, house):
    with running(slack, house) as bot:
        slow = slack.faults.add("chat.postMessage", hold=True)
        said = slack.mention(PLANS, DOOR)
        slack.await_call("chat.postMessage")
        bot.ask_to_stop()
        slack.await_that(lambda: not slack.sockets.open, "end of listening")
        slow.release()
    slack.await_message(PLANS, thread_ts=said.ts)
    assert "begun" not in house.notes()


@pytest.mark.parametrize("words", [QUESTION, DOOR])
@pytest.mark.parametrize("posted", [True, False])
def test_what_a_crash_interrupted_is_taken_up_and_answered_once(slack, house, words, posted):
    slack.faults.add("chat.postMessage", drop="after" if posted else "before", times=99)
    slack.faults.add("conversations.replies", drop="before", times=99)
    with running(slack, house, Timing(finish=0.1)):
        said = slack.mention(PLANS, words)
        slack.await_call("chat.postMessage")
    assert "begun" in house.notes()
    slack.faults.clear()
    looked = len(slack.calls("conversations.replies"))
    with running(slack, house, Timing(lease=0.0)):
        slack.await_call("conversations.replies", count=looked + 1)
        answer = slack.await_message(PLANS, thread_ts=said.ts)
    assert slack.messages(PLANS, said.ts)[1:] == [answer]
    assert "begun" not in house.notes()
    assert len(house.register.updates(ended=True)) == (words == DOOR)


def test_what_slack_did_not_take_for_long_is_sent_when_it_does(slack, house):
    fault = slack.faults.add("chat.postMessage", status=503, times=99)
    with running(slack, house, Timing(attempts=1.0, sweep=0.5, lease=2.0)):
        said = slack.mention(PLANS, QUESTION)
        slack.await_call("chat.postMessage", count=2)
        fault.release()
        slack.faults.clear()
        slack.await_message(PLANS, thread_ts=said.ts)


# --- over signed HTTP ----------------------------------------------------------------------------


@pytest.fixture
def port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_over_signed_http_everything_works_too(slack, house, port):
    with running(slack, house, mode="http", port=port):
        slack.request_url = f"http://127.0.0.1:{port}/slack/events"
        slack.verify_url()
        answered(slack)
        slack.slash("/compact", QUESTION)
        answer = slack.await_ephemeral("U0AILSA")
        slack.press(answer, "Share with channel")
        slack.await_message(PLANS, where=lambda m: "asked:" in m.words)
        slack.emit({"type": "a_thing_of_the_future"})
        slack.await_acked()


def test_a_request_that_is_not_signed_by_slack_does_nothing(slack, house, port):
    with running(slack, house, mode="http", port=port, tokens=forged(slack)):
        slack.request_url = f"http://127.0.0.1:{port}/slack/events"
        slack.mention(PLANS, QUESTION)
        slack.slash("/compact", QUESTION)
    assert [call for call in slack.calls() if call.method != "auth.test"] == []


def forged(slack: SlackServer):
    from bot.channels.slack.settings import Tokens

    return Tokens(slack.bot_token, slack.app_token, "another secret")
