"""Whole conversations, over the wire."""

import pytest

from tests.slack.bot_here import OFFICER, PLANS


def test_a_question_is_answered_in_its_thread_with_quote_and_source(slack, bot):
    asked = slack.mention(PLANS, "when does Glenmore Council pay grants?")
    answer = slack.await_message(PLANS, thread_ts=asked.ts)
    assert "within 21 days of a signed claim" in answer.words
    assert "The Glenmore Compact" in answer.words
    assert "within 21 days" in answer.text


def test_a_direct_message_needs_no_mention(slack, bot):
    asked = slack.dm("when does Glenmore Council pay grants?")
    answer = slack.await_message(asked.channel, thread_ts=asked.ts)
    assert "within 21 days" in answer.words


def test_a_thread_goes_on_without_a_mention(slack, bot):
    asked = slack.mention(PLANS, "when does Glenmore Council pay grants?")
    slack.await_message(PLANS, thread_ts=asked.ts)
    slack.say(PLANS, "and Strathbeg?", thread_ts=asked.ts)
    more = slack.await_message(PLANS, thread_ts=asked.ts, where=lambda m: "April" in m.words)
    assert "in April and in October" in more.words


def test_an_update_is_logged_and_undone_by_buttons(slack, house, bot):
    slack.mention(PLANS, "update: we have mended the north door of the village hall, it is done")
    logged = slack.await_message(PLANS, where=lambda m: "Undo" in m.buttons)
    assert len(house.register.updates()) == 1
    slack.press(logged, "Undo")
    slack.await_message(PLANS, where=lambda m: "Undone" in m.words)
    assert house.register.updates() == ()


def test_a_choice_between_actions_is_made_by_a_button_and_takes_the_place_of_the_question(
    slack, house, bot
):
    asked = slack.mention(PLANS, "update: the hall is half done")
    question = slack.await_message(PLANS, thread_ts=asked.ts)
    choice = next(label for label in question.buttons if label.startswith("GLE5"))
    slack.press(question, choice)
    slack.await_that(lambda: house.register.updates(), "update")
    done = slack.await_message(PLANS, thread_ts=asked.ts, where=lambda m: "Undo" in m.buttons)
    assert done.ts == question.ts
    assert done.words.startswith("Logged")


def test_a_slash_command_is_answered_to_who_asked_and_shared_on_a_press(slack, bot):
    slack.slash("/compact", "when does Glenmore Council pay grants?")
    answer = slack.await_ephemeral("U0AILSA")
    assert "within 21 days" in answer.words
    assert slack.messages(PLANS) == []
    slack.press(answer, "Share with channel")
    shared = slack.await_message(PLANS)
    assert "asked: when does Glenmore Council pay grants?" in shared.words
    assert "within 21 days" in shared.words


def test_an_empty_command_is_a_call_for_help(slack, bot):
    slack.slash("/compact", "")
    assert "Try:" in slack.await_ephemeral("U0AILSA").words


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("remind weekly monday 9:30 here", "Monday"),
        ("remind", "reminder"),
        ("status", "reminder"),
        ("actions", "GLE"),
        ("gaps", "No lead named"),
    ],
)
def test_a_command_is_no_question(slack, bot, words, says):
    slack.slash("/compact", words, user=OFFICER)
    answer = slack.await_ephemeral(OFFICER)
    assert says in answer.words
    assert "could not find" not in answer.words


def test_a_reminder_that_is_set_up_here_is_for_this_channel(slack, house, bot):
    slack.slash("/compact", "remind weekly monday 9:30 here", user=OFFICER)
    slack.await_ephemeral(OFFICER)
    (reminder,) = house.register.reminders.reminders()
    assert reminder.chat == f"slack:T0GLENMORE:{PLANS}"


def test_the_context_of_a_quote_is_shown_on_a_press(slack, bot):
    asked = slack.mention(PLANS, "when does Glenmore Council pay grants?")
    answer = slack.await_message(PLANS, thread_ts=asked.ts)
    slack.press(answer, "Context")
    shown = slack.await_message(PLANS, where=lambda m: m.words.startswith("In its context"))
    assert "stays open for ten weeks" in shown.words


def test_that_an_answer_did_not_help_is_kept_with_its_reason(slack, house, bot):
    asked = slack.mention(PLANS, "when does Glenmore Council pay grants?")
    answer = slack.await_message(PLANS, thread_ts=asked.ts)
    slack.press(answer, "Not helpful")
    form = slack.await_view("U0AILSA")
    slack.await_ephemeral("U0AILSA", where=lambda m: "Thank you" in m.words)
    slack.submit(form, {"What was wrong with it?": "It is out of date", "words": "it is 14 days"})
    slack.await_that(lambda: "out of date" in house.ratings(), "reason")
    assert house.ratings() == f"C0PLANS/{answer.ts} False It is out of date: it is 14 days"


def test_a_person_is_asked_for_by_their_id_once(slack, bot):
    asked = slack.mention(PLANS, "when does Glenmore Council pay grants?")
    answer = slack.await_message(PLANS, thread_ts=asked.ts)
    slack.press(answer, "Ask a person")
    call = slack.await_message(PLANS, where=lambda m: "person's answer" in m.words)
    assert set(call.pings) == {"<@U0BRYN>", "<@U0AILSA>"}
    slack.press(answer, "Ask a person")
    slack.await_ephemeral("U0AILSA", where=lambda m: "asked already" in m.words)
