"""Bytes of a Word file -> its parts: body, styles, numbering, notes, and its properties."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from zipfile import ZipFile

from indexer.archive import checked
from indexer.errors import DocumentError
from indexer.readers.word.markup import Node, parsed, w

_USUAL = "word/document.xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_NO_TEXT = (
    "this Word document has no text part, or it is damaged. Open it in Word, which may repair it, "
    "and save it anew."
)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that hold text or say how it is set.

    ``titled`` is the title in its properties. What the file only refers to is never fetched.
    """

    body: Node
    styles: Node | None
    numbering: Node | None
    footnotes: Node | None
    endnotes: Node | None
    titled: str


def opened(data: bytes, shown: str) -> Package:
    """The parts of a Word file of any kind (.docx, .docm, .dotx, .dotm, strict).

    Raises DocumentError for a file that is damaged, encrypted, unsafe, or has no text part.
    """
    archive = checked(data, shown)
    names = frozenset(archive.namelist())
    main = _related(archive, names, "", shown).get("officeDocument", _USUAL)
    if main not in names:
        main = _USUAL
    document = _part(archive, names, main, shown)
    body = document.find(w("body")) if document is not None else None
    if body is None:
        raise DocumentError(shown, _NO_TEXT)
    related = _related(archive, names, main, shown)

    def part(kind: str) -> Node | None:
        return _part(archive, names, related.get(kind, f"word/{kind}.xml"), shown)

    core = _part(archive, names, "docProps/core.xml", shown)
    return Package(
        body,
        part("styles"),
        part("numbering"),
        part("footnotes"),
        part("endnotes"),
        (core.findtext(_TITLE) or "") if core is not None else "",
    )


def _part(archive: ZipFile, names: frozenset[str], name: str, shown: str) -> Node | None:
    return parsed(archive.read(name), shown) if name in names else None


def _related(archive: ZipFile, names: frozenset[str], part: str, shown: str) -> dict[str, str]:
    """Kind of relation -> name of the part in the archive, for those of ``part``."""
    folder, name = posixpath.split(part)
    relations = _part(archive, names, posixpath.join(folder, "_rels", f"{name}.rels"), shown)
    found: dict[str, str] = {}
    for relation in relations.iter(_RELATION) if relations is not None else ():
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            found.setdefault(relation.get("Type", "").rpartition("/")[2], target.lstrip("/"))
    return found
