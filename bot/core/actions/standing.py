"""An action and its updates -> how it stands. Nothing of this is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.register import Action, Status, Update


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands: what was said last of each thing, or else what the plan says.

    ``status`` is None where nobody has said anything of it; ``reason`` belongs to the status;
    ``last`` is the latest update; ``percent`` is 100 where it is done.
    """

    action: Action
    status: Status | None
    percent: int | None
    due: date | None
    lead: str
    reason: str = ""
    last: Update | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.status is not Status.DONE

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.is_open and self.due is not None and self.due < today


def standing(action: Action, updates: Sequence[Update]) -> Standing:
    """How an action stands after these updates on it, the earliest first, that count."""
    status, percent, reason = action.status, None, ""
    due, lead = action.wording.due, action.wording.lead
    for update in updates:
        change = update.change
        if change.status is not None:
            status, reason = change.status, change.reason
            if change.status is Status.NOT_STARTED:
                percent = None
        elif change.reason:
            reason = change.reason
        percent = percent if change.percent is None else change.percent
        due = due if change.due is None else change.due
        lead = lead if change.lead is None else change.lead
    if status is Status.DONE:
        percent = 100
    last = updates[-1] if updates else None
    return Standing(action, status, percent, due, lead, reason, last)


def standings(actions: Iterable[Action], updates: Iterable[Update]) -> list[Standing]:
    """How each action stands, in their order; the updates come earliest first."""
    of: dict[str, list[Update]] = {}
    for update in updates:
        of.setdefault(update.action, []).append(update)
    return [standing(action, of.get(action.id, ())) for action in actions]
