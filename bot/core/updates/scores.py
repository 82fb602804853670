"""Likenesses -> one score, and how sure it is that the best action is the one meant.

The weights are those of a logistic regression over three labelled sets together, as
benchmarks/updates.py names them (a, b and shared; 224 messages that mean one action): for `score`
one row for each message and action, with whether it is the one meant; for `sureness` one row for
each message, with whether its best action was the one meant. Whoever changes what a likeness is
must fit them anew.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.register import Action

MOST_MATCHES = 5
PLAUSIBLE = 8.0
"""Score; in the labelled sets an action below it is hardly ever the one meant."""

AT_HAND = 1.0
"""What it adds to a score that the chat is about the action's plan."""

_OF_SCORE, _OF_LEAD, _LEAST = 0.08, 0.73, -2.62  # of `sureness`, by the regression
_UNSURE = 0.6  # sureness where another action has the same words; below what is logged at once
_RIVAL_NEAR, _RIVAL_WORDS = 8.0, 0.02  # in score; in the share of the words that it has


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a message and an action agree, each part 0..1.

    ``dense`` and ``topic`` are cosines of the whole subject and of its first words; ``told`` is how
    much of what the message says, by weight, the action has, and ``held`` how much of the action
    the message names; ``topic_told`` and ``topic_held`` are these for the first words alone.
    ``named`` is 1 where initials in the message spell a name in the action; ``pairs`` is how many
    of its pairs of words stand side by side in the action.
    """

    dense: float
    topic: float
    told: float
    held: float
    named: float
    topic_told: float
    topic_held: float
    pairs: float


@dataclass(frozen=True, slots=True)
class Scored:
    """An action and how well it fits; scores are comparable within one message only."""

    action: Action
    score: float
    likeness: Likeness


def score(likeness: Likeness) -> float:
    """One figure for how alike a message and an action are."""
    return (
        3.9 * likeness.dense
        + 3.3 * likeness.topic
        + 4.5 * max(likeness.dense, likeness.topic)
        + 2.5 * likeness.told
        + 3.9 * likeness.held
        + 3.4 * math.sqrt(likeness.told * likeness.held)
        + 2.1 * likeness.topic_told
        + 3.1 * likeness.topic_held
        + 2.6 * likeness.named
    )


def sureness(scored: Sequence[Scored]) -> float:
    """How sure it is that the first action is the one meant, 0..1: by its score and its lead.

    It is never sure while another action has all the words of the message that the first one has,
    side by side where they are so there.
    """
    if not scored:
        return 0.0
    first, *others = scored
    lead = first.score - (others[0].score if others else PLAUSIBLE)
    sure = 1 / (1 + math.exp(-(_OF_SCORE * first.score + _OF_LEAD * lead + _LEAST)))
    is_rivalled = any(_rivals(other, first) for other in others[:MOST_MATCHES])
    return min(sure, _UNSURE) if is_rivalled else sure


def _rivals(other: Scored, first: Scored) -> bool:
    mine, theirs = first.likeness, other.likeness
    return (
        first.score - other.score < _RIVAL_NEAR
        and theirs.told >= mine.told - _RIVAL_WORDS
        and theirs.topic_told >= mine.topic_told - _RIVAL_WORDS
        and theirs.pairs >= mine.pairs
        and theirs.named >= mine.named
    )
