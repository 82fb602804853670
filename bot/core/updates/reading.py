"""Message -> what it says: whether it reports progress, its status, percent, due date and "
"reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.actions.dates import DateRole, SaidDate, dates_in, due_in
from bot.core.register import Status
from bot.core.updates.clauses import LOGS, Clause, Speech, clauses_of, lowered
from bot.core.updates.percents import percent_of, percents_in
from bot.core.updates.statuses import Cue, Sign, cues_in, spelt_well

_CLOSING_WORDS = 4
LIKELY, POSSIBLE = 1.0, 0.5  # evidence of a report


@dataclass(frozen=True, slots=True)
class Heard:
    """A clause with what was found in it."""

    clause: Clause
    cues: tuple[Cue, ...]
    percent: int | None

    def has(self, *signs: Sign) -> bool:
        """Whether it has one of these signs."""
        return any(cue.sign in signs for cue in self.cues)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says, whichever action it is about.

    ``evidence`` is how much speaks for its being a report of progress (LIKELY: it is one;
    POSSIBLE: it is one if it names an action; 0: it is none). ``subject`` is the text without the
    words about status, percent and dates: what it is about; ``topic`` its first words.
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
    heard = [_heard(clause) for clause in clauses_of(text)]
    dates = dates_in(text, today)
    evidence = _evidence(heard, dates)
    telling = [one for one in heard if one.clause.speech is Speech.TELLS]
    due = due_in(text, today)
    later = due is not None and due > today
    percent = _percent(telling or heard)
    status = _status(text, telling or heard, percent)
    if status is Status.DONE and percent != 100:
        percent = None
    if later and status is Status.DONE and not _logged(text):
        status = Status.IN_PROGRESS
    reason = _reason(text, heard) if status in (Status.BLOCKED, Status.NOT_STARTED) else ""
    subject = _subject(text, heard, dates)
    topic = _FIRST.split(subject, maxsplit=1)[0]
    return Reading(text, evidence, status, percent, due, reason, subject, topic)


def _heard(clause: Clause) -> Heard:
    return Heard(clause, tuple(cues_in(clause.text)), percent_of(spelt_well(clause.text)))


# --- is it a report ------------------------------------------------------------------------------

_SHARE = re.compile(r"%|cent|pc")  # "half way" and "2 of 5" need nothing after them
_AFTER_FIGURE = re.compile(
    r"\W*$|\s*[-–,.;:)(+!?]|\s+(?:and|but|so|now|as|on|at|in|by|with|of|done|complete\w*|finished"
    r"|there|through|ready"
    r"|over|still|up|down|already|for|this|since|to|way|after|last|today|built|written|\w+(?:ed|en"
    r"|ung|wn|ilt)|from"
    r"|if|according|i|or|along|into|roughly|overall|which|because|due|live|sorted|i'd|we|it|was|is"
    r"|progress|set)\b"
)
_EVERYDAY = re.compile(  # what gets stuck or done on any day, where it is the subject itself
    r"^(?:sorry |the |my |our |your )*(?:train|trains|bus|traffic|car park|ferry|flight|taxi|tram"
    r"|laptop|printer"
    r"|wifi|wi-fi|screen|vpn|phone|battery|lunch|coffee|tea|kettle|fridge|toilets?|lift|heating"
    r"|weather|im|i'm"
    r"|i am|i'll|she|she's|shes|he|he's|hes|meeting|road|motorway|dinner|dog|kids|room|door|food"
    r"|drinks|party)"
    r"(?:'s)?\s+(?:is|are|was|has|have|had|be|being|running|got|gone|stuck|delayed|blocked|down"
    r"|late|done|closed"
    r"|off|cancelled|moved|\d)\b"
)
_HEADS = re.compile(
    r"^\W*(?:(?:quick|wee|small|brief|progress|short|status|latest|weekly|another)\s+)?"
    r"(?:update|progress|status|news|report)\b(?:\s+(?:on|re|about|for|from))?"
)
_STRONG = (
    Sign.CLOSED,
    Sign.MOVING,
    Sign.RESUMED,
    Sign.STUCK,
    Sign.WAITING,
    Sign.UNSTARTED,
    Sign.FINAL,
    Sign.STEP_DONE,
)


def _evidence(heard: Sequence[Heard], dates: Sequence[SaidDate]) -> float:
    best = 0.0
    for one in heard:
        best = max(best, _clause_evidence(one, dates))
    told = [one for one in heard if one.clause.speech is Speech.TELLS]
    if best == POSSIBLE and any(one.has(Sign.LEFT) for one in told) and _has_due(dates):
        return LIKELY
    if best < LIKELY and told and _HEADS.match(heard[0].clause.text):
        return LIKELY if told[1:] else POSSIBLE  # "update on the website: ..."
    return best


def _is_progress(text: str) -> bool:
    """Whether a per cent is of work, not of people or coffee: what follows it tells."""
    for _, start, end in percents_in(text):
        if re.search(r"\bby (?:about |around |another )?$", text[:start]):
            continue
        if not _SHARE.search(text[start:end]) or _AFTER_FIGURE.match(text[end:]):
            return True
    return False


def _has_due(dates: Sequence[SaidDate]) -> bool:
    return any(said.role is DateRole.DUE for said in dates)


def _clause_evidence(one: Heard, dates: Sequence[SaidDate]) -> float:
    speech = one.clause.speech
    if speech in (Speech.ASKS, Speech.ORDERS, Speech.GREETS):
        return 0.0
    due = any(
        d.role is DateRole.DUE and one.clause.start <= d.start < one.clause.end for d in dates
    )
    strong = one.has(*_STRONG)
    if _EVERYDAY.search(one.clause.text) and not due:
        return 0.0
    if speech is Speech.SUPPOSES:
        return POSSIBLE if one.percent is not None and _is_progress(one.clause.text) else 0.0
    if (one.percent is not None and _is_progress(one.clause.text)) or (
        LOGS.search(one.clause.text) and strong
    ):
        return LIKELY
    if strong:
        return LIKELY
    return POSSIBLE if due or one.has(Sign.LEFT, Sign.AIMED) else 0.0


# --- percent and status --------------------------------------------------------------------------


def _percent(heard: Sequence[Heard]) -> int | None:
    found = [one.percent for one in heard if one.percent is not None]
    return found[-1] if found else None


def _status(text: str, heard: Sequence[Heard], percent: int | None) -> Status | None:
    if logged := _logged(text):
        return logged
    if percent == 100:
        return Status.DONE
    signs = [cue.sign for one in heard for cue in sorted(one.cues, key=lambda c: c.start)]
    stuck = _last(signs, (Sign.STUCK,))
    freed = _last(signs, (Sign.RESUMED,))
    closed = _last(signs, (Sign.CLOSED,))
    if stuck >= 0 and stuck > max(freed, closed if percent is None else -1):
        return Status.BLOCKED
    if freed >= 0 and closed < freed:
        return Status.IN_PROGRESS
    if Sign.UNSTARTED in signs and percent in (None, 0):
        return Status.NOT_STARTED
    waiting = _last(signs, (Sign.WAITING,))
    if waiting >= 0 and closed < waiting and percent is None:
        return Status.BLOCKED
    if percent is None and (_is_closed(signs, closed) or _closes(heard)):
        return Status.DONE
    return Status.IN_PROGRESS


def _is_closed(signs: Sequence[Sign], closed: int) -> bool:
    """Whether the whole is done: said so last, or a step with nothing left and nothing moving."""
    if Sign.LEFT in signs or Sign.MOVING in signs[closed + 1 :]:
        return False
    return closed >= 0 or (Sign.FINAL in signs and Sign.AIMED not in signs)


def _closes(heard: Sequence[Heard]) -> bool:
    """Whether the last word on it is that it is closed: "... agreed. Action closed."."""
    last = next((one for one in reversed(heard) if one.cues), None)
    return (
        last is not None
        and {cue.sign for cue in last.cues} == {Sign.CLOSED}
        and len(last.clause.text.split()) <= _CLOSING_WORDS
        and len({one.clause.sentence for one in heard}) > 1
    )


def _last(signs: Sequence[Sign], wanted: tuple[Sign, ...]) -> int:
    return max((place for place, sign in enumerate(signs) if sign in wanted), default=-1)


_LOGGED = (
    (Status.NOT_STARTED, re.compile(r"\bnot started\b|\bunstarted\b")),
    (Status.DONE, re.compile(r"\b(?:done|complete[d]?|finished|closed|off|green)\b")),
    (Status.BLOCKED, re.compile(r"\b(?:blocked|on hold|stuck|red)\b")),
    (Status.IN_PROGRESS, re.compile(r"\b(?:in progress|started|under ?way|ongoing|amber)\b")),
)


def _logged(text: str) -> Status | None:
    """The status that somebody asks to have written down: "please mark it as complete"."""
    low = lowered(text)
    match = LOGS.search(low)
    if not match:
        return None
    said = low[match.start() : match.end() + 40]
    return next((status for status, pattern in _LOGGED if pattern.search(said)), None)


# --- reason --------------------------------------------------------------------------------------

_BECAUSE = re.compile(
    r"\b(?:because|cos|coz|as|since|due to|until|waiting|awaiting|while|owing to|thanks to)\b"
)


def _reason(text: str, heard: Sequence[Heard]) -> str:
    """Why it does not move, in the person's words: what stands beside the word for it."""
    standing = (Sign.STUCK, Sign.WAITING, Sign.UNSTARTED)
    halted = next((place for place, one in enumerate(heard) if one.has(*standing)), None)
    if halted is None:
        return ""
    own = heard[halted].clause
    because = _BECAUSE.search(own.text)
    if because and len(own.text) - because.start() > len(because.group()) + 3:
        return text[own.start + because.start() : _sentence_end(heard, halted)].strip(" .")
    rest = [one.clause for one in heard[halted + 1 :] if one.clause.speech is Speech.TELLS]
    if rest:
        return text[rest[0].start : rest[-1].end].strip(" .")
    before = [one.clause for one in heard[:halted] if not one.clause.topic]
    return text[before[-1].start : before[-1].end].strip(" .") if before else ""


