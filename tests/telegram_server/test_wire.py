"""The wire itself: addresses, tokens, bodies, records, and how fast a bot may speak."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import InvalidToken, RetryAfter

from tests.telegram_server import AILSA, GROUP, HandClock, TelegramServer
from tests.telegram_server.ptb_bot import calling, raw


def test_an_unknown_method_is_404_and_a_false_token_401(telegram):
    assert raw(f"{telegram.base_url}{telegram.token}/sendPoll") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )
    assert raw(f"{telegram.base_url}{telegram.token[:-1]}x/getMe") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert raw(f"{telegram.base_url}nonsense/getMe")[0] == 404
    assert raw(f"{telegram.url}/somewhere")[0] == 404
    assert raw(f"{telegram.base_url}{telegram.token}/GETME")[0] == 200
    telegram.unknown_methods.add("setMessageReaction")
    assert raw(f"{telegram.base_url}{telegram.token}/setMessageReaction")[0] == 404


def test_the_library_reads_a_false_token_as_such(telegram):
    with pytest.raises(InvalidToken), calling(telegram, token="1:" + "a" * 35):
        pytest.fail("a bot with a false token came up")


def test_after_log_out_nothing_is_answered(bot):
    bot.call("close")
    bot.call("log_out")
    assert bot.refused("get_me") == "Logged out"


def test_json_a_form_and_parts_are_read_alike(telegram):
    telegram.start()
    url = f"{telegram.base_url}{telegram.token}/sendMessage"
    markup = '{"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}'
    form = {"chat_id": str(AILSA), "text": '{"a": 1}', "reply_markup": markup}
    raw(url, data=form)
    raw(url, json={**form, "chat_id": AILSA, "reply_markup": {"inline_keyboard": [[]]}})
    raw(f"{url}?chat_id={AILSA}&text=a")
    shown = [(m.words, m.buttons) for m in telegram.messages(AILSA)[1:]]
    assert shown == [('{"a": 1}', ["More"]), ('{"a": 1}', []), ("a", [])]
    status, answer = raw(url, data="{", headers={"Content-Type": "application/json"})
    assert (status, answer["description"]) == (400, "Bad Request: can't parse JSON object")
    told = raw(url, json={"chat_id": AILSA, "text": "\ud800"})[1]["description"]
    assert told == "Bad Request: strings must be encoded in UTF-8"


def test_calls_are_recorded_with_what_they_said(telegram, bot):
    row = [InlineKeyboardButton("More", callback_data="m")]
    bot.call("send_message", AILSA, "a", reply_markup=InlineKeyboardMarkup([row]))
    call = telegram.calls("sendMessage")[0]
    assert call.arguments["reply_markup"]["inline_keyboard"][0][0]["text"] == "More"
    assert (call.ok, call.status, call.result["text"]) == (True, 200, "a")
    bot.refused("send_message", -5, "a")
    assert telegram.await_call("sendMessage", count=2).error == "Bad Request: chat not found"


def test_who_speaks_too_fast_is_made_to_wait_where_a_test_asks_for_it():
    clock = HandClock()
    with TelegramServer(flood=True, clock=clock) as telegram, calling(telegram) as bot:
        telegram.start()
        for chat, most, wait in ((AILSA, 5, 5), (GROUP, 20, 60)):
            for _ in range(most):
                bot.call("send_message", chat, "a")
            with pytest.raises(RetryAfter) as caught:
                bot.call("send_message", chat, "a")
            assert caught.value.retry_after.total_seconds() == wait
            bot.call("send_chat_action", chat, "typing")
        clock.advance(5)
        bot.call("send_message", AILSA, "a")
        with pytest.raises(RetryAfter):
            bot.call("send_message", GROUP, "a")


def test_a_flood_says_how_long_to_wait(telegram, bot):
    telegram.faults.add("sendMessage", status=429, retry_after=3)
    with pytest.raises(RetryAfter) as caught:
        bot.call("send_message", AILSA, "a")
    assert caught.value.retry_after.total_seconds() == 3
