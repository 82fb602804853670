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
_SAMPLE = 4096
_MOSTLY = 0.7
_WIDE = (  # where the zero bytes of Latin text stand: (bytes a character, place of its letter)
    ("utf-32-le", 4, 0),
    ("utf-32-be", 4, 3),
    ("utf-16-le", 2, 0),
    ("utf-16-be", 2, 1),
)
# Encodings of one country's letters. Others could turn text into something else altogether.
_NATIONAL = re.compile(
    r"(?:iso-?8859|latin|windows|cp|koi8|mac|gb|big5|shift|euc|tis)[\w-]*|x-sjis", re.I
)
_LATIN_1 = frozenset({"iso8859-1", "ascii"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SOFT_BREAK = re.compile("\u00ad[ \t]*\n[ \t]*(?=\\S)")  # a word broken over two lines
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_NOT_ASCII = bytes(range(0x80, 0x100))
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
_BREAKING_TAG = re.compile(r"</?(?:p|br|ul|ol|li|div|tr|h[1-6])(?:[\s/][^<>]*)?>", re.I)
_OTHER_TAG = re.compile(r"</?(?:span|b|i|u|em|strong|font|sup|sub|td|th|a)(?:[\s/][^<>]*)?>", re.I)
# With its semicolon: in an address, &section=2 is no entity.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});", re.I)
_ESCAPES = 2  # times that a text may have been escaped
_TOO_MANY = 0.01  # control characters and bytes that mean nothing
_NO_TEXT = "this is not a text file. Save it as .txt or .md (UTF-8) and add that."

_GAP, _TABS = " " * 400, "\t" * 400
_LONG_GAP, _LONG_TABS = re.compile(f"{_GAP} +"), re.compile(f"{_TABS}\t+")


def decode(data: bytes, path: str, declared: str = "", *, form_feeds: bool = False) -> str:
    """Text of a file, with line ends as \\n and invisible characters gone.

    Believes the byte order mark, then zero bytes at every other place, then UTF-8, then the
    encoding that the file itself declares, then Windows-1252. Raises DocumentError for bytes that
    are not text.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "") or _wide(data)
    plain = encoding in ("", "utf-8-sig")
    if plain and len(data.translate(None, _CONTROL_BYTES)) < (1 - _TOO_MANY) * len(data):
        raise DocumentError(path, _NO_TEXT)
    text = _decoded(data, encoding, declared)
    clean = _CONTROL.sub("", text)
    if len(text) - len(clean) + text.count("\ufffd") > _TOO_MANY * len(text):
        raise DocumentError(path, _NO_TEXT)
    clean = _SOFT_BREAK.sub("", clean.replace("\r\n", "\n").replace("\r", "\n"))
    return visible(clean if form_feeds else clean.replace("\f", "\n"))


def _decoded(data: bytes, encoding: str, declared: str) -> str:
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding.startswith("utf-16") or encoding.startswith("utf-32"):
            return data.decode(encoding, errors="replace")
    return _damaged_utf8(data) or data.decode(_national(declared) or "cp1252", errors="replace")


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without its mark: Latin letters have zero bytes beside them."""
    sample = data[:_SAMPLE]
    for encoding, width, letter in _WIDE:
        count = len(sample) // width
        places = [sample[place::width][:count] for place in range(width)]
        zeros = sum(places[i].count(0) for i in range(width) if i != letter)
        filled = count - places[letter].count(0)
        if count and zeros > _MOSTLY * count * (width - 1) and filled > _MOSTLY * count:
            return encoding
    return ""


def _damaged_utf8(data: bytes) -> str:
    """UTF-8 with some other bytes among it, which are taken for Windows-1252; else nothing."""
    valid = data.decode("utf-8", errors="ignore")
    strays = len(data) - len(valid.encode())
    whole = len(valid) - len(data.translate(None, _NOT_ASCII))
    if whole <= strays:
        return ""
    return _STRAY_BYTE.sub(_as_windows, data.decode("utf-8", errors="surrogateescape"))


def _as_windows(stray: re.Match[str]) -> str:
    return bytes([ord(stray.group()) - 0xDC00]).decode("cp1252", errors="replace")


def _national(declared: str) -> str:
    if not _NATIONAL.fullmatch(declared):
        return ""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return ""
    return "cp1252" if name in _LATIN_1 else name  # as browsers read it


def visible(text: str) -> str:
    """The text without characters that nobody sees; a no-break space becomes a space.

    An absurdly long run of spaces or tabs is cut, or a pattern that looks for their end is lost
    in it.
    """
    seen = _INVISIBLE.sub("", text).replace("\u00a0", " ")
    if _GAP in seen or _TABS in seen:
        seen = _LONG_TABS.sub(_TABS, _LONG_GAP.sub(_GAP, seen))
    return seen


def without_markup(text: str, line_break: str = "\n") -> str:
    """The text without HTML tags and entities; a tag that starts a new line becomes one.

    What was escaped twice, as systems do with each other's text, is taken out too.
    """
    for _ in range(_ESCAPES + 1):
        if "<" in text:
            text = _OTHER_TAG.sub("", _BREAKING_TAG.sub(line_break, text))
        if "&" not in text:
            break
        text = visible(_ENTITY.sub(_unescaped, text))
    return text


def _unescaped(entity: re.Match[str]) -> str:
    return html.unescape(entity.group())
