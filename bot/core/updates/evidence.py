"""Clauses and dates of a message -> how much speaks for its being a report of progress."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.core.actions.dates import DateRole, SaidDate
from bot.core.updates.heard import Heard
from bot.core.updates.percents import percents_in
from bot.core.updates.signs import Sign
from bot.core.updates.speech import Speech

LIKELY = 1.0
"""It is a report, also where no action of the register fits."""

POSSIBLE = 0.5
"""It is a report if it names an action."""

_WEAK = (Sign.LEFT, Sign.AIMED)  # "two left", "due on friday": said of much else too
_STRONG = tuple(sign for sign in Sign if sign not in _WEAK)
_SHARE = re.compile(r"%|cent|pc")  # "half way" and "2 of 5" need nothing after them
_AFTER_FIGURE = re.compile(  # what may follow "60%" where it is of work
    r"\W*$|\s*[-–,.;:)(+!?]|\s+(?:and|but|so|now|as|on|at|in|by|with(?! you)|of|complete"
    r"|there|through|ready|over|still|up|already|for|this|since|to|way|after|last|today|from|if|according|i|i'd|or"
    r"|along|into|roughly|overall|which|because|due|live|we|it|was|is|progress|set|done|spent"
    r"|\w+(?:ed|en|ung|wn|ilt))\b"
)
_REACH = 20  # characters before a figure in which a "by" may stand
_BY = re.compile(r"\bby (?:about |around |another )?$")  # "up by 12%"
_NEWS = re.compile(  # what a body made known: "the council has published its budget"
    r"^(?:the |our )?(?:[\w-]+ ){0,2}"
    r"(?:government|council|parliament|holyrood|nhs|lottery|ministers?|regulator|commission|bbc"
    r"|office of [\w-]+)\s+(?:(?:has|have|is|are|just|now|today) )*"
    r"(?:publish|announc|launch|open|releas|issu|unveil|cutt?|approv|say|warn)(?:s|es|ed|ing)?\b"
)
_PASSED_ON = re.compile(  # news that is about no action of ours, whatever it is like
    r"\bnew\b|\blinks?\b|https?:|\battached\b|\bsays?\b|\bclos(?:es|ing)\b|\bcut(?:s|ting)?\b"
)
_FORECAST = re.compile(  # "done by friday if it stays dry"; but "if it stays dry we could ..."
    r"(?!\W*(?:if|unless|assuming|provided)\b|.*\b(?:would|could|should|might|must|may|needs?)\b)"
    r".*\b(?:if|unless|assuming|provided)\b"
)
_AWAY = re.compile(
    r"^(?:(?:i'?m|i am|i will be|i'll be) )?(?:out of (?:the )?office|ooo|on (?:annual )?leave)\b"
)
_EVERYDAY = re.compile(  # what gets stuck or done on any day, where it is the subject itself
    r"^(?:sorry |the |my |our |your )*"
    r"(?:trains?|bus|traffic|car park|ferry|flight|taxi|tram|road|motorway|laptop|printer|wi-?fi"
    r"|screen|vpn|phone|battery|lunch|dinner|coffee|tea|kettle|fridge|food|drinks|toilets?|lift"
    r"|heating|door|room|office|weather|meeting|party|dog|kids|inflation|i'?m|i am|i'll"
    r"|s?he(?:'?s)?)"
    r"(?:'s)?\s+(?:is|are|was|has|have|had|be|being|running|got|gone|stuck|delayed|blocked|down"
    r"|late|done|closed|off|cancelled|moved|at|\d+)(?:\b|%)"
)
_HEADS = re.compile(
    r"^\W*(?:(?:quick|wee|small|brief|progress|short|status|latest|weekly|another)\s+)?"
    r"(?:update|progress|status|news|report)\b"
)


def evidence_of(heard: Sequence[Heard], dates: Sequence[SaidDate]) -> float:
    """LIKELY, POSSIBLE, or 0 where nothing speaks for a report."""
    everyday = {one.clause.sentence for one in _firsts(heard) if _is_everyday(one.clause.text)}
    counted = [one for one in heard if one.clause.sentence not in everyday]
    best = max((_of_clause(one, dates) for one in counted), default=0.0)
    if _NEWS.match(" ".join(one.clause.text for one in heard)):
        passed_on = any(_PASSED_ON.search(one.clause.text) for one in heard)
        return 0.0 if passed_on else min(best, POSSIBLE)
    told = [one for one in counted if one.tells]
    if best == POSSIBLE and any(one.has(Sign.LEFT) for one in told) and _due(dates):
        return LIKELY
    if best < LIKELY and told and _HEADS.match(told[0].clause.text):
        return LIKELY if told[1:] else POSSIBLE  # "update on the website: ..."
    return best


def _firsts(heard: Sequence[Heard]) -> Iterator[Heard]:
    """The first clause of each sentence."""
    sentence = -1
    for one in heard:
        if one.clause.sentence != sentence:
            yield one
        sentence = one.clause.sentence


def _is_everyday(text: str) -> bool:
    return bool(_EVERYDAY.match(text) or _AWAY.match(text))


def _of_clause(one: Heard, dates: Sequence[SaidDate]) -> float:
    clause = one.clause
    if clause.speech in (Speech.ASKS, Speech.ORDERS, Speech.GREETS):
        return 0.0
    due = _due([said for said in dates if clause.start <= said.start < clause.end])
    of_work = one.percent is not None and _is_progress(clause.text)
    if clause.speech is Speech.SUPPOSES:
        forecast = due and one.has(*_STRONG) and _FORECAST.match(clause.text)
        return POSSIBLE if of_work or forecast else 0.0
    if of_work or one.has(*_STRONG):
        return LIKELY
    return POSSIBLE if due or one.has(*_WEAK) else 0.0


def _due(dates: Sequence[SaidDate]) -> bool:
    return any(said.role is DateRole.DUE for said in dates)


def _is_progress(text: str) -> bool:
    """Whether a per cent is of work, not of people or coffee: what follows it tells."""
    return any(
        not _BY.search(text[max(0, start - _REACH) : start])
        and (not _SHARE.search(text[start:end]) or _AFTER_FIGURE.match(text, end))
        for _, start, end in percents_in(text)
    )
