"""Webhooks: updates are posted with their secret until they are taken."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiohttp import web

from tests.slack_server.loops import LoopThread
from tests.telegram_server import AILSA
from tests.telegram_server.ptb_bot import raw


class Listener:
    """A bot that listens: what it got, and what it says next (200 when nothing is left)."""

    def __init__(self):
        self.got, self.secrets, self.says, self.url = [], [], [], ""

    async def take(self, request):
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.Response(status=self.says.pop(0) if self.says else 200)


@contextmanager
def listening() -> Iterator[Listener]:
    async def begin():
        app = web.Application()
        app.router.add_post("/hook", listener.take)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        return runner

    listener = Listener()
    with LoopThread("listener") as loop:
        runner = loop.run(begin())
        try:
            yield listener
        finally:
            loop.run(runner.cleanup())


@pytest.fixture
def listener():
    with listening() as there:
        yield there


def texts(listener):
    return [got["message"]["text"] for got in listener.got]


def test_updates_are_posted_with_the_secret(telegram, bot, listener):
    telegram.dm("before")
    bot.call("set_webhook", listener.url, secret_token="a-secret_1")
    telegram.dm("hello")
    telegram.await_taken()
    assert texts(listener) == ["/start", "before", "hello"]
    assert set(listener.secrets) == {"a-secret_1"}
    info = bot.call("get_webhook_info")
    assert (info.url, info.pending_update_count) == (listener.url, 0)
    assert telegram.webhook["secret_token"] == "a-secret_1"
    bot.call("delete_webhook")
    telegram.dm("after")
    assert [update.sent for update in telegram.pending] == [0]


def test_what_is_not_taken_comes_again_in_its_order(telegram, bot, listener):
    listener.says = [500, 503]
    bot.call("set_webhook", listener.url, drop_pending_updates=True)
    telegram.dm("one")
    telegram.dm("two")
    telegram.await_taken()
    assert texts(listener) == ["one", "one", "one", "two"]
    assert listener.secrets == [None] * 4
    info = bot.call("get_webhook_info")
    assert info.last_error_message.startswith("Wrong response from the webhook: 503")


def test_a_bot_that_does_not_listen_is_told_of(telegram, bot):
    bot.call("set_webhook", "http://127.0.0.1:9/hook")
    telegram.await_that(lambda: telegram.webhook.get("last_error_message"), "an error")
    assert telegram.webhook["last_error_message"] == "Connection refused"
    assert telegram.webhook["pending_update_count"] == 1


def test_polling_and_a_webhook_exclude_each_other(telegram, bot, listener):
    bot.call("set_webhook", listener.url)
    status, answer = raw(f"{telegram.base_url}{telegram.token}/getUpdates")
    assert status == 409
    assert answer["description"].startswith(
        "Conflict: can't use getUpdates method while webhook is active"
    )
    bot.call("set_webhook", "")
    assert raw(f"{telegram.base_url}{telegram.token}/getUpdates")[0] == 200


def test_a_webhook_ends_a_poll_that_waits(telegram, bot, listener):
    bot.call("get_updates", offset=-1)
    url = f"{telegram.base_url}{telegram.token}/getUpdates"
    offset = telegram.updates[-1].id + 1

    async def both():
        asking = asyncio.to_thread(raw, url, json={"timeout": 30, "offset": offset})
        poll = asyncio.ensure_future(asking)
        await asyncio.to_thread(telegram.await_polling)
        await bot.bot.set_webhook(listener.url)
        return await poll

    status, answer = bot.loop.run(both())
    assert (status, answer["description"]) == (409, "Conflict: terminated by setWebhook request")


@pytest.mark.parametrize(
    ("url", "secret", "sentence"),
    [
        ("ftp://glenmore.example", None, "Bad webhook: an https url must be provided for webhook"),
        ("https://glenmore.example", "a b", "Secret token contains unallowed characters"),
    ],
)
def test_a_webhook_that_cannot_be_is_refused(telegram, bot, url, secret, sentence):
    assert bot.refused("set_webhook", url, secret_token=secret) == sentence
    assert telegram.webhook["url"] == ""
    assert telegram.messages(AILSA)
