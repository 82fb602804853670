"""Message -> the parts that may each be an update of their own: lines, items, sentences, clauses.

Whether they are is decided by whoever reads them: a part counts when it reports something itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BULLET = re.compile(r"^\s*(?:[-*•·–—>▪◦☐☑✅✔]+|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_JOINT = re.compile(
    r",\s+(?:and\s+|while\s+|but\s+)?(?=(?:the\s+|our\s+)?\w+(?:\s+\w+){0,6}?\s(?:is|are|has|have"
    r"|was|were|went"
    r"|got|now|still|on|at|\d)\b)"
    r"|\s+(?:and|while|but|whereas)\s+(?=(?:the|our)\s+\w+(?:\s+\w+){0,5}?\s(?:is|are|has|have|was"
    r"|were|went|got)\b)"
)


def lines_of(text: str) -> list[str]:
    """The lines of a message without their bullets; a line that goes on in the next is one."""
    found: list[str] = []
    for line in text.splitlines():
        bare = _BULLET.sub("", line).strip()
        if not bare:
            continue
        goes_on = (
            found and not _BULLET.match(line) and (bare[0].islower() or found[-1][-1] in ",-–")
        )
        if goes_on:
            found[-1] = f"{found[-1]} {bare}"
        else:
            found.append(bare)
    return found


def splits_of(line: str) -> Iterator[list[str]]:
    """The ways in which one line may fall apart into several reports, the coarser one first."""
    for joint in (_SENTENCE_END, _JOINT):
        pieces = [piece.strip() for piece in joint.split(line) if piece and piece.strip()]
        if len(pieces) > 1:
            yield pieces
