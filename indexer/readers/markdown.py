"""Markdown with front matter -> elements, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.errors import DocumentError
from indexer.readers import yaml_lines
from indexer.readers.schema import About, about
from indexer.types import Cell, Element, Role

_FENCE = re.compile(r"^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
_WHERE = re.compile(r"^where:\s*(.+?)\.?$", re.I)
_PARSER = MarkdownIt("commonmark").enable("table")


def markdown_elements(text: str, path: str) -> tuple[list[Element], About | None]:
    """The elements of a Markdown text, and its front matter if it has one.

    A paragraph ``*Where: ...*`` right under a heading says where the section stands in the
    original and becomes part of the heading. Raises DocumentError for broken front matter.
    """
    said = None
    if text.startswith("---"):
        match = _FENCE.match(text)
        if not match:
            raise DocumentError(path, "the front matter has no closing '---' line. Add it.", 1)
        said = about(yaml_lines.load(match.group(1), path, first_line=2))[1]
        text = text[match.end() :]
    return _with_where(_elements(_PARSER.parse(text))), said


def _elements(tokens: Sequence[Token]) -> list[Element]:
    elements: list[Element] = []
    lists: list[str] = []  # markers of the open lists, outermost first
    heading = 0
    table = _TableReader()
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("-" if token.type == "bullet_list_open" else "1.")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type in ("code_block", "fence", "html_block"):
            elements.append(Element(re.sub(r"<[^>]+>", "", token.content).strip()))
        elif table.sees(token):
            elements += table.element(token)
        elif token.type == "inline":
            elements.append(_inline(token, heading, lists))
            heading = 0
    return [element for element in elements if element.text]


def _inline(token: Token, heading: int, lists: list[str]) -> Element:
    text = _plain(token)
    if heading:
        return Element(text, Role.HEADING, heading)
    if lists:
        return Element(text, Role.ITEM, len(lists) - 1, marker=lists[-1])
    return Element(text)


def _plain(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    return "".join(parts).strip()


class _TableReader:
    """Follows the tokens of a table and gives its cells as elements."""

    def __init__(self) -> None:
        self._headings: list[str] = []
        self._row = 0
        self._column = 0
        self._title = ""
        self._inside = ""

    def sees(self, token: Token) -> bool:
        """Whether the token belongs to a table; keeps count of rows and columns."""
        if token.type == "table_open":
            self._headings, self._inside = [], "table"
        elif token.type == "table_close":
            self._inside = ""
            return True
        elif token.type == "tr_open":
            self._row, self._column, self._title = self._row + 1, 0, ""
        elif token.type in ("th_open", "td_open"):
            self._inside = token.type[:2]
        return bool(self._inside)

    def element(self, token: Token) -> list[Element]:
        """The element of an inline token inside the table."""
        if token.type != "inline":
            return []
        text = _plain(token)
        if self._inside == "th":
            self._headings.append(text)
            return []
        column = self._headings[self._column] if self._column < len(self._headings) else ""
        self._column += 1
        self._title = self._title or text
        return [Element(text, cell=Cell(self._row, column, self._title))]


def _with_where(elements: list[Element]) -> list[Element]:
    made: list[Element] = []
    for element in elements:
        match = _WHERE.match(element.text)
        if match and made and made[-1].role is Role.HEADING:
            made[-1] = replace(made[-1], where=match.group(1))
        else:
            made.append(element)
    return made
