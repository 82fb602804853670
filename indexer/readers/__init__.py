"""A file -> its Document and Sections. The table below says which reader reads what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.decoding import decode
from indexer.errors import DocumentError
from indexer.places import Places
from indexer.readers import metadata
from indexer.readers.markdown import markdown_elements
from indexer.readers.records import record_elements
from indexer.readers.text import text_elements
from indexer.schema import About
from indexer.sections import assemble
from indexer.types import Document, Element, Section

Read = Callable[[str, str], tuple[list[Element], About | None]]


def _read_text(text: str, path: str) -> tuple[list[Element], About | None]:
    return text_elements(text), None


READERS: dict[str, Read] = {
    ".md": markdown_elements,
    ".markdown": markdown_elements,
    ".txt": _read_text,
    ".text": _read_text,
    ".yaml": record_elements,
    ".yml": record_elements,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and its sections, in order."""

    document: Document
    sections: tuple[Section, ...]


def read(path: Path, shown: str, data: bytes, places: Places) -> Reading:
    """Read one file's bytes. ``shown`` is its path as people see it.

    Raises DocumentError where the file cannot be read, names no reader, or holds no text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise DocumentError(shown, f"no reader for this kind of file. Save it as one of: {known}.")
    if not data.strip():
        raise DocumentError(shown, "the file is empty. Put the text in, or remove the file.")
    elements, said = reader(decode(data, shown), shown)
    text, sections = assemble(elements)
    if not sections:
        raise DocumentError(shown, "no text was found in it. Check that it is the right file.")
    said = said or _guess(elements, text, path.name, places)
    digest = hashlib.sha256(data).hexdigest()
    document = Document(
        id=hashlib.sha256(f"{shown}\0{digest}".encode()).hexdigest()[:16],
        name=path.name,
        path=shown,
        digest=digest,
        text=text,
        title=said.title,
        kind=said.kind or metadata.guess_kind(said.title),
        area=said.area,
        edition=said.edition,
        theme=said.theme,
        origin=said.origin,
    )
    return Reading(document, tuple(_placed(section, document, places) for section in sections))


def _guess(elements: list[Element], text: str, name: str, places: Places) -> About:
    title = metadata.guess_title(elements, name)
    return About(
        title=title,
        area=places.main_area(title, text),
        edition=metadata.guess_edition(text, title),
    )


def _placed(section: Section, document: Document, places: Places) -> Section:
    """The section with the area that its innermost placed heading names, else the document's."""
    named = (places.of_heading(heading) for heading in reversed(section.headings))
    area = document.area or next(filter(None, named), "")
    return replace(section, area=area)
