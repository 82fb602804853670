"""Reply -> posts: Block Kit with a text that reads well aloud, within Slack's limits.

A reply is made of units that are never taken apart (a quote with its source, a paragraph, a row of
buttons); units go into as few posts as hold them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.channels.slack import limits
from bot.channels.slack.elements import Json, Press, button, context, plain_text, section
from bot.channels.slack.limits import size
from bot.channels.slack.markup import clean, cut, escaped, mention
from bot.core.register import Person
from bot.core.types import Block, Bullets, Button, Heading, Item, Quote, Reply, Table, Text

SAY, ITEM = "say", "item"  # a button of a reply; a button of a line in it
_ROW = "buttons"
_GOES_ON = " (goes on)"


@dataclass(frozen=True, slots=True)
class Post:
    """One message as it is sent: the text of notifications and screen readers, and its blocks."""

    text: str
    blocks: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    blocks: tuple[Json, ...]
    text: str


def to_posts(reply: Reply, *rows: Sequence[Press], team: str = "") -> tuple[Post, ...]:
    """The posts of a reply; its buttons, and further rows of them, stand under the last one.

    ``team`` is the workspace whose people are called by their ids; others are named.
    """
    units = [unit for block in reply.blocks for unit in _units(block, team)]
    units += _too_long(reply.buttons)
    return _packed([*units, *_rows(_own(reply)), *(unit for row in rows for unit in _rows(row))])


def to_view(reply: Reply, team: str = "") -> list[Json]:
    """The blocks of a reply as a page; what a page cannot hold is left to the chat, and said so."""
    rows = list(_rows(_own(reply)))
    room = limits.BLOCKS_OF_VIEW - len(rows) - 1
    held: list[_Unit] = []
    for unit in (unit for block in reply.blocks for unit in _units(block, team)):
        room -= len(unit.blocks)
        if room < 0:
            held.append(_Unit((context("There is more; ask me for it."),), ""))
            break
        held.append(unit)
    return list(_post([*held, *rows]).blocks)


def _own(reply: Reply) -> list[Press]:
    """The buttons of a reply that Slack can hold."""
    return [Press(one.label, SAY, one.says) for one in reply.buttons if _holds(one)]


def _holds(button: Button) -> bool:
    return size(_written(button.says)) <= limits.VALUE + len('""')


def _written(value: object) -> str:
    """A value as it is sent, and as Slack counts it."""
    return json.dumps(value, ensure_ascii=False)


def _too_long(buttons: Iterable[Button]) -> Iterator[_Unit]:
    """What a button cannot hold is said in words."""
    for one in buttons:
        if not _holds(one):
            yield from _paragraphs(f"{one.label}: {one.says}")


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
        and size(_written(post.blocks)) <= limits.IN_ALL
    )


def _post(units: Sequence[_Unit]) -> Post:
    blocks = [dict(block) for unit in units for block in unit.blocks]
    for row, block in enumerate(block for block in blocks if block["type"] == "actions"):
        block["block_id"] = f"{block.get('block_id', _ROW)}-{row}"
        block["elements"] = [
            {**button, "action_id": f"{button['action_id']}:{row}-{place}"}
            for place, button in enumerate(block["elements"])
        ]
    text = "\n".join(unit.text for unit in units if unit.text)
    return Post(text or "There is more to choose from.", tuple(blocks))


# --- units ---------------------------------------------------------------------------------------


def _units(block: Block, team: str) -> Iterator[_Unit]:
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
        case Item():
            yield from _item(block, team)


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


def _item(item: Item, team: str) -> Iterator[_Unit]:
    """A line and its buttons in one unit, so that nothing comes between them."""
    called = _called(item.calls, team)
    room = limits.SECTION - size(called) - len(": ")
    *before, last = cut(clean(item.text), room) or [""]
    for piece in before:
        yield _Unit((section(escaped(piece)),), escaped(piece))
    yield from _too_long(item.buttons)
    line = ": ".join(filter(None, (called, escaped(last)))) or escaped(_short(item.label)) or "…"
    own = [Press(one.label, ITEM, one.says) for one in item.buttons if _holds(one)]
    first, *others = list(_rows(own, f"{ITEM}-{_short(item.label)}")) or [_Unit((), "")]
    yield _Unit((section(line), *first.blocks), line)
    yield from others


def _called(person: Person | None, team: str) -> str:
    """Words that call a person: by their id where they are of this workspace, else by name."""
    if person is None:
        return ""
    channel, _, rest = person.id.partition(":")
    home, _, user = rest.partition(":")
    if channel == "slack" and team and home == team and user.isalnum():
        return mention(user)
    return "".join(map(escaped, cut(clean(person.name), limits.NAME)[:1]))


def _short(label: str) -> str:
    """What an item is called, as it stands in the id of its row."""
    words = str(plain_text(label)["text"])
    return words if label.strip() else ""


def _rows(buttons: Sequence[Press], name: str = _ROW) -> Iterator[_Unit]:
    """Rows of buttons. Their ids are made unique when a post is put together."""
    row: list[Json] = []
    for one in map(button, buttons):
        joined = [*row, one]
        if row and (len(joined) > limits.BUTTONS or size(_written(joined)) > limits.ROW):
            yield _Unit(({"type": "actions", "block_id": name, "elements": row},), "")
            joined = [one]
        row = joined
    if row:
        yield _Unit(({"type": "actions", "block_id": name, "elements": row},), "")
