"""Privacy mode: what of a group the bot hears."""

from __future__ import annotations

import pytest

from tests.telegram_server import (
    ELSEWHERE,
    GROUP,
    OTHER_BOT,
    SUPERGROUP,
    TelegramServer,
)


@pytest.fixture
def heard(telegram):
    """Whether the bot hears of what is said in the supergroup."""

    def say(text, **how):
        return bool(telegram.say(SUPERGROUP, text, **how).updates)

    return say


def own(bot):
    return bot.call("send_message", SUPERGROUP, "I am the bot").message_id


def test_with_privacy_the_bot_hears_what_is_meant_for_it(telegram, bot, heard):
    assert heard("/ask@glenmore_compact_bot who")
    assert heard("/ASK@Glenmore_Compact_Bot who")
    assert heard("/ask who")
    assert not heard("/ask@some_other_bot who")
    assert not heard("who signs the compact?")
    assert not heard("@glenmore_compact_bot who signs?")
    assert not heard("see /ask for that")
    mine = telegram.chat(SUPERGROUP).messages[own(bot)]
    assert heard("and the second?", reply_to=mine)


def test_a_reply_to_what_was_meant_for_the_bot_is_heard(telegram, heard):
    assert not heard("thanks", reply_to=telegram.say(SUPERGROUP, "hello"))
    assert heard("yes, who?", reply_to=telegram.command(SUPERGROUP, "ask who"))


def test_a_bare_command_goes_to_the_bot_that_spoke_last(telegram, bot, heard):
    telegram.say(SUPERGROUP, "I am another bot", OTHER_BOT)
    assert not heard("/ask who")
    own(bot)
    assert heard("/ask who")


def test_a_mention_is_heard_where_botfather_is_right():
    with TelegramServer(mentions_heard=True) as telegram:
        assert telegram.mention(SUPERGROUP, "who?").updates
        assert not telegram.say(SUPERGROUP, "who?").updates


def test_without_privacy_or_as_administrator_it_hears_all_but_other_bots(telegram, heard):
    with TelegramServer(privacy=False) as other:
        assert other.say(SUPERGROUP, "hello").updates
        assert not other.say(SUPERGROUP, "hello", OTHER_BOT).updates
    telegram.promote_bot(SUPERGROUP)
    assert heard("hello")
    telegram.demote_bot(SUPERGROUP)
    assert not heard("hello")


def test_a_bot_that_is_not_there_hears_nothing(telegram):
    assert not telegram.command(ELSEWHERE, "ask who").updates
    telegram.kick_bot(GROUP)
    assert not telegram.command(GROUP, "ask who").updates
    telegram.add_bot(GROUP)
    assert telegram.command(GROUP, "ask who").updates


def test_an_edit_that_makes_it_a_command_is_heard(telegram):
    said = telegram.say(SUPERGROUP, "ask who")
    telegram.edit(said, "/ask who")
    assert [update.kind for update in said.updates] == ["edited_message"]


def test_an_administrator_may_hide_behind_the_chat(telegram):
    told = telegram.say_as_chat(SUPERGROUP, "/ask who").updates[0].payload
    assert told["from"]["username"] == "GroupAnonymousBot"
    assert told["sender_chat"]["id"] == SUPERGROUP
    assert not telegram.say_as_chat(SUPERGROUP, "hello").updates
