"""A file -> its Document and Sections. The table below says which module reads what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from importlib import import_module
from pathlib import PurePath

from indexer.errors import DocumentError
from indexer.places import Places
from indexer.readers import metadata
from indexer.readers.contents import without_contents
from indexer.readers.extract import Extract
from indexer.readers.formats import SUFFIXES, Format, format_of
from indexer.schema import About
from indexer.sections import assemble
from indexer.types import Document, Section

# Each module has a function ``read(data, shown) -> Extract`` and is imported when it is needed.
READERS = {
    Format.WORD: "word",
    Format.HTML: "web",
    Format.MARKDOWN: "markdown",
    Format.TEXT: "text",
    Format.PDF: "pdf",
    Format.RECORDS: "records",
    Format.EXCEL: "excel",
    Format.CSV: "delimited",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its sections in order, and the format that it was in."""

    document: Document
    sections: tuple[Section, ...]
    format: Format


def read(shown: str, data: bytes, places: Places, told: About | None = None) -> Reading:
    """Read one file's bytes. ``shown`` is its path as people see it.

    What ``told`` says of the document, because the officer said so, wins over what the file says
    of itself, and that over what can be guessed from its text.
    Raises DocumentError where the file cannot be read, names no reader, or holds no text.
    """
    if not data.strip():
        raise DocumentError(shown, "the file is empty. Put the text in, or remove the file.")
    found = format_of(data, shown)
    extract = _reader(found)(data, shown)
    extract = replace(extract, elements=without_contents(extract.elements))
    text, sections, pages = assemble(extract.elements)
    if not sections:
        raise DocumentError(shown, "no text was found in it. Check that it is the right file.")
    name = PurePath(shown).name
    about = _first_said(told, extract.about or metadata.guess(extract, text, name, places))
    digest = hashlib.sha256(data).hexdigest()
    document = Document(
        id=digest[:16],
        name=name,
        path=shown,
        digest=digest,
        text=text,
        title=about.title,
        kind=about.kind or metadata.guess_kind(about.title),
        area=about.area,
        edition=about.edition,
        theme=about.theme,
        date=about.date,
        licence=about.licence,
        superseded_by=about.superseded_by,
        origin=about.origin,
        pages=pages,
        notes=(*_misnamed(shown, found), *extract.notes),
    )
    placed = tuple(_placed(section, document, places) for section in sections)
    return Reading(document, placed, found)


def _reader(found: Format) -> Callable[[bytes, str], Extract]:
    read: Callable[[bytes, str], Extract] = import_module(f"{__name__}.{READERS[found]}").read
    return read


def _misnamed(shown: str, found: Format) -> tuple[str, ...]:
    """A note where the name of a file says something else than its content."""
    suffix = PurePath(shown).suffix.lower()
    if SUFFIXES.get(suffix) is found:
        return ()
    return (f"its name ends in '{suffix}', but it is a {found}, and was read as one.",)


def _first_said(told: About | None, otherwise: About) -> About:
    """Each value as told, else the other."""
    if told is None:
        return otherwise
    said = {f.name: value for f in fields(About) if (value := getattr(told, f.name))}
    return replace(otherwise, **said)


def _placed(section: Section, document: Document, places: Places) -> Section:
    """The section with the area that its innermost placed heading names, else the document's."""
    named = (places.of_heading(heading) for heading in reversed(section.headings))
    area = document.area or next(filter(None, named), "")
    return replace(section, area=area)
