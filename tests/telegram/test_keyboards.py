"""Keys fit a phone; each item of a digest has one key that opens its menu, and a way back."""

from __future__ import annotations

import pytest

from bot.channels.telegram import limits, rows
from bot.channels.telegram.keyboards import Key, Keyboard, Shown, closed, laid, opened, parsed
from bot.channels.telegram.posts import to_posts
from bot.core.types import Answer, Button, Citation, Item, Question, Reply, Spot, Text, Verdict
from tests.telegram.valid import check, check_keyboard
from tests.telegram_server.limits import keyboard_refusal

CHOICES = ("On track", "Update", "Done", "Blocked", "Snooze")


def item(label: str) -> Item:
    buttons = tuple(Button(choice, f"{choice.lower()} {label}") for choice in CHOICES)
    return Item(f"{label}: mend the north door", label, buttons)


def labels(keyboard: Keyboard) -> list[list[str]]:
    """The labels of a keyboard that a phone and the platform take."""
    shown = [[key.label for key in row] for row in keyboard]
    check_keyboard(shown)
    sent = [[{"text": label, "callback_data": "x" * 12} for label in row] for row in shown]
    assert keyboard_refusal({"inline_keyboard": sent}) is None
    return shown


def sent(keyboard: Keyboard) -> Shown:
    """A keyboard as it is under a message: each key with some data."""
    return tuple(
        tuple((key.label, f"{row}-{place}") for place, key in enumerate(keys))
        for row, keys in enumerate(keyboard)
    )


def test_a_row_has_as_many_keys_as_a_phone_has_room_for():
    keys = [Key(label, "say", label) for label in ("Yes", "No", "Another action", "Set aside")]
    assert labels(laid(keys)) == [["Yes", "No"], ["Another action", "Set aside"]]
    assert [len(row) for row in laid([Key("9", "say", "9")] * 10)] == [8, 2]


def test_a_label_that_is_too_long_ends_in_an_ellipsis_and_says_all_of_its_words():
    words = "GLE1 mend the north door of the village hall before winter"
    ((key,),) = laid([Key(words, "say", words)])
    assert key.label == "GLE1 mend the north door of the…"
    assert parsed(key.words) == ("say", words)


def test_a_label_of_nothing_is_still_a_label():
    assert labels(laid([Key("\u202e\x00", "say", "x"), Key("<b>", "say", "x")])) == [["…", "<b>"]]


def test_each_item_of_a_digest_has_one_key_and_the_buttons_of_the_reply_come_after():
    reply = Reply(tuple(item(f"GLE{n}") for n in range(1, 8)), (Button("My actions", "mine"),))
    (post,) = to_posts(reply)
    assert labels(post.rows) == [
        ["GLE1", "GLE2", "GLE3", "GLE4", "GLE5"],
        ["GLE6", "GLE7"],
        ["My actions"],
    ]


def test_a_key_of_an_item_opens_its_menu_and_back_brings_back_what_was_there():
    (post,) = to_posts(Reply((item("GLE1"), item("GLE2"))))
    action, value = parsed(post.rows[0][1].words)
    assert action == "menu"
    menu = opened(value, sent(post.rows))
    assert labels(menu) == [
        ["GLE2: On track", "GLE2: Update"],
        ["GLE2: Done", "GLE2: Blocked"],
        ["GLE2: Snooze", "‹ Back"],
    ]
    assert menu[1][0].words == "say:done GLE2"
    action, value = parsed(menu[-1][-1].words)
    assert (action, closed(value)) == ("back", sent(post.rows))


def test_one_item_alone_shows_its_buttons_at_once():
    (post,) = to_posts(Reply((Text("Due soon:"), item("GLE1"), Item("and a line"))))
    assert labels(post.rows) == [["On track", "Update", "Done"], ["Blocked", "Snooze"]]


def test_an_item_with_one_button_has_that_as_its_key():
    undo = [Item(name, name, (Button("Undo", f"undo {name}"),)) for name in ("GLE1", "GLE2")]
    (post,) = to_posts(Reply(tuple(undo)))
    assert labels(post.rows) == [["GLE1: Undo", "GLE2: Undo"]]
    assert post.rows[0][1].words == "say:undo GLE2"


def test_an_item_of_buttons_alone_is_called_by_its_label():
    (post,) = to_posts(Reply((Item("", "GLE1", item("GLE1").buttons), item("GLE2"))))
    assert post.plain == "• GLE1\n• GLE2: mend the north door"


def test_a_long_digest_has_the_keys_of_each_item_in_the_post_that_has_the_item():
    reply = Reply(tuple(item(f"GLE{n}") for n in range(1, 200)))
    posts = to_posts(reply)
    assert len(posts) == 4
    for post in posts:
        told, _ = check(post.html)
        for label in (label for row in labels(post.rows) for label in row):
            assert f"{label}: mend" in told
        assert sum(map(len, post.rows)) <= limits.KEYS


def test_more_buttons_than_a_post_holds_go_into_the_next():
    posts = to_posts(Reply((Text("x"),), tuple(Button(f"No. {n}", str(n)) for n in range(150))))
    found = [label for post in posts for row in labels(post.rows) for label in row]
    assert found == [f"No. {n}" for n in range(150)]
    assert posts[0].plain.startswith("x")


def answer(*citations: Citation) -> Reply:
    found = Answer(Question("who pays?", "who pays?"), Verdict.ANSWERED, citations)
    return Reply((Text("Found."),), (Button("Show more", "more"),), found)


def test_under_an_answer_stand_its_context_a_person_and_whether_it_helped():
    citation = Citation("q", "a.md", "doc one", "A", 5, 6)
    reply = answer(citation, citation)
    (post,) = to_posts(reply, *rows.rows_for(reply))
    assert labels(post.rows) == [
        ["Show more"],
        ["Context", "Ask a person"],
        ["Helpful", "Not helpful"],
    ]
    spot = Spot("doc one", 5, 6)
    assert rows.spots_of(post.rows[1][0].value) == [spot, spot]
    assert post.rows[1][1].value == "who pays?"


def test_an_answer_without_quotes_has_no_context_and_what_is_no_answer_no_keys():
    assert [key.action for row in rows.rows_for(answer()) for key in row] == ["call", "good", "bad"]
    assert rows.rows_for(Reply((Text("Logged."),))) == ()


def test_why_an_answer_did_not_help_is_asked_in_its_place():
    shown = ((("Helpful", "k1"), ("Not helpful", "k2")),)
    asked = rows.reasons(shown)
    *reasons, back = [parsed(key.words) for row in asked for key in row]
    assert reasons == [("why", name) for name, _ in rows.REASONS]
    assert (back[0], closed(back[1])) == ("back", shown)
    assert labels(asked)[-1][-1] == "‹ Back"


@pytest.mark.parametrize("value", ["", "no spot", "a b c", "a 1 -2", ";;"])
def test_what_is_no_spot_of_ours_is_none(value):
    assert rows.spots_of(value) == []
