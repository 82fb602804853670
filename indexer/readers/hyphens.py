"""Lines of one paragraph -> its text, with the words whole that were broken at the lines' ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

SOFT_HYPHEN = "\u00ad"
_KEEP_AFTER = frozenset(
    "all anti co cross ex far half high inter long low mid multi non on part post pre pro quasi"
    " re second self semi short single sub third up well year"
    " two three four five six seven eight nine twelve twenty thirty forty fifty sixty".split()
)
_KEEP_BEFORE = frozenset("based month week year".split())
_NUMBERS_END = frozenset({"teen", "teenth", "ty", "een"})  # "six-teen", parted by a program
_HANGING = frozenset({"and", "or", "to"})  # "short- and long-term"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BEGIN = r"(?<![^\W\d_])"  # of a word: a search from each of its letters would take for ever
_HYPHENATED = re.compile(rf"{_BEGIN}[^\W\d_]+(?:-[^\W\d_]+)+")
_LAST = re.compile(rf"{_BEGIN}([^\W\d_]+)[-{SOFT_HYPHEN}\u2010]$")
_LAST_LETTERS = re.compile(rf"{_BEGIN}[^\W\d_]+$")
_FIRST = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"(?<![\w./])(?:https?://|www\.)\S*[/_=&?-]$", re.I)
_NO_SPACE_AFTER = re.compile(r"\S[-\u2010–/]$")
_ENDINGS = tuple(
    "tion tions tional sion sions ment ments ing ings ance ances ence ences ative atives itive"
    " itives ity ility ities ness ingly ably ively ally ised ising".split()
)
_NEVER_WORDS = frozenset("b c d e f g h j k l m n p q r s t u v w y z ed es er ers ly ty".split())
_LEAST_CUT = 7  # letters: a shorter word has room in any column


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


def joined(
    lines: Sequence[str], vocabulary: Vocabulary, filled: Collection[int] = ()
) -> tuple[str, tuple[int, ...]]:
    """The text of the lines, and where in it each of them begins.

    A hyphen at the end of a line is kept or left out as the document's other lines have the word,
    and where they do not, by what it follows. ``filled`` are the places of lines with no room for
    one letter more before them: a word too long for its column is cut there without a hyphen.
    """
    text = ""
    starts = []
    for i, line in enumerate(lines):
        piece = line.strip()
        piece = piece[:-1].replace(SOFT_HYPHEN, "") + piece[-1:]
        if text and piece and not (i in filled and _is_cut(text, piece, vocabulary)):
            text = _before(text, piece, vocabulary)
        starts.append(len(text))
        text += piece
    end = text.rstrip(SOFT_HYPHEN)
    least = [*accumulate(reversed([*starts, len(end)]), min)]  # a hyphen left out moves them back
    return end, tuple(reversed(least[1:]))


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


def _is_cut(text: str, piece: str, vocabulary: Vocabulary) -> bool:
    """Whether one word ends the text and begins the next piece.

    The document has it whole elsewhere, or the cut is within an ending, or leaves no word.
    """
    last, first = _LAST_LETTERS.search(text[text.rfind(" ") + 1 :]), _FIRST.match(piece)
    if not last or not first:
        return False
    capitals = last.group().isupper() and first.group().isupper()
    if not (capitals or first.group().islower()):
        return False
    rest = first.group().lower()
    word = last.group().lower() + rest
    return len(word) >= _LEAST_CUT and (
        word in vocabulary.words
        or rest in _NEVER_WORDS
        or any(word.endswith(ending) and len(rest) <= len(ending) for ending in _ENDINGS)
    )


def _keeps(part: str, rest: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen between two parts of a word belongs to it."""
    if part + rest.lower() in vocabulary.words:
        return False
    if f"{part}-{rest.lower()}" in vocabulary.hyphenated:
        return True
    if part in _KEEP_AFTER:
        return rest not in _NUMBERS_END
    return rest in _KEEP_BEFORE or not rest[:1].islower()
