"""A plan as a document has it, and the register -> which plan it is, and what changes in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.plans.changes import Changes
from bot.core.plans.codes import plan_code
from bot.core.plans.exports import plans_in
from bot.core.plans.likeness import exact
from bot.core.plans.matching import Entry, Known, entries, same_actions
from bot.core.plans.objectives import kept_in, objectives_of
from bot.core.register import Action, DraftPlan, Objective, Plan, PlanDiff, Wording

_MOST = 0.5  # of the actions of two plans: more of them alike make them one


@dataclass(frozen=True, slots=True)
class Held:
    """What the register holds, retired actions too.

    ``imported`` is what a document said last of an action, by id; none of one added by hand.
    """

    plans: tuple[Plan, ...] = ()
    objectives: tuple[Objective, ...] = ()
    actions: tuple[Action, ...] = ()
    imported: Mapping[str, Wording] = field(default_factory=dict)

    def plan(self, plan: str) -> Plan | None:
        """A plan by its id."""
        return next((one for one in self.plans if one.id == plan), None)

    def known(self, plan: str) -> list[Known]:
        """The actions of a plan, in order, with what is known of each."""
        names = {one.id: one.name for one in self.objectives}
        mine = (action for action in self.actions if action.plan == plan)
        return [
            Known(action, names.get(action.objective, ""), self.imported.get(action.id))
            for action in sorted(mine, key=lambda action: action.position)
        ]


def plan_of(draft: DraftPlan, held: Held) -> str:
    """The id of the plan that a document is an edition of; empty where it is a new one.

    It is the plan whose ids it names, as our exports do; or with which it shares most of its
    actions; or else the one of the same title and area, or from a file of the same name. But for an
    export, a plan of another area is always another plan.
    """
    exported = plans_in(draft, held.actions)
    if exported:
        return exported[0]
    near = [plan for plan in held.plans if not _of_another_area(draft, plan)]
    shares = {plan.id: _share(draft, held, plan.id) for plan in near}
    likeliest = max(near, key=lambda plan: shares[plan.id], default=None)
    if likeliest and shares[likeliest.id] > _MOST:
        return likeliest.id
    for plan in near:
        if exact(draft.title) == exact(plan.title) and exact(draft.area) == exact(plan.area):
            return plan.id
    from_same_file = (one.id for one in near if one.source == draft.source and shares[one.id])
    return next(from_same_file, "")


def diff_plan(draft: DraftPlan, held: Held, plan: str = "") -> PlanDiff:
    """What importing a document changes in a plan (its id), or makes a new one of it.

    An action keeps its id, whatever became of its words, its place and its objective; new ones get
    the next numbers. What the plan has no longer is retired, but for what was added by hand.
    """
    before = held.plan(plan)
    known = held.known(plan) if before else []
    mine, names = entries(draft), [one.name for one in draft.objectives]
    same = same_actions(mine, names, known)
    export = before and plans_in(draft, [one.action for one in known])
    after = before if before and export else _plan(draft, held, before)
    old = [one for one in held.objectives if one.plan == after.id]
    objectives = objectives_of(after.id, names, _homes(len(names), mine, known, same), old)
    changes = Changes(after.id, [one.id for one in objectives], mine, known, same)
    all_objectives = kept_in(objectives, old, changes.homed())
    return PlanDiff(after, before is None, all_objectives, tuple(changes.steps()))


def _of_another_area(draft: DraftPlan, plan: Plan) -> bool:
    return bool(draft.area and plan.area) and exact(draft.area) != exact(plan.area)


def _share(draft: DraftPlan, held: Held, plan: str) -> float:
    """How many of the actions of a document and of a plan are in both, 0..1."""
    known = [one for one in held.known(plan) if one.action.retired is None]
    mine = entries(draft)
    both = same_actions(mine, [one.name for one in draft.objectives], known)
    return 2 * len(both) / (len(mine) + len(known) or 1)


def _plan(draft: DraftPlan, held: Held, before: Plan | None) -> Plan:
    """The plan as the document has it; what the document does not tell stays."""
    if before is None:
        code = plan_code(draft.area, draft.title, {one.id for one in held.plans})
        return Plan(code, draft.title, draft.area, draft.edition, draft.source)
    area, edition = draft.area or before.area, draft.edition or before.edition
    return Plan(before.id, draft.title or before.title, area, edition, draft.source)


def _homes(
    size: int, mine: Sequence[Entry], known: Sequence[Known], same: Mapping[int, int]
) -> list[list[str]]:
    """For each objective of the document, the objectives (ids) that its actions were in before."""
    homes: list[list[str]] = [[] for _ in range(size)]
    for new, old in same.items():
        homes[mine[new].objective].append(known[old].action.objective)
    return homes
