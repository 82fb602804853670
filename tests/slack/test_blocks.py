"""Any reply becomes posts within Slack's limits: nothing is lost, no quote without its source."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack import limits
from bot.channels.slack.blocks import Post, Press, to_posts, to_view
from bot.channels.slack.limits import size
from bot.channels.slack.markup import cut, escaped, mentioned, plain, without
from bot.core.register import Person, Role
from bot.core.types import Bullets, Button, Heading, Item, Quote, Reply, Table, Text
from tests.slack_server.limits import messages as rules

SIGNS = st.sampled_from("aé <>&*_\n\t!@#|“”—.,;🦦\x00\x1b\ud83d")
WORDS = st.one_of(
    st.text(SIGNS, max_size=60),
    st.text(max_size=200),
    st.builds(
        lambda word, times: word * times,
        st.text(SIGNS, min_size=1, max_size=9),
        st.integers(1, 2500),
    ),
)
PEOPLE = st.one_of(
    st.none(),
    st.builds(
        Person,
        st.sampled_from(("slack:T1:U1", "slack:T2:U1", "other:7", "slack:T1:<!channel>")),
        WORDS,
        st.just(Role.CONTRIBUTOR),
    ),
)
FEW_BUTTONS = st.lists(st.builds(Button, WORDS, WORDS), max_size=7).map(tuple)
ITEMS = st.builds(Item, WORDS, WORDS, FEW_BUTTONS, PEOPLE)
BLOCKS = st.one_of(
    ITEMS,
    st.builds(Text, WORDS),
    st.builds(Heading, WORDS),
    st.builds(Quote, WORDS, WORDS, WORDS),
    st.builds(Bullets, st.lists(WORDS, max_size=20).map(tuple), st.booleans()),
    st.builds(
        Table,
        st.just(("Lead", "Due")),
        st.lists(st.tuples(WORDS, WORDS), max_size=8).map(tuple),
    ),
)
BUTTONS = st.lists(st.builds(Button, WORDS, WORDS), max_size=30).map(tuple)
REPLIES = st.builds(Reply, st.lists(BLOCKS, max_size=25).map(tuple), BUTTONS)


def shown(post: Post) -> str:
    """All that is written in the blocks of a post."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            words = value.get("text")
            if isinstance(words, str):
                found.append(escaped(words) if value["type"] == "plain_text" else words)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)

    walk(list(post.blocks))
    return "\n".join(found)


