"""Question -> what the team reported on it: actions and how they stand, updates in their words.

Documents say what was promised; the register says how it goes. Both stand in an answer, the
register's part with the day on which it was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.core.actions.standing import Standing
from bot.core.intents import ID
from bot.core.ports import Meaning
from bot.core.register import Update
from bot.core.types import Question
from bot.core.updates.finder import Finder
from bot.core.updates.scores import MOST_MATCHES, Likeness, sureness
from indexer.words import content_stems, stem


class Asks(Enum):
    """How much a question asks for progress.

    Each has the sureness that shows an action, and the cosine that shows an update; they were set
    on 30 questions about progress and 88 about compacts, over the plans in knowledge/.
    """

    HOW_IT_STANDS = 0.6, 0.5
    WHO_OR_WHEN = 0.8, 0.55
    WHAT_HAPPENED = 1.1, 0.55
    ANYTHING = 1.1, 0.7


_STATES = (
    r"(?:done|finished|completed?|started|begun|under ?way|blocked|stuck|stalled|on track|on hold"
    r"|overdue|late|delayed|live|ready|still a thing|happening|moving|sorted)"
)
_HOW_IT_STANDS = re.compile(
    r"\bhow(?:'s|s| is| are| did| does)? .*\b(?:going|coming(?: along| on)|getting (?:on|along)"
    r"|doing|progressing|looking|moving|shaping up)\b"
    r"|^\W*how(?:'s|s| is| are) (?:(?!\w+ed\b)[\w'-]+\W*){1,4}$"
    r"|\bhow (?:far|complete|much of)\b|\b(?:progress|movement|headway) (?:on|with|of|in)\b"
    r"|\bstatus\b|\bstate of play\b|\bupdates? on\b|\bupdate (?:me|us)\b|\blatest\b|\bany news\b"
    r"|\bany (?:updates?|progress|movement)\b|\bwhere (?:are|r|have) we\b"
    r"|\bwhere (?:is|has) .* got to\b"
    rf"|\b(?:is|are|has|have|was|were|isn't|hasn't|why|when)\b.*\b{_STATES}\b"
    r"|\b(?:has|have) .*\b(?:been|got|\w+ed)\b|\bwhat(?:'s|s| is) happening\b"
    r"|\bwhat happened (?:to|with)\b|\bwhen (?:is|are|will) .* due\b|\bdeadline (?:of|for|on)\b"
    r"|\bwho(?:'s|s| is| are)? (?:leads?|leading|owns|running|in charge|doing)\b"
    r"|\b(?:is|are) responsible for\b|\blead (?:for|on|of)\b|\bwhat did \w+(?: \w+){0,3} say\b"
    r"|^\W*what about\b|\bper ?cent\b|%",
    re.I,
)
_WHO_OR_WHEN = re.compile(r"\b(?:who|when|by what date)\b", re.I)
_WHAT_HAPPENED = re.compile(r"\b(?:did|has|have|had|was|were|why|came|went|said)\b", re.I)
_ASKING = frozenset(
    map(
        stem,
        "coming along going getting far status progress latest news update updates state play due"
        " deadline done finished complete completed started begun blocked stuck stalled track hold"
        " overdue late delayed live ready lead leads leading led responsible charge owner owns"
        " happening happened doing running say said come came movement moving looking".split(),
    )
)
_EVERYWHERE = frozenset({"compact", "partnership", "sector"})  # what all actions are about
_MEANT = 0.25  # cosine; an action that is further from the subject only has a word of it
_HELD = (
    0.14  # of an action's words, by weight; a subject of one word that is less is but one of them
)
_ID = re.compile(rf"(?<![\w.]){ID}(?![\w%]|\.\d)", re.I)
_MOST_ACTIONS, _MOST_UPDATES, _LATEST = 3, 3, 2000


@dataclass(frozen=True, slots=True)
class Progress:
    """Actions that a question is about, each with its last updates; and updates near by, each with
    how its action stands.
    """

    actions: tuple[tuple[Standing, tuple[Update, ...]], ...] = ()
    near: tuple[tuple[Standing, Update], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.actions or self.near)


def progress_on(
    question: Question,
    finder: Finder,
    standings: Sequence[Standing],
    updates: Sequence[Update],
    meaning: Meaning,
) -> Progress:
    """What the register holds on a question; ``updates`` come earliest first.

    Only the actions in ``standings`` are told of.
    """
    if question.unknown_areas:
        return Progress()
    of = {one.action.id: one for one in standings}
    asks, subject = asks_for(question.asked), subject_of(question)
    named = _named(question.asked, of)
    ids = named or _actions(subject, asks, finder)
    shown = tuple((of[one], _last_on(one, updates)) for one in ids if one in of)
    others = [u for u in updates[-_LATEST:] if u.action in of and u.action not in ids]
    near = [] if named else _near(question.text, subject, asks, others, meaning)
    return Progress(shown, tuple((of[update.action], update) for update in near))


def asks_for(text: str) -> Asks:
    """How much a question asks for progress, by its wording alone."""
    if _HOW_IT_STANDS.search(text):
        return Asks.HOW_IT_STANDS
    if _WHO_OR_WHEN.search(text):
        return Asks.WHO_OR_WHEN
    return Asks.WHAT_HAPPENED if _WHAT_HAPPENED.search(text) else Asks.ANYTHING


def subject_of(question: Question) -> str:
    """What a question is about, without the words that ask how it stands."""
    left = [word for word in question.words if stem(word) not in _ASKING]
    return " ".join(left or question.words) or question.text


def _named(text: str, of: dict[str, Standing]) -> list[str]:
    """The actions whose ids stand in a question."""
    said = [re.sub(r"[\s-]", "", found.group()).upper() for found in _ID.finditer(text)]
    known = {action.upper(): action for action in of}
    return [known[name] for name in dict.fromkeys(said) if name in known][:_MOST_ACTIONS]


def _actions(subject: str, asks: Asks, finder: Finder) -> list[str]:
    least, _ = asks.value
    scored = finder.scored(subject, subject)
    stems = content_stems(subject)
    if not scored or not stems - _EVERYWHERE:
        return []
    if sureness(scored) >= least and _is_about(scored[0].likeness, len(stems)):
        return [scored[0].action.id]
    if asks is not Asks.HOW_IT_STANDS or stems & _EVERYWHERE:
        return []
    same = [
        one
        for one in scored[:MOST_MATCHES]
        if stems <= content_stems(one.action.text) and _is_about(one.likeness, len(stems))
    ]
    return [one.action.id for one in same] if len(same) <= _MOST_ACTIONS else []


def _is_about(likeness: Likeness, words: int) -> bool:
    return likeness.dense >= _MEANT and (words > 1 or likeness.held >= _HELD)


def _last_on(action: str, updates: Sequence[Update]) -> tuple[Update, ...]:
    mine = [update for update in updates if update.action == action]
    return tuple(reversed(mine[-_MOST_UPDATES:]))


def _near(
    text: str, subject: str, asks: Asks, updates: Sequence[Update], meaning: Meaning
) -> list[Update]:
    """Updates that are about the same, or that have all words of a question for what happened."""
    _, least = asks.value
    notes = [" ".join((update.change.note or update.said.text).split()) for update in updates]
    stems = content_stems(subject) - _EVERYWHERE
    few = 1 if asks is Asks.HOW_IT_STANDS else 2
    by_words = asks in (Asks.HOW_IT_STANDS, Asks.WHAT_HAPPENED) and len(stems) >= few
    cosines = meaning.cosines(text, notes)
    found = [
        (cosine, place)
        for place, (cosine, note) in enumerate(zip(cosines, notes, strict=True))
        if cosine >= least or (by_words and stems <= content_stems(note))
    ]
    return [updates[place] for _, place in sorted(found, reverse=True)[:_MOST_UPDATES]]
