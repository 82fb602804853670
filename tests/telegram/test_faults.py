"""The faults of a real Telegram, one by one: nothing is lost, nothing is sent twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.channels.telegram.service import Timing
from bot.core.errors import ConfigError
from tests.telegram.bot_here import DOOR, FOUND, QUESTION, Running, running, settings_for
from tests.telegram_server import AILSA, BRYN, FORUM, PLANS, SUPERGROUP, TelegramServer


def answered_once(telegram: TelegramServer, chat: int = AILSA, deadline: float = 30.0) -> None:
    """Ask; the answer comes once, and another question is answered after it."""
    asked = telegram.command(chat, f"ask {QUESTION}")
    telegram.await_message(chat, where=lambda m: FOUND in m.words, deadline=deadline)
    again = telegram.dm("help", BRYN)
    telegram.await_message(BRYN, reply_to=again, deadline=deadline)
    answers = [m for m in telegram.messages(chat) if FOUND in m.words]
    assert len(answers) == 1
    assert answers[0].reply_to == asked.id
    assert answers[0].buttons


@pytest.mark.parametrize("chat", [AILSA, SUPERGROUP], ids=["private", "group"])
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 1},
        {"status": 429, "retry_after": 1, "times": 5},
        {"status": 500},
        {"status": 502},
        {"status": 502, "times": 3},
        {"drop": "before"},
        {"drop": "before", "times": 2},
        {"drop": "after"},
        {"drop": "after", "times": 2},
        {"truncate": True},
        {"html": True},
        {"garbage": True},
        {"status": 401},
        {"status": 409},
    ],
    ids=str,
)
def test_an_answer_that_can_be_saved_is_sent_once(telegram, bot, fault: dict[str, Any], chat):
    telegram.faults.add("sendMessage", **fault)
    answered_once(telegram, chat)


def test_a_message_that_telegram_takes_long_to_confirm_is_not_sent_again(telegram, house):
    telegram.faults.add("sendMessage", delay=3.0)
    with running(telegram, house, Timing(call=1.0)):
        answered_once(telegram)


def test_a_wait_that_telegram_asks_for_is_kept_and_only_in_that_chat(telegram, bot):
    slow = telegram.faults.add(
        "sendMessage", status=429, retry_after=2, where=lambda a: a.get("chat_id") == AILSA
    )
    asked = telegram.dm(QUESTION)
    telegram.await_that(lambda: slow.hits, "the fault")
    other = telegram.dm("help", BRYN)
    telegram.await_message(BRYN, reply_to=other)
    assert not [m for m in telegram.messages(AILSA) if m.reply_to == asked.id]
    telegram.await_message(AILSA, reply_to=asked)
    first, second = [c for c in telegram.calls("sendMessage") if c.arguments["chat_id"] == AILSA]
    assert second.at - first.at >= 2


def test_html_that_is_not_taken_is_sent_plain(telegram, bot):
    telegram.faults.add(
        "sendMessage", status=400, description="Bad Request: can't parse entities: odd", times=1
    )
    answered_once(telegram)
    (told,) = [m for m in telegram.messages(AILSA) if FOUND in m.words]
    assert told.marked("blockquote") == []
    assert "<" not in told.words


@pytest.mark.parametrize(
    "fault",
    [{"status": 429, "retry_after": 30}, {"status": 500}, {"drop": "before"}, {"html": True}],
    ids=str,
)
def test_decoration_never_stops_an_answer(telegram, house, fault: dict[str, Any]):
    for method in ("sendChatAction", "setMyCommands", "setMyDescription", "setChatMenuButton"):
        telegram.faults.add(method, **fault, times=9)
    telegram.faults.add("sendMessage", delay=1.0)
    with running(telegram, house):
        answered_once(telegram)


def test_a_server_without_optional_methods_is_served(telegram, house):
    telegram.unknown_methods.update(("sendChatAction", "setMyCommands", "setChatMenuButton"))
    with running(telegram, house):
        answered_once(telegram)


def test_whoever_waits_for_long_sees_typing_in_their_topic(telegram, house, monkeypatch):
    import threading

    go_on = threading.Event()
    reply_to = house.assistant.reply_to

    def slowly(message: Any) -> Any:
        go_on.wait(20)
        return reply_to(message)

    monkeypatch.setattr(house.assistant, "reply_to", slowly)
    with running(telegram, house):
        asked = telegram.command(FORUM, f"ask {QUESTION}", topic=PLANS)
        call = telegram.await_call("sendChatAction")
        assert call.arguments["message_thread_id"] == PLANS
        assert call.arguments["action"] == "typing"
        go_on.set()
        telegram.await_message(FORUM, reply_to=asked)


def test_an_update_whose_answer_is_lost_is_logged_once(telegram, house, bot):
    telegram.faults.add("sendMessage", drop="after", times=2)
    said = telegram.dm(f"update: {DOOR}")
    telegram.await_message(AILSA, reply_to=said)
    answered_once(telegram)
    assert len(house.register.updates(ended=True)) == 1
    assert len([m for m in telegram.messages(AILSA) if "Logged" in m.words]) == 1


@pytest.mark.parametrize(
    "fault",
    [{"status": 429, "retry_after": 1}, {"status": 500}, {"drop": "before"}, {"drop": "after"}],
    ids=str,
)
def test_the_result_of_a_push_is_saved_too(telegram, house, bot, fault: dict[str, Any]):
    said = telegram.dm(f"update: {DOOR}")
    logged = telegram.await_message(AILSA, reply_to=said)
    telegram.faults.add("editMessageText", **fault)
    telegram.faults.add("answerCallbackQuery", **fault)
    press = telegram.press(logged, "Undo")
    telegram.await_edit(logged, where=lambda m: "Undone" in m.words)
    telegram.await_answered(press)
    assert len([m for m in telegram.messages(AILSA) if "Undone" in m.words]) == 1


def test_two_copies_over_one_database_answer_once(telegram, house, bot):
    with running(telegram, house):
        for _ in range(3):
            asked = telegram.dm(QUESTION)
            telegram.await_message(AILSA, reply_to=asked, deadline=30)
    answers = [m for m in telegram.messages(AILSA) if FOUND in m.words]
    assert len(answers) == 3


@pytest.mark.parametrize("token", ["7000000001:AAnot-the-token-of-this-bot-at-all00", "nonsense"])
def test_a_false_token_ends_it_with_a_sentence(telegram, house, token):
    bot = Running(
        settings_for(telegram, token=token), house.assistant, house.stores, Timing(doubt=1.0)
    )
    bot.join()
    assert isinstance(bot.error, ConfigError)
    assert "TELEGRAM_BOT_TOKEN" in str(bot.error)
    assert token not in str(bot.error)


def test_what_came_while_the_database_was_in_use_is_answered(telegram, house, bot):
    answered_once(telegram)
    with closing(sqlite3.connect(house.url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        asked = telegram.dm("help")
        telegram.await_that(lambda: asked.updates[0].sent, "delivery")
        other.rollback()
    telegram.await_message(AILSA, reply_to=asked)


def test_unknown_updates_are_let_go_quietly(telegram, bot):
    telegram.emit("a_thing_of_the_future", {"id": "1"})
    telegram.emit("message", {"message_id": 5, "date": 0, "chat": {"id": 1, "type": "odd"}})
    telegram.emit(
        "callback_query",
        {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": ""}, "chat_instance": "1"},
    )
    telegram.await_taken()
    answered_once(telegram)
