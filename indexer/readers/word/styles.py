"""The styles of a Word file -> what a paragraph or run of that style looks like and is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from indexer.readers.word.markup import Node, below, children, integer, switched, value, w

_HEADING = re.compile(r"heading ?([1-9])", re.I)
_CONTENTS = re.compile(r"(?:toc|contents) ?(?:[1-9]|heading)", re.I)
_BODY_LEVEL = 9  # the outline level that says "no heading"
_USUAL_SIZE = 20  # half-points, where the file does not say


@dataclass(frozen=True, slots=True)
class Style:
    """What a style comes to with all that it is based on.

    ``heading`` is 1 for the outermost, 0 for body text; ``names`` are its own name and those it is
    based on, in lower case, innermost first; ``size`` is in half-points, ``indent`` in twentieths
    of a point; ``numbered`` is the number of its list and ``ilvl`` the level in it. A look that is
    not said is None.
    """

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    heading: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: int = _USUAL_SIZE
    indent: int | None = None
    numbered: str | None = None
    ilvl: int | None = None
    font: str = ""

    @property
    def title(self) -> bool:
        """Whether it marks the title of the document."""
        return "title" in self.names and not self.subtitle

    @property
    def subtitle(self) -> bool:
        """Whether it marks the line below the title."""
        return self.names[:1] == ("subtitle",)

    @property
    def contents(self) -> bool:
        """Whether it marks a line of a contents page."""
        return any(_CONTENTS.fullmatch(name) for name in (*self.names[:1], *self.ids[:1]))


@dataclass
class Styles:
    """The styles of a file by their id."""

    root: Node | None
    _nodes: dict[str, Node] = field(init=False)
    _made: dict[str, Style] = field(default_factory=dict, init=False)
    _usual: Style = field(init=False)
    _default: str = field(default="", init=False)

    def __post_init__(self) -> None:
        nodes = list(children(self.root, "style"))
        self._nodes = {node.get(w("styleId"), ""): node for node in nodes}
        for node in nodes:
            if node.get(w("type")) == "paragraph" and node.get(w("default")) in ("1", "true", "on"):
                self._default = node.get(w("styleId"), "")
        defaults = below(self.root, "docDefaults", "rPrDefault", "rPr")
        self._usual = _look(defaults, Style(size=_USUAL_SIZE))

    def of(self, name: str) -> Style:
        """The style of this id; with none, the usual style of paragraphs."""
        name = name or self._default
        if name not in self._made:
            self._made[name] = self._resolved(name)
        return self._made[name]

    def _resolved(self, name: str) -> Style:
        """Goes from the outermost base inwards; a circle of bases ends where it closes."""
        chain: list[str] = []
        at = name
        while at and at not in chain and len(chain) < 50:
            chain.append(at)
            at = value(self._nodes.get(at), "basedOn")
        style = self._usual
        for at in reversed(chain):
            style = _inherited(at, self._nodes.get(at), style)
        return style


def _inherited(name: str, node: Node | None, base: Style) -> Style:
    own = value(node, "name").lower() or name.lower()
    properties = below(node, "pPr")
    named = _HEADING.fullmatch(own) or _HEADING.fullmatch(name)
    level = integer(properties, "outlineLvl")
    heading = int(named.group(1)) if named else base.heading
    if level is not None:
        heading = level + 1 if 0 <= level < _BODY_LEVEL else 0
    numbered = value(properties, "numPr", "numId") or None
    ilvl = integer(properties, "numPr", "ilvl")
    indent = indent_of(properties)
    return replace(
        _look(below(node, "rPr"), base),
        ids=(name, *base.ids),
        names=(own, *base.names),
        heading=heading,
        indent=base.indent if indent is None else indent,
        numbered=base.numbered if numbered is None else numbered,
        ilvl=base.ilvl if ilvl is None else ilvl,
    )


def indent_of(properties: Node | None) -> int | None:
    """How far in a paragraph's lines after the first stand; None where it is not said."""
    left = integer(properties, "ind", attribute="left")
    return integer(properties, "ind", attribute="start") if left is None else left


def _look(properties: Node | None, base: Style) -> Style:
    """The look that run properties give to what would else look like ``base``."""
    if properties is None or not len(properties):
        return base
    fonts = below(properties, "rFonts")
    return replace(
        base,
        bold=_first(switched(properties, "b"), base.bold),
        italic=_first(switched(properties, "i"), base.italic),
        underlined=_first(switched(properties, "u"), base.underlined),
        caps=_first(switched(properties, "caps"), base.caps),
        hidden=_first(switched(properties, "vanish"), base.hidden),
        size=integer(properties, "sz") or base.size,
        font=(fonts.get(w("ascii"), base.font) if fonts is not None else base.font),
    )


def _first(said: bool | None, otherwise: bool | None) -> bool | None:
    return otherwise if said is None else said


def look(run: Node, paragraph: Style, styles: Styles) -> Style:
    """How a run looks in a paragraph of this style."""
    properties = below(run, "rPr")
    if properties is None:
        return paragraph
    named = value(properties, "rStyle")
    base = paragraph
    if named:
        character = styles.of(named)
        base = replace(
            paragraph,
            bold=_first(character.bold, paragraph.bold),
            italic=_first(character.italic, paragraph.italic),
            underlined=_first(character.underlined, paragraph.underlined),
            hidden=_first(character.hidden, paragraph.hidden),
        )
    return _look(properties, base)
