"""A post -> what people see of it, read more strictly than Telegram does: an error for any doubt.

It shares no code with the channel, nor with the server of the tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

TAGS = {
    "b": re.compile(""),
    "i": re.compile(""),
    "blockquote": re.compile("( expandable)?"),
    "a": re.compile(' href="tg://user\\?id=[0-9]{1,20}"'),
}
SIGNS = {"lt": "<", "gt": ">", "amp": "&"}
PART = re.compile(r"<(/?)([a-z]+)([^<>]*)>|&([a-z]+);|([^<>&]+)")
NEVER = re.compile(  # what Telegram takes out or refuses, and what turns the order of signs around
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2067\u206a-\u206f"
    "\u0333\u033f\u030a\ud800-\udfff]"
)
CALLS = re.compile(r"(?<![\w@/])@[A-Za-z0-9_]")


@dataclass(frozen=True)
class Mark:
    """A tag and the text in it; ``start`` is where that begins in the text of the post."""

    tag: str
    more: str
    start: int
    text: str


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def read(markup: str) -> tuple[str, list[Mark]]:
    """The text of a post and its marks, in the order in which they end; an error if it is wrong."""
    shown, marks, open_, at = "", [], [], 0
    while at < len(markup):
        part = PART.match(markup, at)
        assert part, f"neither text nor tag: {markup[at : at + 30]!r}"
        at = part.end()
        ends, tag, more, sign, words = part.groups()
        if ends:
            assert not more
            assert open_, f"</{tag}> ends nothing"
            name, argument, start = open_.pop()
            assert name == tag, f"</{tag}> where <{name}> is open"
            assert shown[start:].strip(), f"<{tag}> holds nothing"
            marks.append(Mark(name, argument, start, shown[start:]))
        elif tag:
            assert TAGS[tag].fullmatch(more), f"<{tag}{more}>"
            assert tag not in [name for name, _, _ in open_], f"<{tag}> in itself"
            open_.append((tag, more, len(shown)))
        else:
            shown += SIGNS[sign] if sign else words
    assert not open_, f"not closed: {open_}"
    return shown, marks


def check(markup: str, most: int = 4096) -> tuple[str, list[Mark]]:
    """What ``read`` says, of a message that Telegram takes as it is."""
    shown, marks = read(markup)
    assert shown == shown.strip()
    assert 0 < units(shown) <= most
    assert len(marks) <= 100
    assert not NEVER.search(shown), NEVER.search(shown)
    assert not CALLS.search(shown), "somebody would be called by name"
    return shown, marks


def check_keyboard(rows: Sequence[Sequence[str]]) -> None:
    """Labels of keys in their rows, as a phone has room for them."""
    assert sum(map(len, rows)) <= 100
    for row in rows:
        assert 0 < len(row) <= 8
        widest = max(units(label) for label in row)
        assert widest * len(row) <= 40, row
        for label in row:
            assert label.strip()
            assert "\n" not in label
            assert not NEVER.search(label)
