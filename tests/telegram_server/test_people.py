"""What people do in chats, and what of it the bot hears."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle
from telegram import InputTextMessageContent as Content
from telegram.error import ChatMigrated

from tests.telegram_server import (
    AILSA,
    BRYN,
    FORUM,
    GROUP,
    MINUTES,
    PLANS,
    STRANGER,
    SUPERGROUP,
)


def own(bot, **more):
    return bot.call("send_message", SUPERGROUP, "I am the bot", **more).message_id


def test_people_speak_only_where_they_are(telegram):
    with pytest.raises(AssertionError, match="is not in the chat"):
        telegram.say(SUPERGROUP, "hello", STRANGER)
    telegram.joins(SUPERGROUP, STRANGER)
    assert telegram.updates[-1].payload["new_chat_members"][0]["id"] == STRANGER
    telegram.say(SUPERGROUP, "hello", STRANGER)
    telegram.leaves(SUPERGROUP, STRANGER)
    with pytest.raises(AssertionError, match="is not in the chat"):
        telegram.say(SUPERGROUP, "hello", STRANGER)
    telegram.block()
    with pytest.raises(AssertionError, match="unblock"):
        telegram.dm("hello")


def test_an_edit_is_told_and_a_deletion_is_not(telegram):
    said = telegram.dm("hello")
    telegram.edit(said, "hello there")
    edited = telegram.updates[-1]
    assert (edited.kind, edited.payload["text"]) == ("edited_message", "hello there")
    assert "edit_date" in edited.payload
    telegram.delete(said)
    assert telegram.updates[-1] is edited
    assert telegram.messages(AILSA) == []


def test_a_text_that_is_too_long_comes_in_parts(telegram):
    telegram.dm("😀" * 5000)
    sizes = [len(message.text) for message in telegram.messages(AILSA)]
    assert sizes == [2048, 2048, 904]


def test_a_topics_message_replies_to_what_opened_the_topic(telegram):
    told = telegram.command(FORUM, "ask who", topic=MINUTES).updates[0].payload
    assert (told["message_thread_id"], told["is_topic_message"]) == (MINUTES, True)
    assert told["reply_to_message"]["forum_topic_created"]["name"] == "Minutes"
    assert told["chat"]["is_forum"]
    answered = telegram.command(FORUM, "ask when", topic=PLANS)
    again = telegram.command(FORUM, "ask more", topic=PLANS, reply_to=answered)
    assert again.updates[0].payload["reply_to_message"]["message_id"] == answered.id


def test_general_has_no_id_and_a_reply_in_it_looks_as_if_it_had(telegram, bot):
    first = telegram.command(FORUM, "ask who")
    assert "message_thread_id" not in first.updates[0].payload
    reply = telegram.command(FORUM, "ask more", reply_to=first)
    told = reply.updates[0].payload
    assert told["message_thread_id"] == first.id
    assert "is_topic_message" not in told
    refused = bot.refused("send_message", FORUM, "a", message_thread_id=first.id)
    assert refused == "Message thread not found"
    third = telegram.command(FORUM, "ask on", reply_to=reply)
    assert third.updates[0].payload["message_thread_id"] == first.id


def test_a_topic_that_is_not_there_is_a_mistake_of_the_test(telegram):
    with pytest.raises(AssertionError, match="has no topic 99"):
        telegram.say(FORUM, "hello", topic=99)
    assert telegram.say(FORUM, "/hello", topic=telegram.add_topic(FORUM, "More")).in_topic


def test_a_press_carries_the_message_and_its_data(telegram, bot):
    row = [InlineKeyboardButton("More", callback_data="m"), InlineKeyboardButton("Go", url="a.b")]
    own(bot, reply_markup=InlineKeyboardMarkup([row]))
    shown = telegram.await_message(SUPERGROUP)
    press = telegram.press(shown, "More", BRYN)
    told = press.update.payload
    assert (told["data"], told["from"]["id"], told["message"]["text"]) == ("m", BRYN, shown.text)
    with pytest.raises(AssertionError, match="does not tell the bot"):
        telegram.press(shown, "Go")
    with pytest.raises(AssertionError, match="0 buttons are called 'Less'"):
        telegram.press(shown, "Less")


def test_what_comes_after_a_press_can_be_waited_for(telegram, bot):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    own(bot, reply_markup=markup)
    press = telegram.press(telegram.await_message(SUPERGROUP), "More")
    own(bot, reply_markup=None)
    assert telegram.await_message(SUPERGROUP, after=press).buttons == []
    assert len(telegram.await_messages(SUPERGROUP, 1, after=press)) == 1


def test_an_old_button_can_be_pressed_and_one_of_a_deleted_message(telegram, bot):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    id = own(bot, reply_markup=markup)
    old = telegram.await_message(SUPERGROUP).as_now()
    bot.call("edit_message_text", "without", SUPERGROUP, id)
    press = telegram.press(old, "More")
    assert "reply_markup" not in press.update.payload["message"]
    bot.call("delete_message", SUPERGROUP, id)
    gone = telegram.press(old, "m").update.payload["message"]
    assert (gone["date"], gone["message_id"]) == (0, id)
    assert telegram.press_data(old, "forged", BRYN).update.payload["data"] == "forged"


def test_a_reaction_is_heard_by_an_administrator_that_asked_for_it(telegram, bot):
    bot.call("get_updates", allowed_updates=["message", "message_reaction"])
    said = telegram.say(SUPERGROUP, "hello")
    telegram.react(said, "👍")
    assert telegram.updates[-1].kind == "message"
    telegram.promote_bot(SUPERGROUP)
    telegram.react(said, "🔥")
    assert telegram.updates[-1].payload["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]


def test_an_inline_query_gets_results_and_one_is_pasted(telegram, bot):
    query = telegram.inline_query("funding cuts")
    assert query.update.payload["query"] == "funding cuts"
    content = Content("<b>Found</b> it", parse_mode="HTML")
    results = [InlineQueryResultArticle("1", "First", content)]
    bot.call("answer_inline_query", query.id, results, cache_time=0, is_personal=True)
    telegram.await_answered(query)
    assert (query.titles, query.arguments["is_personal"]) == (["First"], True)
    pasted = telegram.chosen(query, "First", SUPERGROUP)
    assert (pasted.words, pasted.marked("bold"), pasted.via_bot) == ("Found it", ["Found"], True)
    assert [update.kind for update in telegram.updates[-2:]] == ["message", "chosen_inline_result"]
    with pytest.raises(AssertionError, match="0 results are 'Second'"):
        telegram.chosen(query, "Second")
    assert "query is too old" in bot.refused("answer_inline_query", query.id, results).lower()


def test_results_have_limits(telegram, bot):
    query = telegram.inline_query("a")
    results = [InlineQueryResultArticle(str(n), "a", Content("a")) for n in range(51)]

    def refused(held):
        return bot.refused("answer_inline_query", query.id, held)

    assert refused([results[0]] * 2) == "Result_id_duplicate"
    assert refused([InlineQueryResultArticle("i" * 65, "a", Content("a"))]) == "Result_id_invalid"
    long = InlineQueryResultArticle("1", "a", Content("a" * 4097))
    assert refused([long]) == "Message is too long"
    assert refused(results) == "Results_too_much"
    assert query.answer is None
    bot.call("answer_inline_query", query.id, results[:50])
    assert len(query.results) == 50


def test_a_group_that_became_a_supergroup_says_where_it_is(telegram, bot):
    telegram.command(GROUP, "ask who")
    new = telegram.migrate(GROUP)
    moved = [u.payload for u in telegram.updates[-2:]]
    assert moved[0]["migrate_to_chat_id"] == new
    assert (moved[1]["migrate_from_chat_id"], moved[1]["chat"]["id"]) == (GROUP, new)
    with pytest.raises(ChatMigrated) as caught:
        bot.call("send_message", GROUP, "a")
    assert caught.value.new_chat_id == new
    assert bot.call("send_message", new, "a").chat.type == "supergroup"
    with pytest.raises(AssertionError, match="became the supergroup"):
        telegram.say(GROUP, "hello")
    assert telegram.command(new, "ask who").updates


def test_blocking_is_told_as_a_change_of_its_own_standing(telegram, bot):
    telegram.block()
    change = telegram.updates[-1].payload
    assert telegram.updates[-1].kind == "my_chat_member"
    assert change["old_chat_member"]["status"] == "member"
    assert change["new_chat_member"]["status"] == "kicked"
    assert change["chat"]["type"] == "private"


def test_a_person_sends_a_file_that_the_bot_can_fetch(telegram, bot):
    said = telegram.send_file(AILSA, "plan.docx", b"a plan", "our plan")
    document = said.updates[0].payload["document"]
    there = bot.call("get_file", document["file_id"])
    assert bytes(bot.loop.run(there.download_as_bytearray())) == b"a plan"
    assert said.updates[0].payload["caption"] == "our plan"


def test_any_update_at_all_can_be_told(telegram, bot):
    telegram.emit("something_new", {"a": 1})
    update = bot.call("get_updates")[-1]
    assert update.api_kwargs == {"something_new": {"a": 1}}


def test_people_chats_and_topics_can_be_added(telegram, bot):
    telegram.add_user(42, "Cara", username="cara_m")
    chat = telegram.add_chat(-1_001_000_000_009, "supergroup", "More", forum=True)
    topic = telegram.add_topic(chat.id, "First")
    telegram.joins(chat.id, 42)
    told = telegram.command(chat.id, "ask who", 42, topic=topic).updates[0].payload
    assert (told["from"]["username"], told["chat"]["title"]) == ("cara_m", "More")
    assert bot.call("send_message", chat.id, "a", message_thread_id=topic).is_topic_message
