"""Modals: filled in as in Slack's own client, sent, refused, updated, pushed and closed."""

from __future__ import annotations

import pytest

from tests.slack_server import NotFilledIn
from tests.slack_server.bolt_bot import connected
from tests.slack_server.builders import button, modal, section, text_input
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


def test_a_form_is_opened_filled_in_and_sent(slack, desk, posted):
    slack.press(posted, "Log")
    form = slack.await_view("U0AILSA")
    assert form.title == "Log an update"
    slack.submit(form, {"Note": "slow start", "Status": "blocked", "due": "2027-03-12"})
    slack.await_that(lambda: form.closed, "end of the form")
    values = desk.got[1]["view"]["state"]["values"]
    assert values["note"]["given"] == {"type": "plain_text_input", "value": "slow start"}
    assert values["status"]["chosen"]["selected_option"]["value"] == "blocked"
    assert values["due"]["day"]["selected_date"] == "2027-03-12"
    assert desk.got[1]["view"]["private_metadata"] == "U0AILSA:7"


def test_errors_keep_a_form_open_beside_its_inputs(slack, desk, posted):
    desk.response = {"response_action": "errors", "errors": {"due": "Not on a Sunday"}}
    slack.press(posted, "Log")
    form = slack.await_view()
    slack.submit(form, {"Note": "a", "Status": "done"})
    slack.await_view(where=lambda view: view.errors == {"due": "Not on a Sunday"})
    assert not form.closed


def test_errors_for_an_input_that_is_not_there_are_a_fault_of_the_bot(slack, desk, posted):
    desk.response = {"response_action": "errors", "errors": {"nowhere": "Hm"}}
    slack.press(posted, "Log")
    delivery = slack.submit(slack.await_view(), {"Note": "a", "Status": "done"})
    slack.await_ack(delivery)
    assert delivery.failed == "invalid_errors"
    assert "ack" in [advice.method for advice in slack.warnings]


def test_a_form_is_updated_or_pushed_by_its_ack(slack, desk, posted):
    slack.press(posted, "Log")
    form = slack.await_view()
    second = modal("Sure?", [section("Really?")])
    desk.response = {"response_action": "push", "view": second}
    slack.submit(form, {"Note": "a", "Status": "done"})
    above = slack.await_view(where=lambda view: view.title == "Sure?")
    assert above.previous_id == form.id
    desk.response = {"response_action": "update", "view": modal("Thanks", [section("Done")])}
    slack.submit(above)
    slack.await_view(where=lambda view: view.title == "Thanks")
    desk.response = {}
    slack.submit(above)
    assert slack.await_view(where=lambda view: view is form)


def test_slacks_client_does_not_send_what_is_not_filled_in(slack, posted):
    slack.press(posted, "Log")
    form = slack.await_view()
    with pytest.raises(NotFilledIn, match="'Note'"):
        slack.submit(form, {"Status": "done"})
    with pytest.raises(NotFilledIn, match="20 characters"):
        slack.submit(form, {"Note": "x" * 21, "Status": "done"})
    with pytest.raises(NotFilledIn, match="'lost'"):
        slack.submit(form, {"Note": "x", "Status": "lost"})
    with pytest.raises(NotFilledIn, match="Colour"):
        slack.submit(form, {"Note": "x", "Status": "done", "Colour": "red"})


def test_a_closed_form_is_told_where_the_bot_asked_for_it(slack, bot, desk, posted):
    slack.press(posted, "Log")
    form = slack.await_view()
    assert slack.close_view(form) is None
    view = modal("Again", [section("a")], notify_on_close=True)
    bot.call("views_open", trigger_id=slack.press(posted, "more").trigger_id, view=view)
    closing = slack.close_view(slack.await_view())
    slack.await_ack(closing)
    assert "view_closed" in [body["type"] for body in desk.got]


def test_what_is_filled_in_travels_with_a_press(slack, bot, desk, posted):
    blocks = [
        text_input("Note", "note"),
        {"type": "actions", "elements": [button("More", "chosen")]},
    ]
    trigger = slack.press(posted, "more").trigger_id
    bot.call("views_open", trigger_id=trigger, view=modal("Ask", blocks))
    form = slack.await_view()
    slack.fill_in(form, {"Note": "half"})
    slack.await_ack(slack.press(form, "More"))
    [body] = [body for body in desk.got if "view" in body]
    assert body["view"]["state"]["values"]["note"]["given"]["value"] == "half"
