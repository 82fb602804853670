"""Web pages, as saved from a browser or exported by Word, Google Docs or a council's site."""

from __future__ import annotations

from lxml.html import HtmlElement

from indexer.readers import text
from indexer.readers.extract import Extract
from indexer.readers.web.boilerplate import document_part
from indexer.readers.web.elements import Page
from indexer.readers.web.notes import mark_notes
from indexer.readers.web.page import date_of, parse, title_of
from indexer.readers.web.styles import styles_of
from indexer.readers.web.tables import mark_layout_tables


def read(data: bytes, shown: str) -> Extract:
    """The elements of a web page, without its menus, banners, forms and hidden parts.

    Raises DocumentError for bytes that are not text and for a page too large or too deep to read.
    """
    root = parse(data, shown)
    if root is None:
        return Extract(())
    title, date, styles = title_of(root), date_of(root), styles_of(root)
    main = document_part(root)
    typed = _typed_text(main)
    if typed:
        return Extract(text.read(typed.encode(), shown).elements, title, date=date)
    notes = mark_notes(root)
    mark_layout_tables(main)
    page = Page(styles, notes)
    return Extract(tuple(page.elements(main)), title, notes=tuple(page.tables.notes), date=date)


def _typed_text(main: HtmlElement) -> str:
    """The text of a page that is nothing but one <pre>; else nothing."""
    found = next(iter(main.iter("pre")), None)
    typed = "" if found is None else "".join(found.itertext())
    return typed if len(typed.strip()) == len("".join(main.itertext()).strip()) else ""
