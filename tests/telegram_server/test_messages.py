"""Messages through the real library: how they stand, change and go, and what is refused."""

from __future__ import annotations

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from tests.telegram_server import (
    AILSA,
    BRYN,
    ELSEWHERE,
    FORUM,
    GROUP,
    OTHER_BOT,
    PLANS,
    STRANGER,
    SUPERGROUP,
    HandClock,
    TelegramServer,
)
from tests.telegram_server.ptb_bot import calling


def keys(*labels):
    row = [InlineKeyboardButton(label, callback_data=f"d:{label}") for label in labels]
    return InlineKeyboardMarkup([row])


def test_a_message_stands_as_people_see_it(telegram, bot):
    html = "<b>Found</b> in <i>2</i> documents &amp; a table\n<blockquote expandable>q</blockquote>"
    sent = bot.call("send_message", AILSA, html, parse_mode="HTML", reply_markup=keys("More"))
    stands = telegram.messages(AILSA)[-1]
    assert sent.message_id == stands.id
    assert stands.words == "Found in 2 documents & a table\nq"
    assert stands.marked("bold") == ["Found"]
    assert stands.marked("expandable_blockquote") == ["q"]
    assert (stands.buttons, stands.data) == (["More"], {"More": "d:More"})
    assert sent.parse_entities() == {e: sent.parse_entity(e) for e in sent.entities}


def test_a_link_to_a_person_is_a_mention_of_whom_the_bot_knows(telegram, bot):
    html = "".join(f'<a href="tg://user?id={id}">{id}</a> ' for id in (BRYN, STRANGER))
    sent = bot.call("send_message", AILSA, html, parse_mode="HTML")
    assert [(e.type, e.user.first_name) for e in sent.entities] == [("text_mention", "Bryn")]
    assert telegram.await_message(AILSA).marked("text_mention") == [str(BRYN)]


def test_an_edit_changes_the_message_and_the_same_again_is_refused(telegram, bot):
    sent = bot.call("send_message", AILSA, "one", reply_markup=keys("More"))
    before = telegram.await_message(AILSA).as_now()
    where = {"chat_id": AILSA, "message_id": sent.message_id}
    bot.call("edit_message_text", "two", **where)
    now = telegram.await_edit(before, where=lambda m: m.words == "two")
    assert (now.earlier, now.buttons, before.words) == (["one"], [], "one")
    told = bot.refused("edit_message_text", "two", **where)
    assert told.startswith("Message is not modified: specified new message content")
    bot.call("edit_message_reply_markup", **where, reply_markup=keys("Less"))
    assert telegram.await_edit(before, count=2).buttons == ["Less"]
    again = bot.refused("edit_message_reply_markup", **where, reply_markup=keys("Less"))
    assert again.startswith("Message is not modified")


def test_what_is_not_there_or_not_its_own_cannot_be_edited(telegram, bot):
    said = telegram.dm("mine")
    assert bot.refused("edit_message_text", "x", AILSA, 999) == "Message to edit not found"
    assert bot.refused("edit_message_text", "x", AILSA, said.id) == "Message can't be edited"
    sent = bot.call("send_message", AILSA, "one")
    bot.call("delete_message", AILSA, sent.message_id)
    assert bot.refused("edit_message_text", "x", AILSA, sent.message_id) == (
        "Message to edit not found"
    )
    assert bot.refused("delete_message", AILSA, sent.message_id) == "Message to delete not found"
    assert telegram.messages(AILSA)[-1].id == said.id


def test_a_bot_deletes_what_others_said_only_in_private_or_as_administrator(telegram, bot):
    bot.call("delete_message", AILSA, telegram.dm("hello").id)
    said = telegram.say(SUPERGROUP, "hello")
    assert bot.refused("delete_message", SUPERGROUP, said.id) == "Message can't be deleted"
    telegram.promote_bot(SUPERGROUP)
    bot.call("delete_message", SUPERGROUP, said.id)
    telegram.await_deleted(said)


def test_a_reply_to_nothing_is_refused_unless_allowed(telegram, bot):
    told = bot.refused("send_message", AILSA, "a", reply_to_message_id=99)
    assert told == "Message to be replied not found"
    lenient = ReplyParameters(99, allow_sending_without_reply=True)
    assert bot.call("send_message", AILSA, "a", reply_parameters=lenient).reply_to_message is None
    asked = telegram.dm("who?")
    sent = bot.call("send_message", AILSA, "b", reply_parameters=ReplyParameters(asked.id))
    assert sent.reply_to_message.text == "who?"
    assert telegram.await_message(AILSA, reply_to=asked).words == "b"


@pytest.mark.parametrize(
    ("chat", "error", "sentence"),
    [
        (STRANGER, BadRequest, "Chat not found"),
        (ELSEWHERE, BadRequest, "Chat not found"),
        (-123, BadRequest, "Chat not found"),
        ("@nowhere", BadRequest, "Chat not found"),
        (OTHER_BOT, Forbidden, "Forbidden: bot can't send messages to bots"),
        (BRYN, Forbidden, "Forbidden: bot can't initiate conversation with a user"),
    ],
)
def test_a_bot_speaks_only_where_it_may(bot, chat, error, sentence):
    with pytest.raises(error) as caught:
        bot.call("send_message", chat, "a")
    assert str(caught.value) == sentence


