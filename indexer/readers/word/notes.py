"""The footnotes and endnotes of a Word file -> elements under their signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexer.readers.word.lines import lines_of
from indexer.readers.word.markup import Node, value, w
from indexer.readers.word.numerals import written
from indexer.readers.word.paragraphs import Note, Paragraph, Paragraphs
from indexer.readers.word.story import blocks
from indexer.types import Element, Role

_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass
class Notes:
    """The notes of one document, numbered in the order in which the text refers to them."""

    texts: dict[tuple[str, str], str]
    forms: dict[str, str]
    _counts: dict[str, int] = field(default_factory=dict)
    _signs: dict[tuple[str, str], str] = field(default_factory=dict)

    def elements(self, notes: Iterable[Note]) -> Iterator[Element]:
        """The notes that a paragraph refers to, each once in a document."""
        for note in notes:
            key = (note.kind, note.id)
            if key in self._signs:
                continue
            sign = note.sign
            if not sign:
                self._counts[note.kind] = count = self._counts.get(note.kind, 0) + 1
                sign = written(count, self.forms[note.kind])
            self._signs[key] = sign
            if text := self.texts.get(key, ""):
                yield Element(text, Role.FOOTNOTE, marker=sign)


def forms_of(body: Node) -> dict[str, str]:
    """How a document's footnotes and endnotes are numbered."""
    forms = {"footnote": "decimal", "endnote": "lowerRoman"}
    for kind in forms:
        for properties in body.iter(w(f"{kind}Pr")):
            forms[kind] = value(properties, "numFmt") or forms[kind]
    return forms


def texts_of(kind: str, root: Node | None, paragraphs: Paragraphs) -> dict[tuple[str, str], str]:
    """The text of each note of a kind by (kind, id)."""
    texts = {}
    for note in root.iter(w(kind)) if root is not None else ():
        if note.get(w("type")) not in _SEPARATORS:
            found = (block for block in blocks(note, paragraphs) if isinstance(block, Paragraph))
            lines = (line for paragraph in found for line in lines_of(paragraph))
            texts[kind, note.get(w("id"), "")] = "\n".join(
                " ".join(filter(None, (line.number or line.marker, line.text))) for line in lines
            )
    return texts
