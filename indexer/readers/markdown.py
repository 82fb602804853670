"""Markdown with front matter -> elements, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from indexer import yaml_lines
from indexer.decoding import decode
from indexer.errors import DocumentError
from indexer.readers.extract import Extract
from indexer.readers.markdown_html import html_of
from indexer.readers.web.boilerplate import drop_machinery
from indexer.readers.web.elements import Page
from indexer.readers.web.notes import mark_notes
from indexer.readers.web.page import parse_text
from indexer.readers.web.tables import mark_layout_tables
from indexer.schema import about
from indexer.types import Element, Role

_OPENING = re.compile(r"\s*^---[ \t]*$", re.M)
_FENCE = re.compile(r"\s*^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
_WHERE = re.compile(r"^where:\s*(.+?)\.?$", re.I)


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
    root = parse_text(html_of(text), shown)
    if root is None:
        return Extract((), about=said)
    drop_machinery(root)
    page = Page(notes=mark_notes(root), escaped=False)
    mark_layout_tables(root)
    elements = tuple(_with_where(page.elements(root)))
    return Extract(elements, about=said, notes=tuple(page.tables.notes))


def _with_where(elements: Iterable[Element]) -> list[Element]:
    made: list[Element] = []
    for element in elements:
        match = _WHERE.match(element.text)
        if match and made and made[-1].role is Role.HEADING:
            made[-1] = replace(made[-1], where=match.group(1))
        else:
            made.append(element)
    return made
