"""Updates that Telegram sends here: taken once, from nobody else, and not lost over a restart."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from bot.channels.telegram.service import Timing
from bot.core.errors import ConfigError
from tests.telegram.bot_here import FOUND, QUESTION, Running, running, settings_for
from tests.telegram_server import AILSA, SUPERGROUP
from tests.telegram_server.ptb_bot import raw

SECRET = "a-secret-of-the-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def hook() -> dict[str, Any]:
    """Settings of a webhook on a port that is free."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    return {
        "mode": "webhook",
        "port": port,
        "secret": SECRET,
        "webhook_url": f"http://127.0.0.1:{port}/telegram",
    }


def update(number: int) -> dict[str, Any]:
    """An update as Telegram sends it: Ailsa asks."""
    person = {"id": AILSA, "is_bot": False, "first_name": "Ailsa"}
    chat = {"id": AILSA, "type": "private", "first_name": "Ailsa"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_900_000_000,
            "from": person,
            "chat": chat,
            "text": QUESTION,
        },
    }


def test_a_question_is_answered(telegram, house, hook):
    with running(telegram, house, **hook):
        asked = telegram.dm(QUESTION)
        assert FOUND in telegram.await_message(AILSA, reply_to=asked).words
        telegram.await_taken()
    assert telegram.calls("getUpdates") == []


def test_the_webhook_is_set_with_its_secret_and_throws_nothing_away(telegram, house, hook):
    before = telegram.dm(QUESTION)
    with running(telegram, house, **hook):
        telegram.await_message(AILSA, reply_to=before)
        assert telegram.webhook["secret_token"] == SECRET
        (call,) = telegram.calls("setWebhook")
        assert not call.arguments.get("drop_pending_updates")
        assert "callback_query" in call.arguments["allowed_updates"]


def test_what_comes_while_the_bot_is_down_waits_for_it(telegram, house, hook):
    with running(telegram, house, **hook):
        telegram.await_message(AILSA, reply_to=telegram.dm(QUESTION))
    asked = telegram.command(SUPERGROUP, f"ask {QUESTION}")
    with running(telegram, house, **hook):
        assert FOUND in telegram.await_message(SUPERGROUP, reply_to=asked).words


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "another"}], ids=str)
def test_who_does_not_know_the_secret_is_refused(telegram, house, hook, headers):
    telegram.start(AILSA)
    with running(telegram, house, **hook) as bot:
        telegram.await_taken()
        status, _ = raw(hook["webhook_url"], json=update(900), headers=headers)
        assert status == 403
        telegram.await_that(lambda: not bot.busy, "the end of all work")
        assert not [m for m in telegram.messages(AILSA) if FOUND in m.words]


def test_the_same_update_is_seen_to_once(telegram, house, hook):
    telegram.start(AILSA)
    with running(telegram, house, **hook) as bot:
        for _ in range(3):
            status, _ = raw(hook["webhook_url"], json=update(900), headers={HEADER: SECRET})
            assert status == 200
        telegram.await_message(AILSA, where=lambda m: FOUND in m.words)
        telegram.await_that(lambda: not bot.busy, "the end of all work")
        assert len([m for m in telegram.messages(AILSA) if FOUND in m.words]) == 1


@pytest.mark.parametrize("body", [b"nonsense", b"[]", b'{"update_id": "x"}', b"{}", b""])
def test_nonsense_is_let_go_and_the_next_update_is_taken(telegram, house, hook, body):
    with running(telegram, house, **hook):
        status, _ = raw(hook["webhook_url"], data=body, headers={HEADER: SECRET})
        assert status < 500
        asked = telegram.dm(QUESTION)
        telegram.await_message(AILSA, reply_to=asked)


@pytest.mark.parametrize("fault", [{"status": 500, "times": 3}, {"drop": "after"}], ids=str)
def test_the_webhook_is_set_although_telegram_is_in_trouble(telegram, house, hook, fault):
    telegram.faults.add("setWebhook", **fault)
    with running(telegram, house, **hook):
        asked = telegram.dm(QUESTION)
        telegram.await_message(AILSA, reply_to=asked)


def test_an_address_that_telegram_does_not_take_ends_it_with_a_sentence(telegram, house, hook):
    settings = settings_for(telegram, **{**hook, "webhook_url": "ftp://nowhere"})
    bot = Running(settings, house.assistant, house.stores, Timing())
    bot.join()
    assert isinstance(bot.error, ConfigError)
    assert "telegram.webhook_url" in str(bot.error)


def test_a_port_that_is_taken_ends_it_with_a_sentence(telegram, house, hook):
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        settings = settings_for(telegram, **{**hook, "port": taken.getsockname()[1]})
        bot = Running(settings, house.assistant, house.stores, Timing())
        bot.join()
    assert isinstance(bot.error, ConfigError)
    assert "telegram.port" in str(bot.error)
