"""Reply -> posts: HTML that reads well on a phone, and keys under it, within Telegram's limits.

A reply is made of units that are never taken apart (a quote with its source, a paragraph, a line of
a list); units go into as few posts as hold them, and posts that are several say so (1/3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from bot.channels.telegram import limits
from bot.channels.telegram.cutting import cut
from bot.channels.telegram.keyboards import Key, Keyboard, key, laid, of_item
from bot.channels.telegram.limits import size
from bot.channels.telegram.markup import (
    clean,
    escaped,
    is_seen,
    isolated,
    italic,
    mention,
    plain,
    quoted,
)
from bot.core.types import Block, Bullets, Heading, Item, Quote, Reply, Table, Text

_APART, _UNDER = "\n\n", "\n"
_NUMBERED = 16  # units that are kept free for the number of a post
_GOES_ON = " (goes on)"
_MORE = "There is more to choose from."


@dataclass(frozen=True, slots=True)
class Post:
    """One message as it is sent: its HTML, and the keyboard under it."""

    html: str
    rows: Keyboard = ()

    @property
    def plain(self) -> str:
        """The same words without any tags, for where Telegram does not take the HTML."""
        return plain(self.html)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stays together: HTML after a gap, with the keys of an item; or a row of keys alone."""

    html: str
    gap: str = _APART
    keys: tuple[Key, ...] = ()
    heads: bool = False  # it goes with the next
    goes_on: bool = False  # it begins a post


def to_posts(reply: Reply, *rows: Sequence[Key]) -> tuple[Post, ...]:
    """The posts of a reply, in order: none where there is nothing to show.

    The keys of items stand under the post that has the items; the buttons of the reply, and further
    rows of keys, under the last one.
    """
    items = [block for block in reply.blocks if isinstance(block, Item) and block.buttons]
    alone = items if len(items) == 1 else []  # one item needs no menu
    buttons = (*(button for item in alone for button in item.buttons), *reply.buttons)
    own = tuple(map(key, buttons))
    under = (_Unit("", "", row) for group in (own, *rows) for row in laid(group))
    units = (*_units(reply.blocks, menus=not alone), *under)
    return _numbered([_post(held) for held in _packed(units)])


def quotes(quote: Quote) -> tuple[Post, ...]:
    """A quote by itself, each part of it with its source."""
    return tuple(map(_post, _packed(_quote(quote))))


# --- packing -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Held:
    """The units of a post that is being filled, and what they come to."""

    units: list[_Unit] = field(default_factory=list)
    size: int = 0
    entities: int = 0
    keys: int = 0

    def takes(self, unit: _Unit) -> bool:
        """Whether there is room for a unit, and for the post's number."""
        return (
            not unit.goes_on
            and self.size + len(unit.gap) + size(plain(unit.html)) <= limits.TEXT - _NUMBERED
            and self.entities + unit.html.count("</") < limits.ENTITIES
            and self.keys + len(unit.keys) <= limits.KEYS
        )

    def add(self, unit: _Unit) -> None:
        self.units.append(unit)
        self.size += len(unit.gap) + size(plain(unit.html))
        self.entities += unit.html.count("</")
        self.keys += len(unit.keys)


def _packed(units: Iterable[_Unit]) -> Iterator[list[_Unit]]:
    held = _Held()
    for unit in units:
        if held.units and not held.takes(unit):
            headed = held.units[1:] and held.units[-1].heads
            over = [held.units.pop()] if headed else []  # a heading goes with what it heads
            yield held.units
            held = _Held()
            for one in over:
                held.add(one)
        held.add(unit)
    if held.units:
        yield held.units


def _post(units: Sequence[_Unit]) -> Post:
    said = [unit for unit in units if unit.html]
    markup = "".join(unit.gap * (place > 0) + unit.html for place, unit in enumerate(said))
    menus = laid([one for unit in said for one in unit.keys])
    rows = (*menus, *(unit.keys for unit in units if not unit.html and unit.keys))
    return Post(markup or _MORE, rows)


