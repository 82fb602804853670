"""What stands in the log: never the token, whoever logs and whatever fails, and never the words."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.channels.telegram.secrecy import BLOTTED, kept_secret
from bot.channels.telegram.service import Timing
from bot.core.errors import ConfigError
from tests.telegram.bot_here import QUESTION, Running, running, settings_for
from tests.telegram_server import AILSA

CHATTY = ("httpx", "httpcore", "telegram", "asyncio")
SECRET = "AAF-a-secret-of-35-characters-or-so"
HASTY = Timing(attempts=1.5, start=1.5, doubt=0.1)


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log at its chattiest, of the libraries too."""
    for name in ("", *CHATTY):
        caplog.set_level(logging.DEBUG, name)
    return caplog


def key_of(token: str) -> str:
    return token.partition(":")[2]


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"status": 500},
        {"status": 429, "retry_after": 1},
        {"status": 404, "description": "Not Found"},
        {"status": 401, "description": "Unauthorized"},
        {"drop": "before"},
        {"html": True},
        {"garbage": True},
        {"truncate": True},
    ],
    ids=str,
)
def test_the_token_is_in_no_log_however_calls_fail(
    telegram, house, everything, fault: dict[str, Any]
):
    if fault:
        for method in ("getMe", "sendMessage", "getUpdates", "setMyCommands"):
            telegram.faults.add(method, **fault)
    with running(telegram, house):
        asked = telegram.dm(QUESTION)
        telegram.await_message(AILSA, reply_to=asked)
    assert "api" in everything.text or "127.0.0.1" in everything.text
    assert key_of(telegram.token) not in everything.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_the_token_is_in_no_log_while_telegram_is_away(telegram, house, everything):
    with running(telegram, house, HASTY):
        telegram.go_down()
        telegram.await_that(lambda: "no updates" in everything.text, "a word about it")
        telegram.come_up()
        asked = telegram.dm(QUESTION)
        telegram.await_message(AILSA, reply_to=asked, deadline=30)
    assert key_of(telegram.token) not in everything.text


def test_a_false_token_is_told_without_naming_it(telegram, house, everything):
    token = f"{telegram.bot_id}:{SECRET}"
    settings = settings_for(telegram, token=token)
    bot = Running(settings, house.assistant, house.stores, HASTY)
    bot.join()
    assert isinstance(bot.error, ConfigError)
    assert "TELEGRAM_BOT_TOKEN" in str(bot.error)
    assert SECRET not in str(bot.error) + everything.text


def test_at_the_usual_level_neither_addresses_nor_words_are_logged(telegram, house, caplog):
    caplog.set_level(logging.INFO)
    with running(telegram, house):
        asked = telegram.dm(QUESTION)
        telegram.await_message(AILSA, reply_to=asked)
    assert "http://" not in caplog.text
    assert QUESTION not in caplog.text


def test_a_secret_is_blotted_out_of_words_values_and_traces(caplog):
    log = logging.getLogger("tests.somebody_else")
    with kept_secret(f"7:{SECRET}", "hooked-secret"):
        log.error("at /bot7:%s/getMe", SECRET)
        log.error("header hooked-secret")
        try:
            raise ValueError(f"/bot7:{SECRET}/sendMessage")
        except ValueError:
            log.exception("failed")
    assert caplog.text.count(BLOTTED) == 3
    assert SECRET not in caplog.text
    assert "hooked-secret" not in caplog.text
    assert "/sendMessage" in caplog.text


def test_secrets_are_in_no_repr(telegram):
    settings = settings_for(telegram, secret="hooked-secret")
    assert key_of(telegram.token) not in repr(settings)
    assert "hooked-secret" not in repr(settings)
