"""Polling goes on: over a server that is away, another copy of the bot, and unreadable updates."""

from __future__ import annotations

import logging

import pytest

from bot.channels.telegram.service import Timing
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


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_polling_outlives_a_server_that_was_down(telegram, bot, caplog):
    telegram.go_down()
    telegram.await_that(lambda: "no updates" in caplog.text, "a word about it")
    telegram.come_up()
    answered_once(telegram)
    told = [one.getMessage() for one in caplog.records if "no updates" in one.getMessage()]
    assert len(told) == len(set(told))


def test_connections_that_were_cut_are_made_again(telegram, bot):
    answered_once(telegram)
    telegram.cut()
    answered_once(telegram)


def test_another_copy_of_the_bot_is_told_of_once_and_outlived(telegram, house, caplog):
    with running(telegram, house):
        url = f"{telegram.base_url}{telegram.token}/getUpdates"
        for _ in range(3):
            raw(url, json={"timeout": 0})
        telegram.await_that(lambda: "another copy of this bot" in caplog.text, "a sentence")
        answered_once(telegram)
    assert caplog.text.count("another copy of this bot") == 1


def test_an_update_that_cannot_be_read_does_not_stop_those_after_it(telegram, bot):
    telegram.emit("message", {"message_id": 7, "date": 1, "chat": {"id": AILSA, "type": "private"}})
    telegram.emit("callback_query", {"id": "1"})
    telegram.emit("a_thing_of_the_future", {"id": "1"})
    answered_once(telegram)
    telegram.await_taken()


# --- the start -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "method", ["setMyCommands", "setMyDescription", "setMyShortDescription", "setChatMenuButton"]
)
def test_menus_that_cannot_be_set_stop_nothing(telegram, house, method):
    telegram.faults.add(method, status=500, times=2)
    telegram.unknown_methods.add("setMyDescription")
    with running(telegram, house):
        answered_once(telegram)


def test_it_can_be_stopped_before_it_knows_who_it_is(telegram, house):
    held = telegram.faults.add("getMe", hold=True)
    bot = Running(settings_for(telegram), house.assistant, house.stores, Timing())
    telegram.await_that(lambda: held.hits, "getMe")
    bot.stop()
    held.release()
    assert bot.error is None


# --- the end -------------------------------------------------------------------------------------


def test_at_the_end_everything_taken_in_is_confirmed(telegram, house):
    with running(telegram, house):
        asked = telegram.dm(QUESTION)
        telegram.await_message(AILSA, reply_to=asked)
    assert telegram.pending == []


@pytest.fixture(autouse=True)
def _said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
