"""The Web API through the real client: tokens, scopes, bodies, posts and reactions."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import SlackServer
from tests.slack_server.bolt_bot import connected, refused
from tests.slack_server.builders import section


@pytest.fixture
def bot(slack):
    with connected(slack, sockets=0) as running:
        yield running


def raw(url, **what):
    """Status, headers and JSON of one request without the SDK."""

    async def ask():
        async with aiohttp.ClientSession() as session, session.post(url, **what) as answer:
            return answer.status, answer.headers, await answer.json()

    return asyncio.run(ask())


def test_the_bot_learns_who_it_is_and_which_scopes_it_has(slack, bot):
    answer = bot.call("auth_test")
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        slack.team_id,
        slack.bot_user,
        slack.bot_id,
    )
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-of-somebody-else", "invalid_auth"), (None, "not_authed")],
)
def test_a_wrong_token_is_refused(slack, bot, token, error):
    bot.app.client.token = token
    assert refused(bot, "auth_test")["error"] == error
    assert slack.calls("auth.test")[0].error == error


def test_each_kind_of_token_has_its_methods(slack, bot):
    assert refused(bot, "apps_connections_open", app_token=slack.bot_token)["error"] == (
        "not_allowed_token_type"
    )
    bot.app.client.token = slack.app_token
    answer = refused(bot, "chat_postMessage", channel="C0PLANS", text="a")
    assert answer["error"] == "not_allowed_token_type"


def test_a_missing_scope_is_named():
    scopes = {"chat:write", "channels:read"}
    with SlackServer(scopes=scopes) as slack, connected(slack, sockets=0) as bot:
        bot.call("chat_postMessage", channel="C0PLANS", text="a")
        bot.call("conversations_info", channel="C0PLANS")
        answer = refused(bot, "users_info", user="U0AILSA")
        history = refused(bot, "conversations_history", channel="C0PLANS")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
    assert answer["provided"] == "channels:read,chat:write"
    assert history["needed"] == "channels:history"


def test_a_form_and_json_are_read_alike(slack):
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    blocks = [section("hello")]
    url = f"{slack.api_url}chat.postMessage"
    form = {"channel": "C0PLANS", "text": "a", "blocks": json.dumps(blocks)}
    raw(url, data=form, headers=headers)
    raw(url, json={"channel": "C0PLANS", "text": "a", "blocks": blocks}, headers=headers)
    raw(url, data={"token": slack.bot_token, **form})
    assert [m.words for m in slack.messages("C0PLANS")] == ["hello"] * 3
    types = [call.content_type for call in slack.calls("chat.postMessage")]
    assert types[:2] == ["application/x-www-form-urlencoded", "application/json"]
    assert {call.token for call in slack.calls()} == {slack.bot_token}


def test_what_is_no_json_is_refused(slack):
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    _, _, answer = raw(f"{slack.api_url}chat.postMessage", data="{", headers=headers)
    assert answer == {"ok": False, "error": "invalid_json"}


def test_unknown_methods_are_refused_also_by_wish(slack, bot):
    arguments = {"channel_id": "C0PLANS", "thread_ts": "1.0", "status": "is looking"}
    bot.call("assistant_threads_setStatus", **arguments)
    assert slack.statuses == [arguments]
    slack.unknown_methods.add("assistant.threads.setStatus")
    assert refused(bot, "assistant_threads_setStatus", **arguments)["error"] == "unknown_method"
    assert refused(bot, "admin_users_list", team_id="T1")["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "a"}, "channel_not_found"),
        ({"channel": "C0ELSEWHERE", "text": "a"}, "not_in_channel"),
    ],
)
def test_a_post_that_cannot_be_is_refused(bot, arguments, error):
    assert refused(bot, "chat_postMessage", **arguments)["error"] == error


def test_a_post_of_nothing_is_refused(slack):
    form = {"token": slack.bot_token, "channel": "C0PLANS", "text": ""}
    _, _, answer = raw(f"{slack.api_url}chat.postMessage", data=form)
    assert answer["error"] == "no_text"


def test_a_post_to_a_person_is_a_direct_message(slack, bot):
    answer = bot.call("chat_postMessage", channel="U0AILSA", text="psst")
    opened = bot.call("conversations_open", users="U0AILSA")
    assert answer["channel"] == opened["channel"]["id"]
    assert slack.await_message(answer["channel"]).text == "psst"


def test_only_its_own_messages_can_be_changed_or_deleted(slack, bot):
    said = slack.say("C0PLANS", "mine")
    where = {"channel": "C0PLANS", "ts": said.ts}
    assert refused(bot, "chat_update", text="yours", **where)["error"] == "cant_update_message"
    assert refused(bot, "chat_delete", **where)["error"] == "cant_delete_message"
    own = bot.call("chat_postMessage", channel="C0PLANS", text="a")
    bot.call("chat_delete", channel="C0PLANS", ts=own["ts"])
    gone = refused(bot, "chat_update", channel="C0PLANS", ts=own["ts"], text="b")
    assert gone["error"] == "message_not_found"
    assert slack.messages("C0PLANS") == [said]


def test_an_ephemeral_reaches_members_only_and_has_no_ts_to_change(slack, bot):
    where = {"channel": "C0PLANS", "text": "psst"}
    answer = refused(bot, "chat_postEphemeral", user="U0STRANGER", **where)
    assert answer["error"] == "user_not_in_channel"
    posted = bot.call("chat_postEphemeral", user="U0AILSA", **where)
    changed = refused(bot, "chat_update", ts=posted["message_ts"], **where)
    assert changed["error"] == "message_not_found"


def test_a_reply_to_nothing_is_posted_and_warned_of(slack, bot):
    bot.call("chat_postMessage", channel="C0PLANS", text="a", thread_ts="1.0")
    assert "no message that begins a thread" in slack.warnings[0].reason


def test_reactions_come_and_go_once(slack, bot):
    said = slack.say("C0PLANS", "hello")
    which = {"channel": "C0PLANS", "timestamp": said.ts, "name": "eyes"}
    bot.call("reactions_add", **which)
    slack.await_reaction(said, "eyes")
    assert refused(bot, "reactions_add", **which)["error"] == "already_reacted"
    bot.call("reactions_remove", **which)
    assert said.reactions == {}
    assert refused(bot, "reactions_remove", **which)["error"] == "no_reaction"


def test_a_client_with_the_address_alone_can_speak_to_it(slack):
    async def ask():
        return await AsyncWebClient(slack.bot_token, base_url=slack.api_url).auth_test()

    assert asyncio.run(ask())["ok"] is True
