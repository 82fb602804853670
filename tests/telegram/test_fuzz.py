"""Ten thousand texts, each in every place of a reply: always valid, never too long, nothing lost.

The texts are put together from signs as people see them, so what must not be cut is known.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate

import pytest

from bot.channels.telegram.posts import Post, to_posts
from bot.core.register import Person
from bot.core.types import Bullets, Button, Heading, Item, Quote, Reply, Table, Text
from tests.telegram.valid import Mark, check, check_keyboard, units
from tests.telegram_server.entities import cleaned
from tests.telegram_server.html_mode import parse

TEXTS, SHARE = 10_000, 1_000
LONGEST = 100_000

PLAIN = [*"aZé7ßжदक中日한", "word", "Glenmore", "£1,250", "end.", "?", "“no”", "—", "e.g.", "…"]
BLANKS = [" "] * 6 + ["\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2003", "\n \n\n\n", "\x85", "\x0b"]
EMOJI = [
    "🦦", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🧑🏿‍🚒", "❤️", "1️⃣", "🇬🇧", "🇫🇷", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👨🏻‍❤️‍💋‍👨🏾",
]  # fmt: skip
STACKED = ["e\u0301", "a\u0308\u0304", "Z" + "\u0300\u0316\u0334" * 8, "o\u0489", "q\u0323\u0307"]
SCRIPTS = ["ש", "ל", "עִ", "م", "ح", "١", "क्षि", "நி", "กำ", "ᄒ\u1161ᆫ", "각", "ﷺ", "が", "ｶﾞ"]
HTML = [
    "<b>", "</b>", "<i", "</blockquote>", "<blockquote expandable>", "&amp;", "&lt;", "&", "<>",
    "<script>alert(1)</script>", '<a href="https://example.org">', "<!--", "]]>", "&#x1F9A6;", '"',
]  # fmt: skip
MARKDOWN = ["**", "__", "`", "```\n", "[a](b)", "~~", "||", "> ", "# ", "1. ", "- ", "\\", "*_*"]
BROKEN = [
    "\x00",
    "\x07",
    "\x1b[31m",
    "\ud83d",
    "\ud800",
    "\ufffe",
    "\x7f",
    "\u0333",
    "\u0000\u0001",
]
TURNING = ["\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u202c", "\u200f", "\u061c"]
CALLING = [
    "@everyone",
    "@glenmore_bot",
    "/forget",
    "#tag",
    "https://example.org/a?b=c&d",
    "a@b.org",
]
POOLS = [PLAIN, BLANKS, EMOJI, STACKED, SCRIPTS, HTML, MARKDOWN, BROKEN, TURNING, CALLING]

ONE = frozenset((*EMOJI, *STACKED, *SCRIPTS))  # each is one sign; what else is long is a word

Shown = tuple[str, list[Mark]]
Look = Callable[[Sequence[Shown]], Iterator[str]]


def signs_of(seed: int) -> list[str]:
    """The signs of a text: mostly few, at times as many as 100,000 characters; one kind or many."""
    dice = random.Random(seed)
    pools = dice.sample(POOLS, dice.randint(1, 4)) + [BLANKS] * dice.randint(0, 2)
    if seed % SHARE == 0:
        most = LONGEST
    else:
        most = dice.choice((0, 5, 30, 30, 120, 120, 300, 5_000 if seed % 20 == 0 else 300))
    if seed % 50 == 7:  # one very long word
        return [dice.choice(dice.choice((PLAIN, EMOJI, STACKED)))] * (most // 5)
    made: list[str] = []
    size = 0
    while size < most:
        made.append(dice.choice(dice.choice(pools)))
        size += len(made[-1])
    return made


GONE = re.compile(  # blanks, what no message can carry, and what is not seen alone
    "[\\s\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2060\u2066-\u206f\u0333\u033f\ufffe]"
)


def letters(text: str) -> str:
    """All of a text that must be seen."""
    return GONE.sub("", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def everything(seen: Sequence[Shown]) -> Iterator[str]:
    """All that is shown; the numbers of the posts are not."""
    for number, (text, _) in enumerate(seen, 1):
        end = f"\n\n{number}/{len(seen)}" if len(seen) > 1 else ""
        assert text.endswith(end)
        yield text.removesuffix(end)


def in_quotes(seen: Sequence[Shown]) -> Iterator[str]:
    """What is quoted, each part of which must have its source right under it."""
    for text, marks in seen:
        for mark in marks:
            if mark.tag == "blockquote":
                assert text[mark.start + len(mark.text) :].startswith("\n— The compact, 1.11")
                assert (mark.more == " expandable") == (units(mark.text) > 600)
                yield mark.text


def places(text: str, made: list[str]) -> Iterator[tuple[Reply, Look, list[str]]]:
    """A text in each place of a reply; where to look for it, and the signs that must be there."""
    blank = not letters(text)
    yield Reply((Text(text),)), everything, made
    yield Reply((Heading(text),)), everything, made
    yield Reply((Quote(text, "The compact, 1.11"),)), in_quotes, ["“", *made, "”"]
    source = ["source unknown"] if blank else made
    yield Reply((Quote("Q", text),)), everything, ["“Q”", "—", *source]
    yield Reply((Quote("Q", "S", text),)), everything, [*made, "“Q”", "—", "S"]
    yield Reply((Bullets((text, "x")),)), everything, ["•", *made, "•", "x"]
    yield Reply((Bullets((text,), numbered=True),)), everything, ["1.", *made]
    cells = ["–"] if blank else [*made, ":", *made]
    table = Table(("Lead", text), (("A", text),))
    yield Reply((table,)), everything, ["•", "Lead:", "A", ";", *cells]
    buttons = (Button(text, text), Button("Done", "done"))
    item = Item(text, "GLE2", buttons, Person("telegram:77", "Ailsa Moir"))
    told = ["•", "Ailsa", "Moir", *([] if blank else [":"]), *made]
    yield Reply((item,), buttons), everything, told
    yield Reply((item, Item("x", text, buttons))), everything, [*told, "•", "x"]


def whole(shown: Sequence[str], signs: Sequence[str]) -> None:
    """That signs are all there, in order, none of them in two messages, and nothing else."""
    parts = list(map(letters, shown))
    assert "".join(parts) == letters("".join(signs))
    if len(parts) > 1:
        ends = set(accumulate(len(part) for one in signs for part in uncut(one)))
        assert ends.issuperset(accumulate(map(len, parts)))


@cache
def uncut(sign: str) -> tuple[str, ...]:
    """What must not be cut: a sign; of words, their letters."""
    return (sign,) if sign in ONE else tuple(letters(sign))


def shown_by(post: Post) -> Shown:
    """What is seen of a post that both readers find right."""
    text, marks = check(post.html)
    other, entities = parse(post.html)
    assert (text, len(marks)) == (cleaned(other), len(entities))
    assert text == post.plain
    check_keyboard([[key.label for key in row] for row in post.rows])
    return text, marks


@pytest.mark.parametrize("first", range(0, TEXTS, SHARE))
def test_any_text_in_any_place_is_valid_within_the_limits_and_whole(first: int):
    for seed in range(first, first + SHARE):
        made = signs_of(seed)
        for reply, look, expected in places("".join(made), made):
            posts = to_posts(reply)
            whole(list(look([shown_by(post) for post in posts])), expected)
