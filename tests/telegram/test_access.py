"""Who may, in every way that there is to reach the bot; and how people are let in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.core.register import Role
from tests.telegram.bot_here import (
    DOOR,
    FOUND,
    MEMBER,
    MORAG,
    OFFICER,
    QUESTION,
    House,
    running,
)
from tests.telegram_server import (
    AILSA,
    BRYN,
    GROUP,
    STRANGER,
    SUPERGROUP,
    TelegramServer,
)


def asks(telegram: TelegramServer, user: int) -> None:
    telegram.dm(QUESTION, user)


def logs(telegram: TelegramServer, user: int) -> None:
    telegram.dm(f"update: {DOOR}", user)


def commands(telegram: TelegramServer, user: int) -> None:
    telegram.command(user, "report")


def edits(telegram: TelegramServer, user: int) -> None:
    telegram.edit(telegram.dm("hello", user), f"update: {DOOR}")


def begins_a_form(telegram: TelegramServer, user: int) -> None:
    telegram.dm("/update", user)


def guesses(telegram: TelegramServer, user: int) -> None:
    telegram.dm("AAAA-BBBB-CCCC", user)


WAYS = (asks, logs, commands, edits, begins_a_form, guesses)


def said_to(telegram: TelegramServer, chat: int) -> list[str]:
    """What the bot said in a chat, once a member who came later was answered."""
    telegram.await_taken()
    asked = telegram.dm(QUESTION)
    telegram.await_message(AILSA, reply_to=asked)
    return [m.words for m in telegram.messages(chat) if m.user == telegram.bot_id]


@pytest.mark.parametrize("way", WAYS)
def test_a_stranger_is_told_once_how_to_get_in_and_gets_nothing(
    telegram, house, bot, way: Callable[[TelegramServer, int], None]
):
    way(telegram, STRANGER)
    way(telegram, STRANGER)
    telegram.await_taken()
    telegram.await_that(lambda: not bot.busy, "the end of all work")
    said = said_to(telegram, STRANGER)
    assert len(said) == (2 if way is guesses else 1)
    assert ("code is not good" if way is guesses else "let in") in said[0]
    assert house.register.updates() == ()
    assert not any(FOUND in one for one in said)


def test_a_stranger_is_told_whom_to_ask_and_their_id(telegram, bot):
    asked = telegram.start(STRANGER)
    told = telegram.await_message(STRANGER, reply_to=asked).words
    assert "Ask Morag Tulloch for a code" in told
    assert str(STRANGER) in told


def test_in_a_group_that_is_not_listed_nobody_gets_anything(telegram, house):
    with running(telegram, house, chats=(str(GROUP),)) as bot:
        telegram.command(SUPERGROUP, f"ask {QUESTION}")
        telegram.command(SUPERGROUP, f"update {DOOR}")
        telegram.await_taken()
        telegram.await_that(lambda: not bot.busy, "the end of all work")
        assert said_to(telegram, SUPERGROUP) == []
        assert house.register.updates() == ()


def test_an_officer_is_told_how_a_group_is_listed(telegram, house):
    with running(telegram, house, chats=()):
        asked = telegram.command(SUPERGROUP, "start", user=OFFICER)
        told = telegram.await_message(SUPERGROUP, reply_to=asked).words
        assert f"Its id is {SUPERGROUP}" in told
        assert "telegram.chats" in told


KEYS = ["Undo", "Context", "Helpful", "Not helpful", "Ask a person"]


@pytest.mark.parametrize("label", KEYS)
def test_a_push_where_the_bot_is_not_to_work_does_nothing(telegram, house, label):
    with running(telegram, house):
        words = f"update {DOOR}" if label == "Undo" else f"ask {QUESTION}"
        said = telegram.command(SUPERGROUP, words)
        answer = telegram.await_message(SUPERGROUP, reply_to=said)
    with running(telegram, house, chats=()) as bot:
        press = telegram.press(answer, label)
        assert "cannot use that" in telegram.await_answered(press).text
        telegram.await_that(lambda: not bot.busy, "the end of all work")
        assert answer.edits == 0
        assert len(said_to(telegram, SUPERGROUP)) == 1
        assert house.ratings() == ""
        assert len(house.register.updates()) == (label == "Undo")


def test_a_push_of_somebody_who_is_let_in_no_more_does_nothing(telegram, house):
    with running(telegram, house):
        answer = telegram.await_message(AILSA, reply_to=telegram.dm(QUESTION))
    with running(telegram, house, contributors=()):
        press = telegram.press(answer, "Context")
        assert "cannot use that" in telegram.await_answered(press).text


def test_only_the_author_or_an_officer_undoes_an_update(telegram, house, bot):
    telegram.joins(SUPERGROUP, STRANGER)
    said = telegram.command(SUPERGROUP, f"update {DOOR}")
    logged = telegram.await_message(SUPERGROUP, reply_to=said)
    press = telegram.press(logged, "Undo", user=STRANGER)
    refusal = telegram.await_answered(press)
    assert refusal.alert
    assert refusal.text
    assert len(house.register.updates()) == 1
    telegram.press(logged, "Undo", user=OFFICER)
    telegram.await_edit(logged, where=lambda m: "Undone" in m.words)


def test_who_is_in_a_listed_group_may_ask_there_but_not_log(telegram, house, bot):
    telegram.joins(SUPERGROUP, STRANGER)
    said = telegram.command(SUPERGROUP, f"update {DOOR}", user=STRANGER)
    assert "not log updates" in telegram.await_message(SUPERGROUP, reply_to=said).words
    assert house.register.updates() == ()


def test_roles_come_from_the_lists(telegram, house):
    with running(telegram, house, contributors=(), readers=(str(MEMBER),)):
        said = telegram.dm(f"update: {DOOR}")
        assert "not log updates" in telegram.await_message(AILSA, reply_to=said).words
        said = telegram.dm("add action to GLE: Buy a kettle", OFFICER)
        assert telegram.await_message(OFFICER, reply_to=said).words.startswith("Added")


# --- codes ---------------------------------------------------------------------------------------


def by_link(telegram: TelegramServer, code: str) -> None:
    telegram.start(STRANGER, code)


def by_itself(telegram: TelegramServer, code: str) -> None:
    telegram.dm(code, STRANGER)


def in_small_letters(telegram: TelegramServer, code: str) -> None:
    telegram.dm(code.lower().replace("-", " "), STRANGER)


@pytest.mark.parametrize("way", [by_link, by_itself, in_small_letters])
def test_a_code_lets_a_person_in_once(
    telegram, house, bot, way: Callable[[TelegramServer, str], None]
):
    code = house.code(Role.CONTRIBUTOR, name="Cal")
    way(telegram, code)
    welcome = telegram.await_message(STRANGER, where=lambda m: "Welcome" in m.words)
    assert "Stranger" in welcome.words
    said = telegram.dm(f"update: {DOOR}", STRANGER)
    assert telegram.await_message(STRANGER, reply_to=said).words.startswith("Logged")
    assert house.register.updates()[0].said.by.id == f"telegram:{STRANGER}"
    telegram.add_user(777, "Eve")
    asked = telegram.start(777, code)
    assert "not good" in telegram.await_message(777, reply_to=asked).words


def test_a_code_is_good_for_some_days_only(telegram, house, bot):
    code = house.code(days=-1)
    asked = telegram.start(STRANGER, code)
    assert "not good" in telegram.await_message(STRANGER, reply_to=asked).words


def test_who_guesses_codes_is_not_even_answered_any_more(telegram, house, bot):
    for number in range(9):
        telegram.dm(f"AAAA-BBBB-CCC{number}", STRANGER)
    telegram.await_taken()
    telegram.await_that(lambda: not bot.busy, "the end of all work")
    assert len(said_to(telegram, STRANGER)) == 5
    telegram.dm(house.code(), STRANGER)
    telegram.await_taken()
    telegram.await_that(lambda: not bot.busy, "the end of all work")
    assert house.stores.members.members() == ()


def test_a_better_code_makes_a_member_an_officer(telegram, house, bot):
    telegram.start(AILSA, house.code(Role.OFFICER))
    telegram.await_message(AILSA, where=lambda m: "Welcome" in m.words)
    said = telegram.dm("add action to GLE: Buy a kettle")
    assert telegram.await_message(AILSA, reply_to=said).words.startswith("Added")


def test_who_was_removed_is_a_stranger_at_once(telegram, house, bot):
    telegram.start(STRANGER, house.code())
    telegram.await_message(STRANGER, where=lambda m: "Welcome" in m.words)
    assert house.stores.members.expel(f"telegram:{STRANGER}", MORAG, datetime.now(UTC))
    asked = telegram.dm(QUESTION, STRANGER)
    assert "let in" in telegram.await_message(STRANGER, reply_to=asked).words


def test_a_member_who_sends_what_looks_like_a_code_is_answered(telegram, bot):
    asked = telegram.dm("what does aree")
    assert "code" not in telegram.await_message(AILSA, reply_to=asked).words


def test_a_code_that_is_typed_in_a_group_lets_nobody_in(telegram, house: House, bot):
    telegram.command(SUPERGROUP, f"start {house.code()}", user=BRYN)
    telegram.await_taken()
    telegram.await_that(lambda: not bot.busy, "the end of all work")
    assert house.stores.members.members() == ()
