"""The values that travel from a file to a hit. They hold text and numbers, never a connection.

Offsets count characters of ``Document.text``, half-open: ``document.text[start:end] == quote``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a document is; front matter and questions use the same words."""

    COMPACT = "compact"
    PRINCIPLES = "principles"
    CASE_STUDY = "case_study"
    ACTION_PLAN = "action_plan"
    IMPROVEMENT_PLAN = "improvement_plan"
    GUIDANCE = "guidance"
    DOCUMENT = "document"


class Form(StrEnum):
    """The form of a passage: how it stood on the page."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that a summary in our own words was made from."""

    title: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One source, read. ``text`` is the cleaned text that every offset counts in.

    ``id`` is stable for the same content; ``digest`` is the SHA-256 of the file's bytes.
    ``copies`` are the paths of files with the same content. ``origin`` is set where the text is a
    summary of another document; ``superseded_by`` names the document that took its place.
    ``pages`` says where in the text each page begins, as (offset, page), in order; it is empty for
    a format without pages. ``notes`` are sentences about what could not be read, with its place.
    """

    id: str
    name: str
    path: str
    digest: str
    text: str
    title: str
    kind: Kind = Kind.DOCUMENT
    area: str = ""
    edition: str = ""
    theme: str = ""
    date: str = ""
    licence: str = ""
    superseded_by: str = ""
    origin: Origin | None = None
    copies: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page on which the character at an offset stands; None where there are no pages."""
        found = bisect_right(self.pages, offset, key=lambda begin: begin[0])
        return self.pages[found - 1][1] if found else None


class Role(StrEnum):
    """What a reader found a run of text to be.

    A LABEL names rows or a cell of a table: it is text, but no passage and no heading of a section.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Element:
    """A run of text as a reader found it, before the document's text is put together.

    ``level`` is the depth of a heading (1 is the outermost) or of a list item (0 is the
    outermost); ``number`` is a paragraph number such as 1.11; ``marker`` is the bullet as it
    stood, or the sign of a footnote. ``cell`` is set for text inside a table; ``where`` says where
    the text stands in the original, for a summary; on a heading it holds for the section.
    ``pages`` says on which page the text begins and where in it each further one does, as
    (offset, page).
    """

    text: str
    role: Role = Role.PARAGRAPH
    level: int = 0
    number: str = ""
    marker: str = ""
    cell: Cell | None = None
    where: str = ""
    pages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a text stands in a table: its theme, its row's title, its column heading.

    ``row`` numbers the rows of a document, ``table`` its tables, both from 1; ``blanks`` are the
    headings of the row's empty columns; ``part_of`` is the row whose action this one is a part of,
    or 0.
    """

    row: int
    column: str
    title: str = ""
    theme: str = ""
    blanks: tuple[str, ...] = ()
    table: int = 0
    part_of: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the document's text with one role.

    ``lead`` are the offsets of the text that introduces a list item; ``group`` is equal for the
    items of one list.
    """

    start: int
    end: int
    role: Role = Role.PARAGRAPH
    level: int = 0
    number: str = ""
    lead: tuple[int, int] | None = None
    group: int = -1
    cell: Cell | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a document: its headings from the outermost in, and its blocks in order.

    ``where`` says where the section stands in the original, for a summary; else it is empty.
    """

    headings: tuple[str, ...]
    blocks: tuple[Block, ...]
    where: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval.

    ``context`` is what a reader must know to understand the text (title, headings, lead-in, row);
    ``sentences`` are offsets into the document, in order, inside ``start:end``; ``position`` counts
    the passages of a document; ``number`` is the paragraph number, ``where`` and ``area`` come from
    the section.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    form: Form
    headings: tuple[str, ...]
    context: str
    sentences: tuple[tuple[int, int], ...]
    position: int
    number: str = ""
    where: str = ""
    area: str = ""
    lead: tuple[int, int] | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What to search for.

    ``text`` is embedded; ``terms`` are the words for the lexical search with their weights;
    ``areas`` and ``documents`` (ids) keep only what belongs to one of them (empty: everything).
    """

    text: str
    terms: tuple[tuple[str, float], ...] = ()
    areas: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. Scores are comparable within one search only.

    ``dense`` is the cosine of question and passage, ``sentence`` the best cosine of question and
    one of its sentences, ``lexical`` is BM25 scaled to 0..1 over the candidates, ``score`` the
    fused value by which hits are ranked. ``cosines`` has one cosine for each sentence.
    """

    passage: Passage
    document: Document
    score: float
    dense: float
    sentence: float
    lexical: float
    cosines: tuple[float, ...] = ()