def test_a_person_of_a_shared_group_can_be_looked_up_and_a_stranger_cannot(telegram, bot):
    assert bot.call("get_chat", BRYN).first_name == "Bryn"
    assert telegram.messages(STRANGER) == []
    assert bot.refused("get_chat", STRANGER) == "Chat not found"
    telegram.start(STRANGER)
    assert bot.call("get_chat", STRANGER).first_name == "Stranger"


def test_a_blocked_or_removed_bot_is_told_so(telegram, bot):
    telegram.block()
    telegram.kick_bot(SUPERGROUP)
    telegram.kick_bot(GROUP)
    assert bot.refused("send_message", AILSA, "a") == "Forbidden: bot was blocked by the user"
    for chat, kind in ((SUPERGROUP, "supergroup"), (GROUP, "group")):
        told = f"Forbidden: bot was kicked from the {kind} chat"
        assert bot.refused("send_message", chat, "a") == told
        assert bot.refused("get_chat", chat) == told
    telegram.unblock()
    telegram.add_bot(GROUP)
    bot.call("send_message", AILSA, "a")
    bot.call("send_message", GROUP, "a")
    changes = [
        u.payload["new_chat_member"]["status"] for u in telegram.updates if "my_chat" in u.kind
    ]
    assert changes == ["kicked", "kicked", "kicked", "member", "member"]


def test_leaving_a_chat_ends_speaking_there(telegram, bot):
    bot.call("leave_chat", SUPERGROUP)
    told = "Forbidden: bot is not a member of the supergroup chat"
    assert bot.refused("send_message", SUPERGROUP, "a") == told
    assert telegram.updates[-1].payload["new_chat_member"]["status"] == "left"


def test_topics_are_named_by_their_id_and_general_by_none(telegram, bot):
    sent = bot.call("send_message", FORUM, "a", message_thread_id=PLANS)
    assert (sent.message_thread_id, sent.is_topic_message) == (PLANS, True)
    assert telegram.messages(FORUM, topic=PLANS)[0].words == "a"
    general = bot.call("send_message", FORUM, "b")
    assert (general.message_thread_id, general.is_topic_message) == (None, None)
    for thread in (1, 77):
        told = bot.refused("send_message", FORUM, "c", message_thread_id=thread)
        assert told == "Message thread not found"
    assert bot.refused("send_message", SUPERGROUP, "c", message_thread_id=5) == (
        "Message thread not found"
    )
    telegram.close_topic(FORUM, PLANS)
    told = bot.refused("send_message", FORUM, "d", message_thread_id=PLANS)
    assert told == "Topic_closed"
    telegram.delete_topic(FORUM, PLANS)
    told = bot.refused("send_message", FORUM, "e", message_thread_id=PLANS)
    assert told == "Message thread not found"
    assert telegram.messages(FORUM, topic=PLANS) == []


def test_a_reply_without_its_thread_lands_in_general(telegram, bot):
    asked = telegram.command(FORUM, "ask who", topic=PLANS)
    sent = bot.call("send_message", FORUM, "a", reply_parameters=ReplyParameters(asked.id))
    assert not sent.is_topic_message
    assert telegram.messages(FORUM, topic=PLANS) == [asked]


def test_typing_and_reactions_are_seen(telegram, bot):
    bot.call("send_chat_action", AILSA, "typing")
    assert telegram.typing(AILSA) == 1
    assert "wrong parameter action" in bot.refused("send_chat_action", AILSA, "dancing").lower()
    said = telegram.dm("hello")
    bot.call("set_message_reaction", AILSA, said.id, "👀")
    assert said.reactions[telegram.bot_id] == ["👀"]
    assert bot.refused("set_message_reaction", AILSA, said.id, "🐌") == "Reaction_invalid"
    told = bot.refused("set_message_reaction", AILSA, 99, "👀")
    assert told == "Message to react not found"


def test_a_press_is_answered_once_and_in_time():
    clock = HandClock()
    with TelegramServer(clock=clock) as telegram, calling(telegram) as bot:
        telegram.start()
        bot.call("send_message", AILSA, "a", reply_markup=keys("More"))
        press = telegram.press(telegram.await_message(AILSA), "More")
        told = bot.refused("answer_callback_query", press.id, "t" * 201)
        assert told == "Message_too_long"
        bot.call("answer_callback_query", press.id, "Done", show_alert=True)
        answer = telegram.await_answered(press)
        assert (answer.text, answer.alert) == ("Done", True)
        too_old = "Query is too old and response timeout expired or query id is invalid"
        assert bot.refused("answer_callback_query", press.id) == too_old
        late = telegram.press(telegram.await_message(AILSA), "d:More")
        clock.advance(31)
        assert bot.refused("answer_callback_query", late.id) == too_old
        assert bot.refused("answer_callback_query", "7") == too_old
        assert late.answer is None
