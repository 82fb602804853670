"""Message and its clauses -> parts of its own words: why it stands still, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.core.actions.dates import SaidDate
from bot.core.updates.clauses import Clause, lowered
from bot.core.updates.heard import Heard
from bot.core.updates.percents import percents_in
from bot.core.updates.signs import Sign
from bot.core.updates.statuses import Cue

_BECAUSE = re.compile(
    r"\b(?:because|cos|coz|as|since|due to|until|waiting|awaiting|while|owing to|thanks to)\b"
)
_LEAST_REASON = 3  # characters after "because"; less tells nothing
_FIRST = re.compile(r"\s[-–—]+\s|:\s|,\s")
_CHATTER = re.compile(
    r"^\W*(?:(?:hi|hiya|hello|hey|morning|afternoon|all|team|folks|everyone|fyi|btw|re|quick|wee"
    r"|just|short|brief|an?|the|update|progress|on|about|for|from|me|us|so|ok|okay|right|note|to"
    r"|say|that|good|bad|news(?! letter)|latest|status)\b\W*)+(?=\w)"
)


def reason_of(text: str, heard: Sequence[Heard]) -> str:
    """Why it does not move, in the person's words: what stands beside the word for it."""
    standing = (Sign.STUCK, Sign.WAITING, Sign.UNSTARTED)
    halted = next((place for place, one in enumerate(heard) if one.has(*standing)), None)
    if halted is None:
        return ""
    own = heard[halted].clause
    because = _BECAUSE.search(own.text)
    if because and len(own.text) - because.end() > _LEAST_REASON:
        return _cut(text, own.start + because.start(), _sentence_end(heard, own))
    after = [one.clause for one in heard[halted + 1 :] if one.tells]
    if after:
        return _cut(text, after[0].start, after[-1].end)
    before = [one.clause for one in heard[:halted] if not one.clause.topic]
    return _cut(text, before[-1].start, before[-1].end) if before else ""


def _cut(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" .")


def _sentence_end(heard: Sequence[Heard], clause: Clause) -> int:
    return max(one.clause.end for one in heard if one.clause.sentence == clause.sentence)


def subject_of(text: str, heard: Sequence[Heard], dates: Sequence[SaidDate]) -> str:
    """The text without the words about status, per cent and dates, and without a greeting."""
    gone = [(said.start, said.end) for said in dates]
    for one in heard:
        at = one.clause.start
        gone += [(at + cue.start, at + cue.end) for cue in one.cues if not _may_name(cue)]
        gone += [(at + start, at + end) for _, start, end in percents_in(one.clause.text)]
    kept = _without(text, gone)
    bare = _CHATTER.sub("", lowered(kept))
    return " ".join(kept[len(kept) - len(bare) :].split())


def topic_of(subject: str) -> str:
    """The first words of a subject, up to a colon, a dash or a comma: mostly a name."""
    return _FIRST.split(subject, maxsplit=1)[0]


def _may_name(cue: Cue) -> bool:
    """Whether a cue may be a word of the action: "wealth building", "a plan drafted"."""
    if cue.sign is Sign.MOVING:
        return cue.text.isalpha() and cue.text.endswith("ing")
    return cue.sign in (Sign.STEP_DONE, Sign.FINAL)


def _without(text: str, gone: Iterable[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(gone):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return " ".join([*kept, text[at:]])
