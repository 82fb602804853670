"""The PDF library: the only module that imports pypdfium2.

The library is not safe for threads: hold ``LOCK`` around every use of it, and of what it gives.
"""

from __future__ import annotations

import ctypes
import threading
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

LOCK = threading.Lock()
PdfDocument, PdfiumError = pypdfium2.PdfDocument, pypdfium2.PdfiumError

__all__ = [
    "LOCK",
    "PdfDocument",
    "PdfiumError",
    "box_at",
    "font_of",
    "pdfium",
    "text_object_at",
    "unicode_at",
]


def _fast(function: Any, result: Any, *arguments: Any) -> Any:
    """A function that takes and gives plain addresses: wrapping each in an object is slow."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


# These are called for every character or run of them.
text_object_at = _fast(
    pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int
)
font_of = _fast(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
unicode_at = _fast(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
box_at = _fast(
    pdfium.FPDFText_GetLooseCharBox,
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_void_p,
)
