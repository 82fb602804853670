"""A file's name and first bytes -> its format: the content decides, the name where it is mute."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from indexer.decoding import decode
from indexer.errors import DocumentError


class Format(StrEnum):
    """What a file is, as people call it."""

    WORD = "Word document"
    PDF = "PDF"
    HTML = "web page"
    MARKDOWN = "Markdown"
    TEXT = "plain text"
    RECORDS = "YAML"
    EXCEL = "Excel workbook"
    CSV = "CSV"


SUFFIXES = {
    ".docx": Format.WORD,
    ".docm": Format.WORD,
    ".dotx": Format.WORD,
    ".dotm": Format.WORD,
    ".pdf": Format.PDF,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".yaml": Format.RECORDS,
    ".yml": Format.RECORDS,
    ".xlsx": Format.EXCEL,
    ".xlsm": Format.EXCEL,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
}
READABLE = "a Word document (.docx), PDF, web page, Excel workbook (.xlsx), CSV, Markdown or text"
_TYPED = frozenset({Format.HTML, Format.MARKDOWN, Format.TEXT, Format.RECORDS, Format.CSV})
_HEAD = 4096
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_PARTS = (
    ("ppt/presentation.xml", "a PowerPoint presentation", "PDF"),
    ("xl/workbook.bin", "a binary Excel workbook", ".xlsx"),
    ("META-INF/container.xml", "an e-book", "PDF"),
    ("content.xml", "an OpenDocument file", ".docx, or .xlsx if it is a spreadsheet"),
)


def format_of(data: bytes, shown: str) -> Format:
    """What a file is. Raises DocumentError for what no reader reads, saying what to do."""
    suffix = PurePath(shown).suffix.lower()
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK"):
        return _of_archive(data, suffix, shown)
    if head.startswith(_OLE):
        raise DocumentError(shown, _old_office(data))
    if head.startswith(b"{\\rtf"):
        raise DocumentError(shown, "this is RTF. Open it in Word and save it as .docx.")
    named = SUFFIXES.get(suffix)
    if _HTML.match(head) and named is not Format.MARKDOWN:
        return Format.HTML
    if named in _TYPED:
        return named
    if named is None:
        raise DocumentError(shown, f"no reader for this kind of file. Save it as {READABLE}.")
    if _is_text(head, shown):
        return Format.TEXT
    raise DocumentError(
        shown,
        f"the name says {named}, but the content is not that, or is damaged. "
        "Open it in its program and save it anew.",
    )


def _is_text(head: bytes, shown: str) -> bool:
    try:
        return bool(decode(head, shown).strip())
    except DocumentError:
        return False


def _of_archive(data: bytes, suffix: str, shown: str) -> Format:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        named = SUFFIXES.get(suffix, "archive")
        reason = f"this {named} is damaged or cut short. Get a whole copy of it."
        raise DocumentError(shown, reason) from None
    for part, what, better in _OTHER_PARTS:
        if part in names:
            raise DocumentError(shown, f"this is {what}. Save it as {better}.")
    for folder, found in (("word/", Format.WORD), ("xl/", Format.EXCEL)):
        if any(name.startswith(folder) and name.endswith(".xml") for name in names):
            return found
    raise DocumentError(shown, "this is an archive. Unpack it and put the files in.")


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "it is protected with a password. Open it, take the password off and save it."
    if "Workbook".encode("utf-16-le") in data:
        return "this is an old Excel file (.xls). Open it in Excel and save it as .xlsx."
    return "this is an old Word file (.doc). Open it in Word and save it as .docx."