def _numbered(posts: Sequence[Post]) -> tuple[Post, ...]:
    if len(posts) == 1:
        return tuple(posts)
    ends = (italic(f"{number}/{len(posts)}") for number in range(1, len(posts) + 1))
    return tuple(
        replace(post, html=f"{post.html}\n\n{end}") for post, end in zip(posts, ends, strict=True)
    )


# --- units ---------------------------------------------------------------------------------------


def _units(blocks: Sequence[Block], *, menus: bool) -> Iterator[_Unit]:
    """The units of all blocks; items stand close, and what follows a heading right under it."""
    before: Block | None = None
    for block in blocks:
        close = isinstance(before, Heading) or (
            isinstance(before, Item) and isinstance(block, Item)
        )
        for place, unit in enumerate(_of(block, menus=menus)):
            yield replace(unit, gap=_UNDER) if close and place == 0 else unit
            before = block


def _of(block: Block, *, menus: bool) -> Iterator[_Unit]:
    match block:
        case Text(text):
            yield from _text(clean(text))
        case Heading(text):
            for unit in _text(_one_line(text)):
                marked = f"<b>{unit.html}</b>"
                yield replace(unit, html=marked, heads=size(plain(marked)) <= limits.HEADING)
        case Quote():
            yield from _quote(block)
        case Bullets(items, numbered):
            marks = (f"{n}." if numbered else "•" for n in range(1, len(items) + 1))
            yield from _list(zip(marks, map(clean, items), strict=True))
        case Table(headings, rows):
            lines = [_line(headings, row) for row in rows] or [_one_line("; ".join(headings))]
            yield from _list(("•", line) for line in lines)
        case Item():
            yield from _item(block, menus=menus)


def _text(text: str, gap: str = _APART) -> Iterator[_Unit]:
    """The units of a text; where its pieces meet in one post, they stand there as they stood."""
    for paragraph in filter(is_seen, text.split(_APART)):
        for place, (blank, piece) in enumerate(cut(paragraph, limits.PIECE)):
            yield _Unit(escaped(piece), blank if place else gap)
        gap = _APART


def _list(lines: Iterable[tuple[str, str]]) -> Iterator[_Unit]:
    """The units of a list: its lines, each after its mark."""
    gap = _APART
    for mark, line in lines:
        yield from _text(f"{mark} {line.strip()}", gap)
        gap = _UNDER


def _line(headings: Sequence[str], row: Sequence[str]) -> str:
    """A row of a table as a line that a phone can show."""
    cells = []
    for heading, cell in zip_longest(headings, row, fillvalue=""):
        name, words = _one_line(heading), isolated(_one_line(cell)) or "–"
        cells.append(f"{name}: {words}" if name else words)
    return "; ".join(cells)


def _quote(quote: Quote) -> Iterator[_Unit]:
    """The units of a quote: its parts, each over the source; the line before it over the first."""
    before = [escaped(piece) for _, piece in cut(clean(quote.before), limits.BEFORE)]
    parts = [piece for _, piece in cut(f"“{clean(quote.text).strip()}”", limits.QUOTE)]
    source, *more = cut(_one_line(quote.source), limits.SOURCE) or [("", "source unknown")]
    for line in before[:-1]:
        yield _Unit(line)
    for number, part in enumerate(parts, 1):
        leads = before[-1:] if number == 1 else []
        told = f"— {source[1]}{_GOES_ON if number < len(parts) else ''}"
        yield _Unit("\n".join([*leads, quoted(part), italic(told)]), goes_on=number > 1)
    for gap, piece in more:
        yield _Unit(italic(piece), gap)


def _item(item: Item, *, menus: bool) -> Iterator[_Unit]:
    """The units of an item; its keys stand under the post that has its beginning."""
    keys = (of_item(item),) if menus and item.buttons else ()
    called = mention(item.calls) if item.calls else ""
    first, *more = list(_text(clean(item.text))) or [
        _Unit("" if called else escaped(clean(item.label)))
    ]
    line = ": ".join(filter(None, (called, first.html)))
    if line or keys:
        yield _Unit(f"• {line}" if line else "", keys=keys)
    yield from more


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