def letters(text: str) -> str:
    """What must not get lost: everything but blanks, bars, controls and broken signs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(
        r"[\s>\x00-\x1f\x7f\u00a0\u2000-\u200a\u2028\u2029\u3000\x85\x1c-\x1f]", "", whole
    )


@settings(max_examples=40, deadline=None)
@given(REPLIES)
def test_every_post_is_within_the_limits_and_the_servers_rules(reply: Reply):
    for post in to_posts(reply, [Press("Helpful", "good", "x")], team="T1"):
        assert 0 < len(post.blocks) <= limits.BLOCKS
        assert 0 < size(post.text) <= limits.TEXT
        assert size(json.dumps(post.blocks, ensure_ascii=False)) <= limits.IN_ALL
        arguments = {"channel": "C1", "text": post.text, "blocks": list(post.blocks)}
        assert rules.refusal(arguments) is None


@settings(max_examples=40, deadline=None)
@given(REPLIES)
def test_nothing_is_dropped_from_what_is_shown_or_read_aloud(reply: Reply):
    posts = to_posts(reply)
    seen = letters(plain("\n".join(map(shown, posts)), {}))
    heard = letters(plain("\n".join(post.text for post in posts), {}))
    for block in reply.blocks:
        texts = {
            Text: lambda b: [b.text],
            Heading: lambda b: [b.text],
            Quote: lambda b: [b.before, b.source],
            Bullets: lambda b: b.items,
            Table: lambda b: [cell for row in b.rows for cell in row],
            Item: lambda b: [b.text],
        }[type(block)](block)
        for text in texts:
            for word in letters(text)[:40], letters(text)[-40:]:
                assert word in seen
                assert word in heard


@settings(max_examples=40, deadline=None)
@given(st.text(SIGNS, max_size=9000), st.text("abc ", min_size=1, max_size=300))
def test_each_part_of_a_quote_stands_with_its_source_in_one_post(text: str, source: str):
    source = f"Compact {source.strip()}"
    posts = to_posts(Reply((Text("x" * 2500), Quote(text, source), Text("y" * 2500))))
    parts = []
    for post in posts:
        for place, block in enumerate(post.blocks):
            if block["type"] == "section" and block["text"]["text"].startswith(">"):
                under = post.blocks[place + 1]
                assert under["type"] == "context"
                assert under["elements"][0]["text"].startswith("Compact")
                parts.append(block["text"]["text"])
    said = letters("".join(plain(part, {}) for part in parts))
    assert said == letters(f"“{text}”")


@settings(max_examples=40, deadline=None)
@given(st.lists(ITEMS, max_size=5).map(tuple))
def test_the_end_of_a_line_stands_right_above_its_buttons_in_one_post(items: tuple[Item, ...]):
    rows = []
    for post in to_posts(Reply((Text("x" * 2500), *items)), team="T1"):
        for place, block in enumerate(post.blocks):
            if block["type"] == "actions":
                above = post.blocks[place - 1]
                whole = place > 0 and above["type"] == "section"
                rows += [(one["value"], above) for one in block["elements"] if whole]
    for item in items:
        says = [one.says for one in item.buttons if one.says and held(one.says)]
        end = letters(item.text)[-20:]
        if says and end and len(item.text) < 400:  # a longer one may be cut close to its end
            above = [words(block) for value, block in rows if value == says[0]]
            assert any(text.endswith(end) for text in above)


def held(says: str) -> bool:
    return size(json.dumps(says, ensure_ascii=False)) <= limits.VALUE + 2


def words(block: dict[str, Any]) -> str:
    return letters(plain(block["text"]["text"], {}))


def test_a_digest_of_eight_lines_with_five_buttons_each_is_one_post():
    said = ("on track", "update", "done", "block", "snooze")
    items = [
        Item(
            f"GLE{n} Mend the {n}th door of the village hall, all of it (due 4 March 2031, led by"
            f" Isla Rennie of the Glenmore Hall Committee, blocked: no joiner to be had)",
            f"GLE{n}",
            tuple(Button(one.capitalize(), f"{one} GLE{n}") for one in said),
        )
        for n in range(8)
    ]
    lead = Text("3 actions are overdue, 4 are due soon and 1 is blocked.")
    (post,) = to_posts(Reply((lead, Heading("Overdue"), *items), (Button("Show all", "all"),)))
    rows = [block for block in post.blocks if block["type"] == "actions"]
    assert [len(row["elements"]) for row in rows] == [5] * 8 + [1]
    assert rows[3]["block_id"] == "item-GLE3-3"
    assert "GLE3 Mend the 3th door" in post.text


@pytest.mark.parametrize(
    ("id", "seen"),
    [
        ("slack:T1:U7", "<@U7>: the hall"),
        ("slack:T2:U7", "Isla &lt;Rennie&gt;: the hall"),
        ("slack:T1:U7> <!channel", "Isla &lt;Rennie&gt;: the hall"),
        ("telegram:U7", "Isla &lt;Rennie&gt;: the hall"),
    ],
)
def test_a_person_of_the_workspace_is_called_by_id_and_anybody_else_by_name(id, seen):
    item = Item("the hall", calls=Person(id, "Isla <Rennie>", Role.CONTRIBUTOR))
    (post,) = to_posts(Reply((item,)), team="T1")
    assert (post.text, post.blocks[0]["text"]["text"]) == (seen, seen)
    (other,) = to_posts(Reply((item,)))
    assert other.text == "Isla &lt;Rennie&gt;: the hall"


@given(st.text(SIGNS, max_size=3000), st.integers(7, 500))
def test_a_text_that_is_cut_loses_only_blanks(text: str, most: int):
    pieces = cut(text, most)
    assert all(size(escaped(piece)) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text())
def test_a_text_that_is_escaped_pings_nobody_and_is_read_back(text: str):
    sent = escaped(f"<!channel> <@U1> {text} <https://example.org|here>")
    assert "<" not in sent
    assert mentioned(sent) == ()
    assert plain(sent, {}) == f"<!channel> <@U1> {text} <https://example.org|here>"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("<@U0BOT> who signs it?", "who signs it?"),
        ("ask <@U1> in <#C1|plans>", "ask Isla Rennie in #plans"),
        ("<@U2|rory> &amp; co &lt;soon&gt;", "rory & co <soon>"),
        (
            "see <https://example.org|the page> or <mailto:a@b.org|a@b.org>",
            "see the page or a@b.org",
        ),
        ("<!here> by <!date^1^{date}|5 May>", "@here by 5 May"),
        ("hello<@U0BOT>", "hello"),
    ],
)
def test_what_people_write_is_read_as_they_see_it(raw, read):
    assert plain(without(raw, "U0BOT"), {"U1": "Isla Rennie"}) == read


def test_a_short_reply_is_one_post_with_its_buttons_at_the_end():
    reply = Reply((Text("Found."), Quote("a", "b")), (Button("Show more", "more"),))
    (post,) = to_posts(reply)
    assert post.text == "Found.\n“a” — b"
    assert [block["type"] for block in post.blocks] == ["section", "section", "context", "actions"]


def test_buttons_alone_have_a_text_that_can_be_read():
    (post,) = to_posts(Reply((), (Button("Go", "go"),)))
    assert post.text


def test_a_page_that_is_too_long_says_so_and_keeps_its_buttons():
    lines = tuple(Item(str(n), str(n), (Button("Done", f"done {n}"),)) for n in range(80))
    page = to_view(Reply(lines, (Button("Help", "help"),)))
    assert len(page) <= limits.BLOCKS_OF_VIEW
    assert "There is more" in str(page[-2])
    assert "'help'" in str(page[-1])
    assert page[-3]["type"] == "actions"
