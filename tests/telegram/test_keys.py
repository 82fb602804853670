"""Keys under messages: what they do, that each push is answered, and that no data says anything."""

from __future__ import annotations

import re

from bot.core.types import Button, Heading, Item, Reply
from tests.telegram.bot_here import DOOR, FOUND, QUESTION, running
from tests.telegram_server import AILSA, BRYN, FORUM, PLANS, SUPERGROUP

DIGEST = Reply(
    (
        Heading("Overdue: 2"),
        Item(
            "GLE1 Paint the ferry",
            "GLE1",
            (Button("Done", "done GLE1"), Button("Blocked", "block GLE1")),
        ),
        Item(
            "GLE2 Print a newsletter",
            "GLE2",
            (Button("Done", "done GLE2"), Button("Blocked", "block GLE2")),
        ),
    )
)
GROUP_KEY = f"telegram:{SUPERGROUP}"


def answered(telegram, chat=SUPERGROUP):
    """An answer to a question in a group, or in private."""
    asked = telegram.command(chat, f"ask {QUESTION}")
    return telegram.await_message(chat, reply_to=asked)


def test_the_data_of_keys_is_short_and_says_nothing(telegram, bot):
    data = answered(telegram).data.values()
    assert data
    assert all(re.fullmatch("[A-Za-z0-9]{12}", one) for one in data)


def test_the_context_of_a_quote_is_shown_on_a_push(telegram, bot):
    answer = answered(telegram)
    press = telegram.press(answer, "Context")
    shown = telegram.await_message(SUPERGROUP, where=lambda m: m.words.startswith("In its context"))
    assert shown.reply_to == answer.id
    assert "stays open for ten weeks" in shown.words
    assert telegram.await_answered(press).text == ""


def test_that_an_answer_helped_is_kept(telegram, house, bot):
    answer = answered(telegram)
    press = telegram.press(answer, "Helpful")
    assert "Thank you" in telegram.await_answered(press).text
    assert house.ratings() == f"{GROUP_KEY}/{answer.id} True "


def test_that_an_answer_did_not_help_is_kept_with_its_reason(telegram, house, bot):
    answer = answered(telegram)
    before = answer.buttons
    telegram.press(answer, "Not helpful")
    asked = telegram.await_edit(answer, where=lambda m: "Out of date" in m.buttons)
    press = telegram.press(asked, "Out of date")
    assert "Thank you" in telegram.await_answered(press).text
    telegram.await_edit(answer, where=lambda m: m.buttons == before)
    assert house.ratings() == f"{GROUP_KEY}/{answer.id} False Out of date"


def test_a_person_is_asked_for_by_their_id_once(telegram, bot):
    answer = answered(telegram)
    press = telegram.press(answer, "Ask a person")
    call = telegram.await_message(SUPERGROUP, where=lambda m: "person's answer" in m.words)
    assert call.marked("text_mention") == ["Bryn", "Ailsa Reid"]
    telegram.await_answered(press)
    again = telegram.press(answer, "Ask a person")
    assert "asked already" in telegram.await_answered(again).text


def test_a_person_is_asked_directly_where_the_question_was_private(telegram, bot):
    telegram.start(BRYN)
    answer = answered(telegram, AILSA)
    press = telegram.press(answer, "Ask a person")
    call = telegram.await_message(BRYN, where=lambda m: "person's answer" in m.words)
    assert QUESTION in call.words
    assert "passed your question on" in telegram.await_answered(press).text


def test_where_no_officer_can_be_reached_somebody_else_is_named(telegram, bot):
    answer = answered(telegram, AILSA)
    press = telegram.press(answer, "Ask a person")
    assert telegram.await_answered(press).text == "You could ask Morag Tulloch."


def test_a_menu_of_a_line_opens_and_closes_in_the_place_of_the_keyboard(telegram, bot):
    (posted,) = bot.send(f"{GROUP_KEY}", DIGEST, "digest/1")
    digest = telegram.await_message(SUPERGROUP, where=lambda m: str(m.id) == posted.message)
    assert digest.buttons == ["GLE1", "GLE2"]
    telegram.press(digest, "GLE1")
    telegram.await_edit(
        digest, where=lambda m: m.buttons == ["GLE1: Done", "GLE1: Blocked", "‹ Back"]
    )
    telegram.press(digest, "‹ Back")
    telegram.await_edit(digest, where=lambda m: m.buttons == ["GLE1", "GLE2"])


