"""What is sent: once, at Telegram's pace, in another way where the first is not taken."""

from __future__ import annotations

import pytest

from bot.channels.telegram.seeking import Seen
from bot.channels.telegram.service import Timing
from tests.telegram.bot_here import FOUND, QUESTION, running
from tests.telegram_server import AILSA, BRYN, FORUM, PLANS, SUPERGROUP, Message, TelegramServer


def answers_to(telegram: TelegramServer, asked: Message) -> list[Message]:
    said = telegram.messages(asked.chat)
    return [m for m in said if m.user == telegram.bot_id and m.reply_to == asked.id]


def test_two_answers_of_which_nobody_knows_are_each_there_once(telegram, bot):
    telegram.faults.add("sendMessage", drop="after", times=2)
    asked = [telegram.command(SUPERGROUP, f"ask {QUESTION}", user=one) for one in (AILSA, BRYN)]
    telegram.await_messages(SUPERGROUP, 2)
    telegram.await_taken()
    telegram.await_that(lambda: not bot.busy, "the end of all work")
    assert [len(answers_to(telegram, one)) for one in asked] == [1, 1]


@pytest.mark.parametrize("drop", ["before", "after"])
def test_looking_for_an_answer_changes_no_other_message(telegram, bot, drop):
    first = telegram.await_message(AILSA, reply_to=telegram.dm("help"))
    telegram.faults.add("sendMessage", drop=drop)
    asked = telegram.dm(QUESTION)
    telegram.await_message(AILSA, reply_to=asked)
    assert first.edits == 0
    assert len(answers_to(telegram, asked)) == 1


def test_many_doubts_in_a_group_use_up_less_than_its_pace_allows(telegram, bot):
    telegram.faults.add("sendMessage", drop="before", times=4)
    asked = telegram.command(SUPERGROUP, f"ask {QUESTION}")
    telegram.await_message(SUPERGROUP, reply_to=asked, deadline=40)
    spent = [*telegram.calls("sendMessage"), *telegram.calls("editMessageText")]
    assert len(spent) < 20


def test_one_chat_that_must_wait_keeps_no_other_waiting(telegram, bot):
    def is_ailsas(arguments) -> bool:
        return str(arguments["chat_id"]) == str(AILSA)

    telegram.faults.add("sendMessage", status=429, retry_after=4, where=is_ailsas)
    slow = telegram.dm(QUESTION)
    telegram.await_call("sendMessage")
    quick = telegram.dm(QUESTION, BRYN)
    answer = telegram.await_message(BRYN, reply_to=quick)
    assert answer.at < telegram.await_message(AILSA, reply_to=slow).at


def test_no_limit_of_telegram_is_run_into_in_a_burst(house):
    with TelegramServer(flood=True) as telegram, running(telegram, house):
        asked = [telegram.dm(QUESTION, one) for one in (AILSA, BRYN) for _ in range(4)]
        for one in asked:
            telegram.await_message(one.chat, reply_to=one, deadline=60)
        assert [len(answers_to(telegram, one)) for one in asked] == [1] * 8


def test_html_that_telegram_does_not_take_is_sent_as_the_same_words(telegram, bot):
    words = "Bad Request: can't parse entities: unsupported start tag"
    telegram.faults.add("sendMessage", status=400, description=words)
    asked = telegram.dm(QUESTION)
    answer = telegram.await_message(AILSA, reply_to=asked)
    assert FOUND in answer.words
    assert answer.buttons
    assert answer.marked("blockquote") == []
    assert "parse_mode" not in telegram.calls("sendMessage")[1].arguments


def test_an_answer_to_a_message_that_is_gone_is_sent_all_the_same(telegram, house):
    asked = telegram.dm(QUESTION)
    telegram.delete(asked)
    with running(telegram, house):
        assert FOUND in telegram.await_message(AILSA).words


def test_that_a_topic_is_gone_is_said(telegram, house):
    asked = telegram.command(FORUM, f"ask {QUESTION}", topic=PLANS)
    telegram.delete_topic(FORUM, PLANS)
    with running(telegram, house):
        telegram.await_message(FORUM, after=asked, where=lambda m: FOUND in m.words)
        told = telegram.await_message(FORUM, where=lambda m: m.words.startswith("The topic"))
    assert told.topic is None


def test_links_have_no_previews(telegram, bot):
    telegram.await_message(AILSA, reply_to=telegram.dm(QUESTION))
    (call,) = telegram.calls("sendMessage")
    assert "is_disabled" in str(call.arguments["link_preview_options"])


def test_a_server_that_knows_no_posts_for_a_moment_gets_them_later(telegram, bot):
    telegram.faults.add("sendMessage", status=404, times=2)
    asked = telegram.dm(QUESTION)
    assert FOUND in telegram.await_message(AILSA, reply_to=asked).words


# --- where something may stand -------------------------------------------------------------------


def test_in_a_supergroup_the_ids_after_the_last_known_one_are_looked_at_fewer_each_time():
    seen = Seen()
    seen.note(SUPERGROUP, 7)
    mark = seen.mark(SUPERGROUP)
    seen.note(SUPERGROUP, 9)
    assert seen.candidates(mark) == [8, 10, 11, 12, 13]
    assert seen.candidates(mark, 1) == [8, 10]
    assert seen.candidates(mark, 9) == [8]


def test_private_chats_count_together():
    seen = Seen()
    seen.note(AILSA, 3)
    seen.note(BRYN, 20)
    assert seen.candidates(seen.mark(AILSA))[:1] == [4]
    assert 21 in seen.candidates(seen.mark(AILSA))


def test_where_nothing_is_known_nothing_is_looked_at():
    seen = Seen()
    seen.note(AILSA, 3)
    assert seen.candidates(seen.mark(BRYN)) == []
    assert seen.candidates(seen.mark(SUPERGROUP)) == []


def test_a_wait_that_is_too_long_holds_nobody_and_is_taken_up_later(telegram, house):
    telegram.faults.add("sendMessage", status=429, retry_after=60)
    with running(telegram, house, Timing(attempts=1.0, finish=5.0)) as bot:
        telegram.dm(QUESTION)
        second = telegram.dm(QUESTION)
        telegram.await_call("sendMessage")
        telegram.await_taken()
        telegram.await_that(lambda: not bot.busy, "the end of all work")
        assert len(telegram.calls("sendMessage")) == 1
    with running(telegram, house, Timing(lease=0.0)):
        telegram.await_message(AILSA, reply_to=second)
    assert len([m for m in telegram.messages(AILSA) if m.user == telegram.bot_id]) == 2
