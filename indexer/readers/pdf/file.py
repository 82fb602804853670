"""PDF bytes -> an open file: its title, its outline, and its pages one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from indexer.errors import DocumentError
from indexer.readers.pdf.engine import LOCK, PdfDocument, PdfiumError, pdfium
from indexer.readers.pdf.geometry import Bookmark, Sheet
from indexer.readers.pdf.packing import unpacks_to_too_much
from indexer.readers.pdf.page import sheet_of

MOST_PAGES = 5_000
_MOST_BOOKMARKS = 5_000


@dataclass(frozen=True, slots=True)
class File:
    """An open PDF. ``pages`` is how many of its pages are read, ``left_out`` how many are not."""

    pages: int
    left_out: int
    title: str
    outline: tuple[Bookmark, ...]
    _document: Any

    def sheets(self) -> Iterator[Sheet]:
        """Each page in order; one that cannot be opened is empty."""
        for index in range(self.pages):
            with LOCK:
                sheet = sheet_of(self._document, index)
            yield sheet


@contextmanager
def opened(data: bytes, shown: str) -> Iterator[File]:
    """An open PDF, closed at the end. Raises DocumentError where it cannot be opened."""
    with LOCK:
        document = _document(data, shown)
    try:
        with LOCK:
            pages = len(document)
            title = document.get_metadata_value("Title")
            outline = tuple(_outline(document))
        if pages <= 0:
            raise DocumentError(shown, "it has no pages. Get a whole copy of it.")
        yield File(min(pages, MOST_PAGES), max(0, pages - MOST_PAGES), title, outline, document)
    finally:
        with LOCK:
            document.close()


def _document(data: bytes, shown: str) -> Any:
    if unpacks_to_too_much(data):
        reason = (
            "a part of it unpacks to more than can be read. Save it anew, without large drawings."
        )
        raise DocumentError(shown, reason)
    # PdfDocument(data) would take an earlier file's error for that of one without pages.
    raw = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if raw:
        return PdfDocument(raw)
    if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
        reason = "it is protected with a password. Open it, take the password off and save it."
    else:
        reason = "this PDF is damaged or cut short. Get a whole copy of it, or save it anew."
    raise DocumentError(shown, reason)


def _outline(document: Any) -> Iterator[Bookmark]:
    for count, bookmark in enumerate(document.get_toc(max_depth=6)):
        if count >= _MOST_BOOKMARKS:
            return
        with suppress(PdfiumError, UnicodeDecodeError):
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            yield Bookmark(
                bookmark.get_title(), bookmark.level + 1, (page or 0) + 1 if target else 0
            )
