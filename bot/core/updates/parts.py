"""Message -> the parts that may each be an update of their own: lines, items, sentences, clauses.

Whether they are is decided by whoever reads them: a part counts when it reports something itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BULLET = re.compile(r"^\s*(?:[-*•·–—>▪◦☐☑✅✔]+|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_SAYS = r"(?:is|are|has|have|was|were|went|got)"
_JOINT = re.compile(  # a comma or an "and" after which a new subject says something
    rf",\s+(?:(?:and|while|but)\s+)?(?=\w+(?:\s+\w+){{0,7}}?\s(?:{_SAYS}|now|still|on|at|\d)\b)"
    rf"|\s+(?:and|while|but|whereas)\s+(?=(?:the|our)\s+\w+(?:\s+\w+){{0,5}}?\s{_SAYS}\b)"
)
_LOOSE = re.compile(r",\s+(?:(?:and|while|but)\s+)?|\s+and\s+(?=[A-Za-z]{2,6}\d{1,3}\b)")
_LEANS_BACK = re.compile(  # what says more of that which the piece before is about
    r"(?:it|its|it's|they|this|that|both|another|second|third|others?"
    r"|the (?:rest|others?|second|third|last|next|first|final|remaining))\b(?! sector\b)",
    re.I,
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


def splits_of(line: str) -> Iterator[list[tuple[int, int]]]:
    """The ways in which one line may fall apart into several reports, the coarser one first.

    Each is the half-open offsets of its pieces, of which there are at least two.
    """
    for joint in (_SENTENCE_END, _JOINT, _LOOSE):
        pieces: list[tuple[int, int]] = []
        at = 0
        for start, end in [*(match.span() for match in joint.finditer(line)), (len(line),) * 2]:
            if pieces and _LEANS_BACK.match(line, at):
                pieces[-1] = (pieces[-1][0], start)
            elif at < start:
                pieces.append((at, start))
            at = end
        if len(pieces) > 1:
            yield pieces
