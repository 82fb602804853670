"""A message -> its words in one spelling, each with its place in the message.

Months, weekdays and a few other words are written out in full and put right where they are
misspelt; apostrophes go. The grammar of dates then reads plain words with one space between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

MONTHS = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# Words by themselves ("the board sat"), so they stay short and the grammar asks for more.
SHORT_WEEKDAYS = {"mon": 0, "wed": 2, "sat": 5, "sun": 6}

_SPELLINGS = {
    **{month[:3]: month for month in MONTHS},
    **{day[:3]: day for day in WEEKDAYS if day[:3] not in SHORT_WEEKDAYS},
    **{"sept": "september", "tues": "tuesday", "weds": "wednesday"},
    **{"thur": "thursday", "thurs": "thursday", "autum": "autumn"},
    **{"xmas": "christmas", "chrimbo": "christmas", "qtr": "quarter", "quater": "quarter"},
    **{"tmrw": "tomorrow", "tmw": "tomorrow", "tomoz": "tomorrow", "tonite": "tonight"},
    **{"til": "till", "untill": "until", "untl": "until", "bfore": "before", "befor": "before"},
    **{"wk": "week", "wks": "weeks", "mth": "month", "mths": "months", "yr": "year"},
    **{"yrs": "years", "begining": "beginning", "beg": "beginning", "dealine": "deadline"},
    **{"approx": "about", "approximately": "about", "fortnite": "fortnight"},
    **{"saint": "st", "hogmany": "hogmanay", "haloween": "halloween", "deadlne": "deadline"},
    **{"u": "you", "n": "and", "&": "and", "w": "with", "gonna": "going to"},
    **{"→": "->", "=>": "->", "-->": "->", "\n": ";"},
}
_MISSPELT = (*(name for name in MONTHS if len(name) > 4), *WEEKDAYS, "tomorrow", "christmas")
_LONG_ENDS = ("sday", "urday", "ary", "ber", "row")  # two slips are put right in these
_KNOWN = {"sundry", "augusta", "octodex", "oktober", "nonmember", "nonumber"}
_TOKEN = re.compile(
    r"(?P<date>[0-9]{1,4}(?:[./:-][0-9]{1,4})+(?!\w))"
    r"|(?P<glued>[0-9]{1,2}(?:st|nd|rd|th)?(?=[a-z]{3}))"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<mixed>\w+)"
    r"|(?P<mark>-{1,2}>|=>|→|[.,;:?!()%&/\n]|(?<!\w)-+|-+(?!\w))"
)
_LEVEL = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "\u2011": "-", "\u2212": "-"})
_ABBREVIATED = frozenset(
    f"{' '.join(name[:3] for name in MONTHS + WEEKDAYS)} sept tues thur thurs weds st".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark in its one spelling, and its half-open place in the message."""

    word: str
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and marks of a message in their order."""
    return tuple(_tokens(_level(text)))


def _level(text: str) -> str:
    """Small letters and plain quotes and dashes, each in its own place."""
    text = text.translate(_LEVEL)
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _tokens(text: str) -> Iterator[Token]:
    abbreviation_end = -1  # a full stop there ends no sentence
    for found in _TOKEN.finditer(text):
        raw, start, end = found.group(), found.start(), found.end()
        if raw == "." and start == abbreviation_end:
            continue
        abbreviation_end = end if raw in _ABBREVIATED else -1
        for word in _spelt(raw).split():
            yield Token(word, start, end)


@lru_cache(maxsize=16384)
def _spelt(word: str) -> str:
    stem = word.removesuffix("'s")
    if stem in WEEKDAYS:  # "friday's"; but "fridays" are many
        return stem
    word = word.replace("'", "")
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    return _put_right(word) if 5 <= len(word) <= 11 and word not in _KNOWN else word


def _put_right(word: str) -> str:
    """The name that a word misspells, or the word.

    Short names have neighbours ("match"), so there only letters that changed places are put right.
    """
    for name in _MISSPELT:
        if word[0] != name[0] or word == f"{name}s":
            continue
        short = len(name) < 6
        allowed = int(sorted(word) == sorted(name)) if short else 1 + name.endswith(_LONG_ENDS)
        if OSA.distance(word, name, score_cutoff=allowed) <= allowed:
            return name
    return word
