"""Buttons, menus, shortcuts, commands, Home: pressed by a person, handled by bolt."""

from __future__ import annotations

import pytest

from tests.slack_server import TooLate
from tests.slack_server.bolt_bot import connected
from tests.slack_server.builders import button, menu, section
from tests.slack_server.desk import BUTTONS, Desk


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def bot(slack, desk):
    with connected(slack, desk) as running:
        yield running


@pytest.fixture
def posted(slack, bot):
    """A message of the bot with two buttons."""
    blocks = [section("1 of 3"), BUTTONS]
    bot.call("chat_postMessage", channel="C0PLANS", text="1 of 3", blocks=blocks)
    return slack.await_message("C0PLANS")


def test_a_button_is_pressed_by_its_label_and_the_message_changes(slack, desk, posted):
    assert posted.buttons == ["Show more", "Log"]
    delivery = slack.press(posted, "Show more")
    changed = slack.await_message("C0PLANS", where=lambda m: m.words == "3 of 3")
    assert changed is posted
    assert changed.buttons == []
    assert changed.earlier == ["1 of 3"]
    assert desk.got[0]["actions"][0]["value"] == "1"
    assert desk.got[0]["user"]["id"] == "U0AILSA"
    assert slack.await_ack(delivery).seconds < 3


def test_an_old_button_can_be_pressed_from_a_copy(slack, desk, posted):
    old = posted.as_now()
    slack.press(posted, "more")
    slack.await_message("C0PLANS", where=lambda m: m.words == "3 of 3")
    slack.press(old, "more", user="U0BRYN")
    slack.await_call("chat.update", count=2)
    assert [body["user"]["id"] for body in desk.got] == ["U0AILSA", "U0BRYN"]


def test_a_button_that_is_not_there_cannot_be_pressed(slack, posted):
    with pytest.raises(AssertionError, match="Show more"):
        slack.press(posted, "Buy")


def test_a_message_with_one_text_for_an_update_keeps_its_blocks(slack, bot, posted):
    bot.call("chat_update", channel="C0PLANS", ts=posted.ts, text="another text")
    assert (posted.text, posted.buttons) == ("another text", ["Show more", "Log"])
    bot.call("chat_update", channel="C0PLANS", ts=posted.ts, text="another text", blocks=[])
    assert posted.words == "another text"


def test_an_ephemeral_is_replaced_through_its_response_url(slack, desk, bot):
    blocks = [section("Log this?"), {"type": "actions", "elements": [button("Yes", "quiet")]}]
    arguments = {"channel": "C0PLANS", "user": "U0AILSA", "text": "Log this?", "blocks": blocks}
    bot.call("chat_postEphemeral", **arguments)
    offer = slack.await_ephemeral("U0AILSA")
    assert slack.messages("C0PLANS") == []
    slack.press(offer, "Yes")
    answer = slack.await_ephemeral("U0AILSA", where=lambda m: m.words == "Only you see this")
    assert answer is offer
    assert "message" not in desk.got[0]
    assert desk.got[0]["container"]["is_ephemeral"] is True


def test_an_option_of_a_menu_is_chosen_by_its_value(slack, desk, bot):
    select = menu("Which", "which", ["first", "second"])["element"]
    block = {"type": "actions", "block_id": "ask", "elements": [select]}
    bot.call("chat_postMessage", channel="C0PLANS", text="Which?", blocks=[block])
    slack.await_ack(slack.choose(slack.await_message("C0PLANS"), "chosen", "second"))
    assert desk.got[0]["actions"][0]["selected_option"]["text"]["text"] == "Second"


def test_a_message_shortcut_carries_the_message(slack, desk, bot):
    said = slack.say("C0PLANS", "about 60% done", user="U0BRYN")
    slack.shortcut(said, "log_it")
    slack.await_view("U0AILSA")
    assert desk.got[0]["message"]["text"] == "about 60% done"
    assert desk.got[0]["channel"]["id"] == "C0PLANS"


def test_a_global_shortcut_carries_no_channel(slack, desk, bot):
    slack.global_shortcut("log_it")
    slack.await_view("U0AILSA")
    assert "channel" not in desk.got[0]


def test_a_command_is_answered_to_the_asker_only(slack, desk, bot):
    slack.slash("/compact", "who signs?", channel="C0ELSEWHERE")
    answer = slack.await_ephemeral("U0AILSA")
    assert (answer.text, answer.channel) == ("Only for you", "C0ELSEWHERE")
    assert desk.got[0]["text"] == "who signs?"
    assert slack.messages("C0ELSEWHERE") == []


def test_a_command_can_be_answered_in_its_ack(slack, bot):
    delivery = slack.slash("/compact", "fast")
    assert slack.await_ephemeral().text == "Here at once"
    assert slack.await_ack(delivery).payload == {"text": "Here at once"}


def test_a_command_that_nobody_takes_fails_at_once(slack):
    delivery = slack.slash("/compact", "hello")
    slack.await_that(lambda: delivery.failed, "failure")
    assert delivery.failed == "dispatch_failed"


def test_home_is_published_and_has_buttons(slack, desk, bot):
    slack.open_home("U0BRYN")
    home = slack.await_home("U0BRYN")
    assert "Two are due" in home.words
    slack.press(home, "Log")
    slack.await_view("U0BRYN")
    assert desk.got[0]["view"]["type"] == "home"
    with pytest.raises(TooLate, match="U0BRYN: "):
        slack.await_home("U0AILSA", deadline=0.01)


def test_one_of_two_feedback_buttons_is_pressed_by_its_value(slack, bot):
    told = {}

    @bot.app.action("useful")
    async def useful(ack, body):
        told.update(body["actions"][0])
        await ack()

    choices = {
        f"{side}_button": {"text": {"type": "plain_text", "text": side}, "value": side}
        for side in ("positive", "negative")
    }
    element = {"type": "feedback_buttons", "action_id": "useful"} | choices
    blocks = [{"type": "context_actions", "elements": [element]}]
    bot.call("chat_postMessage", channel="C0PLANS", text="a", blocks=blocks)
    slack.await_ack(slack.feedback(slack.await_message("C0PLANS"), "useful", "negative"))
    assert told["value"] == "negative"
