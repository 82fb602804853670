"""glossary.yaml and places.yaml -> Glossary and Places."""

from __future__ import annotations

from pathlib import Path

from indexer import yaml_lines
from indexer.decoding import decode
from indexer.errors import DocumentError
from indexer.glossary import Acronym, Glossary
from indexer.places import Area, Places
from indexer.schema import Mapping

_ACRONYM_KEYS = frozenset({"short", "long", "note"})
_WORD_KEYS = frozenset({"say", "means"})
_AREA_KEYS = frozenset({"name", "nation", "also", "ordinary"})


def load_glossary(path: Path) -> Glossary:
    """Read a glossary. Raises DocumentError (file, line) where it does not follow its schema."""
    top = _load(path, frozenset({"acronyms", "words"}))
    acronyms = [
        Acronym(
            entry.text("short", required=True),
            tuple(entry.texts("long", required=True)),
            entry.text("note"),
        )
        for entry in top.items("acronyms", _ACRONYM_KEYS)
    ]
    everyday = [
        (entry.text("say", required=True), tuple(entry.texts("means", required=True)))
        for entry in top.items("words", _WORD_KEYS)
    ]
    return Glossary.of(acronyms, everyday)


def load_places(path: Path) -> Places:
    """Read the names of areas. Raises DocumentError where the file does not follow its schema."""
    top = _load(path, frozenset({"areas"}))
    return Places.of(
        Area(
            entry.text("name", required=True),
            tuple(entry.texts("also")),
            entry.text("ordinary").lower() == "true",
        )
        for entry in top.items("areas", _AREA_KEYS)
    )


def _load(path: Path, keys: frozenset[str]) -> Mapping:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(str(path), f"cannot be opened ({error.strerror}).") from None
    lines = yaml_lines.load(decode(data, str(path)), str(path))
    return Mapping(lines, (), keys)
