"""Question -> what the team reported on it: actions and how they stand, updates in their words.

Documents say what was promised; the register says how it goes. Both stand in an answer, the
register's part with the day on which it was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.actions.standing import Standing
from bot.core.ports import Meaning
from bot.core.register import Update
from bot.core.types import Question
from bot.core.updates.finder import Finder
from bot.core.updates.scores import MOST_MATCHES, sureness
from indexer.words import content_stems

_ASKS_STANDING = re.compile(
    r"\b(?:how (?:is|are|'s|far|does|do|did)|hows|how's|progress|coming along|getting on|status"
    r"|state of play"
    r"|update on|latest|any (?:news|update|movement|progress)|where (?:are|r) we|finished|done"
    r"|complete\w*"
    r"|started|begun|blocked|stuck|stalled|on track|on hold|overdue|late|delayed|due|deadline|when"
    r"|who"
    r"|lead\w*|responsible|in charge|owns?|owner|per ?cent|%|still a thing|happening|happened"
    r"|what about)\b",
    re.I,
)
_ASKED, _UNASKED = (
    0.45,
    0.8,
)  # sureness that shows an action: asked how it stands, or asked anything
_NEAR = 0.55  # cosine of a question and an update that is about the same
_MOST_ACTIONS, _MOST_UPDATES, _LATEST = 2, 3, 2000


@dataclass(frozen=True, slots=True)
class Progress:
    """Actions that a question is about, each with its last updates, and other updates near by."""

    actions: tuple[tuple[Standing, tuple[Update, ...]], ...] = ()
    updates: tuple[Update, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.actions or self.updates)


def progress_on(
    question: Question,
    finder: Finder,
    standings: Sequence[Standing],
    updates: Sequence[Update],
    meaning: Meaning,
) -> Progress:
    """What the register holds on a question; ``updates`` come earliest first."""
    of = {one.action.id: one for one in standings}
    found = [of[name] for name in _actions(question, finder) if name in of]
    shown = tuple((one, _last_on(one.action.id, updates)) for one in found)
    told = {update.id for _, some in shown for update in some}
    near = _near(question, [u for u in updates[-_LATEST:] if u.id not in told], meaning)
    return Progress(shown, near)


def _actions(question: Question, finder: Finder) -> list[str]:
    subject = " ".join(question.words) or question.text
    scored = finder.scored(subject, subject)
    asked = bool(_ASKS_STANDING.search(question.asked))
    least = _ASKED if asked else _UNASKED
    sure = sureness(scored)
    if sure >= least:
        return [scored[0].action.id]
    if not asked:
        return []
    stems = content_stems(subject)
    both = [
        one for one in scored[:MOST_MATCHES] if stems and stems <= content_stems(one.action.text)
    ]
    return [one.action.id for one in both[:_MOST_ACTIONS]]


def _last_on(action: str, updates: Sequence[Update]) -> tuple[Update, ...]:
    mine = [update for update in updates if update.action == action]
    return tuple(reversed(mine[-_MOST_UPDATES:]))


def _near(question: Question, updates: Sequence[Update], meaning: Meaning) -> tuple[Update, ...]:
    texts = [" ".join((update.change.note or update.said.text).split()) for update in updates]
    cosines = meaning.cosines(question.text, texts)
    best = sorted(zip(cosines, range(len(updates)), strict=True), reverse=True)
    return tuple(updates[place] for cosine, place in best[:_MOST_UPDATES] if cosine >= _NEAR)
