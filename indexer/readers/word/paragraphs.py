"""A paragraph of a Word file -> its text, its look, its label, and what is anchored in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from indexer.readers.word import symbols
from indexer.readers.word.markup import Node, below, children, integer, local, value, w
from indexer.readers.word.numbering import Label, Numbering
from indexer.readers.word.styles import Style, Styles, indent_of, look

_FIXED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr"})
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_UNREAD = {"chart": "chart", "relIds": "diagram", "OLEObject": "embedded object"}
_PICTURES = frozenset({"pic", "imagedata"})
_TEXTS = frozenset({w("t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_BODY_LEVEL = 9  # the outline level that says "no heading"


@dataclass(frozen=True, slots=True)
class Look:
    """How most of a paragraph looks; ``size`` is in half-points, 0 where there is no text.

    The rest holds for all of its letters and digits.
    """

    size: int = 0
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    caps: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A reference to a footnote or endnote: its kind, its id, and its own sign if it has one."""

    kind: str
    id: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the file has it, with the tabs and line breaks of its text.

    ``heading`` is 1 for the outermost, 0 for body text; ``indent`` is in twentieths of a point.
    ``boxes`` are the text boxes anchored in it, ``unread`` what else is, in words.
    """

    text: str
    look: Look
    style: Style
    heading: int = 0
    label: Label | None = None
    indent: int = 0
    notes: tuple[Note, ...] = ()
    boxes: tuple[Node, ...] = ()
    unread: tuple[str, ...] = ()
    pictures: int = 0


@dataclass
class _Gathered:
    """What was met in a paragraph so far; ``looks`` counts its letters and digits by look."""

    texts: list[str] = field(default_factory=list)
    looks: Counter[Look] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    pictures: int = 0

    def add(self, text: str, style: Style) -> None:
        """Some text in the look of a run."""
        self.texts.append(text)
        if seen := sum(map(str.isalnum, text)):
            caps = bool(style.caps) or not any(map(str.islower, text))
            one = Look(
                style.size, bool(style.bold), bool(style.italic), bool(style.underlined), caps
            )
            self.looks[one] += seen

    def look(self) -> Look:
        """The look of it all."""
        if not self.looks:
            return Look()
        sizes: Counter[int] = Counter()
        for one, seen in self.looks.items():
            sizes[one.size] += seen
        return Look(
            sizes.most_common(1)[0][0],
            all(one.bold for one in self.looks),
            all(one.italic for one in self.looks),
            all(one.underlined for one in self.looks),
            all(one.caps for one in self.looks),
        )


@dataclass
class Paragraphs:
    """Reads the paragraphs of one document, in order, and counts the numbered ones."""

    styles: Styles
    numbering: Numbering

    def read(self, node: Node) -> Paragraph:
        """One ``w:p``."""
        properties = below(node, "pPr")
        style = self.styles.of(value(properties, "pStyle"))
        gathered = _Gathered()
        self._gather(node, style, style, gathered)
        label = self.numbering.label(properties, style)
        level = integer(properties, "outlineLvl")
        heading = style.heading or 0
        if level is not None:
            heading = level + 1 if 0 <= level < _BODY_LEVEL else 0
        return Paragraph(
            "".join(gathered.texts),
            gathered.look(),
            style,
            heading,
            label,
            _indent(properties, style, label),
            tuple(gathered.notes),
            tuple(gathered.boxes),
            tuple(gathered.unread),
            gathered.pictures,
        )

    def _gather(self, node: Node, style: Style, paragraph: Style, into: _Gathered) -> None:
        for inner in node:
            name = local(inner)
            if name == "r":
                run = look(inner, paragraph, self.styles)
                if not run.hidden:
                    self._gather(inner, run, paragraph, into)
            elif name == "txbxContent":
                into.boxes.append(inner)
            elif name in _REFERENCES:
                own = inner.get(w("customMarkFollows"), "0") in ("1", "true", "on")
                sign = "".join(text.text or "" for text in node.iter(w("t"))) if own else ""
                into.notes.append(Note(_REFERENCES[name], inner.get(w("id"), ""), sign.strip()))
                if own:
                    return
            elif name not in _SKIPPED and not _simple(inner, name, style, into):
                self._gather(inner, style, paragraph, into)


def _simple(node: Node, name: str, style: Style, into: _Gathered) -> bool:
    """Takes in an element that holds no other; whether it was one."""
    if node.tag in _TEXTS:
        into.add(symbols.without_private(node.text or "", style.font), style)
    elif name in _FIXED:
        into.add(_FIXED[name], style)
    elif name == "sym":
        shown = symbols.symbol(node.get(w("char"), ""), node.get(w("font"), ""))
        into.add(shown, style)
    elif name == "fldChar":
        into.add(_chosen(node), style)
    elif name in _UNREAD:
        into.unread.append(_UNREAD[name])
    else:
        into.pictures += name in _PICTURES
        return False
    return True


def _chosen(field_begin: Node) -> str:
    """The entry that is chosen in a drop-down field."""
    options = below(field_begin, "ffData", "ddList")
    entries = [entry.get(w("val"), "") for entry in children(options, "listEntry")]
    at = integer(options, "result") or 0
    return entries[at] if 0 <= at < len(entries) else ""


def _indent(properties: Node | None, style: Style, label: Label | None) -> int:
    """How far in the lines stand: as the paragraph says, else its list, else its style."""
    said = indent_of(properties)
    listed = label.indent if label else None
    return next((one for one in (said, listed, style.indent) if one is not None), 0)
