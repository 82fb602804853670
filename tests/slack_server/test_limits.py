"""Slack's limits: at the edge a payload passes, one over it is refused with its reason."""

from __future__ import annotations

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack_server.bolt_bot import connected, refused
from tests.slack_server.builders import button, menu, section, text_input
from tests.slack_server.limits import messages
from tests.slack_server.limits.blocks import blocks as problems


def plain(text):
    return {"type": "plain_text", "text": text}


def header(text):
    return {"type": "header", "text": plain(text)}


def context(count):
    elements = [{"type": "mrkdwn", "text": "a"} for _ in range(count)]
    return {"type": "context", "elements": elements}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def fields(count, length):
    return {"type": "section", "fields": [plain("f" * length)] * count}


def one_button(**more):
    return actions(button("a", "b") | more)


def buttons(count):
    return actions(*(button("a", f"b{n}") for n in range(count)))


def options(count, **more):
    option = {"text": plain("a"), "value": "v"} | more
    return actions({"type": "static_select", "action_id": "s", "options": [option] * count})


def feedback(length):
    choice = {"text": plain("g" * length), "value": "1"}
    element = {"type": "feedback_buttons", "action_id": "f"}
    element |= {"positive_button": choice, "negative_button": choice}
    return {"type": "context_actions", "elements": [element]}


def radios(count):
    option = {"text": plain("a"), "value": "v"}
    return actions({"type": "radio_buttons", "action_id": "s", "options": [option] * count})


def overflow(count):
    option = {"text": plain("a"), "value": "v"}
    return actions({"type": "overflow", "action_id": "s", "options": [option] * count})


def confirm(**lengths):
    made = {name: plain("c" * length) for name, length in lengths.items()}
    return one_button(confirm={"title": plain("a"), "text": plain("a")} | made)


EDGES = [
    (
        lambda n: section("s" * n),
        3000,
        "less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (lambda n: fields(n, 1), 10, "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    (
        lambda n: fields(1, n),
        2000,
        "less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (lambda n: header("h" * n), 150, "less than 151 characters [json-pointer:/blocks/0/text/text]"),
    (context, 10, "no more than 10 items allowed [json-pointer:/blocks/0/elements]"),
    (buttons, 25, "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
    (lambda n: one_button(text=plain("t" * n)), 75, "/blocks/0/elements/0/text/text"),
    (lambda n: one_button(value="v" * n), 2000, "/blocks/0/elements/0/value"),
    (lambda n: one_button(url="u" * n), 3000, "/blocks/0/elements/0/url"),
    (lambda n: one_button(action_id="a" * n), 255, "/blocks/0/elements/0/action_id"),
    (lambda n: section("a") | {"block_id": "b" * n}, 255, "/blocks/0/block_id"),
    (lambda n: confirm(title=n), 100, "/blocks/0/elements/0/confirm/title/text"),
    (lambda n: confirm(text=n), 300, "/blocks/0/elements/0/confirm/text/text"),
    (lambda n: confirm(deny=n), 30, "/blocks/0/elements/0/confirm/deny/text"),
    (options, 100, "no more than 100 items"),
    (lambda n: options(1, value="v" * n), 150, "/blocks/0/elements/0/options/0/value"),
    (lambda n: options(1, text=plain("o" * n)), 75, "/blocks/0/elements/0/options/0/text/text"),
    (lambda n: options(1, description=plain("o" * n)), 75, "/options/0/description/text"),
    (radios, 10, "no more than 10 items"),
    (overflow, 5, "no more than 5 items"),
    (feedback, 75, "positive_button/text/text"),
    (lambda n: {"type": "markdown", "text": "m" * n}, 12000, "less than 12001 characters"),
    (lambda n: {"type": "image", "alt_text": "a" * n, "image_url": "u"}, 2000, "/alt_text"),
]


def named(value: object) -> str:
    """The same in every process: what a function is called, or what the value says."""
    return getattr(value, "__name__", "") or str(value)[:40]


@pytest.mark.parametrize(("made", "edge", "reason"), EDGES, ids=named)
def test_a_block_passes_at_its_limit_and_not_one_over_it(made, edge, reason):
    assert messages.refusal({"text": "a", "blocks": [made(edge)]}) is None
    refusal = messages.refusal({"text": "a", "blocks": [made(edge + 1)]})
    assert refusal.error == "invalid_blocks"
    assert any(reason in said for said in refusal.reasons), refusal.reasons


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ({"type": "hologram"}, "unsupported type: hologram"),
        ({"type": "section"}, "missing required field: text"),
        (section(""), "must be more than 0 characters"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "a"}}, "unsupported type: mrkdwn"),
        (one_button(text={"type": "mrkdwn", "text": "a"}), "unsupported type: mrkdwn"),
        (one_button(style="loud"), "unsupported style: loud"),
        (one_button(value=7), "must provide a string"),
        (actions(button("a", "same"), button("b", "same")), "same already exists"),
        (actions(text_input("a", "b")["element"]), "unsupported type: plain_text_input"),
        (actions(), "no fewer than 1 items"),
        (context(1) | {"elements": [button("a", "b")]}, "unsupported type: button"),
        ({"type": "image", "image_url": "u"}, "missing required field: alt_text"),
        (menu("a", "b", ["x"], initial_option={"value": "y"}), "must be one of the options"),
        ("words", "unsupported type: None"),
    ],
)
def test_a_block_that_is_not_whole_is_refused(block, reason):
    found = list(problems([block], "/blocks", 50))
    assert any(reason in said for said in found), found


