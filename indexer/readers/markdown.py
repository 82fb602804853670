"""Markdown with front matter -> elements, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer import yaml_lines
from indexer.decoding import decode
from indexer.errors import DocumentError
from indexer.readers.extract import Extract
from indexer.schema import about
from indexer.tables import rows_of
from indexer.types import Cell, Element, Role

_OPENING = re.compile(r"\s*^---[ \t]*$", re.M)
_FENCE = re.compile(r"\s*^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
_WHERE = re.compile(r"^where:\s*(.+?)\.?$", re.I)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def read(data: bytes, shown: str) -> Extract:
    """The elements of a Markdown file, and its front matter if it has one.

    A paragraph ``*Where: ...*`` right under a heading says where the section stands in the
    original and becomes part of the heading. Raises DocumentError for broken front matter.
    """
    text = decode(data, shown)
    said = None
    if opening := _OPENING.match(text):
        line = opening.group().count("\n") + 1
        match = _FENCE.match(text)
        if not match:
            raise DocumentError(shown, "the front matter has no closing '---' line. Add it.", line)
        said = about(yaml_lines.load(match.group(1), shown, first_line=line + 1))[1]
        text = text[match.end() :]
    return Extract(tuple(_with_where(_elements(_parser().parse(text)))), about=said)


def _elements(tokens: Sequence[Token]) -> list[Element]:
    elements: list[Element] = []
    lists: list[str] = []  # what stands before the next text of each open list, outermost first
    heading = 0
    table = _TableReader()
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("")
        elif token.type == "list_item_open":
            lists[-1] = token.info + token.markup
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type in ("code_block", "fence"):
            elements.append(Element(token.content.strip()))
        elif token.type == "html_block":
            elements.append(Element(re.sub(r"<[^>]+>", "", token.content).strip()))
        elif table.sees(token):
            elements += table.elements() if token.type == "table_close" else ()
        elif token.type == "inline":
            elements.append(_inline(token, heading, lists))
            heading = 0
            lists[-1:] = [""] if lists else []
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
    return "".join(parts).replace("\u00a0", " ").strip()


class _TableReader:
    """Follows the tokens of a table and gives its cells as elements when it ends."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []  # the headings first
        self._number = 0
        self._inside = False

    def sees(self, token: Token) -> bool:
        """Whether the token belongs to a table; keeps its text."""
        if token.type == "table_open":
            self._rows, self._inside = [], True
        elif token.type == "table_close":
            self._inside = False
            return True
        elif token.type == "tr_open":
            self._rows.append([])
        elif self._inside and token.type == "inline":
            self._rows[-1].append(_plain(token))
        return self._inside

    def elements(self) -> Iterator[Element]:
        """The elements of a table that has ended."""
        headings, *rows = self._rows
        for row in rows_of(headings, rows):
            self._number += not row.continues
            title = row.title or next(text for _, text in row.cells if text)
            for column, text in row.cells:
                if text and (text != row.theme or text == title):
                    cell = Cell(self._number, column, title, row.theme, row.blanks)
                    yield Element(text, cell=cell)


def _with_where(elements: list[Element]) -> list[Element]:
    made: list[Element] = []
    for element in elements:
        match = _WHERE.match(element.text)
        if match and made and made[-1].role is Role.HEADING:
            made[-1] = replace(made[-1], where=match.group(1))
        else:
            made.append(element)
    return made
