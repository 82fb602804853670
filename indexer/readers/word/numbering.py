"""The numbering of a Word file -> the number or bullet that stands before each paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.readers.word import symbols
from indexer.readers.word.markup import Node, below, children, integer, switched, value, w
from indexer.readers.word.numerals import written
from indexer.readers.word.styles import Style, Styles, indent_of

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MOST = 32_767  # the highest number that Word counts to


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph by itself: its number or bullet, and in which list.

    ``level`` is 0 for the outermost of ``within``; ``indent`` is in twentieths of a point, None
    where the list does not say it.
    """

    text: str
    within: str
    level: int
    bullet: bool
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    indent: int | None = None
    font: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """One ``w:num``: its levels, the counters it shares, and where it starts afresh."""

    shared: str
    levels: tuple[_Level, ...]
    overrides: dict[int, int]


@dataclass
class Numbering:
    """Counts the paragraphs of one document, in order.

    Lists made from the same definition share their counters, as in Word; a list that overrides a
    level's start does so where it first has a paragraph of that level.
    """

    root: Node | None
    styles: Styles
    _abstracts: dict[str, Node] = field(init=False)
    _nums: dict[str, Node] = field(init=False)
    _lists: dict[str, _List | None] = field(default_factory=dict, init=False)
    _counts: dict[str, list[int | None]] = field(default_factory=dict, init=False)
    _begun: set[tuple[str, int]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._abstracts = {
            node.get(w("abstractNumId"), ""): node for node in children(self.root, "abstractNum")
        }
        self._nums = {node.get(w("numId"), ""): node for node in children(self.root, "num")}

    def label(self, properties: Node | None, style: Style) -> Label | None:
        """What stands before the next paragraph; None where it has no number and no bullet."""
        own = value(properties, "numPr", "numId")
        name = own or style.numbered or "0"
        found = self._list(name)
        if found is None:
            return None
        ilvl = integer(properties, "numPr", "ilvl")
        if ilvl is None:
            ilvl = self._linked(found, style) if not own else None
        if ilvl is None:
            ilvl = style.ilvl or 0 if not own else 0
        ilvl = min(max(ilvl, 0), _LEVELS - 1)
        counts = self._counted(name, found, ilvl)
        level = found.levels[ilvl]
        bullet = level.form == "bullet"
        text = _bullet(level) if bullet else _number(found.levels, counts, level)
        return Label(text, name, ilvl, bullet, level.indent) if text else None

    def _linked(self, found: _List, style: Style) -> int | None:
        """The level that names the paragraph's style, or one that it is based on."""
        for name in style.ids:
            for at, level in enumerate(found.levels):
                if name and level.style == name:
                    return at
        return None

    def _counted(self, name: str, found: _List, ilvl: int) -> list[int | None]:
        counts = self._counts.setdefault(found.shared, [None] * _LEVELS)
        override = found.overrides.get(ilvl)
        if override is not None and (name, ilvl) not in self._begun:
            counts[ilvl] = override
        else:
            before = counts[ilvl]
            counts[ilvl] = found.levels[ilvl].start if before is None else min(before + 1, _MOST)
        self._begun.add((name, ilvl))
        for deeper in range(ilvl + 1, _LEVELS):
            after = found.levels[deeper].restart
            if after is None or after > deeper or ilvl < after:
                counts[deeper] = None
        return counts

    def _list(self, name: str) -> _List | None:
        if name not in self._lists:
            self._lists[name] = self._made(name)
        return self._lists[name]

    def _made(self, name: str) -> _List | None:
        num = self._nums.get(name)
        shared, abstract = self._definition(name)
        if num is None or abstract is None or name == "0":
            return None
        levels = [_Level()] * _LEVELS
        for node in children(abstract, "lvl"):
            at = integer(node, attribute="ilvl") or 0
            if 0 <= at < _LEVELS:
                levels[at] = _level(node)
        overrides = {}
        for node in children(num, "lvlOverride"):
            at = integer(node, attribute="ilvl") or 0
            if not 0 <= at < _LEVELS:
                continue
            inner = below(node, "lvl")
            if inner is not None:
                levels[at] = _level(inner)
            start = integer(node, "startOverride")
            if start is not None:
                overrides[at] = start
        return _List(shared, tuple(levels), overrides)

    def _definition(self, name: str) -> tuple[str, Node | None]:
        """The definition of a list, through the styles that name another; a circle has none."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            shared = value(self._nums.get(name), "abstractNumId")
            abstract = self._abstracts.get(shared)
            linked = value(abstract, "numStyleLink")
            if not linked:
                return shared, abstract
            name = self.styles.of(linked).numbered or ""
        return "", None


def _level(node: Node) -> _Level:
    fonts = below(node, "rPr", "rFonts")
    start = integer(node, "start")
    return _Level(
        start=1 if start is None else start,
        form=_form(node),
        text=value(node, "lvlText"),
        restart=integer(node, "lvlRestart"),
        legal=bool(switched(node, "isLgl")),
        style=value(node, "pStyle"),
        indent=indent_of(below(node, "pPr")),
        font=fonts.get(w("ascii"), "") if fonts is not None else "",
        picture=below(node, "lvlPicBulletId") is not None,
    )


def _form(node: Node) -> str:
    """The form of the number; one of its own making stands in a choice of two."""
    form = value(node, "numFmt")
    if form:
        return form
    forms = [inner.get(w("val"), "") for inner in node.iter(w("numFmt"))]
    return next((form for form in reversed(forms) if form != "custom"), "decimal")


def _bullet(level: _Level) -> str:
    return symbols.BULLET if level.picture else symbols.bullet(level.text, level.font)


def _number(levels: tuple[_Level, ...], counts: list[int | None], level: _Level) -> str:
    def one(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        count = counts[at]
        form = "decimal" if level.legal else levels[at].form
        if form == "bullet":
            return ""
        return written(levels[at].start if count is None else count, form)

    return " ".join(_PLACE.sub(one, symbols.without_private(level.text, level.font)).split())
