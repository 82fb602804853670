"""Long polling: by hand, so that each rule is seen, and by the real library."""

from __future__ import annotations

import asyncio
import threading

import aiohttp
import pytest
from telegram.ext import CommandHandler, MessageHandler, filters

from tests.slack_server.loops import LoopThread
from tests.telegram_server import AILSA, SUPERGROUP, TooLate
from tests.telegram_server.ptb_bot import polling, raw


def poll(telegram, **arguments):
    return raw(f"{telegram.base_url}{telegram.token}/getUpdates", json=arguments)


def ids(answer):
    return [update["update_id"] for update in answer[1]["result"]]


class Later:
    """A poll in a thread, whose answer is looked at afterwards."""

    def __init__(self, telegram, **arguments):
        self._ask = lambda: setattr(self, "answer", poll(telegram, **arguments))
        self.answer = None
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()
        telegram.await_polling()

    def done(self):
        self._thread.join(10)
        return self.answer


def echo(app):
    async def answer(update, context):
        if update.message:
            await update.message.reply_text(f"heard: {update.message.text}")

    app.add_handler(MessageHandler(filters.ALL, answer))


def test_what_no_offset_confirmed_comes_again(telegram):
    first, second = telegram.dm("one"), telegram.dm("two")
    told = [first.updates[0].id, second.updates[0].id]
    assert ids(poll(telegram)) == told
    assert ids(poll(telegram)) == told
    assert ids(poll(telegram, limit=1)) == told[:1]
    assert ids(poll(telegram, offset=told[1])) == told[1:]
    assert first.updates[0].confirmed
    assert not second.updates[0].confirmed
    assert [update.id for update in telegram.pending] == told[1:]
    assert ids(poll(telegram, offset=told[1] + 1)) == []


def test_an_offset_below_zero_keeps_the_last_ones(telegram):
    for word in ("one", "two", "three"):
        telegram.dm(word)
    assert len(ids(poll(telegram, offset=-1))) == 1
    assert len(telegram.pending) == 1


def test_a_long_poll_returns_when_something_comes(telegram):
    waiting = Later(telegram, timeout=30)
    said = telegram.dm("hello")
    status, answer = waiting.done()
    assert (status, answer["result"][0]["message"]["text"]) == (200, "hello")
    assert answer["result"][0]["update_id"] == said.updates[0].id


def test_a_long_poll_of_nothing_ends_with_nothing(telegram):
    assert poll(telegram, timeout=1) == (200, {"ok": True, "result": []})


def test_a_second_poller_ends_the_first(telegram):
    first = Later(telegram, timeout=30)
    second = Later(telegram, timeout=30)
    status, answer = first.done()
    assert status == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
        " is running"
    )
    telegram.dm("hello")
    assert second.done()[0] == 200


def test_a_poller_that_went_away_leaves_nothing_behind(telegram):
    async def go_away():
        url = f"{telegram.base_url}{telegram.token}/getUpdates"
        async with aiohttp.ClientSession() as session:
            asking = asyncio.ensure_future(session.post(url, json={"timeout": 30}))
            await asyncio.to_thread(telegram.await_polling)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    with LoopThread("poller") as loop:
        loop.run(go_away())
    telegram.await_that(lambda: telegram.queue.poll is None, "end of the poll")
    said = telegram.dm("hello")
    assert said.updates[0].sent == 0
    assert len(ids(poll(telegram, timeout=30))) == 1


def test_only_the_kinds_that_are_asked_for_come(telegram):
    poll(telegram, allowed_updates=["message"])
    said = telegram.dm("hello")
    telegram.edit(said, "hello there")
    assert [update.kind for update in telegram.updates] == ["message"]
    poll(telegram)  # leaves it as it was
    telegram.edit(said, "hello all")
    assert len(telegram.updates) == 1
    poll(telegram, allowed_updates=[])
    telegram.edit(said, "hello again")
    telegram.react(said, "👍")
    assert [update.kind for update in telegram.updates] == ["message", "edited_message"]
    poll(telegram, allowed_updates=["message_reaction"])
    telegram.react(said, "👎")
    assert telegram.updates[-1].payload["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]


def test_the_library_polls_answers_and_confirms(telegram):
    with polling(telegram, echo):
        asked = telegram.dm("hello")
        answer = telegram.await_message(AILSA, after=asked)
        assert answer.words == "heard: hello"
        telegram.await_taken()
        assert asked.updates[0].sent == 1
    assert telegram.pending == []


def test_what_came_while_the_bot_was_down_is_there_when_it_comes_up(telegram):
    telegram.dm("one")
    telegram.dm("two")
    with polling(telegram, echo):
        answers = telegram.await_messages(AILSA, 2)
    assert [m.words for m in answers] == ["heard: one", "heard: two"]


def test_commands_reach_the_librarys_handlers(telegram):
    async def ask(update, context):
        await update.message.reply_text(" ".join(context.args))

    with polling(telegram, lambda app: app.add_handler(CommandHandler("ask", ask))):
        said = telegram.command(SUPERGROUP, "ask who signs")
        assert said.text == "/ask@glenmore_compact_bot who signs"
        assert telegram.await_message(SUPERGROUP, reply_to=None, after=said).words == "who signs"


def test_the_same_update_may_come_twice_and_in_another_order(telegram):
    with polling(telegram, echo):
        with telegram.duplicated():
            said = telegram.dm("twice")
        telegram.await_messages(AILSA, 2)
        telegram.redeliver(said.updates[0])
        telegram.await_messages(AILSA, 3)
        with telegram.reordered():
            telegram.dm("first")
            telegram.dm("last")
        words = [m.words for m in telegram.await_messages(AILSA, 5)]
    assert words == ["heard: twice"] * 3 + ["heard: last", "heard: first"]
    assert said.updates[0].sent == 3


def test_a_deadline_says_what_did_come(telegram):
    telegram.dm("hello")
    with pytest.raises(TooLate) as late:
        telegram.await_message(AILSA, deadline=0.01)
    assert f"no message in {AILSA} came in 0.01 s" in str(late.value)
    assert "'hello'" in str(late.value)
