"""Reply -> posts: Block Kit with a text that reads well aloud, within Slack's limits.

A reply is made of units that are never taken apart (a quote with its source, a paragraph, a row of
buttons); units go into as few posts as hold them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.slack import limits
from bot.channels.slack.limits import size
from bot.channels.slack.markup import clean, cut, escaped
from bot.core.types import Block, Bullets, Button, Heading, Quote, Reply, Table, Text

Json = dict[str, Any]
SAY = "say"
_GOES_ON = " (goes on)"


@dataclass(frozen=True, slots=True)
class Post:
    """One message as it is sent: the text of notifications and screen readers, and its blocks."""

    text: str
    blocks: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Press:
    """A button as Slack has it: ``action`` says who sees to it, ``value`` what it stands for."""

    label: str
    action: str
    value: str


@dataclass(frozen=True, slots=True)
class _Unit:
    blocks: tuple[Json, ...]
    text: str


def to_posts(reply: Reply, *rows: Sequence[Press]) -> tuple[Post, ...]:
    """The posts of a reply; its buttons, and further rows of them, stand under the last one."""
    units = [unit for block in reply.blocks for unit in _units(block)]
    units += _too_long(reply.buttons)
    own = [Press(b.label, SAY, b.says) for b in reply.buttons if size(b.says) <= limits.VALUE]
    return _packed([*units, *_rows(own), *(unit for row in rows for unit in _rows(row))])


def to_view(reply: Reply) -> list[Json]:
    """The blocks of a reply as a page; what a page cannot hold is left to the chat, and said so."""
    held = [unit for block in reply.blocks for unit in _units(block)]
    held += _rows([Press(b.label, SAY, b.says) for b in reply.buttons])
    blocks = list(_post(held).blocks)
    if len(blocks) <= limits.BLOCKS_OF_VIEW:
        return blocks
    return [*blocks[: limits.BLOCKS_OF_VIEW - 1], context("There is more; ask me for it.")]


def _too_long(buttons: Iterable[Button]) -> Iterator[_Unit]:
    """What a button cannot hold is said in words."""
    for button in buttons:
        if size(button.says) > limits.VALUE:
            yield from _paragraphs(f"{button.label}: {button.says}")


def _packed(units: Sequence[_Unit]) -> tuple[Post, ...]:
    posts: list[Post] = []
    held: list[_Unit] = []
    for unit in units:
        if held and not _fit([*held, unit]):
            posts.append(_post(held))
            held = []
        held.append(unit)
    return (*posts, _post(held)) if held else tuple(posts)


def _fit(units: Sequence[_Unit]) -> bool:
    post = _post(units)
    return (
        len(post.blocks) <= limits.BLOCKS
        and size(post.text) <= limits.TEXT
        and size(json.dumps(post.blocks, ensure_ascii=False)) <= limits.IN_ALL
    )


def _post(units: Sequence[_Unit]) -> Post:
    blocks = [dict(block) for unit in units for block in unit.blocks]
    for row, block in enumerate(block for block in blocks if block["type"] == "actions"):
        block["block_id"] = f"buttons-{row}"
        block["elements"] = [
            {**button, "action_id": f"{button['action_id']}:{row}-{place}"}
            for place, button in enumerate(block["elements"])
        ]
    text = "\n".join(unit.text for unit in units if unit.text)
    return Post(text or "There is more to choose from.", tuple(blocks))


# --- units ---------------------------------------------------------------------------------------


def _units(block: Block) -> Iterator[_Unit]:
    match block:
        case Text(text):
            yield from _paragraphs(text)
        case Heading(text):
            yield from _heading(text)
        case Quote():
            yield from _quote(block)
        case Bullets():
            yield from _bullets(block)
        case Table(headings, rows):
            named = (zip(headings, row, strict=False) for row in rows)
            lines = ("; ".join(f"{name}: {cell}" for name, cell in row) for row in named)
            yield from _bullets(Bullets(tuple(lines)))


def _paragraphs(text: str) -> Iterator[_Unit]:
    for piece in cut(clean(text), limits.SECTION):
        yield _Unit((section(escaped(piece)),), escaped(piece))


def _heading(text: str) -> Iterator[_Unit]:
    plain = " ".join(clean(text).split())
    if plain and size(plain) <= limits.HEADER:
        words = {"type": "plain_text", "text": plain, "emoji": False}
        yield _Unit(({"type": "header", "text": words},), escaped(plain))
    else:
        yield from _paragraphs(text)


def _quote(quote: Quote) -> Iterator[_Unit]:
    before = cut(clean(quote.before), limits.BEFORE)
    parts = cut(f"“{clean(quote.text).strip()}”", limits.QUOTE, _barred)
    first, *more = cut(clean(quote.source), limits.CONTEXT - len(_GOES_ON)) or ["source unknown"]
    for line in before[:-1]:
        yield _Unit((section(escaped(line)),), escaped(line))
    for number, part in enumerate(parts, 1):
        leads = [escaped(line) for line in before[-1:] if number == 1]
        source = escaped(first) + (_GOES_ON if number < len(parts) else "")
        blocks = [*map(section, leads), section(_barred(part)), context(source)]
        yield _Unit(tuple(blocks), "\n".join([*leads, f"{escaped(part)} — {source}"]))
    for piece in more:
        yield _Unit((context(escaped(piece)),), escaped(piece))


def _barred(text: str) -> str:
    """The text with the bar of a quotation before each line."""
    return "\n".join(f">{escaped(line)}" for line in text.split("\n"))


def _bullets(bullets: Bullets) -> Iterator[_Unit]:
    lines: list[str] = []
    for number, item in enumerate(bullets.items, 1):
        mark = f"{number}." if bullets.numbered else "•"
        lines += map(escaped, cut(f"{mark} {clean(item).strip()}", limits.SECTION))
    held = ""
    for line in lines:
        joined = f"{held}\n{line}" if held else line
        if held and size(joined) > limits.SECTION:
            yield _Unit((section(held),), held)
            joined = line
        held = joined
    if held:
        yield _Unit((section(held),), held)


def _rows(buttons: Sequence[Press]) -> Iterator[_Unit]:
    """Rows of buttons. Action ids are made unique when a post is put together."""
    for start in range(0, len(buttons), limits.BUTTONS):
        row = [button(one) for one in buttons[start : start + limits.BUTTONS]]
        yield _Unit(({"type": "actions", "elements": row},), "")


# --- blocks --------------------------------------------------------------------------------------


def section(markup: str) -> Json:
    """A paragraph of text that is escaped already."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup, "verbatim": True}}


def context(markup: str) -> Json:
    """A small line of text that is escaped already."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": markup, "verbatim": True}],
    }


def button(press: Press) -> Json:
    """A button; a label that is too long ends in an ellipsis, its value is never cut."""
    return {
        "type": "button",
        "action_id": press.action,
        "text": plain_text(press.label or press.value or "Go on"),
        "value": press.value or press.action,
    }


def plain_text(text: str, most: int = limits.LABEL) -> Json:
    """Words without markup, in at most so many characters."""
    words = " ".join(clean(text).split()) or "…"
    if size(words) > most:
        words = cut(words, most - 1, str)[0] + "…"
    return {"type": "plain_text", "text": words, "emoji": False}
