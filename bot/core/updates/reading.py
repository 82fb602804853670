"""Message -> what it says: whether it is a report, its status, per cent, due date and reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.actions.dates import dates_in, due_in
from bot.core.register import Status
from bot.core.updates.clauses import lowered
from bot.core.updates.evidence import evidence_of
from bot.core.updates.excerpts import reason_of, subject_of, topic_of
from bot.core.updates.heard import Heard, heard_in
from bot.core.updates.signs import Sign
from bot.core.updates.speech import LOGS


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says, whichever action it is about.

    ``evidence`` is how much speaks for its being a report of progress (`evidence.LIKELY`,
    `evidence.POSSIBLE`, or 0). ``subject`` is the text without the words about status, per cent and
    dates: what it is about; ``topic`` its first words.
    """

    text: str
    evidence: float
    status: Status | None
    percent: int | None
    due: date | None
    reason: str
    subject: str
    topic: str


def read(text: str, today: date) -> Reading:
    """Read one message, or one part of one, about a single action."""
    heard, dates, due = heard_in(text), dates_in(text, today), due_in(text, today)
    telling = [one for one in heard if one.tells] or heard
    percent = _percent(telling)
    logged = _logged(text)
    status = logged or _status(telling, percent)
    if status is Status.DONE and percent != 100:
        percent = None
    if due and due > today and status is Status.DONE and not logged:
        status = Status.IN_PROGRESS
    stands_still = status in (Status.BLOCKED, Status.NOT_STARTED)
    reason = reason_of(text, heard) if stands_still else ""
    subject = subject_of(text, heard, dates)
    evidence = evidence_of(heard, dates)
    return Reading(text, evidence, status, percent, due, reason, subject, topic_of(subject))


def _percent(heard: Sequence[Heard]) -> int | None:
    found = [one.percent for one in heard if one.percent is not None]
    return found[-1] if found else None


# --- status --------------------------------------------------------------------------------------


def _status(heard: Sequence[Heard], percent: int | None) -> Status:
    if percent == 100:
        return Status.DONE
    signs = [cue.sign for one in heard for cue in sorted(one.cues, key=lambda cue: cue.start)]
    stuck, freed = _last(signs, Sign.STUCK), _last(signs, Sign.RESUMED)
    waiting, closed = _last(signs, Sign.WAITING), _last(signs, Sign.CLOSED)
    if stuck >= 0 and stuck > max(freed, closed if percent is None else -1):
        return Status.BLOCKED
    if freed >= 0 and closed < freed:
        return Status.IN_PROGRESS
    if Sign.UNSTARTED in signs and percent in (None, 0):
        return Status.NOT_STARTED
    if waiting >= 0 and closed < waiting and percent is None:
        return Status.BLOCKED
    if percent is None and (_is_closed(signs, closed) or _ends_closed(heard)):
        return Status.DONE
    return Status.IN_PROGRESS


def _last(signs: Sequence[Sign], wanted: Sign) -> int:
    return max((place for place, sign in enumerate(signs) if sign is wanted), default=-1)


def _is_closed(signs: Sequence[Sign], closed: int) -> bool:
    """Whether the whole is done: said so last, or a last step with nothing left and no more aim."""
    if Sign.LEFT in signs or Sign.MOVING in signs[closed + 1 :]:
        return False
    return closed >= 0 or (Sign.FINAL in signs and Sign.AIMED not in signs)


_CLOSING_WORDS = 4  # a longer sentence says more than that it is closed


def _ends_closed(heard: Sequence[Heard]) -> bool:
    """Whether the last word on it is that it is closed: "... agreed. Action closed."."""
    last = next((one for one in reversed(heard) if one.cues), None)
    return (
        last is not None
        and {cue.sign for cue in last.cues} == {Sign.CLOSED}
        and len(last.clause.text.split()) <= _CLOSING_WORDS
        and len({one.clause.sentence for one in heard}) > 1
    )


_LOGGED = (
    (Status.NOT_STARTED, re.compile(r"\bnot started\b|\bunstarted\b")),
    (Status.DONE, re.compile(r"\b(?:done|completed?|finished|closed|off|green)\b")),
    (Status.BLOCKED, re.compile(r"\b(?:blocked|on hold|stuck|red)\b")),
    (Status.IN_PROGRESS, re.compile(r"\b(?:in progress|started|under ?way|ongoing|amber)\b")),
)
_LOGGED_REACH = 40  # characters after "mark it as" in which the status stands


def _logged(text: str) -> Status | None:
    """The status that somebody asks to have written down: "please mark it as complete"."""
    low = lowered(text)
    match = LOGS.search(low)
    if not match:
        return None
    said = low[match.start() : match.end() + _LOGGED_REACH]
    return next((status for status, pattern in _LOGGED if pattern.search(said)), None)
