"""Scripted faults do to the real library what Telegram's bad days do, are counted, and then end."""

from __future__ import annotations

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import AIORateLimiter, ExtBot, MessageHandler, filters

from tests.slack_server.loops import LoopThread
from tests.telegram_server import AILSA
from tests.telegram_server.ptb_bot import calling, polling


def post(bot, text="hello"):
    return bot.call("send_message", AILSA, text)


def texts(telegram):
    return [m.words for m in telegram.messages(AILSA) if m.user == telegram.bot_id]


def echo(app):
    async def answer(update, context):
        await update.message.reply_text(f"heard: {update.message.text}")

    async def hush(update, context):
        """A fault that is expected needs no traceback in the log."""

    app.add_handler(MessageHandler(filters.TEXT, answer))
    app.add_error_handler(hush)


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ({"status": 429, "retry_after": 1}, RetryAfter),
        ({"status": 400, "description": "Bad Request: no"}, BadRequest),
        ({"status": 401}, InvalidToken),
        ({"status": 403, "description": "Forbidden: bot was blocked by the user"}, Forbidden),
        ({"status": 404}, InvalidToken),
        ({"status": 409}, Conflict),
        ({"status": 500}, NetworkError),
        ({"status": 502}, NetworkError),
        ({"drop": "before"}, NetworkError),
    ],
)
def test_a_refused_request_is_not_processed(telegram, bot, what, error):
    fault = telegram.faults.add("sendMessage", **what)
    with pytest.raises(error):
        post(bot, "first")
    post(bot, "second")
    assert (fault.hits, texts(telegram)) == (1, ["second"])
    assert [(c.fault, c.ok) for c in telegram.calls("sendMessage")] == [
        (fault.name, False),
        ("", True),
    ]


@pytest.mark.parametrize(
    "what", [{"drop": "after"}, {"truncate": True}, {"garbage": True}, {"html": True}]
)
def test_an_answer_that_suffers_hides_that_it_was_sent(telegram, bot, what):
    telegram.faults.add("sendMessage", **what)
    with pytest.raises(TelegramError):
        post(bot)
    assert texts(telegram) == ["hello"]
    assert telegram.calls("sendMessage")[0].ok


def test_a_slow_answer_comes_after_the_message(telegram):
    telegram.start()
    with calling(telegram, read_timeout=0.3) as bot:
        telegram.faults.add("sendMessage", delay=30.0)
        with pytest.raises(TimedOut):
            post(bot)
    assert texts(telegram) == ["hello"]


def test_an_answer_is_held_until_the_test_lets_it_go(telegram, bot):
    fault = telegram.faults.add("sendMessage", hold=True)
    bot.loop.soon(bot.bot.send_message(AILSA, "hello"))
    telegram.await_message(AILSA)
    assert telegram.calls("sendMessage")[0].status == 0
    fault.release()
    telegram.await_call("sendMessage", where=lambda call: call.status == 200)


def test_the_limiter_of_the_library_gets_through_a_flood(telegram):
    telegram.start()
    telegram.faults.add("sendMessage", status=429, retry_after=1)
    limiter = AIORateLimiter(max_retries=1)
    bot = ExtBot(telegram.token, telegram.base_url, rate_limiter=limiter)
    with LoopThread("limited") as loop:
        loop.run(bot.initialize())
        loop.run(bot.send_message(AILSA, "hello"))
        loop.run(bot.shutdown())
    assert texts(telegram) == ["hello"]
    assert len(telegram.calls("sendMessage")) == 2


def test_a_fault_meets_only_what_it_is_for(telegram, bot):
    fault = telegram.faults.add("sendMessage", status=500, where=lambda a: a["text"] == "b")
    post(bot, "a")
    assert fault.hits == 0
    with pytest.raises(NetworkError):
        post(bot, "b")
    assert fault.hits == 1


def test_faults_come_in_their_order_and_can_be_called_off(telegram, bot):
    telegram.faults.add("sendMessage", status=400, description="Bad Request: first")
    telegram.faults.add("*", status=400, description="Bad Request: second", times=9)
    assert bot.refused("send_message", AILSA, "a") == "First"
    assert bot.refused("send_message", AILSA, "a") == "Second"
    assert bot.refused("get_me") == "Second"
    assert bot.call("get_updates", offset=-1)
    telegram.faults.clear()
    post(bot)
    assert texts(telegram) == ["hello"]


def test_a_download_has_faults_too(telegram, bot):
    sent = bot.call("send_document", AILSA, b"content", filename="a.txt")
    there = bot.call("get_file", sent.document.file_id)
    for what in ({"status": 500}, {"drop": "before"}, {"truncate": True}):
        telegram.faults.add("download", **what)
        with pytest.raises(TelegramError):
            bot.loop.run(there.download_as_bytearray())
    assert bytes(bot.loop.run(there.download_as_bytearray())) == b"content"


@pytest.mark.parametrize("what", [{}, {"status": 500, "times": 0}, {"retry_after": 3}])
def test_a_fault_that_does_nothing_is_a_mistake(telegram, what):
    with pytest.raises(ValueError, match="needs something that goes wrong"):
        telegram.faults.add("sendMessage", **what)


@pytest.mark.parametrize(
    "what",
    [
        {"status": 500},
        {"status": 502},
        {"status": 409, "times": 2},
        {"status": 429, "retry_after": 1},
        {"drop": "before"},
        {"drop": "after", "where": lambda a: True},
        {"garbage": True},
        {"truncate": True},
    ],
)
def test_a_poll_that_went_wrong_loses_nothing(telegram, what):
    with polling(telegram, echo):
        telegram.faults.add("getUpdates", **what)
        telegram.dm("hello")
        telegram.await_taken()
        telegram.dm("again")
        answers = telegram.await_messages(AILSA, 2)
    assert [m.words for m in answers] == ["heard: hello", "heard: again"]


def polls_into(telegram, caplog, status):
    """A bot that meets this once; it is asked something before and after."""
    with polling(telegram, echo) as app:
        telegram.faults.add("getUpdates", status=status)
        telegram.dm("hello")
        telegram.await_that(lambda: "Invalid token" in caplog.text, "end of the polling")
        telegram.await_message(AILSA)
        assert app.updater.running
        telegram.dm("is anybody there?")


@pytest.mark.parametrize("status", [401, 404])
def test_one_false_token_ends_the_librarys_polling_for_ever(telegram, caplog, status):
    """A pitfall that was measured: the bot lives on, says that it runs, and is deaf."""
    with pytest.raises(InvalidToken):
        polls_into(telegram, caplog, status)
    assert telegram.calls("getUpdates")[-1].status == status
    assert [update.sent for update in telegram.pending] == [1, 0]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_a_server_that_is_down_comes_up_at_the_same_place(telegram, bot):
    before = telegram.api_url
    post(bot, "first")
    telegram.go_down()
    with pytest.raises(NetworkError):
        post(bot, "lost")
    telegram.come_up()
    assert telegram.api_url == before
    post(bot, "second")
    assert texts(telegram) == ["first", "second"]


def test_a_cut_line_is_taken_up_again(telegram):
    with polling(telegram, echo):
        telegram.cut()
        telegram.dm("hello")
        assert telegram.await_message(AILSA).words == "heard: hello"
