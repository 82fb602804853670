"""Polling under every fault: nothing is lost, nothing is done twice, and it is never over."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.channels.telegram.service import TelegramChannel, Timing
from bot.core.errors import ConfigError
from tests.telegram.bot_here import FOUND, QUESTION, Running, running, settings_for
from tests.telegram_server import AILSA, BRYN, TelegramServer
from tests.telegram_server.ptb_bot import raw

HASTY = Timing(call=2.0, start=1.5, doubt=0.6)


def answered_once(telegram: TelegramServer, deadline: float = 30.0) -> None:
    """Ask; the answer comes once, and another question is answered after it."""
    asked = telegram.dm(QUESTION)
    telegram.await_message(AILSA, reply_to=asked, deadline=deadline)
    other = telegram.dm(QUESTION, BRYN)
    telegram.await_message(BRYN, reply_to=other, deadline=deadline)
    answers = [m for m in telegram.messages(AILSA) if m.reply_to == asked.id and FOUND in m.words]
    assert len(answers) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "times": 3},
        {"status": 502, "times": 2},
        {"status": 409, "times": 2},
        {"status": 429, "retry_after": 1},
        {"status": 401},
        {"status": 401, "times": 3},
        {"status": 404},
        {"status": 403},
        {"drop": "before", "times": 3},
        {"drop": "after", "times": 2},
        {"garbage": True},
        {"truncate": True},
        {"html": True},
    ],
    ids=str,
)
def test_polling_goes_on_whatever_telegram_says(telegram, bot, fault: dict[str, Any]):
    telegram.faults.add("getUpdates", **fault)
    answered_once(telegram)


def test_a_poll_whose_answer_never_comes_is_given_up(telegram, house, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.polling._LONGEST", 1)
    with running(telegram, house, HASTY):
        silent = telegram.faults.add("getUpdates", hold=True)
        answered_once(telegram)
        assert silent.hits == 1


def test_polling_outlives_a_server_that_was_down(telegram, bot, caplog):
    telegram.go_down()
    telegram.await_that(lambda: "no updates" in caplog.text, "a word about it")
    telegram.come_up()
    answered_once(telegram)
    assert caplog.text.count("no updates") == 1


def test_connections_that_were_cut_are_made_again(telegram, bot):
    answered_once(telegram)
    telegram.cut()
    answered_once(telegram)


def test_what_comes_while_nobody_listens_is_answered_at_the_next_start(telegram, house):
    with running(telegram, house):
        pass
    asked = telegram.dm(QUESTION)
    with running(telegram, house):
        assert FOUND in telegram.await_message(AILSA, reply_to=asked).words
    assert not any("drop" in str(call.arguments) for call in telegram.calls())


def test_another_copy_of_the_bot_is_told_of_once_and_outlived(telegram, house, caplog):
    with running(telegram, house):
        url = f"{telegram.base_url}{telegram.token}/getUpdates"
        for _ in range(3):
            raw(url, json={"timeout": 0})
        telegram.await_that(lambda: "another copy of this bot" in caplog.text, "a sentence")
        answered_once(telegram)
    assert caplog.text.count("another copy of this bot") == 1


def test_a_webhook_that_was_left_behind_is_taken_away(telegram, house, caplog):
    raw(
        f"{telegram.base_url}{telegram.token}/setWebhook",
        json={"url": f"{telegram.api_url}/nowhere"},
    )
    bot = Running(settings_for(telegram), house.assistant, house.stores, HASTY)
    try:
        bot.wait()
        answered_once(telegram)
    finally:
        bot.stop()
    assert telegram.webhook["url"] == ""
    assert "telegram.mode is polling" in caplog.text


def test_an_update_that_cannot_be_read_does_not_stop_those_after_it(telegram, bot):
    telegram.emit("message", {"message_id": 7, "date": 1, "chat": {"id": AILSA, "type": "private"}})
    telegram.emit("callback_query", {"id": "1"})
    telegram.emit("a_thing_of_the_future", {"id": "1"})
    answered_once(telegram)
    telegram.await_taken()


# --- the start -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "times": 2},
        {"drop": "before", "times": 2},
        {"status": 429, "retry_after": 1},
        {"status": 401},
        {"html": True},
    ],
    ids=str,
)
def test_a_start_in_bad_weather_is_a_start(telegram, house, fault: dict[str, Any]):
    telegram.faults.add("getMe", **fault)
    with running(telegram, house) as bot:
        assert bot.said == f"Serving Telegram as @{telegram.bot_name}."
        answered_once(telegram)


@pytest.mark.parametrize(
    "method", ["setMyCommands", "setMyDescription", "setMyShortDescription", "setChatMenuButton"]
)
def test_menus_that_cannot_be_set_stop_nothing(telegram, house, method):
    telegram.faults.add(method, status=500, times=2)
    telegram.unknown_methods.add("setMyDescription")
    with running(telegram, house):
        answered_once(telegram)


def test_a_token_that_is_called_false_again_and_again_ends_with_a_sentence(telegram, house):
    telegram.faults.add("getMe", status=401, times=999)
    bot = Running(settings_for(telegram), house.assistant, house.stores, HASTY)
    bot.join()
    assert isinstance(bot.error, ConfigError)
    assert "does not take the bot token" in str(bot.error)


def test_a_telegram_that_stays_away_ends_with_a_sentence(telegram, house):
    telegram.go_down()
    bot = Running(settings_for(telegram), house.assistant, house.stores, HASTY)
    bot.join()
    telegram.come_up()
    assert isinstance(bot.error, ConfigError)
    assert "telegram.api_url" in str(bot.error)


def test_it_can_be_stopped_before_it_knows_who_it_is(telegram, house):
    held = telegram.faults.add("getMe", hold=True)
    bot = Running(settings_for(telegram), house.assistant, house.stores, Timing())
    telegram.await_that(lambda: held.hits, "getMe")
    bot.stop()
    held.release()
    assert bot.error is None


# --- the end -------------------------------------------------------------------------------------


def test_what_was_begun_is_finished_before_the_end(telegram, house):
    slow = telegram.faults.add("sendMessage", hold=True)
    with running(telegram, house) as bot:
        asked = telegram.dm(QUESTION)
        telegram.await_that(lambda: slow.hits, "an answer on its way")
        bot.ask_to_stop()
        slow.release()
        bot.join()
    assert len([m for m in telegram.messages(AILSA) if m.reply_to == asked.id]) == 1
    assert "begun" not in house.notes()


def test_at_the_end_everything_taken_in_is_confirmed(telegram, house):
    with running(telegram, house):
        asked = telegram.dm(QUESTION)
        telegram.await_message(AILSA, reply_to=asked)
    assert telegram.pending == []


def test_one_may_speak_without_listening(telegram, house):
    async def spoken() -> str:
        channel = TelegramChannel(settings_for(telegram), house.assistant, house.stores)
        async with channel.speaking() as outlet:
            return outlet.chat(f"telegram:{AILSA}")

    assert asyncio.run(spoken()) == f"telegram:{AILSA}"
    assert telegram.calls("getUpdates") == []


@pytest.fixture(autouse=True)
def _said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