def test_a_line_that_was_answered_says_so_and_by_whom(telegram, house, bot):
    (posted,) = bot.send(GROUP_KEY, DIGEST, "digest/1")
    digest = telegram.await_message(SUPERGROUP, where=lambda m: str(m.id) == posted.message)
    telegram.press(digest, "GLE1")
    telegram.await_edit(digest, where=lambda m: "GLE1: Done" in m.buttons)
    telegram.press(digest, "GLE1: Done")
    telegram.await_message(SUPERGROUP, where=lambda m: m.words.startswith("Logged"))
    telegram.await_edit(digest, where=lambda m: m.buttons == ["GLE1: Done – Ailsa Reid", "GLE2"])
    assert [one.action for one in house.register.updates()] == ["GLE1"]


def test_an_old_copy_of_a_keyboard_opens_the_menu_over_the_keyboard_itself(telegram, bot):
    (posted,) = bot.send(GROUP_KEY, DIGEST, "digest/1")
    digest = telegram.await_message(SUPERGROUP, where=lambda m: str(m.id) == posted.message)
    old = digest.as_now()
    telegram.press(old, "GLE1")
    telegram.await_edit(digest, where=lambda m: "GLE1: Done" in m.buttons)
    telegram.press(old, "GLE2", user=BRYN)
    telegram.await_edit(digest, where=lambda m: "GLE2: Done" in m.buttons)
    telegram.press(digest, "‹ Back")
    telegram.await_edit(digest, where=lambda m: m.buttons == ["GLE1", "GLE2"])


def test_what_is_in_the_way_is_asked_for_in_words(telegram, house, bot):
    (posted,) = bot.send(GROUP_KEY, DIGEST, "digest/1")
    digest = telegram.await_message(SUPERGROUP, where=lambda m: str(m.id) == posted.message)
    telegram.press(digest, "GLE2")
    telegram.await_edit(digest, where=lambda m: "GLE2: Blocked" in m.buttons)
    telegram.press(digest, "GLE2: Blocked")
    question = telegram.await_message(SUPERGROUP, where=lambda m: m.reply_to == digest.id)
    telegram.say(SUPERGROUP, "no paper left", reply_to=question)
    telegram.await_that(lambda: house.register.updates(), "update")
    assert house.register.updates()[0].change.reason == "no paper left"


def test_a_key_that_nobody_knows_is_answered_politely(telegram, bot):
    answer = answered(telegram)
    press = telegram.press_data(answer, "AAAAAAAAAAAA")
    assert "too old" in telegram.await_answered(press).text


def test_a_key_of_a_message_that_is_gone_is_answered(telegram, bot):
    answer = answered(telegram)
    telegram.delete(answer)
    press = telegram.press(answer, "Context")
    telegram.await_answered(press)
    telegram.await_message(SUPERGROUP, where=lambda m: m.words.startswith("In its context"))


def test_a_push_that_takes_long_is_answered_before_it_is_done(telegram, house, bot):
    answer = answered(telegram)
    slow = telegram.faults.add("sendMessage", hold=True)
    press = telegram.press(answer, "Context")
    telegram.await_answered(press)
    slow.release()


def test_a_push_that_came_while_the_bot_was_down_is_seen_to(telegram, house):
    with running(telegram, house):
        said = telegram.dm(f"update: {DOOR}")
        logged = telegram.await_message(AILSA, reply_to=said)
    telegram.press(logged, "Undo")
    with running(telegram, house):
        telegram.await_edit(logged, where=lambda m: "Undone" in m.words)
    assert house.register.updates() == ()


def test_the_keys_of_an_answer_in_a_topic_are_answered_there(telegram, bot):
    asked = telegram.command(FORUM, f"ask {QUESTION}", topic=PLANS)
    answer = telegram.await_message(FORUM, reply_to=asked)
    assert FOUND in answer.words
    telegram.press(answer, "Context")
    shown = telegram.await_message(FORUM, where=lambda m: m.words.startswith("In its context"))
    assert shown.topic == PLANS
