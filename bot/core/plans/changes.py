"""Actions of a document, those of the plan, and which are the same -> a step for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.plans.codes import Numbers
from bot.core.plans.matching import Entry, Known
from bot.core.plans.merging import merged
from bot.core.plans.order import out_of_order
from bot.core.register import Action, PlanStep, Status, Step


class Changes:
    """What an import does to each action of a plan (its id).

    ``objectives`` are the ids of the document's objectives; ``same`` tells which entry is which
    known action, by their places.
    """

    def __init__(
        self,
        plan: str,
        objectives: Sequence[str],
        mine: Sequence[Entry],
        known: Sequence[Known],
        same: Mapping[int, int],
    ) -> None:
        self._plan, self._objectives, self._mine, self._known = plan, objectives, mine, known
        self._before = {new: known[old] for new, old in same.items()}
        left = [one for place, one in enumerate(known) if place not in {*same.values()}]
        live = [one for one in left if one.action.retired is None]
        self._by_hand = [one.action for one in live if one.imported is None]
        self._gone = [one.action for one in live if one.imported is not None]
        self._after = self._in_order()

    def homed(self) -> list[Action]:
        """All actions that an objective must be there for: those after the import, and retired."""
        retired = [one.action for one in self._known if one.action.retired is not None]
        return [*self._after, *self._gone, *retired]

    def steps(self) -> list[PlanStep]:
        """One step for each action: in the order of the plan, then what goes out of it."""
        before = {one.action.id: one.action for one in self._before.values()}
        before |= {action.id: action for action in self._by_hand}
        moved = self._moved(before)
        steps = [_step(before.get(one.id), one, moved=one.id in moved) for one in self._after]
        return [*steps, *(PlanStep(Step.RETIRE, action, None) for action in self._gone)]

    def _in_order(self) -> list[Action]:
        """The actions after the import; one added by hand stays at the end of its objective."""
        found = self._of_document()
        for action in self._by_hand:
            beside = [at for at, one in enumerate(found) if one.objective == action.objective]
            found.insert(beside[-1] + 1 if beside else len(found), action)
        return [replace(one, position=at) for at, one in enumerate(found, 1)]

    def _of_document(self) -> list[Action]:
        numbers = Numbers(self._plan, (one.action.id for one in self._known))
        found: list[Action] = []
        for place, entry in enumerate(self._mine):
            part_of = "" if entry.part_of is None else found[entry.part_of].id
            objective = self._objectives[entry.objective]
            known = self._before.get(place)
            if known:
                found.append(_carried_on(known, entry, objective, part_of))
            else:
                wording, status = entry.draft.wording, entry.draft.status
                new = Action(numbers.next(part_of), self._plan, objective, wording, 0, part_of)
                found.append(replace(new, status=status))
        return found

    def _moved(self, before: Mapping[str, Action]) -> set[str]:
        """The actions whose objective, or place among those of their objective, is another."""
        moved, stayed = set(), dict[tuple[str, str], list[str]]()
        for action in self._after:
            old = before.get(action.id)
            if old and (old.objective, old.part_of) != (action.objective, action.part_of):
                moved.add(action.id)
            elif old and old.retired is None:
                stayed.setdefault((action.objective, action.part_of), []).append(action.id)
        for ids in stayed.values():
            ranks = out_of_order([before[one].position for one in ids])
            moved |= {ids[rank] for rank in ranks}
        return moved


def _carried_on(known: Known, entry: Entry, objective: str, part_of: str) -> Action:
    """The action as it will be, but for its position."""
    old = known.action
    wording = merged(old.wording, known.imported, entry.draft.wording, old.id)
    return replace(
        old,
        wording=wording,
        version=old.version + (wording != old.wording),
        status=_status(old, entry, wording.progress, wording.future_reporting),
        objective=objective,
        part_of=part_of,
        retired=None,
    )


def _status(old: Action, entry: Entry, *reported: str) -> Status | None:
    """What the plan says: its new status; the old one while it reports the same as before."""
    as_before = reported == (old.wording.progress, old.wording.future_reporting)
    return old.status if entry.draft.status is None and as_before else entry.draft.status


def _step(before: Action | None, after: Action, *, moved: bool) -> PlanStep:
    if before is None:
        return PlanStep(Step.ADD, None, after)
    if before.retired is not None:
        return PlanStep(Step.RESTORE, before, after)
    if (before.wording, before.status) != (after.wording, after.status):
        return PlanStep(Step.REWORD, before, after)
    return PlanStep(Step.MOVE if moved else Step.KEEP, before, after)
