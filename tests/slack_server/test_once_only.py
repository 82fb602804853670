"""What lives briefly: trigger_ids, response_urls, hashes and stacks of views."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from tests.slack_server import HandClock, SlackServer
from tests.slack_server.bolt_bot import connected, refused
from tests.slack_server.builders import button, modal, section


@pytest.fixture
def bot(slack):
    with connected(slack, sockets=0) as running:
        yield running


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def timed(clock):
    with SlackServer(clock=clock) as slack, connected(slack) as running:
        yield slack, running


def test_a_trigger_lives_three_seconds_and_once(timed, clock):
    slack, bot = timed
    view = modal("Hello", [section("a")])
    early, late = (slack.slash("/compact").trigger_id for _ in range(2))
    clock.advance(3)
    bot.call("views_open", trigger_id=early, view=view)
    used = refused(bot, "views_open", trigger_id=early, view=view)
    assert used["error"] == "exchanged_trigger_id"
    clock.advance(0.1)
    expired = refused(bot, "views_open", trigger_id=late, view=view)
    assert expired["error"] == "expired_trigger_id"
    unknown = refused(bot, "views_open", trigger_id="1.2.3", view=view)
    assert unknown["error"] == "invalid_trigger_id"


def test_a_response_url_takes_five_posts_in_half_an_hour(timed, clock):
    slack, _ = timed
    first, second = (slack.slash("/compact").response_url for _ in range(2))
    for _ in range(5):
        assert asyncio.run(_post(first)) == (200, "ok")
    status, text = asyncio.run(_post(first))
    assert (status, json.loads(text)["error"]) == (404, "used_url")
    clock.advance(30 * 60 + 1)
    status, text = asyncio.run(_post(second))
    assert (status, json.loads(text)["error"]) == (404, "expired_url")
    assert len(slack.ephemerals) == 5


async def _post(url, **more):
    said = {"text": "a"} | more
    async with aiohttp.ClientSession() as session, session.post(url, json=said) as answer:
        return answer.status, await answer.text()


def test_a_response_url_shares_with_the_channel_or_deletes(slack, bot):
    url = slack.slash("/compact", channel="C0PLANS").response_url
    asyncio.run(_post(url, response_type="in_channel"))
    shared = slack.await_message("C0PLANS")
    blocks = [{"type": "actions", "elements": [button("Close", "close")]}]
    bot.call("chat_update", channel="C0PLANS", ts=shared.ts, text="a", blocks=blocks)
    asyncio.run(_post(slack.press(shared, "Close").response_url, delete_original=True))
    assert slack.messages("C0PLANS") == []


def test_views_are_updated_by_hash_and_pushed_three_deep(slack, bot):
    view = modal("One", [section("a")])
    opened = bot.call("views_open", trigger_id=slack.slash("/compact").trigger_id, view=view)
    first = opened["view"]
    bot.call("views_update", view_id=first["id"], hash=first["hash"], view=view)
    stale = refused(bot, "views_update", view_id=first["id"], hash=first["hash"], view=view)
    assert stale["error"] == "hash_conflict"
    blocks = [{"type": "actions", "elements": [button("Deeper", "deeper")]}]
    deep = modal("Deeper", blocks)
    bot.call("views_update", view_id=first["id"], view=deep)
    for _ in range(2):
        pressed = slack.press(slack.await_view(), "Deeper")
        bot.call("views_push", trigger_id=pressed.trigger_id, view=deep)
    assert len(slack.views()) == 3
    pressed = slack.press(slack.await_view(), "Deeper")
    full = refused(bot, "views_push", trigger_id=pressed.trigger_id, view=deep)
    assert full["error"] == "push_limit_reached"
    slack.close_view(slack.views()[-1])
    lost = refused(bot, "views_update", view_id="V0NOWHERE", view=view)
    assert lost["error"] == "not_found"
