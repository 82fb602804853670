"""How people ask: in private, in groups that keep their words to themselves, and in topics."""

from __future__ import annotations

import pytest

from tests.telegram.bot_here import FOUND, QUESTION, running
from tests.telegram_server import (
    AILSA,
    BRYN,
    FORUM,
    GROUP,
    MINUTES,
    PLANS,
    STRANGER,
    SUPERGROUP,
    TelegramServer,
)


def test_a_question_in_private_is_answered_with_quote_and_source(telegram, bot):
    asked = telegram.dm(QUESTION)
    answer = telegram.await_message(AILSA, reply_to=asked)
    assert FOUND in answer.words
    assert "The Glenmore Compact" in answer.words
    assert any(FOUND in quote for quote in answer.marked("blockquote"))


@pytest.mark.parametrize("chat", [GROUP, SUPERGROUP, FORUM])
def test_a_command_is_answered_in_a_group_with_privacy(telegram, bot, chat):
    asked = telegram.command(chat, f"ask {QUESTION}")
    assert FOUND in telegram.await_message(chat, reply_to=asked).words


def test_a_bare_command_of_ours_is_answered_in_a_group(telegram, bot):
    asked = telegram.say(GROUP, f"/ask {QUESTION}")
    assert FOUND in telegram.await_message(GROUP, reply_to=asked).words


def test_a_mention_is_answered_where_the_bot_hears_it(house):
    with TelegramServer(privacy=False) as telegram, running(telegram, house):
        asked = telegram.mention(SUPERGROUP, QUESTION)
        assert FOUND in telegram.await_message(SUPERGROUP, reply_to=asked).words


def test_words_between_people_are_left_alone_and_not_kept(house):
    with TelegramServer(privacy=False) as telegram, running(telegram, house):
        telegram.say(SUPERGROUP, "the cake is in the oven")
        telegram.say(SUPERGROUP, f"/ask@some_other_bot {QUESTION}")
        telegram.say(SUPERGROUP, "/nonsense")
        asked = telegram.command(SUPERGROUP, f"ask {QUESTION}")
        telegram.await_message(SUPERGROUP, reply_to=asked)
        assert len([m for m in telegram.messages(SUPERGROUP) if m.user == telegram.bot_id]) == 1
        assert "cake" not in house.notes()


def test_a_follow_up_by_reply_goes_on_whoever_asks_it(telegram, bot):
    asked = telegram.command(SUPERGROUP, f"ask {QUESTION}")
    answer = telegram.await_message(SUPERGROUP, reply_to=asked)
    more = telegram.say(SUPERGROUP, "and Strathbeg?", user=BRYN, reply_to=answer)
    assert "in April and in October" in telegram.await_message(SUPERGROUP, reply_to=more).words


def test_a_reply_that_begins_with_somebodys_name_is_between_people(telegram, bot):
    asked = telegram.command(SUPERGROUP, f"ask {QUESTION}")
    answer = telegram.await_message(SUPERGROUP, reply_to=asked)
    telegram.say(SUPERGROUP, "@bryn_here did you know that?", reply_to=answer)
    again = telegram.command(SUPERGROUP, f"ask {QUESTION}", user=BRYN)
    telegram.await_message(SUPERGROUP, reply_to=again)
    assert len([m for m in telegram.messages(SUPERGROUP) if m.user == telegram.bot_id]) == 2


def test_the_answer_stands_in_the_topic_of_the_question(telegram, bot):
    asked = telegram.command(FORUM, f"ask {QUESTION}", topic=PLANS)
    assert telegram.await_message(FORUM, reply_to=asked).topic == PLANS
    other = telegram.command(FORUM, f"ask {QUESTION}", topic=MINUTES)
    assert telegram.await_message(FORUM, reply_to=other).topic == MINUTES


def test_general_has_no_topic_also_for_a_reply(telegram, bot):
    asked = telegram.command(FORUM, f"ask {QUESTION}")
    answer = telegram.await_message(FORUM, reply_to=asked)
    more = telegram.say(FORUM, "and Strathbeg?", reply_to=answer)
    assert "October" in telegram.await_message(FORUM, reply_to=more).words
    sent = [call.arguments for call in telegram.calls("sendMessage")]
    assert not any("message_thread_id" in arguments for arguments in sent)


