"""A Word document -> elements: what an officer sees on its pages, in reading order."""

from __future__ import annotations

from indexer.errors import DocumentError
from indexer.readers.extract import Extract
from indexer.readers.word.final import finalise
from indexer.readers.word.markup import w
from indexer.readers.word.notes import Notes, forms_of, texts_of
from indexer.readers.word.numbering import Numbering
from indexer.readers.word.package import Package, opened
from indexer.readers.word.paragraphs import Paragraph, Paragraphs
from indexer.readers.word.story import blocks
from indexer.readers.word.styles import Styles
from indexer.readers.word.titles import title_of
from indexer.readers.word.writing import Writer

_SCAN = (
    "it holds pictures and no text, perhaps of scanned pages. Get the original document, or have "
    "the text recognised (OCR) and save that."
)

_TOO_LONG = "it is longer than any book. Split it, and put in the parts that matter."
_MOST_PIECES = 200_000  # paragraphs and runs; a page has some 50


def read(data: bytes, shown: str) -> Extract:
    """The elements of a Word document, with numbers and bullets as Word shows them.

    Tracked changes are read as accepted; comments, page headers and footers, and contents pages are
    left out. Raises DocumentError for a file that cannot be read, is absurdly long, or holds only
    pictures.
    """
    package = opened(data, shown)
    if sum(1 for _ in package.body.iter(w("p"), w("r"))) > _MOST_PIECES:
        raise DocumentError(shown, _TOO_LONG)
    styles = Styles(package.styles)
    forms = forms_of(package.body)
    listing = _finalised(package)
    paragraphs = Paragraphs(styles, Numbering(package.numbering, styles))
    body = list(blocks(package.body, paragraphs))
    texts = texts_of("footnote", package.footnotes, paragraphs)
    texts |= texts_of("endnote", package.endnotes, paragraphs)
    writer = Writer(Notes(texts, forms))
    elements = writer.elements(body, listing=listing)
    if not elements and any(isinstance(block, Paragraph) and block.pictures for block in body):
        raise DocumentError(shown, _SCAN)
    title = title_of(writer.title, package.titled, elements)
    return Extract(tuple(elements), title, notes=(*writer.said, *writer.tables.notes))


def _finalised(package: Package) -> bool:
    """Takes out what is not final text; whether the body had a contents page."""
    for part in (package.footnotes, package.endnotes):
        if part is not None:
            finalise(part)
    return finalise(package.body)
