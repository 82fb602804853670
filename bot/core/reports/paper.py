"""Headings, paragraphs, tables and charts: what every format of a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.core.reports.rag import Rag
from bot.core.reports.values import Chart


class Tone(Enum):
    """How a piece of text is to be read."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"  # what explains the rest
    SAID = "said"  # a person's own words
    RAG = "rag"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one tone. ``link`` is the anchor that it leads to, or empty."""

    text: str
    tone: Tone = Tone.PLAIN
    link: str = ""
    rag: Rag | None = None


Paragraph = tuple[Piece, ...]
"""Pieces that follow each other in one paragraph; a line end in one of them is kept."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: paragraphs. ``anchor`` is where links to it lead, or empty."""

    paragraphs: tuple[Paragraph, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``share`` is its part of the width, all of them adding up to 100."""

    heading: str
    share: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. Its first row is the header; the ``head`` column names its rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int | None = 0
    compact: bool = False  # figures, in rows that stand close together


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is a part of the report, 2 is below it."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph by itself."""

    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, with the table of its figures."""

    chart: Chart
    figures: Table
    new_page: bool = False


Block = Heading | Text | Table | Drawing


@dataclass(frozen=True, slots=True)
class Paper:
    """A report as it is read, from top to bottom. ``about`` are lines under the title."""

    title: str
    subtitle: str
    about: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]


def cell(text: str, tone: Tone = Tone.PLAIN) -> Cell:
    """A cell with one piece of text."""
    return Cell(((Piece(text, tone),),))


def text(words: str, tone: Tone = Tone.PLAIN) -> Text:
    """A paragraph of one piece."""
    return Text((Piece(words, tone),))
