"""A page of a PDF -> its sheet: the words with their places, and the straight lines."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterator
from typing import Any

from indexer.readers.pdf.drawing import Drawing, Matrix, Point
from indexer.readers.pdf.engine import box_at, font_of, pdfium, text_object_at, unicode_at
from indexer.readers.pdf.geometry import Area, Sheet
from indexer.readers.pdf.words import Glyphs, Style, turns_of, words_of

_MOST_CHARACTERS = 40_000  # of a page; a page of dense print has 8,000
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 4_000
_FORCED_BOLD = 1 << 18  # a flag of a font descriptor, ISO 32000-1 table 123
_BOLD_WEIGHT = 600
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")


def sheet_of(document: Any, index: int) -> Sheet:
    """What stands on the page at an index from 0; one that cannot be opened is empty."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return Sheet(index + 1, 1, 1, ())
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            return Sheet(index + 1, 1, 1, ())
        try:
            return _read(page, text, index + 1)
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read(page: Any, text: Any, number: int) -> Sheet:
    box = _page_box(page)
    total = pdfium.FPDFText_CountChars(text)
    count = max(0, min(total, _MOST_CHARACTERS))
    glyphs = _glyphs(text, count)
    turns = glyphs.upright(pdfium.FPDFPage_GetRotation(page))
    words, turned = words_of(glyphs, box, turns)
    drawing = Drawing(box, turns)
    _draw(drawing, page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    amounts = glyphs.amounts()
    garbled = sum(amount for style, amount in amounts if style.unmapped)
    drawn = sum(amount for _, amount in amounts)
    width, height = (box.width, box.height) if turns % 2 == 0 else (box.height, box.width)
    return Sheet(
        number,
        width,
        height,
        words,
        turned,
        drawing.rules(),
        drawing.pictured,
        garbled / drawn if drawn else 0.0,
        total > count,
    )


def _page_box(page: Any) -> Area:
    """The part of the page that is shown; x grows to the right and y upwards."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, box):
        left, right = sorted((box.left, box.right))
        low, high = sorted((box.bottom, box.top))
        if 1 < right - left < 1e5 and 1 < high - low < 1e5:
            return Area(left, low, right, high)
    return Area(0, 0, 595, 842)


def _glyphs(text: Any, count: int) -> Glyphs:
    boxes = (pdfium.FS_RECTF * count)()
    box, size = ctypes.addressof(boxes), ctypes.sizeof(pdfium.FS_RECTF)
    address = ctypes.cast(text, ctypes.c_void_p).value
    styles: list[Style] = []
    known = _Styles(text)
    places: list[int] = []
    seen: dict[int | None, int] = {None: -1}  # the address of a text object -> its style
    for i in range(count):
        box_at(address, i, box + i * size)
        pointer = text_object_at(address, i)
        if pointer not in seen:
            seen[pointer] = len(styles)
            styles.append(known.of(i, pointer))
        places.append(seen[pointer])
    codes = [unicode_at(address, i) for i in range(count)]
    return Glyphs(codes, places, [*struct.iter_unpack("4f", bytes(boxes))], styles)


class _Styles:
    """Looks up how characters are printed; asks for each font only once."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._matrix = pdfium.FS_MATRIX()
        self._bold: dict[int | None, bool] = {}

    def of(self, index: int, text_object: int | None) -> Style:
        """The style of the character at an index, which is part of this text object."""
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        font = font_of(text_object)
        if font not in self._bold:
            self._bold[font] = self._is_bold(index)
        return Style(
            pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d),
            self._bold[font],
            turns_of((matrix.a, matrix.b)),
            (matrix.e, matrix.f),
            pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1,
        )

    def _is_bold(self, index: int) -> bool:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text, index, name, 128, flags)
        return (
            bool(flags.value & _FORCED_BOLD)
            or pdfium.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT
            or any(part in name.value.lower() for part in _BOLD_NAMES)
        )


def _draw(drawing: Drawing, holder: Any, count: Any, get: Any, depth: int = 0) -> None:
    """Hand every path and picture of a page, or of a form on it, to the drawing."""
    for index in range(min(count(holder), _MOST_OBJECTS)):
        if drawing.full:
            return
        found = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(drawing, found)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawing.picture(*_bounds(found))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 4:
            with drawing.within(_matrix(found)):
                _draw(
                    drawing,
                    found,
                    pdfium.FPDFFormObj_CountObjects,
                    pdfium.FPDFFormObj_GetObject,
                    depth + 1,
                )


def _bounds(found: Any) -> tuple[float, float, float, float]:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(found, *edges)
    left, low, right, high = (edge.value for edge in edges)
    return left, low, right, high


def _matrix(found: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(found, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _path(drawing: Drawing, found: Any) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(found, fill, stroke)
    filled = bool(fill.value) and not _is_white(found)
    drawn = bool(stroke.value)
    if not (filled or drawn):
        return
    with drawing.within(_matrix(found)):
        for points in _subpaths(found):
            drawing.path(points, drawn=drawn, filled=filled)


def _is_white(found: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(found, *parts)
    return all(part.value > 250 for part in parts[:3]) or parts[3].value < 5


def _subpaths(found: Any) -> Iterator[list[Point]]:
    """The corners of each part of a path; a curve is as good as a gap."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(found), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(found, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_LINETO:
            yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield points
