"""Clause -> the clause with the words of cues spelt well, and where each letter of it stood."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[a-z]+")
_SHORTEST_TYPO = 6  # letters; a shorter word has too many neighbours that are words themselves
_SPELT = (  # words of cues that are long enough to be misspelt beyond doubt
    "started finished complete completed blocked stalled paused parked delayed slipped waiting"
    " awaiting progress progressing underway ongoing launched published approved agreed submitted"
    " drafted halfway sorted delivered finalised appointed recruited established implemented"
    " progressed unblocked resumed suspended shelved nearly almost signed written circulated"
    " consultation begun nothing nobody track outstanding remaining"
).split()
_ENGLISH = frozenset(  # words one letter away from them
    "agrees approve approves baiting barked blocker caused clipped compete competed completes"
    " consultations crafted dearly decayed drafter drifted finalise finishes flipped grafted"
    " hallway launcher launches locked marked nearby neatly noting packed parker parted passed"
    " pauses ported presumed publisher publishes regaining relayed resume resumes retaining"
    " shelves shipped shorted sighed signer singed sipped skipped slapped snorted sorter sparked"
    " stalked staller stared starred starter startled starved stated stilled tracks unlocked"
    " wailing wanting wasting writing yearly".split()
)


def spelt_well(text: str) -> str:
    """A clause with its typing mistakes mended in the words that cues are made of."""
    return mended(text)[0]


def mended(text: str) -> tuple[str, list[int]]:
    """The text with the words of cues spelt well, and where each character of it stood.

    There is one place more than characters: the end of the text.
    """
    made, places, at = "", list[int](), 0
    for match in _WORD.finditer(text):
        better = _mended_word(match.group())
        made += text[at : match.start()] + better
        places += range(at, match.start())
        places += [min(match.start() + n, match.end() - 1) for n in range(len(better))]
        at = match.end()
    return made + text[at:], [*places, *range(at, len(text) + 1)]


@lru_cache(maxsize=4096)
def _mended_word(word: str) -> str:
    if len(word) < _SHORTEST_TYPO or word in _SPELT or word in _ENGLISH:
        return word
    found = process.extractOne(word, _SPELT, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else word
