"""PDF -> elements: paragraphs, headings, lists, tables and footnotes with their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from indexer.errors import DocumentError
from indexer.readers.extract import Extract
from indexer.readers.pdf.elements import elements_of
from indexer.readers.pdf.file import File, opened
from indexer.readers.pdf.flow import flow_of
from indexer.readers.pdf.layout import Page, laid_out

_PICTURED = 0.3  # of a page: with hardly any text on it, it is a picture of a page
_FEW = 25  # characters: a stamp or a page number, no text
_GARBLED = 0.5  # of the characters


def read(data: bytes, shown: str) -> Extract:
    """The elements of a PDF, in reading order.

    Raises DocumentError where it is protected, damaged, or holds no text that can be read.
    """
    with opened(data, shown) as file:
        pages = [laid_out(sheet) for sheet in file.sheets()]
    readable = [page for page in pages if not _is_picture(page) and not _is_garbled(page)]
    if not any(page.columns for page in readable):
        raise DocumentError(shown, _why_nothing(pages))
    flow = flow_of(readable)
    title, elements, notes = elements_of(flow, file.outline, file.title)
    return Extract(tuple(elements), title, notes=(*_notes(file, pages), *notes))


def _is_picture(page: Page) -> bool:
    return page.pictured >= _PICTURED and page.characters <= _FEW


def _is_garbled(page: Page) -> bool:
    return page.characters > 0 and page.unmapped >= _GARBLED


def _why_nothing(pages: Sequence[Page]) -> str:
    if any(_is_garbled(page) for page in pages):
        return (
            "its letters are stored in a way that cannot be read as text. Run text recognition "
            "(OCR) on it, or save it anew from the program that made it, and add the result."
        )
    if any(_is_picture(page) for page in pages):
        return (
            "it holds pictures of pages and no text. Run text recognition (OCR) on it, for "
            "example in your scanner's program, and add the result."
        )
    return "no text was found in it. Check that it is the right file."


def _notes(file: File, pages: Sequence[Page]) -> Iterator[str]:
    for where in _runs(page.number for page in pages if _is_picture(page)):
        yield f"{where}: pictures and no text. Run text recognition (OCR) to have it read."
    for where in _runs(page.number for page in pages if _is_garbled(page)):
        yield f"{where}: letters that cannot be read as text. Run text recognition (OCR) on it."
    for where in _runs(page.number for page in pages if page.cut):
        yield f"{where}: more text than a page can have. The rest of it was left out."
    if file.left_out:
        first = file.pages + 1
        yield f"from page {first} on: left out, as only {file.pages} pages of a file are read."


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    """Each run of page numbers in words."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        yield f"page {found[0]}" if len(found) == 1 else f"pages {found[0]} to {found[-1]}"
