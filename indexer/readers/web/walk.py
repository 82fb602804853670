"""A page's tree -> its runs of text in order: paragraphs, headings, items, tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.html import HtmlElement

from indexer.decoding import without_markup
from indexer.readers.web.lists import Lists, marker_of_word
from indexer.readers.web.page import DROPPED, GONE, LAYOUT, NOTE_SIGN, is_title, without_controls
from indexer.readers.web.runs import Run, Shape, bold, joined, notes_in, plain, reference
from indexer.readers.web.styles import Styles

INNER = 99  # the level of a heading that stands one below whichever is above it
_SPACES = re.compile(r"\s+")
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main"
    " menu nav noframes ol p pre section summary table tbody td tfoot th thead title tr ul".split()
) | {LAYOUT}
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.I)
_MSO_MARKER = re.compile(r"mso-list:\s*ignore", re.I)
_MSO_HEADING = re.compile(r"\bMsoHeading(\d)\b")
_LONGEST_HEADING = 250


@dataclass
class _Frame:
    """An open element, and what to take back when it ends."""

    tag: str
    block: bool
    heading: bool
    bold: bool
    list: bool = False
    item: bool = False


@dataclass
class Walk:
    """One walk over a part of a page.

    ``escaped``: markup that the page shows as text is taken off too. ``inside_cell``: a table
    there is only a way to place text.
    """

    styles: Styles
    escaped: bool = True
    inside_cell: bool = False
    _runs: list[Run] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _frames: list[_Frame] = field(default_factory=list)
    _bold: list[bool] = field(default_factory=lambda: [False])
    _heading: int = 0
    _pre: int = 0
    _code: int = 0
    _in_term: int = 0
    _term: str = ""
    _term_level: int = 0
    _picture: str = ""

    def __post_init__(self) -> None:
        self._lists = Lists(self.styles)

    def runs(self, root: HtmlElement) -> list[Run]:
        """The runs of an element, in order. It walks without recursion, however deep they stand."""
        events = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, node in events:
            if event == "start":
                if node is not root and self._skips(node):
                    skipped = node
                    events.skip_subtree()
                else:
                    self._open(node)
                    self._say(node.text)
                continue
            if node is not skipped:
                self._close()
            if node is not root:
                self._say(node.tail)
        self._end_term()
        return self._runs

    def _skips(self, node: HtmlElement) -> bool:
        """Whether an element is not walked into; takes what stands for it."""
        tag = str(node.tag)
        if tag == GONE:
            self._flush()
            self._runs.append(Run("", Shape.GONE))
        elif tag == NOTE_SIGN:
            self._pieces.append(reference(node.get(NOTE_SIGN) or ""))
        elif tag == "table" and not self.inside_cell:
            self._end_term()
            self._runs.append(Run("", Shape.TABLE, table=node))
        elif tag == "span" and _MSO_MARKER.search(node.get("style") or ""):
            shown = plain(without_controls("".join(node.itertext())))
            if self._lists.items and not self._heading:
                self._lists.items[-1].marker = marker_of_word(shown)
            else:
                self._pieces.append(f"{shown} ")
        else:
            return tag == DROPPED
        return True

    def _open(self, node: HtmlElement) -> None:
        tag, style = str(node.tag), node.get("style") or ""
        level = _heading_level(node, tag)
        block = bool(level) or tag in _BLOCKS or bool(style and _AS_BLOCK.search(style))
        is_bold = self.styles.is_bold(node)
        if block:
            self._flush()
        if level or tag in ("ul", "ol", "dl", "dt"):
            self._end_term()
        frame = _Frame(tag, block, bool(level), is_bold is not None)
        frame.list = self._lists.opens_list(node, tag)
        frame.item = not level and self._lists.opens_item(node, tag)
        self._heading = level or self._heading
        self._pre += tag in ("pre", "textarea")
        self._code += tag in ("code", "samp", "kbd")
        self._in_term += tag == "dt"
        if is_bold is not None:
            self._bold.append(is_bold)
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "img" and not any(frame.tag == "a" for frame in self._frames[-3:]):
            self._picture = self._picture or node.get("alt") or ""
        self._frames.append(frame)

    def _close(self) -> None:
        frame = self._frames.pop()
        if frame.block:
            self._flush()
        self._pre -= frame.tag in ("pre", "textarea")
        self._code -= frame.tag in ("code", "samp", "kbd")
        self._in_term -= frame.tag == "dt"
        if frame.bold:
            self._bold.pop()
        if frame.heading:
            self._heading = 0
            if self._lists.items:
                self._lists.items[-1].plain = True
        if frame.tag == "dl":
            self._end_term()
        if frame.item:
            self._lists.close_item()
        if frame.list:
            self._lists.close_list()

    def _say(self, text: str | None) -> None:
        if not text:
            return
        text = without_controls(text)
        if not self._pre:
            if self.escaped and not self._code:
                lines = without_markup(text, "\x0b").split("\x0b")
                text = "\n".join(_SPACES.sub(" ", line) for line in lines)
            else:
                text = _SPACES.sub(" ", text)
        if self._bold[-1] and text.strip():
            text = bold(text)
        self._pieces.append(text)

    # --- runs ---

    def _flush(self) -> None:
        if not self._pieces and not self._picture:
            return
        text, picture = joined(self._pieces), plain(without_controls(self._picture))
        self._pieces.clear()
        self._picture = ""
        if not plain(text):
            if notes_in(text) and self._runs:  # a sign on a line of its own
                self._runs[-1] = replace(self._runs[-1], text=self._runs[-1].text + text)
            text = picture
        if text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._heading and len(plain(text)) <= _LONGEST_HEADING:
            self._runs.append(Run(text, Shape.HEADING, self._heading))
        elif self._in_term:
            self._term = f"{self._term} {text}".strip()
            self._term_level = self._lists.depth
        elif self._pre:
            self._end_term()
            self._runs.append(Run(text, Shape.VERBATIM))
        elif item := self._lists.take():
            term, self._term = self._term, ""
            text = _labelled(term, text) if term else text
            self._runs.append(Run(text, Shape.ITEM, item.level, item.marker))
        else:
            self._end_term()
            self._runs.append(Run(text))

    def _end_term(self) -> None:
        """Gives out a term without a text of its own."""
        self._flush()
        term, self._term = self._term, ""
        if term:
            self._runs.append(Run(term, Shape.ITEM, self._term_level))


def _labelled(term: str, text: str) -> str:
    return f"{term} {text}" if plain(term)[-1:] in ":;.,?!-–—" else f"{term}: {text}"


def _heading_level(node: HtmlElement, tag: str) -> int:
    """How deep the heading stands that an element is, from a title's 1; 0 for another element."""
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return 1 + int(tag[1])
    if tag == "summary":
        return INNER
    if node.get("role") == "heading":
        level = node.get("aria-level") or ""
        return 1 + int(level) if re.fullmatch("[1-6]", level) else 3
    name = node.get("class") or ""
    if match := _MSO_HEADING.search(name):
        return 1 + int(match.group(1))
    return int(tag == "p" and is_title(node))
