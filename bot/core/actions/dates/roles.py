"""The words of a message and the phrases in it -> what each of its dates is there for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto

from bot.core.actions.dates.cues import Cue, cue_right_after, cues_in, is_forum
from bot.core.actions.dates.phrases import Phrase
from bot.core.actions.dates.tokens import Token


class DateRole(StrEnum):
    """What a date is said for.

    DUE is when something is to be done, OLD when it was to be done before that changed, PAST when
    something happened, and OTHER none of these: a meeting, a start, the date of a document.
    """

    DUE = "due"
    OLD = "old"
    PAST = "past"
    OTHER = "other"


class Tense(Enum):
    """When a phrase is, as far as it tells by itself.

    A day without a year is JUST_PAST where it comes again only in many months.
    """

    AHEAD = auto()
    JUST_PAST = auto()
    PAST = auto()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A phrase and the words of its clause around it.

    ``start`` is the token at which its prepositions begin, ``links`` are those.
    """

    phrase: Phrase
    start: int
    links: tuple[str, ...]
    left: str
    right: str
    between: str  # all that stands between it and the date before

    @property
    def begins(self) -> bool:
        """Whether the date begins its clause."""
        return self.left == " ".join(self.links)


@dataclass(frozen=True, slots=True)
class Placed:
    """A phrase with its role, and the cue that told it, if any did."""

    around: Surroundings
    role: DateRole
    cue: Cue | None = None

    @property
    def overdue(self) -> bool:
        """Whether it was to be done by then, and was not."""
        return self.role is DateRole.DUE and self.cue is Cue.OVERDUE


_LINKS = frozenset(
    "as by on before until till in at for from to since after within during over around about of"
    " the than past beyond through into".split()
)
_BREAKS = frozenset(
    ". ; ? ! ( ) , - : but so because although though which while then however cos as when once"
    " if unless whereas".split()
)
_OPENS = frozenset(": - (".split())  # "deadline: 5 feb" is one clause
_GOES_ON = re.compile(r"(?:(?:or|and|/|-|,|possibly|maybe|even|to|until|till|the|by|on)(?: |$))*")
_THIS = re.compile(r"this (?:[a-z]+ )?(?:week|month|quarter|year)$")
_MISSED = re.compile(  # a meeting; but "missed the deadline" was due
    r"\bmiss(?:ed|ing)(?: (?:the|our|your|last|call|meeting|session|one|on))*$"
)
_IN_TIME = re.compile(r"(?:in|within|inside) ")
_TO_BE_DONE = re.compile(  # "all done in a fortnight"; but "we got it done in two weeks"
    r"(?!.*\b(?:we|i|they|he|she|was|were|has|have|had|been|got|did)\b)"
    r".*\b(?:done|finished|completed?|sorted|wrapped up|signed off)$"
)
_NEW_DATE = re.compile(r"(?<!\S)(?:->|now)(?!\S)")
_REACH = 16  # words on either side that are looked at


def surroundings(tokens: tuple[Token, ...], phrases: tuple[Phrase, ...]) -> Iterator[Surroundings]:
    """Each phrase with the words around it."""
    words, before = [token.word for token in tokens], 0
    for index, phrase in enumerate(phrases):
        start = phrase.first
        while start > before and _is_link(words, start - 1):
            start -= 1
        after = phrases[index + 1].first if index + 1 < len(phrases) else len(words)
        left = _clause_before(words[max(before, phrase.first - _REACH) : phrase.first])
        right = _clause_after(words[phrase.end : min(after, phrase.end + _REACH)])
        between = words[max(before, phrase.first - _REACH) : phrase.first]
        yield Surroundings(
            phrase, start, tuple(words[start : phrase.first]), left, right, " ".join(between)
        )
        before = phrase.end


def _is_link(words: list[str], place: int) -> bool:
    hands_over = words[place] == "over" and words[place + 1] in _LINKS - {"the"}
    return words[place] in _LINKS and not hands_over


def _clause_before(words: list[str]) -> str:
    end = len(words)
    while end and (words[end - 1] in _LINKS or words[end - 1] in _OPENS):
        end -= 1
    start = next((place for place in range(end, 0, -1) if words[place - 1] in _BREAKS), 0)
    return " ".join(words[start:])


def _clause_after(words: list[str]) -> str:
    end = next((place for place, word in enumerate(words) if word in _BREAKS), len(words))
    return " ".join(words[:end])


