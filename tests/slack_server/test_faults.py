"""Scripted faults do to the real client what Slack's bad days do, are counted, and then end."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack_server.bolt_bot import connected, refused


@pytest.fixture
def bot(slack):
    """A client that tries nothing twice."""
    with connected(slack, sockets=0) as running:
        running.app.client.retry_handlers.clear()
        yield running


def post(bot, text="hello"):
    return bot.call("chat_postMessage", channel="C0PLANS", text=text)


def texts(slack):
    return [message.text for message in slack.messages("C0PLANS")]


def test_429_says_how_long_to_wait_and_is_met_once(slack, bot):
    fault = slack.faults.add("chat.postMessage", status=429, retry_after=1)
    with pytest.raises(SlackApiError) as caught:
        post(bot, "first")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"
    post(bot, "second")
    assert (fault.hits, texts(slack)) == (1, ["second"])
    assert [(c.fault, c.ok, c.status) for c in slack.calls("chat.postMessage")] == [
        ("429", False, 429),
        ("", True, 200),
    ]


def test_a_client_that_minds_retry_after_gets_through(slack, bot):
    slack.faults.add("chat.postMessage", status=429, retry_after=0, times=2)
    bot.app.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    post(bot)
    assert texts(slack) == ["hello"]
    assert len(slack.calls("chat.postMessage")) == 3


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_error_is_not_processed(slack, bot, status):
    slack.faults.add("chat.postMessage", status=status)
    with pytest.raises(SlackApiError) as caught:
        post(bot)
    assert caught.value.response.status_code == status
    assert texts(slack) == []
    bot.app.client.retry_handlers.append(AsyncServerErrorRetryHandler(max_retry_count=1))
    slack.faults.add("chat.postMessage", status=status)
    post(bot)
    assert texts(slack) == ["hello"]


@pytest.mark.parametrize(("drop", "posted"), [("before", []), ("after", ["hello"])])
def test_a_dropped_connection_hides_whether_it_was_posted(slack, bot, drop, posted):
    slack.faults.add("chat.postMessage", drop=drop)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        post(bot)
    assert texts(slack) == posted
    assert slack.calls("chat.postMessage")[0].ok is (drop == "after")


def test_the_clients_own_retry_posts_twice_when_the_answer_was_lost(slack):
    slack.faults.add("chat.postMessage", drop="after")
    with connected(slack, sockets=0) as bot:
        post(bot)
    assert texts(slack) == ["hello", "hello"]


def test_a_slow_answer_comes_after_the_post(slack, bot):
    slack.faults.add("chat.postMessage", delay=30.0)
    bot.app.client.timeout = 0.5
    with pytest.raises(TimeoutError):
        post(bot)
    assert slack.await_message("C0PLANS").text == "hello"


def test_an_answer_is_held_until_the_test_lets_it_go(slack, bot):
    fault = slack.faults.add("chat.postMessage", hold=True)
    bot.loop.soon(bot.app.client.chat_postMessage(channel="C0PLANS", text="hello"))
    slack.await_message("C0PLANS")
    assert slack.calls("chat.postMessage")[0].status == 0
    fault.release()
    slack.await_call("chat.postMessage", where=lambda call: call.status == 200)


def test_a_truncated_answer_breaks_off(slack, bot):
    slack.faults.add("chat.postMessage", truncate=True)
    with pytest.raises(aiohttp.ClientPayloadError):
        post(bot)
    assert texts(slack) == ["hello"]


def test_html_in_place_of_json_is_an_error_of_the_client(slack, bot):
    slack.faults.add("chat.postMessage", html=True)
    with pytest.raises(SlackApiError) as caught:
        post(bot)
    assert caught.value.response.status_code == 200
    assert texts(slack) == ["hello"]


def test_an_error_of_slacks_is_answered_without_the_post(slack, bot):
    slack.faults.add("chat.postMessage", error="internal_error")
    answer = refused(bot, "chat_postMessage", channel="C0PLANS", text="hello")
    assert (answer["error"], texts(slack)) == ("internal_error", [])


def test_a_fault_meets_only_what_it_is_for(slack, bot):
    fault = slack.faults.add("chat.postMessage", status=500, where=lambda a: a["text"] == "b")
    post(bot, "a")
    said = slack.messages("C0PLANS")[0]
    bot.call("reactions_add", channel="C0PLANS", timestamp=said.ts, name="eyes")
    assert fault.hits == 0
    with pytest.raises(SlackApiError):
        post(bot, "b")
    assert fault.hits == 1


def test_faults_come_in_their_order_and_can_be_called_off(slack, bot):
    slack.faults.add("chat.postMessage", error="first_error")
    slack.faults.add("*", error="second_error", times=9)
    where = {"channel": "C0PLANS", "text": "a"}
    assert refused(bot, "chat_postMessage", **where)["error"] == "first_error"
    assert refused(bot, "chat_postMessage", **where)["error"] == "second_error"
    assert refused(bot, "auth_test")["error"] == "second_error"
    slack.faults.clear()
    post(bot)
    assert texts(slack) == ["hello"]


def test_uploads_and_response_urls_have_faults_too(slack, bot):
    slack.faults.add("upload", status=503)
    with pytest.raises(Exception, match="Failed to upload"):
        bot.call("files_upload_v2", channel="C0PLANS", content="a", filename="a.txt")
    slack.faults.add("response_url", status=500)
    client = AsyncWebhookClient(slack.slash("/compact").response_url)
    assert bot.loop.run(client.send(text="a")).status_code == 500
    assert bot.loop.run(client.send(text="a")).status_code == 200


@pytest.mark.parametrize("what", [{}, {"status": 500, "times": 0}, {"retry_after": 3}])
def test_a_fault_that_does_nothing_is_a_mistake(slack, what):
    with pytest.raises(ValueError, match="needs something that goes wrong"):
        slack.faults.add("chat.postMessage", **what)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_a_server_that_is_down_comes_up_at_the_same_place(slack, bot):
    before = slack.api_url
    post(bot, "first")
    slack.go_down()
    with pytest.raises(aiohttp.ClientConnectorError):
        post(bot, "lost")
    slack.come_up()
    assert slack.api_url == before
    post(bot, "second")
    assert texts(slack) == ["first", "second"]


def test_an_opening_that_is_not_allowed_says_so(slack, bot):
    slack.faults.add("apps.connections.open", error="invalid_auth")
    answer = refused(bot, "apps_connections_open", app_token=slack.app_token)
    assert answer["error"] == "invalid_auth"
