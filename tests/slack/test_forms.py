"""Shortcuts, the form of an update, the Home tab and private offers, over the wire."""

import pytest

from bot.core.register import Status
from tests.slack.bot_here import DIRECT, MEMBER, OFFICER, PLANS, running

DOOR = "we have mended the north door of the village hall, it is done"


def test_a_message_is_asked_about_by_a_shortcut_and_only_who_asked_sees_the_answer(slack, bot):
    said = slack.say(PLANS, "when does Glenmore Council pay grants?")
    slack.shortcut(said, "ask_about", user=OFFICER)
    answer = slack.await_ephemeral(OFFICER)
    assert "within 21 days" in answer.words
    assert "Share with channel" in answer.buttons


def test_a_message_is_logged_by_a_form_that_is_prefilled_from_it(slack, house, bot):
    said = slack.say(PLANS, "the north door of the village hall is half mended, by 12 March 2031")
    slack.shortcut(said, "log_update", user=OFFICER)
    form = slack.await_view(OFFICER, where=lambda view: view.title == "Log an update")
    slack.await_that(lambda: "note" in str(form.blocks), "filled form")
    slack.submit(form, {"Per cent done": "60"})
    slack.await_message(PLANS, thread_ts=said.ts, where=lambda m: m.words.startswith("Logged"))
    (update,) = house.register.updates()
    assert (update.action, update.change.percent) == ("GLE4", 60)
    assert update.change.status is Status.IN_PROGRESS
    assert str(update.change.due) == "2031-03-12"
    assert update.said.by.id.endswith(MEMBER)
    assert update.said.message == said.ts


def test_a_message_that_was_logged_by_form_is_not_logged_again(slack, house, bot):
    said = slack.say(PLANS, DOOR)
    for _ in range(2):
        slack.shortcut(said, "log_update")
        form = slack.await_view(MEMBER)
        slack.await_that(lambda: "note" in str(form.blocks), "filled form")  # noqa: B023
        slack.submit(form)
        slack.await_message(PLANS, thread_ts=said.ts)
    slack.await_message(PLANS, where=lambda m: "I have that already" in m.words)
    assert len(house.register.updates()) == 1


def test_an_update_about_no_message_is_logged_by_the_global_shortcut(slack, house, bot):
    slack.global_shortcut("log_anything")
    form = slack.await_view(MEMBER)
    slack.await_that(lambda: "note" in str(form.blocks), "filled form")
    slack.submit(form, {"Action": "GLE3", "Status": "Blocked", "Note": "no trainer to be had"})
    direct = slack.await_message(where=lambda m: m.words.startswith("Logged"))
    assert direct.channel.startswith("D")
    (update,) = house.register.updates()
    assert update.change.reason == "no trainer to be had"


def test_the_home_tab_shows_actions_and_answers_its_buttons_in_the_messages(slack, house, bot):
    slack.mention(PLANS, "update: the hall is half done")
    slack.await_message(PLANS)
    slack.open_home(MEMBER)
    page = slack.await_home(MEMBER)
    words = str(page.blocks)
    assert "Waiting for somebody to say what it means: 1" in words
    assert "Morag Tulloch" in words
    assert "I hold 3 documents, read on" in words
    slack.press(page, "Open the inbox")
    told = slack.await_message(
        where=lambda m: "the hall is half done" in m.words and m.channel[0] == "D"
    )
    assert "1 message waits" in told.words


def test_a_press_on_the_home_tab_shows_what_has_changed(slack, house, bot):
    slack.mention(PLANS, "update: the hall is half done")
    question = slack.await_message(PLANS)
    slack.open_home(MEMBER)
    page = slack.await_home(MEMBER, where=lambda view: "say what it means: 1" in view.words)
    slack.press(question, next(one for one in question.buttons if one.startswith("GLE5")))
    slack.await_that(lambda: house.register.updates(), "update")
    slack.press(page, "Overdue")
    slack.await_home(MEMBER, where=lambda view: "say what it means: 0" in view.words)


def test_the_settings_for_my_reminders_are_pressed_on_the_home_tab(slack, house, bot):
    slack.open_home(MEMBER)
    page = slack.await_home(MEMBER, where=lambda view: "Remind me" in str(view.blocks))
    slack.press(page, "Remind me")
    slack.await_home(MEMBER, where=lambda view: "Stop my reminders" in str(view.blocks))
    (consent,) = house.register.reminders.consents()
    assert (consent.person.id, consent.direct) == (f"slack:T0GLENMORE:{MEMBER}", True)
    slack.press(page, "Mention me")
    slack.await_home(MEMBER, where=lambda view: "Do not mention me" in str(view.blocks))


@pytest.fixture
def offering(slack, house):
    with running(slack, house, offer_in=(PLANS,)):
        yield


def test_a_likely_update_gets_a_private_offer_and_is_logged_when_it_is_taken(
    slack, house, offering
):
    slack.say(PLANS, DOOR)
    offer = slack.await_ephemeral(MEMBER)
    assert "GLE4" in offer.words
    assert house.register.updates() == ()
    slack.press(offer, "Log it")
    slack.await_that(lambda: house.register.updates(), "update")
    logged = slack.await_ephemeral(MEMBER, where=lambda m: m.words.startswith("Logged"))
    assert logged.ts == offer.ts
    assert slack.messages(PLANS)[1:] == []


def test_an_offer_that_is_not_wanted_goes_away_and_its_words_with_it(slack, house, offering):
    slack.say(PLANS, DOOR)
    offer = slack.await_ephemeral(MEMBER)
    slack.press(offer, "Not now")
    slack.await_that(lambda: offer.deleted, "offer to go")
    assert house.register.updates() == ()
    assert DOOR not in house.notes()


def test_no_offer_is_made_where_it_is_not_switched_on_or_for_small_talk(slack, house, offering):
    slack.say("C0GENERAL", DOOR)
    slack.say(PLANS, "who brings the cake on Friday?")
    said = slack.say(PLANS, DOOR, user=OFFICER)
    slack.await_ephemeral(OFFICER)
    assert [m.words for m in slack.ephemerals if m.ephemeral_to != OFFICER] == []
    assert slack.messages(PLANS)[-1].ts == said.ts


def test_direct_is_a_word_of_the_settings(slack, house):
    with running(slack, house, channels=(PLANS, DIRECT)):
        slack.open_home(MEMBER)
        slack.await_home(MEMBER)
