"""The style sheet of a page -> which classes are bold, and how lists are numbered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_RULE = re.compile(r"\.([\w-]{1,60})\s{0,9}\{([^{}]{0,2000})\}")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
_COUNTED = re.compile(  # as Google Docs writes it
    r"\.(lst-[\w-]{1,60})\s?>\s?li:before\s?\{\s?content:\s?\"([^\"]{0,9})\"\s?"
    r"counter\([\w-]{1,60},\s?([a-z-]{1,30})\)\s?\"([^\"]{0,9})\""
)
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]{0,80}?(none|(?:lower|upper)-\w+|decimal)", re.I
)
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 3999
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Styles:
    """What a page's own style sheet says by class; empty for a page without one."""

    bold: frozenset[str] = frozenset()
    counted: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)

    def is_bold(self, node: HtmlElement) -> bool | None:
        """Whether an element makes its text bold; None where it leaves it as it is."""
        style = node.get("style") or ""
        if _NOT_BOLD.search(style):
            return False
        if node.tag in ("b", "strong") or _BOLD.search(style):
            return True
        return True if not self.bold.isdisjoint((node.get("class") or "").split()) else None

    def numbering(self, node: HtmlElement) -> tuple[str, str, str]:
        """What stands before each ordinal of an ordered list, how it is written, what follows."""
        for name in (node.get("class") or "").split():
            if name in self.counted:
                return self.counted[name]
        if match := _LIST_STYLE.search(node.get("style") or ""):
            return "", match.group(1).lower(), "."
        return "", _TYPES.get(node.get("type") or "", "decimal"), "."


def styles_of(root: HtmlElement) -> Styles:
    """What the <style> elements of a page say."""
    sheet = "\n".join(node.text or "" for node in root.iter("style"))
    bold = {name for name, rules in _RULE.findall(sheet) if _BOLD.search(rules)}
    counted = {name: (a, style, b.rstrip()) for name, a, style, b in _COUNTED.findall(sheet)}
    return Styles(frozenset(bold), counted)


def marker(ordinal: int, numbering: tuple[str, str, str]) -> str:
    """The marker of a list item as it is shown: "3.", "(c)", "iv."."""
    before, style, after = numbering
    if style == "none":
        return ""
    text = str(ordinal)
    if 0 < ordinal <= _MOST and style.endswith("roman"):
        text = _roman(ordinal)
    elif 0 < ordinal <= _MOST and style.endswith(("alpha", "latin")):
        text = _letters(ordinal)
    return f"{before}{text.upper() if style.startswith('upper') else text}{after}"


def _letters(ordinal: int) -> str:
    text = ""
    while ordinal:
        ordinal, place = divmod(ordinal - 1, 26)
        text = chr(ord("a") + place) + text
    return text


def _roman(ordinal: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, ordinal = divmod(ordinal, value)
        text += letters * count
    return text
