"""The lists that are open at a place of a page: which item a text belongs to, and its marker."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from indexer.readers.web.styles import BULLET, Styles, marker

SHOWN_MARKER = "data-shown-marker"  # an attribute: the marker of an item where it is known
_MSO_LEVEL = re.compile(r"mso-list:\s*\w+\s+level(\d)", re.I)
_MSO_BULLETS = frozenset("· o § Ø ü v q • – \uf0b7 \uf0a7 \uf0d8 \uf0fc".split())
_MARGIN = re.compile(
    r"margin(?:-left)?\s*:[^;]{0,40}?(\d{1,3}(?:\.\d{1,3})?)(pt|cm|in)\s*(?:;|$)", re.I
)
_STEPS = {"pt": 36.0, "cm": 1.27, "in": 0.5}  # by which Word moves in a list inside a list
_GOOGLE_LEVEL = re.compile(r"\blst-kix_\w+-(\d)\b")
_DEEPEST = 8


@dataclass
class Item:
    """An open list item; its marker is empty once a text has taken it.

    ``plain``: it had a heading, so what follows is prose in a section and no item.
    """

    level: int
    marker: str = ""
    plain: bool = False


@dataclass
class _List:
    numbering: tuple[str, str, str] | None  # None: bullets
    level: int | None  # None: one deeper than the list around it
    next: int = 1
    step: int = 1


@dataclass
class Lists:
    """The open lists and items of a walk, outermost first."""

    styles: Styles
    items: list[Item] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many items are open."""
        return sum(not item.plain for item in self.items)

    def opens_list(self, node: HtmlElement, tag: str) -> bool:
        """Opens the list that an element is, if it is one."""
        if tag not in ("ul", "ol", "dl", "dir"):
            return False
        google = _GOOGLE_LEVEL.search(node.get("class") or "")
        made = _List(None, int(google.group(1)) if google else None)
        if tag == "ol":
            made.numbering = self.styles.numbering(node)
            made.step = -1 if "reversed" in node.attrib else 1
            count = sum(child.tag == "li" for child in node) if made.step < 0 else 1
            made.next = _whole(node.get("start"), count)
        self._lists.append(made)
        return True

    def opens_item(self, node: HtmlElement, tag: str) -> bool:
        """Opens the item that an element is, if it is one."""
        if tag in ("li", "dd"):
            self.items.append(self._item(node, tag))
        elif tag == "p" and (item := _item_of_word(node)):
            self.items.append(item)
        else:
            return False
        return True

    def _item(self, node: HtmlElement, tag: str) -> Item:
        around = self._lists[-1] if self._lists else _List(None, None)
        item = Item(min(self.depth if around.level is None else around.level, _DEEPEST))
        shown = node.get(SHOWN_MARKER)
        if shown is not None or tag == "dd":
            item.marker = shown or ""
        elif around.numbering:
            ordinal = _whole(node.get("value"), around.next)
            around.next = ordinal + around.step
            item.marker = marker(ordinal, around.numbering)
        else:
            item.marker = BULLET
        return item

    def close_list(self) -> None:
        """Closes the innermost list."""
        self._lists.pop()

    def close_item(self) -> None:
        """Closes the innermost item."""
        self.items.pop()

    def take(self) -> Item | None:
        """The item that the next text belongs to, if any; its marker is given out once."""
        if not self.items or self.items[-1].plain:
            return None
        item = self.items[-1]
        taken = Item(item.level, item.marker)
        item.marker = ""
        return taken


def marker_of_word(shown: str) -> str:
    """The marker that Word shows, with a bullet for a letter of its symbol fonts."""
    return BULLET if shown in _MSO_BULLETS else shown


def _item_of_word(node: HtmlElement) -> Item | None:
    style, name = node.get("style") or "", node.get("class") or ""
    if level := _MSO_LEVEL.search(style):
        return Item(max(int(level.group(1)) - 1, 0))
    if not name.startswith(("MsoList", "MsoListParagraph")):
        return None
    margin = _MARGIN.search(style)
    steps = float(margin.group(1)) / _STEPS[margin.group(2).lower()] if margin else 1
    return Item(min(max(round(steps) - 1, 0), _DEEPEST))


def _whole(text: str | None, otherwise: int) -> int:
    found = re.fullmatch(r"\s*(-?\d{1,6})\s*", text or "")
    return int(found.group(1)) if found else otherwise