def _sentence_end(heard: Sequence[Heard], place: int) -> int:
    number = heard[place].clause.sentence
    return max(one.clause.end for one in heard if one.clause.sentence == number)


# --- subject -------------------------------------------------------------------------------------

_FIRST = re.compile(r"\s[-–—]+\s|:\s|,\s")
_CHATTER = re.compile(
    r"^\W*(?:(?:hi|hiya|hello|hey|morning|afternoon|all|team|folks|everyone|fyi|btw|re|quick|wee"
    r"|just"
    r"|short|brief|an?|the|update|progress|on|about|for|from|me|us|so|ok|okay|right|note|to|say"
    r"|that"
    r"|good news|bad news|news|latest|status)\b\W*)+(?=\w)"
)


def _subject(text: str, heard: Sequence[Heard], dates: Sequence[SaidDate]) -> str:
    gone = [(said.start, said.end) for said in dates]
    for one in heard:
        at = one.clause.start
        gone += [(at + cue.start, at + cue.end) for cue in one.cues if not _may_name(cue)]
        gone += [(at + start, at + end) for _, start, end in percents_in(one.clause.text)]
    kept = _without(text, gone)
    bare = _CHATTER.sub("", lowered(kept))
    return " ".join(kept[len(kept) - len(bare) :].split())


def _may_name(cue: Cue) -> bool:
    """Whether the words of a cue may be those of the action: "wealth building", "a plan "
    "drafted"."""
    work = cue.sign in (Sign.STEP_DONE, Sign.FINAL)
    return work or (cue.sign is Sign.MOVING and cue.text.isalpha() and cue.text.endswith("ing"))


def _without(text: str, gone: Iterable[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(gone):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return " ".join([*kept, text[at:]])
