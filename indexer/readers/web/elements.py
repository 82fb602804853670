"""The runs of a page -> its elements: numbers, typed bullets, headings in bold, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from indexer.readers.lines import BULLET, NUMBER
from indexer.readers.web.headings import Piece, with_headings
from indexer.readers.web.notes import Note
from indexer.readers.web.runs import Run, Shape, is_bold, notes_in, plain, verbatim
from indexer.readers.web.styles import BULLET as SHOWN_BULLET
from indexer.readers.web.styles import Styles
from indexer.readers.web.tables import grid_of
from indexer.readers.web.walk import Walk
from indexer.tables.grids import Tables
from indexer.types import Element, Role

_BLANK_LINES = re.compile(r"\n\s*\n")
_SINGLE = re.compile(r"^(\(?\d{1,2}[.)])\s+(?=\S)")
_SYMBOL = re.compile(r"^[o·§Øüvq\uf0b7\uf0a7]\s+(?=\S)")  # letters of Word's symbol fonts
_MARKER_NUMBER = re.compile(r"((?:\d{1,2}\.)+\d{1,2}|[A-Z]\.\d{1,2})[.)]?")
_ALONE = re.compile(
    rf"{_MARKER_NUMBER.pattern}|[•·▪●○◦‣]|\(?\d{{1,2}}[.)]|\(?[a-z][.)]|\(?[ivx]{{1,4}}[.)]"
)
_GOES_ON = re.compile(r"[a-z,;(]")


@dataclass
class Page:
    """What is known of a page while its elements are made.

    ``notes`` are its footnotes by key; ``escaped``: markup shown as text is taken off.
    """

    styles: Styles = field(default_factory=Styles)
    notes: Mapping[str, Note] = field(default_factory=dict)
    escaped: bool = True
    tables: Tables = field(default_factory=Tables)
    _given: set[str] = field(default_factory=set)
    _count: int = 0

    def elements(self, root: HtmlElement) -> Iterator[Element]:
        """The elements of a part of the page, in order."""
        runs = Walk(self.styles, self.escaped).runs(root)
        pieces = _with_numbers(piece for run in runs for piece in _pieces(run))
        follows = False  # a table follows another without text between them
        for piece in with_headings(pieces):
            if piece.table is not None:
                yield from self._table(piece.table, follows=follows)
            else:
                yield piece.element
            follows = piece.table is not None
            yield from self._footnotes(piece.notes)

    def _table(self, table: HtmlElement, *, follows: bool) -> Iterator[Element]:
        self._count += 1
        notes: list[str] = []
        captions = [child for child in table if child.tag == "caption"]
        yield from (part for caption in captions for part in self._cell(caption, notes))
        grid = grid_of(table, lambda cell: self._cell(cell, notes), f"table {self._count}")
        if grid:
            yield from self.tables.elements(replace(grid, follows=follows and not captions))
        yield from self._footnotes(notes)

    def _cell(self, cell: HtmlElement, notes: list[str]) -> tuple[Element, ...]:
        """The paragraphs and items in a cell; adds the keys of its footnotes."""
        runs = Walk(self.styles, self.escaped, inside_cell=True).runs(cell)
        pieces = _with_numbers(p for run in runs for p in _pieces(run) if not p.gone)
        notes += (key for piece in pieces for key in piece.notes)
        return tuple(
            Element(piece.element.text) if piece.element.role is Role.HEADING else piece.element
            for piece in pieces
        )

    def _footnotes(self, keys: list[str]) -> Iterator[Element]:
        for key in keys:
            if key in self.notes and key not in self._given:
                self._given.add(key)
                note = self.notes[key]
                runs = Walk(self.styles, self.escaped, inside_cell=True).runs(note.node)
                text = " ".join(filter(None, (plain(run.text) for run in runs)))
                sign = re.escape(note.sign)
                text = re.sub(rf"^[\[(]?{sign}[\])]?[.:]?(?:\s+|(?=[^\W\d]))", "", text)
                if text:
                    yield Element(text, Role.FOOTNOTE, marker=note.sign)


def _with_numbers(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces; a number or bullet that stands alone is that of the paragraph below it."""
    made: list[Piece] = []
    for piece in pieces:
        alone = made[-1].element if made and made[-1].free else None
        below = piece.element
        plain_text = piece.free and below == Element(below.text) and not piece.table
        if alone and plain_text and not alone.number and _ALONE.fullmatch(alone.text):
            number = _MARKER_NUMBER.fullmatch(alone.text)
            if number:
                element = replace(below, number=number.group(1))
            else:
                element = replace(below, role=Role.ITEM, marker=alone.text)
            made[-1] = replace(piece, element=element, notes=made[-1].notes + piece.notes)
        else:
            made.append(piece)
    return made


def _pieces(run: Run) -> list[Piece]:
    """The elements of a run: a line of it may begin a new one."""
    if run.shape is Shape.GONE:
        return [Piece(Element(""), gone=True)]
    if run.shape is Shape.TABLE:
        return [Piece(Element(""), table=run.table)]
    if run.shape is Shape.HEADING:
        return [Piece(Element(plain(run.text), Role.HEADING, run.level), notes=notes_in(run.text))]
    if run.shape is Shape.VERBATIM:
        parts = _BLANK_LINES.split(run.text)
        return [Piece(Element(text)) for part in parts if (text := verbatim(part).strip())]
    made: list[Piece] = []
    for part in _BLANK_LINES.split(run.text):
        begins = True
        for line in part.split("\n"):
            if plain(line):
                _add_line(made, run, line, begins=begins)
                begins = False
            elif made:
                made[-1].notes += notes_in(line)
    return [piece.whole() if piece.below else piece for piece in made]


def _add_line(made: list[Piece], run: Run, line: str, *, begins: bool) -> None:
    """Adds a line of a run: to the element before it, or as an element of its own."""
    element = _element(run if not made else replace(run, marker=""), plain(line))
    piece = Piece(element, is_bold(line), run.shape is Shape.PARAGRAPH, notes_in(line))
    before = made[-1] if made else None
    typed = bool(element.number or (element.marker and before))
    if before is None or begins or typed or (before.bold and before.free and not piece.bold):
        made.append(piece)
        return
    listed = before.element.role is Role.ITEM and before.free
    if listed and not _GOES_ON.match(element.text):
        made.append(piece)  # a paragraph below typed items
        return
    before.below.append(f" {element.text}" if listed else f"\n{element.text}")
    before.bold = before.bold and piece.bold
    before.notes += piece.notes


def _element(run: Run, text: str) -> Element:
    """The element that a line is by what it begins with: a number, a bullet, neither."""
    shown = _MARKER_NUMBER.fullmatch(run.marker)
    if shown:
        return Element(text, number=shown.group(1))
    number = NUMBER.match(text)
    if number and "." in number.group(1) and number.end() < len(text):
        return Element(text[number.end() :], number=number.group(1))
    if run.shape is Shape.ITEM and not run.marker and (letter := _SYMBOL.match(text)):
        return Element(text[letter.end() :], Role.ITEM, run.level, marker=SHOWN_BULLET)
    typed = _SINGLE.match(text) or BULLET.match(text)
    if typed and (run.shape is Shape.PARAGRAPH or not run.marker[:1].isalnum()):
        marker = typed.group().strip()
        return Element(text[typed.end() :], Role.ITEM, run.level, marker=marker)
    if run.shape is Shape.ITEM:
        return Element(text, Role.ITEM, run.level, marker=run.marker)
    return Element(text)
