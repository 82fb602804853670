"""A bot that is killed in the middle of a message or a press: when it is back, what was begun is
done, its effect once, and told.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.channels.telegram.service import Timing
from bot.core.register import UpdateState
from tests.telegram.bot_here import DOOR, MEMBER, QUESTION, SUPERGROUP, running
from tests.telegram.bot_process import bot_process
from tests.telegram_server import TelegramServer

RESUMING = Timing(lease=0.0)
AGAIN = ["I have that already"]  # what is said then has other words, and is not found as said
POSTS = ("sendMessage", "editMessageText")
Deed = Callable[[TelegramServer], object]


def logged_in_private(telegram: TelegramServer) -> None:
    telegram.dm(f"update: {DOOR}")


def logged_in_a_group(telegram: TelegramServer) -> None:
    telegram.command(SUPERGROUP, f"update {DOOR}")


def done_by_a_choice(telegram: TelegramServer) -> None:
    asked = telegram.dm("update: the hall is half done")
    question = telegram.await_message(MEMBER, reply_to=asked)
    telegram.press(question, next(one for one in question.buttons if one.startswith("GLE4")))


@pytest.mark.parametrize("was_told", [True, False])
@pytest.mark.parametrize("deed", [logged_in_private, logged_in_a_group, done_by_a_choice])
def test_what_was_begun_is_logged_once_and_told(telegram, house, tmp_path, deed: Deed, was_told):
    with bot_process(telegram, tmp_path):
        begun(telegram, deed, was_told=was_told)
    telegram.faults.clear()
    assert "begun" in house.notes()
    with running(telegram, house, RESUMING):
        telegram.await_that(lambda: "begun" not in house.notes(), "the end")
    (update,) = house.register.updates(ended=True)
    assert update.action == "GLE4"
    first, *more = told(telegram)
    assert first.startswith(("Logged", "I have that already"))
    assert [one[:19] for one in more] == (AGAIN if was_told and more else [])


def test_a_question_is_answered_although_the_bot_was_killed_over_it(telegram, house, tmp_path):
    with bot_process(telegram, tmp_path):
        begun(telegram, lambda telegram: telegram.dm(QUESTION), was_told=False)
    telegram.faults.clear()
    with running(telegram, house, RESUMING):
        answer = telegram.await_message(MEMBER, where=lambda m: "21 days" in m.words)
        telegram.await_that(lambda: "begun" not in house.notes(), "the end")
    assert [m.words for m in telegram.messages(MEMBER) if "21 days" in m.words] == [answer.words]
    assert "grants" not in house.notes()


def test_an_undo_is_done_once(telegram, house, tmp_path):
    with bot_process(telegram, tmp_path):
        said = telegram.dm(f"update: {DOOR}")
        logged = telegram.await_message(MEMBER, reply_to=said)
        fault = telegram.faults.add("editMessageText", status=500, times=999)
        telegram.press(logged, "Undo")
        telegram.await_that(lambda: fault.hits, "the try to tell")
    telegram.faults.clear()
    with running(telegram, house, RESUMING):
        telegram.await_that(lambda: "begun" not in house.notes(), "the end")
    ended = house.register.updates(ended=True)
    assert [one.state for one in ended] == [UpdateState.WITHDRAWN]


def begun(telegram: TelegramServer, deed: Deed, *, was_told: bool) -> None:
    """Do something, up to its answer: which went out, or did not."""
    how = {"hold": True} if was_told else {"status": 500}
    faults = [telegram.faults.add(method, times=999, where=is_answer, **how) for method in POSTS]
    deed(telegram)
    telegram.await_that(lambda: any(fault.hits for fault in faults), "an answer")


def is_answer(arguments: object) -> bool:
    return "Logged" in str(arguments) or "21 days" in str(arguments)


def told(telegram: TelegramServer) -> list[str]:
    """What the bot says of updates that were made, wherever it stands."""
    said = [m for chat in (MEMBER, SUPERGROUP) for m in telegram.messages(chat)]
    return [m.words for m in said if m.user == telegram.bot_id and is_said(m.words)]


def is_said(words: str) -> bool:
    return any(one in words for one in ("Logged", "I have that already", "settled already"))
