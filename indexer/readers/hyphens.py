"""Lines of one paragraph -> its text, with the words whole that were broken at the lines' ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
_KEEP_AFTER = frozenset(
    "all anti co cross ex far half high inter long low mid multi non on part post pre pro quasi"
    " re second self semi short single sub third two three four up well year".split()
)
_HANGING = frozenset({"and", "or", "to"})  # "short- and long-term"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BEGIN = r"(?<![^\W\d_])"  # of a word: a search from each of its letters would take for ever
_HYPHENATED = re.compile(rf"{_BEGIN}[^\W\d_]+(?:-[^\W\d_]+)+")
_LAST = re.compile(rf"{_BEGIN}([^\W\d_]+)[-{SOFT_HYPHEN}\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"(?<![\w./])(?:https?://|www\.)\S*[/_=&?-]$", re.I)
_NO_SPACE_AFTER = re.compile(r"\S[-\u2010–/]$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document as they stand within its lines, in lower case."""

    words: frozenset[str]
    hyphenated: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """Those of all lines; what a hyphen cuts off at the end of a line is no word."""
        words: set[str] = set()
        hyphenated: set[str] = set()
        for line in lines:
            lower = line.lower()
            whole = _LAST.sub("", lower)
            words.update(_WORD.findall(whole))
            if "-" in whole:
                hyphenated.update(_HYPHENATED.findall(whole))
        return cls(frozenset(words), frozenset(hyphenated))


def joined(lines: Sequence[str], vocabulary: Vocabulary) -> tuple[str, tuple[int, ...]]:
    """The text of the lines, and where in it each of them begins.

    A hyphen at the end of a line is kept or left out as the document's other lines have the word,
    and where they do not, by what it follows.
    """
    text = ""
    starts = []
    for line in lines:
        piece = line.strip()
        piece = piece[:-1].replace(SOFT_HYPHEN, "") + piece[-1:]
        if text and piece:
            text = _before(text, piece, vocabulary)
        starts.append(len(text))
        text += piece
    end = text.rstrip(SOFT_HYPHEN)
    return end, tuple(min(start, len(end)) for start in starts)


def _before(text: str, piece: str, vocabulary: Vocabulary) -> str:
    """The text so far as it stands before the next piece: with a space, a hyphen, or neither."""
    end = text[text.rfind(" ") + 1 :]
    last, first = _LAST.search(end), _FIRST.match(piece)
    if last and first:
        part, rest = last.group(1), first.group()
        if text.endswith(SOFT_HYPHEN):
            return text[:-1]
        if rest in _HANGING:
            return f"{text} "
        keep = _keeps(part.lower(), rest, vocabulary) or end[: last.start()].endswith("-")
        return text if keep else text[:-1]
    if _LINK.search(end) or _NO_SPACE_AFTER.search(end):
        return text
    return f"{text.rstrip(SOFT_HYPHEN)} "


def _keeps(part: str, rest: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen between two parts of a word belongs to it."""
    if part + rest.lower() in vocabulary.words:
        return False
    if f"{part}-{rest.lower()}" in vocabulary.hyphenated:
        return True
    return part in _KEEP_AFTER or not rest[:1].islower()
