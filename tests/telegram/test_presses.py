"""A push is done once and answered once, whatever Telegram does; what is refused is told to who
pushed, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.telegram import notices
from bot.core.errors import StorageError
from bot.core.register import Status
from bot.core.types import Button, Heading, Item, Reply
from tests.telegram.bot_here import DOOR, QUESTION, House, Running, running
from tests.telegram_server import AILSA, BRYN, STRANGER, SUPERGROUP, Message, TelegramServer

CHAT = f"telegram:{SUPERGROUP}"


def line(action: str) -> Item:
    says = (("On track", "on track"), ("Done", "done"), ("Snooze", "snooze"))
    return Item(action, action, tuple(Button(label, f"{word} {action}") for label, word in says))


DIGEST = Reply((Heading("Overdue: 2"), line("GLE1"), line("GLE2")), (Button("Report", "report"),))


def digest_of(telegram: TelegramServer, bot: Running) -> Message:
    """A digest in the group."""
    (posted,) = bot.send(CHAT, DIGEST, "digest/1")
    return telegram.await_message(SUPERGROUP, where=lambda m: str(m.id) == posted.message)


def opened(telegram: TelegramServer, digest: Message, action: str) -> Message:
    telegram.press(digest, action)
    return telegram.await_edit(digest, where=lambda m: f"{action}: Done" in m.buttons)


def settled(telegram: TelegramServer, bot: Running) -> list[str]:
    """What stands in the group beside the digest, once all is seen to."""
    telegram.await_taken()
    telegram.await_that(lambda: not bot.busy, "the end of all work")
    return [m.words for m in telegram.messages(SUPERGROUP)[1:]]


def test_a_push_that_comes_twice_is_done_once(telegram, house, bot):
    menu = opened(telegram, digest_of(telegram, bot), "GLE1")
    with telegram.duplicated(times=3):
        press = telegram.press(menu, "GLE1: Done")
    telegram.await_answered(press)
    assert press.update
    telegram.redeliver(press.update)
    assert len(settled(telegram, bot)) == 1
    assert len(house.register.updates(ended=True)) == 1


def test_a_push_is_not_done_again_after_a_restart(telegram, house):
    with running(telegram, house) as bot:
        menu = opened(telegram, digest_of(telegram, bot), "GLE1")
        press = telegram.press(menu, "GLE1: Done")
        assert len(settled(telegram, bot)) == 1
    with running(telegram, house) as bot:
        assert press.update
        telegram.redeliver(press.update)
        assert len(settled(telegram, bot)) == 1
    assert len(house.register.updates(ended=True)) == 1


def test_the_answer_to_a_line_stands_below_the_digest_in_the_name_of_who_pushed(
    telegram, house, bot
):
    digest = digest_of(telegram, bot)
    telegram.press(opened(telegram, digest, "GLE1"), "GLE1: On track", user=BRYN)
    telegram.await_edit(digest, where=lambda m: "GLE1: On track – Bryn" in m.buttons)
    (update,) = house.register.updates()
    assert (update.said.by.id, update.change.status) == (f"telegram:{BRYN}", Status.IN_PROGRESS)
    told = telegram.await_message(SUPERGROUP, reply_to=digest)
    assert told.words.startswith("Logged")
    telegram.press(told, "Undo", user=BRYN)
    telegram.await_edit(told, where=lambda m: "Undone" in m.words)
    assert house.register.updates() == ()


def test_a_line_that_was_answered_can_be_answered_again(telegram, house, bot):
    digest = digest_of(telegram, bot)
    telegram.press(opened(telegram, digest, "GLE1"), "GLE1: On track")
    marked = telegram.await_edit(digest, where=lambda m: "GLE1: On track – Ailsa Reid" in m.buttons)
    telegram.press(marked, "GLE1: On track – Ailsa Reid")
    again = telegram.await_edit(digest, where=lambda m: "GLE1: Done" in m.buttons)
    telegram.press(again, "GLE1: Done", user=BRYN)
    telegram.await_edit(digest, where=lambda m: "GLE1: Done – Bryn" in m.buttons)
    assert digest.buttons[-1] == "Report"


def test_what_is_refused_is_told_to_who_pushed_and_the_group_sees_nothing(telegram, house, bot):
    telegram.joins(SUPERGROUP, STRANGER)
    digest = digest_of(telegram, bot)
    menu = opened(telegram, digest, "GLE1")
    press = telegram.press(menu, "GLE1: Done", user=STRANGER)
    refusal = telegram.await_answered(press)
    assert refusal.alert
    assert "not log updates" in refusal.text
    assert len(settled(telegram, bot)) == 1  # somebody came into the group
    assert "GLE1: Done" in digest.buttons
    assert house.register.updates() == ()


@pytest.mark.parametrize(
    "fault",
    [
        {
            "status": 400,
            "description": "Bad Request: query is too old and response timeout expired",
        },
        {"status": 400, "description": "Bad Request: query ID is invalid"},
        {"status": 500, "times": 99},
        {"status": 429, "retry_after": 60, "times": 99},
    ],
    ids=["old", "invalid", "500", "429"],
)
def test_a_push_is_done_although_its_answer_is_not_taken(
    telegram, house, bot, fault: dict[str, Any]
):
    telegram.faults.add("answerCallbackQuery", **fault)
    digest = digest_of(telegram, bot)
    telegram.press(opened(telegram, digest, "GLE1"), "GLE1: Done")
    telegram.await_message(SUPERGROUP, reply_to=digest)
    assert len(house.register.updates()) == 1


def test_a_menu_that_is_open_already_is_no_fault(telegram, bot, caplog):
    digest = digest_of(telegram, bot)
    closed = digest.as_now()
    opened(telegram, digest, "GLE1")
    telegram.faults.add(
        "editMessageReplyMarkup", status=400, description="Bad Request: message is not modified"
    )
    press = telegram.press(closed, "GLE1")
    telegram.await_answered(press)
    settled(telegram, bot)
    assert "GLE1: Done" in digest.buttons
    assert not [one for one in caplog.records if one.levelname == "ERROR"]


def test_a_line_is_answered_although_the_digest_cannot_be_changed(telegram, house, bot):
    digest = digest_of(telegram, bot)
    menu = opened(telegram, digest, "GLE1")
    telegram.faults.add(
        "editMessageReplyMarkup", status=400, description="Bad Request: message can't be edited"
    )
    telegram.press(menu, "GLE1: Done")
    telegram.await_message(SUPERGROUP, reply_to=digest)
    settled(telegram, bot)
    assert "GLE1: Done" in digest.buttons


def test_where_keys_cannot_be_kept_the_words_still_come(telegram, house, bot, monkeypatch):
    def full(*_: object) -> None:
        raise StorageError("no room")

    monkeypatch.setattr(house.stores.keys, "keep", full)
    asked = telegram.dm(QUESTION)
    assert telegram.await_message(AILSA, reply_to=asked).buttons == []


def test_where_keys_cannot_be_looked_up_the_push_is_answered(telegram, house, bot, monkeypatch):
    digest = digest_of(telegram, bot)

    def away(*_: object) -> None:
        raise StorageError("no database")

    monkeypatch.setattr(house.stores.keys, "words", away)
    press = telegram.press(digest, "GLE1")
    assert "ask again" in telegram.await_answered(press).text


def test_a_slow_push_stops_turning_and_a_refusal_after_that_is_told_all_the_same(
    telegram, house, bot, monkeypatch
):
    monkeypatch.setattr(notices, "_SOON", 0.0)
    telegram.joins(SUPERGROUP, STRANGER)
    digest = digest_of(telegram, bot)
    press = telegram.press(opened(telegram, digest, "GLE1"), "GLE1: Done", user=STRANGER)
    assert telegram.await_answered(press).text == ""
    told = telegram.await_message(SUPERGROUP, reply_to=digest)
    assert "not log updates" in told.words


def test_the_last_word_on_an_answer_counts(telegram, house: House, bot):
    asked = telegram.dm(QUESTION)
    answer = telegram.await_message(AILSA, reply_to=asked)
    for label in ("Not helpful", "‹ Back", "Helpful"):
        press = telegram.press(answer, label)
        telegram.await_answered(press)
        telegram.await_that(lambda: not bot.busy, "the end of all work")
    assert house.ratings() == f"telegram:{AILSA}/{answer.id} True "


def test_undo_is_for_the_author_also_under_a_copy_of_the_message(telegram, house, bot):
    said = telegram.dm(f"update: {DOOR}")
    logged = telegram.await_message(AILSA, reply_to=said)
    old = logged.as_now()
    telegram.press(old, "Undo")
    telegram.await_edit(logged, where=lambda m: "Undone" in m.words)
    press = telegram.press(old, "Undo")
    telegram.await_answered(press)
    telegram.await_that(lambda: not bot.busy, "the end of all work")
    assert len(house.register.updates(ended=True)) == 1
