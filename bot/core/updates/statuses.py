"""Clause -> the cues in it, turned by the words around them: "not done", "nearly done".

What several cues of a message mean together is decided in `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.updates.signs import CUES, Sign
from bot.core.updates.spelling import mended


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign and where in the clause it stands; ``text`` is as typed."""

    sign: Sign
    start: int
    end: int
    text: str


_NEGATED = re.compile(
    r"\b(?:not|never|(?:is|was|are|has|have|had|do|did|wo)n'?t|can(?:'?t|not)|no longer|no more|no"
    r"|nowhere near|far from|yet to|nae|without)\b"
    r"(?:\s+(?:been|be|get|got|quite|actually|really|all|fully|yet|properly|even|is|it|the|any"
    r"|exactly|anywhere near|completely|entirely))*\s*$"
)
_AHEAD = re.compile(  # a cue that lies ahead has not happened
    r"\b(?:to|be|being|gets?|(?:get(?:ting)?|have) it|get this|until|once|when|before|after|if"
    r"|needs?|want|hope|by|for|the|a|no|it'?s)\b\s*(?:\w+\s)?$"
)
_TO_COME = re.compile(r"\b(?:will|should|to|'?ll)\b")
_INTENDED = re.compile(r"\b(?:to|will|should|must|can|would|be)\s*$")
_NEARLY = re.compile(
    r"\b(?:nearly|almost|virtually|practically|just about|pretty much|mostly|largely|partly"
    r"|partially|half|part|more or less|all but|nearing|close to|not far (?:off|from)|about to be"
    r"|\d+ ?%|per ?cent|pc|there)\s*(?:being )?$"
)
_NO_LONGER = re.compile(r"\b(?:no longer|not|isn'?t|no more|stopped being|un)\s*$")
_ANY_MORE = re.compile(r"\s*(?:any ?more|any longer)\b")
_REACH = 60  # characters beside a cue, in which the words that turn it stand


def cues_in(text: str) -> Iterator[Cue]:
    """The cues of a clause in lower case; where two overlap, the one higher in the table.

    Typing mistakes in the words of cues are mended.
    """
    spelt, places = mended(text)
    taken = bytearray(len(spelt))  # 1 where a cue stands
    for sign, pattern in CUES:
        for match in pattern.finditer(spelt):
            if any(taken[match.start() : match.end()]):
                continue
            turned = _turned(sign, spelt, match)
            if turned is None:
                continue
            taken[match.start() : match.end()] = b"\1" * len(match.group())
            start, end = places[match.start()], places[match.end()]
            yield Cue(turned, start, end, text[start:end])


def _turned(sign: Sign, text: str, match: re.Match[str]) -> Sign | None:
    """What a cue says after the words before it; None where it says nothing."""
    before = text[max(0, match.start() - _REACH) : match.start()]
    if sign in (Sign.STUCK, Sign.WAITING):
        is_over = _is_over(before, text[match.end() : match.end() + _REACH])
        return Sign.RESUMED if is_over else sign
    if sign in (Sign.CLOSED, Sign.FINAL, Sign.STEP_DONE):
        return _turned_done(sign, before)
    if sign is Sign.MOVING and _NEGATED.search(before):
        return Sign.WAITING if match.group().startswith("on t") else None  # "not on track"
    return sign


def _is_over(before: str, after: str) -> bool:
    """Whether it no longer stands still: "not blocked", "stuck no more"; "was blocked" is open."""
    if before.split()[-1:] == ["was"]:
        return False
    return bool(_ANY_MORE.match(after) or _NO_LONGER.search(before))


def _turned_done(sign: Sign, before: str) -> Sign | None:
    if _NEARLY.search(before):
        return Sign.MOVING
    if _NEGATED.search(before):
        return Sign.LEFT
    if sign is Sign.CLOSED and _AHEAD.search(before):
        return Sign.MOVING if _TO_COME.search(before) else None
    if sign is not Sign.CLOSED and _INTENDED.search(before):
        return None
    return sign
