"""What is said unasked: to a group, a topic or a person, once, and with the truth about it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.ports import NotSent, Unclear
from bot.channels.telegram.service import TelegramChannel, Timing
from bot.core.reminders.values import Posted
from bot.core.types import Button, Item, Reply, Text
from tests.telegram.bot_here import FOUND, QUESTION, running, settings_for
from tests.telegram_server import AILSA, FORUM, GROUP, PLANS, STRANGER, SUPERGROUP, TelegramServer

CHAT, PERSON = f"telegram:{SUPERGROUP}", f"telegram:{AILSA}"
KEY = "delivery:D1"
DIGEST = Reply(
    (Text("2 actions are overdue."), Item("GLE4 the door", "GLE4", (Button("Done", "done GLE4"),)))
)
LONG = Reply(tuple(Text(f"{n} {'word ' * 180}") for n in range(9)))
BRIEF = Timing(call=2.0, attempts=1.5)


@pytest.fixture
def hasty(telegram: TelegramServer, house):
    """A bot that gives up after a second or two."""
    with running(telegram, house, BRIEF) as bot:
        yield bot


def said(telegram: TelegramServer, chat: int = SUPERGROUP) -> list[str]:
    """The ids of what the bot said in a chat."""
    return [str(m.id) for m in telegram.messages(chat) if m.user == telegram.bot_id]


@pytest.mark.parametrize(
    ("written", "chat"),
    [
        (CHAT, CHAT),
        (f" {CHAT} ", CHAT),
        (f"telegram:{FORUM}#{PLANS}", f"telegram:{FORUM}#{PLANS}"),
        (f"telegram:{FORUM}#1", f"telegram:{FORUM}"),
        (PERSON, PERSON),
        ("telegram:@glenmore", ""),
        ("telegram:", ""),
        ("telegram:0", ""),
        ("slack:C024BE91L", ""),
        ("-1001", ""),
    ],
)
def test_a_chat_is_known_by_its_id(telegram, house, written, chat):
    async def known() -> str:
        async with channel(telegram, house).speaking() as outlet:
            return outlet.chat(written)

    assert asyncio.run(known()) == chat


def channel(telegram: TelegramServer, house, **more: Any) -> TelegramChannel:
    return TelegramChannel(settings_for(telegram, **more), house.assistant, house.stores, BRIEF)


def test_one_may_speak_without_listening(telegram, house):
    async def spoken() -> tuple[Posted, ...]:
        async with channel(telegram, house).speaking() as outlet:
            return await outlet.send(CHAT, DIGEST, KEY)

    (posted,) = asyncio.run(spoken())
    assert telegram.calls("getUpdates") == []
    assert said(telegram) == [posted.message]


def test_it_is_sent_with_all_its_posts_in_order(telegram, bot):
    posted = bot.send(CHAT, LONG, KEY)
    assert len(posted) > 1
    assert [one.message for one in posted] == said(telegram)
    assert {one.chat for one in posted} == {CHAT}


def test_it_is_sent_to_a_topic(telegram, bot):
    (posted,) = bot.send(f"telegram:{FORUM}#{PLANS}", DIGEST, KEY)
    (message,) = [m for m in telegram.messages(FORUM, PLANS) if m.user == telegram.bot_id]
    assert (posted.chat, posted.message) == (f"telegram:{FORUM}#{PLANS}", str(message.id))


def test_a_topic_that_is_gone_is_no_reason_to_say_nothing(telegram, bot):
    telegram.delete_topic(FORUM, PLANS)
    (posted,) = bot.send(f"telegram:{FORUM}#{PLANS}", DIGEST, KEY)
    assert posted.chat == f"telegram:{FORUM}"


def test_a_person_gets_it_in_private(telegram, bot):
    telegram.start(AILSA)
    (posted,) = bot.send(PERSON, DIGEST, KEY)
    assert posted.message in said(telegram, AILSA)


def test_what_is_said_in_reply_to_it_is_for_the_bot(telegram, bot):
    (posted,) = bot.send(CHAT, DIGEST, KEY)
    digest = telegram.await_message(SUPERGROUP, where=lambda m: str(m.id) == posted.message)
    asked = telegram.say(SUPERGROUP, QUESTION, reply_to=digest)
    assert FOUND in telegram.await_message(SUPERGROUP, reply_to=asked).words


@pytest.mark.parametrize("reply", [DIGEST, LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 1},
        {"status": 429, "retry_after": 1, "times": 2},
        {"status": 401},
    ],
    ids=str,
)
def test_it_is_sent_once_where_surely_nothing_was_sent_before(telegram, bot, fault, reply):
    telegram.faults.add("sendMessage", **fault)
    posted = bot.send(CHAT, reply, KEY)
    assert [one.message for one in posted] == said(telegram)


@pytest.mark.parametrize("fault", [{"drop": "after"}, {"truncate": True}, {"html": True}], ids=str)
def test_what_went_out_without_our_being_told_is_found(telegram, bot, fault):
    bot.send(CHAT, DIGEST, "delivery:D0")  # the bot knows a message of the chat
    telegram.faults.add("sendMessage", **fault)
    (posted,) = bot.send(CHAT, DIGEST, KEY)
    assert said(telegram)[1:] == [posted.message]


@pytest.mark.parametrize("fault", [{"drop": "before"}, {"drop": "after"}], ids=str)
def test_where_nobody_can_say_it_is_unclear_and_sent_at_most_once(telegram, bot, fault):
    telegram.faults.add("sendMessage", **fault)
    with pytest.raises(Unclear):
        bot.send(CHAT, DIGEST, KEY)
    assert len(said(telegram)) <= 1
    assert bot.find(CHAT, KEY, datetime.now(UTC) - timedelta(hours=1)) is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_a_telegram_that_is_away_has_surely_got_nothing(telegram, hasty):
    telegram.go_down()
    with pytest.raises(NotSent) as caught:
        hasty.send(CHAT, DIGEST, KEY)
    telegram.come_up()
    assert not caught.value.gone


def test_a_wait_that_is_too_long_is_passed_on(telegram, hasty):
    telegram.faults.add("sendMessage", status=429, retry_after=40)
    with pytest.raises(NotSent) as caught:
        hasty.send(CHAT, DIGEST, KEY)
    assert caught.value.wait >= 40
    assert said(telegram) == []


def test_the_rest_of_a_long_one_is_added_and_nothing_twice(telegram, hasty):
    away = telegram.faults.add(
        "sendMessage", status=500, times=99, where=lambda a: ">2/" in str(a.get("text"))
    )
    with pytest.raises(NotSent):
        hasty.send(CHAT, LONG, KEY)
    (first,) = said(telegram)
    away.times = 0
    posted = hasty.send(CHAT, LONG, KEY, look=True)
    assert [one.message for one in posted] == said(telegram)
    assert posted[0].message == first


def test_after_an_interruption_what_was_sent_is_not_sent_again(telegram, house):
    posts = bot_sends(telegram, house, look=False)
    again = bot_sends(telegram, house, look=True)
    assert again == posts
    assert said(telegram) == [one.message for one in posts]


def bot_sends(telegram: TelegramServer, house, *, look: bool) -> tuple[Posted, ...]:
    with running(telegram, house) as bot:
        return bot.send(CHAT, LONG, KEY, look=look)


def test_what_was_sent_is_found_by_its_key(telegram, house):
    posts = bot_sends(telegram, house, look=False)
    since = datetime.now(UTC) - timedelta(hours=1)
    with running(telegram, house) as bot:
        assert bot.find(CHAT, KEY, since) == posts
        assert bot.find(CHAT, "delivery:D2", since) is None


@pytest.mark.parametrize(
    ("chat", "why"),
    [
        (f"telegram:{GROUP}", "telegram.chats"),
        (f"telegram:{STRANGER}", "let in"),
        ("slack:C024BE91L", "no chat of Telegram"),
    ],
)
def test_where_it_is_not_to_work_nothing_is_sent(telegram, house, chat, why):
    with running(telegram, house, chats=(str(SUPERGROUP),)) as bot:
        with pytest.raises(NotSent, match=why) as caught:
            bot.send(chat, DIGEST, KEY)
        assert caught.value.gone
        assert telegram.calls("sendMessage") == []


def test_a_person_who_never_started_the_bot_is_gone(telegram, bot):
    with pytest.raises(NotSent) as caught:
        bot.send(PERSON, DIGEST, KEY)
    assert caught.value.gone
