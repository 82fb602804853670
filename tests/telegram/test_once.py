"""Each thing is seen to once, whatever Telegram sends again, also over a restart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram.service import Timing
from bot.core.types import File
from tests.telegram.bot_here import (
    DOOR,
    FOUND,
    QUESTION,
    House,
    Running,
    close_stores,
    open_stores,
    running,
    settings_for,
)
from tests.telegram_server import AILSA, BRYN, SUPERGROUP, TelegramServer


def settled(telegram: TelegramServer, bot: Running) -> int:
    """How many messages the bot has sent to Ailsa, once all is seen to."""
    telegram.await_taken()
    telegram.await_that(lambda: not bot.busy, "the end of all work")
    return len([m for m in telegram.messages(AILSA) if m.user == telegram.bot_id])


@pytest.mark.parametrize("words", [QUESTION, f"update: {DOOR}"], ids=["question", "update"])
def test_what_telegram_sends_again_is_answered_once(telegram, house, bot, words):
    with telegram.duplicated(times=3):
        said = telegram.dm(words)
    telegram.await_message(AILSA, reply_to=said)
    telegram.redeliver(said.updates[0])
    assert settled(telegram, bot) == 1
    assert len(house.register.updates(ended=True)) == (words != QUESTION)


def test_after_a_restart_nothing_is_answered_again(telegram, house):
    with running(telegram, house):
        said = telegram.dm(QUESTION)
        telegram.await_message(AILSA, reply_to=said)
    with running(telegram, house) as bot:
        telegram.redeliver(said.updates[0])
        assert settled(telegram, bot) == 1
        more = telegram.dm("how long does a consultation stay open?")
        assert "ten weeks" in telegram.await_message(AILSA, reply_to=more).words


def test_what_came_while_the_bot_was_down_is_answered(telegram, house):
    first = telegram.dm(QUESTION)
    second = telegram.command(SUPERGROUP, f"ask {QUESTION}")
    with running(telegram, house):
        telegram.await_message(AILSA, reply_to=first)
        telegram.await_message(SUPERGROUP, reply_to=second)
    assert not any(update.dropped for update in telegram.updates)


def test_an_update_is_confirmed_only_when_it_is_noted(telegram, house, monkeypatch):
    noted: list[bool] = []
    begin = house.stores.arrivals.begin

    def watched(key: str, content: str, at: object) -> bool:
        if key.endswith(f"{said.chat}/{said.id}"):
            noted.append(said.updates[0].confirmed)
        return begin(key, content, at)

    monkeypatch.setattr(house.stores.arrivals, "begin", watched)
    said = telegram.dm(QUESTION)
    with running(telegram, house):
        telegram.await_message(AILSA, reply_to=said)
    assert noted == [False]


def test_a_stop_finishes_what_was_begun(telegram, house):
    slow = telegram.faults.add("sendMessage", hold=True)
    bot = Running(settings_for(telegram), house.assistant, house.stores, Timing())
    bot.wait()
    asked = telegram.dm(QUESTION)
    telegram.await_call("sendMessage")
    bot.ask_to_stop()
    slow.release()
    bot.join()
    assert bot.error is None
    (answer,) = [m for m in telegram.messages(AILSA) if m.user == telegram.bot_id]
    assert answer.reply_to == asked.id
    assert telegram.pending == []


def test_a_stop_that_comes_together_with_a_message_is_a_stop(telegram, house):
    for _ in range(5):
        with running(telegram, house) as bot:
            bot.ask_to_stop()
            telegram.dm("help")


def test_what_could_not_be_finished_is_taken_up_by_the_next_run(telegram, house):
    slow = telegram.faults.add("sendMessage", status=500, times=99)
    bot = Running(
        settings_for(telegram), house.assistant, house.stores, Timing(attempts=0.2, finish=5.0)
    )
    bot.wait()
    asked = telegram.dm(f"update: {DOOR}")
    telegram.await_call("sendMessage")
    bot.stop()
    slow.times = 0
    with running(telegram, house, Timing(lease=0.0)):
        told = telegram.await_message(AILSA, reply_to=asked)
        assert "GLE4" in told.words
    assert len(house.register.updates(ended=True)) == 1
    with running(telegram, house, Timing(lease=0.0)) as again:
        assert settled(telegram, again) == 1


def test_the_part_that_was_sent_before_a_crash_is_not_sent_again(telegram, house, tmp_path):
    house.context = replace(house.context, publish=lambda report: [paper(tmp_path)])
    away = telegram.faults.add("sendDocument", status=500, times=99)
    with running(telegram, house, Timing(attempts=0.2)):
        asked = telegram.dm("report")
        telegram.await_message(AILSA, reply_to=asked)
        telegram.await_call("sendDocument")
    away.times = 0
    with running(telegram, house, Timing(lease=0.0)) as bot:
        telegram.await_file("paper.pdf")
        assert settled(telegram, bot) == 2


def paper(folder: Path) -> File:
    """A file of a report."""
    (folder / "paper.pdf").write_bytes(b"%PDF")
    return File("paper.pdf", str(folder / "paper.pdf"), "A paper")


def test_a_push_that_was_seen_to_before_a_crash_is_not_told_again(telegram, house, monkeypatch):
    """The process ends between the answer to a push and the note that all is done."""
    with running(telegram, house):
        answer = telegram.await_message(AILSA, reply_to=telegram.dm(QUESTION))
        telegram.await_taken()
    finish = house.stores.arrivals.finish

    def never(key: str, *, keep: bool = False) -> None:
        if keep:
            finish(key, keep=True)

    monkeypatch.setattr(house.stores.arrivals, "finish", never)
    with running(telegram, house) as bot:
        telegram.press(answer, "Context")
        telegram.await_message(AILSA, where=lambda m: m.words.startswith("In its context"))
        assert settled(telegram, bot) == 2
    monkeypatch.undo()
    with running(telegram, house, Timing(lease=0.0)) as bot:
        telegram.await_that(lambda: "'begun'" not in house.notes(), "the end of what was begun")
        assert settled(telegram, bot) == 2


def test_what_takes_longer_than_a_lease_is_not_done_twice(telegram, house, caplog):
    slow = telegram.faults.add("sendMessage", hold=True)
    with running(telegram, house, Timing(lease=0.0, sweep=0.1)) as bot:
        telegram.dm(QUESTION)
        telegram.await_call("sendMessage")
        telegram.await_that(lambda: "taken up again" in caplog.text, "the next look")
        slow.release()
        assert settled(telegram, bot) == 1


def test_two_programs_over_one_database_see_to_each_thing_once(telegram, house: House):
    other = open_stores(house.url)
    try:
        with running(telegram, house):
            second = Running(settings_for(telegram), house.assistant, other, Timing())
            second.wait()
            for _ in range(3):
                said = telegram.dm(f"update: {DOOR}", BRYN)
                telegram.await_message(BRYN, reply_to=said, deadline=30)
            second.stop()
    finally:
        close_stores(other)
    assert len([m for m in telegram.messages(BRYN) if m.user == telegram.bot_id]) == 3


def test_what_came_in_another_order_is_in_order_again(telegram, house, bot):
    with telegram.reordered():
        said = telegram.dm("update: the north door of the village hall is 40% mended")
        telegram.edit(said, "update: the north door of the village hall is 60% mended")
    telegram.await_message(AILSA, reply_to=said)
    settled(telegram, bot)
    assert [one.change.percent for one in house.register.updates()] == [60]


def test_words_are_not_kept_once_they_are_answered(telegram, house, bot):
    asked = telegram.dm(QUESTION)
    assert FOUND in telegram.await_message(AILSA, reply_to=asked).words
    settled(telegram, bot)
    assert QUESTION not in house.notes()
    assert FOUND not in house.notes()
