"""Message -> Question: areas, spelling, the sector's words, the kind of answer, the thread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.answers.wants import kinds_of, want_of
from bot.core.ports import Search
from bot.core.types import Question, Want
from indexer.glossary import Glossary
from indexer.places import Places
from indexer.words import content_words, fold, words

_HOME = re.compile(r"\b(?:the|our|this) (?:compact|partnership|agreement|action plan)\b", re.I)
_COMPARES = re.compile(
    r"\bcompar\w+|\bdifferen(?:t|ce)s?\b.*\bbetween\b.*\b(?:compacts|areas|councils)\b|\b(?:versus|vs?)\b"
    r"|\bside by side\b|\bwhich of the\b.*\bcompacts\b|\ball (?:the )?compacts\b"
    r"|\beach (?:of the )?(?:compacts?|areas?|say)\b",
    re.I,
)
_COMPARING = frozenset(
    "compare compared comparing comparison versus vs side difference different differ each".split()
)


@dataclass(frozen=True)
class Language:
    """What is known of words: the glossary, the places, and the area meant by "the compact"."""

    glossary: Glossary
    places: Places
    home: str = ""


def understand(text: str, search: Search, language: Language) -> Question:
    """Read one question that stands alone. Areas come in the order in which they are named."""
    text = " ".join(text.split())
    areas, unknown, named = _areas(text, search, language)
    compares = len(areas) > 1 or bool(_COMPARES.search(text))
    named |= _COMPARING if compares else frozenset()
    said = [word for word in content_words(text) if word not in named]
    known = language.glossary.knows
    mended = {word: word if known(word) else search.corrected(word) for word in said}
    asked = list(dict.fromkeys(mended[word] for word in said))
    better = _respelt(text, {old: new for old, new in mended.items() if old != new})
    kinds = kinds_of(text)
    return Question(
        asked=text,
        text=better,
        words=tuple(asked),
        expansions=tuple(language.glossary.expansions(better)),
        areas=areas,
        unknown_areas=unknown,
        kinds=kinds,
        want=Want.LIST if compares and kinds else want_of(text),
        compares=compares,
    )


def _areas(
    text: str, search: Search, language: Language
) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Areas that documents cover, areas that none covers, and the words that name the former."""
    covered: list[str] = []
    unknown: list[str] = []
    named: set[str] = set()
    held = search.areas
    for name, area in _found(text, search, language):
        match = area if area in held else _wider(area, held)
        if match:
            covered.append(match)
            heard = any(search.frequency(word) for word in words(name))
            if name in fold(match) or not heard:
                named |= set(words(name))
        elif not all(search.frequency(word) for word in words(name)):
            unknown.append(area)
    if not covered and not unknown and language.home in held and _HOME.search(text):
        covered.append(language.home)
    return _unique(covered), _unique(unknown), frozenset(named)


def _found(text: str, search: Search, language: Language) -> list[tuple[str, str]]:
    """Places named in the text, also those of the index that the list of places does not know."""
    found = language.places.find(text)
    folded = f" {' '.join(words(text))} "
    for area in sorted(search.areas):
        name = " ".join(words(area))
        if f" {name} " in folded and area not in {known for _, known in found}:
            found.append((name, area))
    mended = [(word, search.corrected(word)) for word in content_words(text)]
    for word, better in mended:
        if better != word:
            found += [(word, area) for _, area in language.places.find(better)]
    return found


def _wider(area: str, held: Sequence[str] | frozenset[str]) -> str:
    """The one covered area inside a wider one of that name (Ayrshire: South Ayrshire)."""
    inside = [name for name in held if name.endswith(f" {area}")]
    return inside[0] if len(inside) == 1 else ""


def _unique(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _respelt(text: str, mended: dict[str, str]) -> str:
    for old, new in mended.items():
        text = re.sub(rf"\b{re.escape(old)}\b", new, text, flags=re.I)
    return text
