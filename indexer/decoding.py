"""Bytes -> clean text: encoding, invisible characters, tags and entities left in text."""

from __future__ import annotations

import codecs
import html
import re

from indexer.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BREAKING_TAG = re.compile(r"</?(?:p|br|ul|ol|li|div|tr|h[1-6])(?:[\s/][^<>]*)?>", re.I)
_OTHER_TAG = re.compile(r"</?(?:span|b|i|u|em|strong|font|sup|sub|td|th|a)(?:[\s/][^<>]*)?>", re.I)
_TOO_MANY_CONTROLS = 0.01


def decode(data: bytes, path: str) -> str:
    """Text of a file, with line ends as \\n and invisible characters gone.

    Tries the byte order mark, then UTF-8, then Windows-1252. Raises DocumentError for bytes that
    are not text.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    controls = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if controls > _TOO_MANY_CONTROLS * len(text):
        raise DocumentError(
            path, "this is not a text file. Save it as .txt or .md (UTF-8) and add that."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _visible(_CONTROL.sub("", text))


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text).replace("\u00a0", " ")


def without_markup(text: str, line_break: str = "\n") -> str:
    """The text without HTML tags and entities; a tag that starts a new line becomes one."""
    if "<" in text:
        text = _OTHER_TAG.sub("", _BREAKING_TAG.sub(line_break, text))
    return _visible(html.unescape(text)) if "&" in text else text