def test_where_the_topic_is_gone_the_answer_goes_to_general(telegram, house):
    asked = telegram.command(FORUM, f"ask {QUESTION}", topic=PLANS)
    telegram.delete_topic(FORUM, PLANS)
    with running(telegram, house):
        answer = telegram.await_message(FORUM, after=asked)
        assert FOUND in answer.words
        assert answer.topic is None


def test_a_question_can_be_asked_about_a_message(telegram, bot):
    said = telegram.say(SUPERGROUP, QUESTION, user=BRYN)
    asked = telegram.command(SUPERGROUP, "ask", reply_to=said)
    assert FOUND in telegram.await_message(SUPERGROUP, reply_to=asked).words


def test_an_administrator_who_hides_behind_the_group_may_ask_only(telegram, house, bot):
    asked = telegram.say_as_chat(SUPERGROUP, f"/ask@{telegram.bot_name} {QUESTION}")
    assert FOUND in telegram.await_message(SUPERGROUP, reply_to=asked).words
    asked = telegram.say_as_chat(SUPERGROUP, f"/done@{telegram.bot_name} GLE2")
    assert "not log updates" in telegram.await_message(SUPERGROUP, reply_to=asked).words


def test_a_file_without_words_is_answered_in_private(telegram, bot):
    sent = telegram.send_file(AILSA, "photo.pdf", b"%PDF")
    assert telegram.await_message(AILSA, reply_to=sent).words


def test_the_words_under_a_file_are_read(telegram, bot):
    sent = telegram.send_file(AILSA, "photo.pdf", b"%PDF", caption=QUESTION)
    assert FOUND in telegram.await_message(AILSA, reply_to=sent).words


def test_a_quote_that_was_put_into_the_private_chat_is_not_answered(telegram, bot):
    query = telegram.inline_query(QUESTION)
    telegram.await_answered(query)
    telegram.chosen(query, query.titles[0], AILSA)
    asked = telegram.dm("help")
    telegram.await_message(AILSA, reply_to=asked)
    assert len([m for m in telegram.messages(AILSA) if m.user == telegram.bot_id]) == 1


# --- commands ------------------------------------------------------------------------------------

SAYS = {
    "ask": "Try",
    "actions": "All actions",
    "actions overdue": "Overdue actions",
    "action GLE1": "GLE1",
    "done GLE2": "Logged: GLE2",
    "undo": "no update of yours",
    "remind": "reminder",
    "report": "Progress report",
    "mydata": "",
    "forget": "",
    "status": "documents",
    "help": "Try",
    "start": "Try",
    "about": "Your Telegram id is 100000001",
}


@pytest.mark.parametrize("words", SAYS)
@pytest.mark.parametrize("chat", [AILSA, SUPERGROUP], ids=["private", "group"])
def test_each_command_works_in_private_and_in_a_group(telegram, bot, words, chat):
    asked = telegram.command(chat, words)
    answer = telegram.await_message(chat, reply_to=asked)
    assert SAYS[words] in answer.words
    assert "do not say" not in answer.words


def test_the_commands_stand_in_the_menus_of_all_scopes(telegram, bot):
    telegram.await_call("setChatMenuButton")
    names = {words.split()[0] for words in SAYS} | {"update"}
    for scope in ("all_private_chats", "all_group_chats", "all_chat_administrators"):
        assert {one["command"] for one in telegram.commands({"type": scope})} == names
    assert "compact" in telegram.profile("description")
    assert telegram.profile("short_description")
    assert telegram.menu_button() == {"type": "commands"}


def test_an_unknown_command_in_private_is_taken_at_its_word(telegram, bot):
    asked = telegram.dm("/overdue")
    assert "Overdue actions" in telegram.await_message(AILSA, reply_to=asked).words


def test_a_stranger_in_a_group_that_is_listed_may_ask(telegram, bot):
    telegram.joins(SUPERGROUP, STRANGER)
    asked = telegram.command(SUPERGROUP, f"ask {QUESTION}", user=STRANGER)
    assert FOUND in telegram.await_message(SUPERGROUP, reply_to=asked).words
