"""Slack's limits of modals and Homes: at the edge they pass, one over it they do not."""

from __future__ import annotations

import pytest

from tests.slack_server.bolt_bot import connected, refused
from tests.slack_server.builders import modal, section, text_input
from tests.slack_server.limits import views


def plain(text):
    return {"type": "plain_text", "text": text}


VIEWS = [
    (lambda n: modal("t" * n, []), 24, "/view/title/text"),
    (lambda n: modal("a", [], submit=plain("s" * n)), 24, "/view/submit/text"),
    (lambda n: modal("a", [], close=plain("c" * n)), 24, "/view/close/text"),
    (lambda n: modal("a", [], private_metadata="p" * n), 3000, "/view/private_metadata"),
    (lambda n: modal("a", [], callback_id="c" * n), 255, "/view/callback_id"),
    (lambda n: modal("a", [section("a")] * n), 100, "no more than 100 items"),
    (lambda n: {"type": "home", "blocks": [section("a")] * n}, 100, "no more than 100 items"),
    (lambda n: modal("a", [text_input("l" * n, "b")]), 2000, "/view/blocks/0/label/text"),
    (
        lambda n: modal("a", [text_input("a", "b", placeholder=plain("p" * n))]),
        150,
        "/view/blocks/0/element/placeholder/text",
    ),
    (
        lambda n: modal("a", [text_input("a", "b", initial_value="i" * n)]),
        3000,
        "/view/blocks/0/element/initial_value",
    ),
]


@pytest.mark.parametrize(("made", "edge", "reason"), VIEWS)
def test_a_view_passes_at_its_limit_and_not_one_over_it(made, edge, reason):
    assert views.refusal(made(edge)) is None
    refusal = views.refusal(made(edge + 1))
    assert refusal.error == "invalid_arguments"
    assert any(reason in said for said in refusal.reasons), refusal.reasons


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        ({"type": "poster", "blocks": []}, "unsupported type: poster"),
        ({"type": "home"}, "missing required field: blocks"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        (modal("a", [{"type": "markdown", "text": "a"}]), "unsupported type: markdown"),
        (modal("a", [{"type": "input", "block_id": "b"}]), "missing required field: label"),
    ],
)
def test_a_view_that_is_not_whole_is_refused(view, reason):
    assert any(reason in said for said in views.refusal(view).reasons)


def test_a_form_needs_its_button():
    view = modal("a", [text_input("a", "b")])
    del view["submit"]
    assert "submit" in views.refusal(view).reasons[0]


def test_a_view_over_its_limit_is_refused_by_every_method(slack):
    view = modal("t" * 25, [])
    with connected(slack, sockets=0) as bot:
        trigger = slack.slash("/compact").trigger_id
        answer = refused(bot, "views_open", trigger_id=trigger, view=view)
        bot.call("views_open", trigger_id=trigger, view=modal("a", []))
        home = {"type": "home", "blocks": [section("s" * 3001)]}
        published = refused(bot, "views_publish", user_id="U0AILSA", view=home)
    assert "less than 25 characters" in answer["response_metadata"]["messages"][0]
    assert published["error"] == "invalid_arguments"
    assert slack.home() is None