def test_fifty_blocks_pass_and_no_more(slack):
    with connected(slack, sockets=0) as bot:
        where = {"channel": "C0PLANS", "text": "a"}
        bot.call("chat_postMessage", blocks=[section("a")] * 50, **where)
        answer = refused(bot, "chat_postMessage", blocks=[section("a")] * 51, **where)
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert answer["response_metadata"]["messages"][0].startswith("[ERROR] no more than 50")
    assert len(slack.messages("C0PLANS")) == 1


def test_the_limits_hold_for_every_way_to_post(slack):
    url = slack.slash("/compact").response_url
    too_long = {"text": "a", "blocks": [section("s" * 3001)]}
    with connected(slack, sockets=0) as bot:
        posted = bot.call("chat_postMessage", channel="C0PLANS", text="a")
        where = {"channel": "C0PLANS"} | too_long
        for method, more in (
            ("chat_update", {"ts": posted["ts"]}),
            ("chat_postEphemeral", {"user": "U0AILSA"}),
        ):
            assert refused(bot, method, **where, **more)["error"] == "invalid_blocks"
        webhook = bot.loop.run(_respond(url, too_long))
    assert (webhook.status_code, "invalid_blocks" in webhook.body) == (404, True)
    assert slack.ephemerals == []


async def _respond(url, arguments):
    return await AsyncWebhookClient(url).send_dict(arguments)


def test_a_block_id_stands_once():
    refusal = messages.refusal({"text": "a", "blocks": [section("a") | {"block_id": "x"}] * 2})
    assert "x already exists" in refusal.reasons[0]


def test_all_texts_together_have_a_limit():
    ten = [section("s" * 1300) for _ in range(10)]
    assert messages.refusal({"text": "a", "blocks": ten}) is None
    assert messages.refusal({"text": "a", "blocks": [*ten, section("s")]}).error == (
        "msg_blocks_too_long"
    )


def test_a_text_has_a_limit():
    assert messages.refusal({"text": "a" * 40_000}) is None
    assert messages.refusal({"text": "a" * 40_001}).error == "msg_too_long"


def test_blocks_without_a_text_are_posted_and_warned_of(slack):
    with connected(slack, sockets=0) as bot:
        with pytest.warns(UserWarning, match="text"):
            bot.call("chat_postMessage", channel="C0PLANS", blocks=[section("a")])
        bot.call("chat_postMessage", channel="C0PLANS", text="a" * 4001)
        bot.call("chat_postMessage", channel="C0PLANS", text="a", link_names=True)
    missing, long, names = slack.warnings
    assert (missing.method, "text is missing" in missing.reason) == ("chat.postMessage", True)
    assert "4001 characters" in long.reason
    assert "link_names" in names.reason
    assert len(slack.messages("C0PLANS")) == 3


def test_pings_are_counted_where_they_would_ring(slack):
    told = [
        section("for <!channel> and <@U0BRYN>"),
        header("<!here>"),
        {"type": "context", "elements": [plain("<!everyone>"), {"type": "mrkdwn", "text": "a"}]},
    ]
    with connected(slack, sockets=0) as bot:
        arguments = {"channel": "C0PLANS", "text": "&lt;!channel&gt; <!subteam^S0OFFICERS>"}
        bot.call("chat_postMessage", blocks=told, **arguments)
    pings = slack.await_message("C0PLANS").pings
    assert pings == ["<!subteam^S0OFFICERS>", "<!channel>", "<@U0BRYN>"]
