"""Buttons -> the keys of an inline keyboard, and the menus of items that open in its place.

A key's words are what it stands for; the service keeps them and gives the key short data. A menu
is whole in the words of the key that opens it, and the keyboard that it took the place of in the
words of its key "Back": both work however long after, and after a restart.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.telegram.cutting import short
from bot.channels.telegram.limits import LABEL, ROW, size
from bot.channels.telegram.markup import clean
from bot.core.types import Button, Item

SAY, MENU, BACK = "say", "menu", "back"
BACK_LABEL = "‹ Back"
_FRAME = 3  # what the frame of a key takes away from its label


@dataclass(frozen=True, slots=True)
class Key:
    """A key: what stands on it, who sees to it, and what it stands for."""

    label: str
    action: str
    value: str

    @property
    def words(self) -> str:
        """Action and value as one text, to be kept under the key's data."""
        return f"{self.action}:{self.value}"


Keyboard = tuple[tuple[Key, ...], ...]
Shown = tuple[tuple[tuple[str, str], ...], ...]  # rows of labels with their data, as they are sent


def parsed(words: str) -> tuple[str, str]:
    """The action and the value of a key's words."""
    action, _, value = words.partition(":")
    return action, value


def key(button: Button) -> Key:
    """The key that says what a button says."""
    return Key(button.label, SAY, button.says)


def of_item(item: Item) -> Key:
    """The one key of an item: it opens the item's menu, or is its only button."""
    if len(item.buttons) == 1:
        return _named(item.label, item.buttons[0])
    held = [[button.label, button.says] for button in item.buttons]
    return Key(item.label or "…", MENU, json.dumps([item.label, held], ensure_ascii=False))


def opened(value: str, shown: Shown) -> Keyboard:
    """The keyboard of a menu, from the value of the key that opens it.

    ``shown`` is the keyboard to go back to: the one that is there, or where that is an open menu
    itself, what ``closed`` says of its last key.
    """
    label, buttons = json.loads(value)
    keys = [_named(label, Button(name, says)) for name, says in buttons]
    return laid([*keys, back_to(shown)])


def back_to(shown: Shown) -> Key:
    """The key that brings back a keyboard."""
    return Key(BACK_LABEL, BACK, json.dumps(shown, ensure_ascii=False))


def closed(value: str) -> Shown:
    """The keyboard that a menu took the place of, from the value of its key "Back"."""
    return tuple(tuple((label, data) for label, data in row) for row in json.loads(value))


def laid(keys: Sequence[Key]) -> Keyboard:
    """Keys in rows of as many as a phone has room for, in their order; no label is too long."""
    rows: list[list[Key]] = []
    for one in keys:
        fitted = Key(short(clean(one.label), LABEL) or "…", one.action, one.value)
        if rows and _fit([*rows[-1], fitted]):
            rows[-1].append(fitted)
        else:
            rows.append([fitted])
    return tuple(map(tuple, rows))


def _fit(row: Sequence[Key]) -> bool:
    """Whether keys fit side by side; in a row all are as wide as the widest needs to be."""
    widest = max(size(one.label) for one in row) + _FRAME
    return len(row) <= ROW and widest * len(row) <= LABEL + _FRAME


def _named(label: str, button: Button) -> Key:
    return Key(f"{label}: {button.label}" if label else button.label, SAY, button.says)
