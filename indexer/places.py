"""Names of areas, and which area a text is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexer.words import fold

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Area:
    """A place that can have a compact. ``ordinary`` names are also English words (Reading)."""

    name: str
    also: tuple[str, ...] = ()
    ordinary: bool = False


@dataclass(frozen=True)
class Places:
    """All areas that are known by name, with the towns inside them. Safe to share by threads."""

    areas: tuple[Area, ...] = ()
    _names: dict[str, str] = field(default_factory=dict, repr=False)
    _ordinary: frozenset[str] = frozenset()
    _by_first_word: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, areas: Iterable[Area]) -> Places:
        """Places from areas; where a name stands for two of them the first one wins."""
        areas = tuple(areas)
        names: dict[str, str] = {}
        for area in areas:
            names.setdefault(fold(area.name), area.name)
        for area in areas:
            for other in area.also:
                names.setdefault(fold(other), area.name)
        by_first_word: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            by_first_word.setdefault(_first_word(name), []).append(name)
        ordinary = frozenset(fold(area.name) for area in areas if area.ordinary)
        return cls(areas, names, ordinary, by_first_word)

    def find(self, text: str) -> list[tuple[str, str]]:
        """(name as folded in the text, area) of each place in the text, in order."""
        found = []
        for name in self._names_in(fold(text)):
            if name in self._ordinary and name.title() not in text and name.upper() not in text:
                continue
            found.append((name, self._names[name]))
        return found

    def _names_in(self, folded: str) -> Iterator[str]:
        """Each name that stands whole in a folded text, of two at one place the longer."""
        end = 0
        for word in _WORD.finditer(folded):
            if word.start() < end:
                continue
            for name in self._by_first_word.get(word.group(), ()):
                after = word.start() + len(name)
                if folded.startswith(name, word.start()) and not _WORD.match(folded, after):
                    end = after
                    yield name
                    break

    def of_heading(self, heading: str) -> str:
        """The area a heading is about: the whole heading, or all before a colon or dash."""
        head = re.split(r"\s*[:–—]\s*|\s+-\s+", heading, maxsplit=1)[0]
        name = fold(re.sub(r"^(?:the|[\d.]+)\s+", "", head, flags=re.I))
        return self._names.get(name, "")

    def main_area(self, title: str, text: str) -> str:
        """The one area a document is about: in its title, or most of its places; else empty."""
        in_title = [area for _, area in self.find(title)]
        if in_title:
            return in_title[0]
        counts: dict[str, int] = {}
        found = [area for _, area in self.find(text)]
        for area in found:
            counts[area] = counts.get(area, 0) + 1
        best = max(counts, key=lambda area: counts[area], default="")
        return best if best and counts[best] >= max(3, 0.6 * len(found)) else ""


def _first_word(name: str) -> str:
    word = _WORD.search(name)
    return word.group() if word else ""
