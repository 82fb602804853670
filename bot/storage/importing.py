"""PlanDiff -> the plan, its objectives and its actions, with every wording kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.core.errors import StorageError
from bot.core.register import Action, Objective, Person, Plan, PlanDiff, PlanStep, Step
from bot.storage import audit, people, plans, tables
from bot.storage.audit import Deed
from bot.storage.wordings import add_wording, row_of

_actions = tables.actions


def apply(connection: Connection, diff: PlanDiff, by: Person, at: datetime) -> None:
    """Carry an import out. Raises StorageError if the plan was changed since the diff."""
    _refuse_if_changed(connection, diff)
    people.kept(connection, by)
    _save_plan(connection, diff.plan, is_new=diff.is_new)
    for objective in diff.objectives:
        _save_objective(connection, objective)
    for step in diff.steps:
        _carry_out(connection, step, diff.plan.source, by, at)
    _drop_empty_objectives(connection, diff)
    audit.append(connection, by, at, [Deed("imported", diff.plan.id, _detail(diff))])


def _refuse_if_changed(connection: Connection, diff: PlanDiff) -> None:
    there = {plan.id for plan in plans.plans(connection)}
    now = {one.id: one for one in plans.actions(connection, _actions.c.plan == diff.plan.id)}
    before = {step.before.id: step.before for step in diff.steps if step.before}
    active = {one.id for one in now.values() if one.retired is None}
    added = {step.after.id for step in diff.steps if step.after and not step.before}
    unchanged = (
        diff.is_new is (diff.plan.id not in there)
        and all(now.get(one.id) == one for one in before.values())
        and active <= before.keys()
        and not _existing(connection, added)
    )
    if not unchanged:
        raise StorageError(
            f"the plan {diff.plan.id} was changed since it was compared; nothing was imported. "
            "Run the import again."
        )


def _existing(connection: Connection, ids: Iterable[str]) -> bool:
    return connection.scalar(select(_actions.c.id).where(_actions.c.id.in_(ids))) is not None


def _save_plan(connection: Connection, plan: Plan, *, is_new: bool) -> None:
    values = {
        "id": plan.id,
        "title": plan.title,
        "area": plan.area,
        "edition": plan.edition,
        "source": plan.source,
    }
    table = tables.plans
    if is_new:
        connection.execute(insert(table).values(values))
    else:
        connection.execute(update(table).where(table.c.id == plan.id).values(values))


def _save_objective(connection: Connection, objective: Objective) -> None:
    table = tables.objectives
    values = {
        "id": objective.id,
        "plan": objective.plan,
        "name": objective.name,
        "position": objective.position,
    }
    found = connection.execute(update(table).where(table.c.id == objective.id).values(values))
    if not found.rowcount:
        connection.execute(insert(table).values(values))


def _carry_out(
    connection: Connection, step: PlanStep, source: str, by: Person, at: datetime
) -> None:
    before, after = step.before, step.after
    if after is None:
        if before is not None:
            where = _actions.c.id == before.id
            connection.execute(update(_actions).where(where).values(retired=at))
        return
    version = before.version if before else 0
    if before is None or before.wording != after.wording:
        version += 1
    values = row_of(after, version)
    if before is None:
        connection.execute(insert(_actions).values(values))
    else:
        connection.execute(update(_actions).where(_actions.c.id == before.id).values(values))
    if before is None or version != before.version:
        add_wording(connection, (after.id, version), after.wording, (by, at, source))


def _drop_empty_objectives(connection: Connection, diff: PlanDiff) -> None:
    """Those that the plan has no longer; one that a retired action stood under stays for it."""
    table = tables.objectives
    connection.execute(
        delete(table).where(
            table.c.plan == diff.plan.id,
            table.c.id.not_in([objective.id for objective in diff.objectives]),
            table.c.id.not_in(select(_actions.c.objective)),
        )
    )


def _detail(diff: PlanDiff) -> dict[str, object]:
    """The actions of each step that changes something, by the step's name."""
    found: dict[str, object] = {"source": diff.plan.source}
    for kind in Step:
        ids = [_id(one) for one in diff.steps if one.step is kind]
        if ids and kind is not Step.KEEP:
            found[kind.value] = ids
    return found


def _id(step: PlanStep) -> str:
    action: Action | None = step.after or step.before
    return action.id if action else ""