def placed(
    tokens: tuple[Token, ...], phrases: tuple[Phrase, ...], tenses: Sequence[Tense]
) -> list[Placed]:
    """The role of each phrase, one for each tense."""
    found: list[Placed] = []
    for around, tense in zip(surroundings(tokens, phrases), tenses, strict=True):
        found.append(_placed(around, tense, found[-1] if found else None))
    return _replaced(found)


def _placed(around: Surroundings, tense: Tense, before: Placed | None) -> Placed:
    if before and _GOES_ON.fullmatch(around.between):
        if before.role is DateRole.OLD:
            return Placed(around, DateRole.DUE)
        return Placed(around, before.role, before.cue)
    cue = _cue(around)
    is_alone = before is None and around.between == " ".join(around.links)
    tells_nothing = cue is Cue.STATE or (cue is None and not is_alone)
    if cue is None and not is_alone and _is_meanwhile(around):
        return Placed(around, DateRole.OTHER)
    is_past = tense is Tense.PAST or (tense is Tense.JUST_PAST and tells_nothing)
    return Placed(around, _role(cue, frozenset(around.links), is_past=is_past), cue)


def _is_meanwhile(around: Surroundings) -> bool:
    """Whether it is the time that a report is about: "from 30 to 45% this month"."""
    is_this = bool(_THIS.search(around.phrase.text))
    return is_this and not around.links and not around.left.endswith("later")


def _cue(around: Surroundings) -> Cue | None:
    cues = [cue for cue in cues_in(around.left) if cue is not Cue.NEUTRAL]
    last, following = cues[-1] if cues else None, cue_right_after(around.right)
    if _IN_TIME.match(around.phrase.text) and _TO_BE_DONE.fullmatch(around.left):
        return Cue.DUE
    if last is Cue.OVERDUE and following is not Cue.DUE and _MISSED.search(around.left):
        return Cue.HAPPENED
    if following is Cue.EVENT and "for" in around.links:
        following = None  # "for the june board": something is to be ready for it
    if following and (last is None or following in (Cue.NEVER, Cue.OVERDUE)):
        return following
    if last is Cue.MOVED and Cue.EVENT in cues:
        return Cue.EVENT
    if last is None and is_forum(around.left):
        return Cue.EVENT
    if last is None and "at" in around.links and not around.begins:
        return Cue.EVENT  # "40 members at 31 october"
    if last is None and around.begins:
        return next(
            (cue for cue in cues_in(around.right) if cue not in (Cue.NEUTRAL, Cue.NEVER)), None
        )
    return last


def _role(cue: Cue | None, links: frozenset[str], *, is_past: bool) -> DateRole:
    """What a cue and the prepositions together say."""
    later = links & {"until", "till", "after"}
    if cue is not Cue.OVERDUE and ("since" in links or ("as" in links and links & {"of", "at"})):
        return DateRole.PAST
    if cue is Cue.MOVED and links & {"from", "past", "beyond"}:
        return DateRole.OLD
    if cue is Cue.MOVED and "on" in links:
        return DateRole.PAST
    if cue in (Cue.OVERDUE, Cue.MOVED):
        return DateRole.DUE
    if cue is Cue.NEVER:
        return DateRole.DUE if later or "before" in links else DateRole.OLD
    if cue is Cue.START or "from" in links or (later and cue is not Cue.DUE):
        return DateRole.OTHER
    if links & {"by", "before", "within"}:
        return DateRole.DUE
    if cue is Cue.HAPPENED or (is_past and cue is not Cue.DUE):
        return DateRole.PAST
    if cue in (Cue.EVENT, Cue.DATED) or (cue is None and links & {"of", "during"}):
        return DateRole.OTHER
    return DateRole.DUE


def _replaced(found: list[Placed]) -> list[Placed]:
    """What was due becomes the old date where a new one follows: "was 5 feb, now 12 feb"."""
    result: list[Placed] = []
    new = False  # whether a date that is still to be kept follows
    for item in reversed(found):
        after = result[-1] if result else None
        overtaken = after and after.role is DateRole.DUE and _NEW_DATE.search(after.around.between)
        if (overtaken and item.role is not DateRole.OTHER) or (item.overdue and new):
            item = replace(item, role=DateRole.OLD)
        new = new or (item.role is DateRole.DUE and not item.overdue)
        result.append(item)
    return result[::-1]
