"""Message -> its clauses with the cues and the per cent in each."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.updates.clauses import Clause, clauses_of
from bot.core.updates.percents import percent_of
from bot.core.updates.signs import Sign
from bot.core.updates.speech import Speech
from bot.core.updates.spelling import spelt_well
from bot.core.updates.statuses import Cue, cues_in


@dataclass(frozen=True, slots=True)
class Heard:
    """A clause with what was found in it."""

    clause: Clause
    cues: tuple[Cue, ...]
    percent: int | None

    @property
    def tells(self) -> bool:
        """Whether it says that something is so."""
        return self.clause.speech is Speech.TELLS

    def has(self, *signs: Sign) -> bool:
        """Whether it has one of these signs."""
        return any(cue.sign in signs for cue in self.cues)


def heard_in(text: str) -> list[Heard]:
    """The clauses of a message, in order."""
    return [
        Heard(clause, tuple(cues_in(clause.text)), percent_of(spelt_well(clause.text)))
        for clause in clauses_of(text)
    ]
