"""Message -> proposals: what it reports on which action, and whether that is sure enough to log.

Nothing is logged to a guess: one action must stand out from all others, or a person chooses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.register import Action, Match, Needs, Proposal
from bot.core.updates.evidence import LIKELY, POSSIBLE
from bot.core.updates.finder import Finder
from bot.core.updates.parts import lines_of, splits_of
from bot.core.updates.reading import Reading, read
from bot.core.updates.scores import MOST_MATCHES, PLAUSIBLE, Scored, sureness

SURE = 0.8
"""From here on a proposal is logged without a question: in the labelled sets 131 of 224 were, and
two more that fitted two actions (benchmarks/updates.py)."""

_ID = re.compile(
    r"(?<![\w.])(?P<plan>[A-Za-z]{2,6})[\s-]?(?P<number>\d{1,3}(?:\.\d{1,2})*)(?![\w%]|\.\d)"
)
_SOFT = 3.0  # in score; an action that is so much behind is still worth offering
_FITS = 0.25  # sureness; a piece of a line with less has no action of its own


@dataclass(frozen=True, slots=True)
class Scope:
    """What messages are held against: today's date, the actions, and the plan of the chat."""

    today: date
    finder: Finder
    plan: str = ""


def propose(text: str, scope: Scope) -> tuple[Proposal, ...]:
    """What a message reports: a proposal for each of its parts; none where it reports nothing.

    Several parts are proposed together, and need one confirmation.
    """
    lines = lines_of(text)
    reports = [line for line in lines if read(line, scope.today).evidence >= LIKELY]
    parts = reports if len(reports) > 1 else [" ".join(lines)]
    made = [proposal for part in parts for proposal in _of_line(part, scope)]
    if len(made) < 2:
        return tuple(made)
    return tuple(one if one.needs else replace(one, needs=Needs.CONFIRM) for one in made)


def reports_progress(text: str, today: date) -> bool:
    """Whether a message, or a line of it, may be a report of progress, whatever it is about."""
    return any(read(line, today).evidence >= POSSIBLE for line in [text, *lines_of(text)])


def propose_one(text: str, scope: Scope) -> Proposal:
    """What a message reports that is known to be a report on one action."""
    reading = read(text, scope.today)
    named = _named(text, scope.finder.actions)
    return (
        _about(reading, named)
        if named
        else _proposal(reading, scope.finder.scored(reading.subject, reading.topic, scope.plan))
    )


def _about(reading: Reading, action: Action) -> Proposal:
    """What is reported on an action that is named by its id, which leaves no doubt."""
    return _filled(reading, (Match(action.id, 1.0),), None)


def _of_line(line: str, scope: Scope) -> list[Proposal]:
    """A line as one report, or as several where two of its pieces are surely about two actions.

    Where a piece of it seems to be about another action than the whole, that is asked, unless an
    id says which is meant.
    """
    seem: set[str] = set()
    for spans in splits_of(line):
        made = [_of_piece(line[start:end], scope) for start, end in spans]
        seem |= {one.matches[0].action for one in made if one and _fits(one)}
        sure = {one.matches[0].action for one in made if one and one.needs is None}
        if len(sure) > 1:
            runs = [line[start:end] for start, end in _runs(spans, made)]
            return [one for one in (_of_piece(run, scope) for run in runs) if one]
    whole = _of_piece(line, scope)
    if whole is None:
        return []
    named = _named(line, scope.finder.actions)
    if whole.needs is None and named is None and seem - {whole.matches[0].action}:
        whole = replace(whole, needs=Needs.CHOOSE)
    return [whole]


def _fits(one: Proposal) -> bool:
    """Whether a piece of a line has an action of its own."""
    return one.needs is None or (bool(one.matches) and one.matches[0].confidence >= _FITS)


def _runs(
    spans: Sequence[tuple[int, int]], made: Sequence[Proposal | None]
) -> list[tuple[int, int]]:
    """The pieces of a line, where one that fits no action by itself goes on with the one before."""
    runs: list[tuple[int, int]] = []
    for (start, end), one in zip(spans, made, strict=True):
        if not runs or (one is not None and _fits(one)):
            runs.append((start, end))
        else:
            runs[-1] = (runs[-1][0], end)
    return runs


def _of_piece(text: str, scope: Scope) -> Proposal | None:
    reading = read(text, scope.today)
    if not reading.evidence:
        return None
    if named := _named(text, scope.finder.actions):
        return _about(reading, named)
    scored = scope.finder.scored(reading.subject, reading.topic, scope.plan)
    best = scored[0].score if scored else 0.0
    if reading.evidence < LIKELY and (reading.evidence < POSSIBLE or best < PLAUSIBLE):
        return None
    return _proposal(reading, scored)


def _proposal(reading: Reading, scored: Sequence[Scored]) -> Proposal:
    sure = sureness(scored)
    matches = tuple(
        Match(one.action.id, round(sure if not place else min(sure, _share(one, scored)), 2))
        for place, one in enumerate(scored[:MOST_MATCHES])
    )
    needs = None if sure >= SURE else Needs.CHOOSE
    if needs is None and reading.evidence < LIKELY:
        needs = Needs.CONFIRM
    return _filled(reading, matches, needs)


def _filled(reading: Reading, matches: tuple[Match, ...], needs: Needs | None) -> Proposal:
    return Proposal(
        reading.text,
        matches,
        needs,
        reading.status,
        reading.percent,
        reading.due,
        reason=reading.reason,
    )


def _share(one: Scored, scored: Sequence[Scored]) -> float:
    return math.exp((one.score - scored[0].score) / _SOFT) / 2


def _named(text: str, actions: Sequence[Action]) -> Action | None:
    """The one action whose id stands in a text: SA24, sa 24, MID-9.2."""
    ids = {action.id.upper(): action for action in actions}
    said = {f"{m['plan']}{m['number']}".upper() for m in _ID.finditer(text)}
    found = [ids[name] for name in sorted(said) if name in ids]
    return found[0] if len(found) == 1 else None
