"""An action that a person adds or words anew -> its row, and one more wording."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.core.errors import StorageError
from bot.core.register import Action, Person, Wording
from bot.storage import audit, people, plans, tables
from bot.storage.audit import Deed

_actions = tables.actions


def add_action(
    connection: Connection,
    plan: str,
    objective: str,
    wording: Wording,
    origin: tuple[Person, datetime, str],
) -> Action:
    """A new action at the end of an objective, under the next number of its plan.

    ``origin``: by whom, when and out of what. Raises StorageError.
    """
    by, at, _ = origin
    plans.plan(connection, plan)
    position = _place_for(connection, plan, objective)
    people.kept(connection, by)
    action = Action(_next_id(connection, plan), plan, objective, wording, position)
    connection.execute(insert(_actions).values(row_of(action, 1)))
    add_wording(connection, (action.id, 1), wording, origin)
    audit.append(connection, by, at, [Deed("added", action.id, {"objective": objective})])
    return plans.action(connection, action.id)


def reword(
    connection: Connection, action_id: str, wording: Wording, origin: tuple[Person, datetime, str]
) -> Action:
    """Give an action another wording; the same one changes nothing. Raises StorageError."""
    by, at, _ = origin
    action = plans.action(connection, action_id)
    if action.wording == wording:
        return action
    people.kept(connection, by)
    version = action.version + 1
    add_wording(connection, (action.id, version), wording, origin)
    connection.execute(update(_actions).where(_actions.c.id == action.id).values(version=version))
    audit.append(connection, by, at, [Deed("reworded", action.id, {"version": version})])
    return plans.action(connection, action.id)


def add_wording(
    connection: Connection,
    key: tuple[str, int],
    wording: Wording,
    origin: tuple[Person, datetime, str],
) -> None:
    """Put in a wording. ``key``: action and version; ``origin``: by whom, when, out of what."""
    by, at, source = origin
    connection.execute(
        insert(tables.wordings).values(
            action=key[0],
            version=key[1],
            text=wording.text,
            timescale=wording.timescale,
            due=wording.due,
            lead=wording.lead,
            progress=wording.progress,
            future_reporting=wording.future_reporting,
            reference=wording.reference,
            at=at,
            by=by.id,
            source=source,
        )
    )


def row_of(action: Action, version: int) -> dict[str, object]:
    """The row of an action that has this many wordings."""
    return {
        "id": action.id,
        "plan": action.plan,
        "objective": action.objective,
        "part_of": action.part_of or None,
        "position": action.position,
        "version": version,
        "status": action.status.value if action.status else None,
        "retired": action.retired,
    }


def _place_for(connection: Connection, plan: str, objective: str) -> int:
    """The position after an objective's last action; later actions of the plan make room."""
    all_of_plan = {one.id: one for one in plans.objectives(connection, plan)}
    if objective not in all_of_plan:
        names = ", ".join(all_of_plan) or "none"
        raise StorageError(f"the plan {plan} has no objective {objective}. It has: {names}.")
    upto = [
        one.id for one in all_of_plan.values() if one.position <= all_of_plan[objective].position
    ]
    for within in ([objective], upto):
        last = connection.scalar(
            select(func.max(_actions.c.position)).where(_actions.c.objective.in_(within))
        )
        if last is not None:
            break
    position = 1 if last is None else last + 1
    connection.execute(
        update(_actions)
        .where(_actions.c.plan == plan, _actions.c.position >= position)
        .values(position=_actions.c.position + 1)
    )
    return position


def _next_id(connection: Connection, plan: str) -> str:
    """One more than the highest number in the plan, also among what is retired. Parts have none."""
    everywhere = set(connection.scalars(select(_actions.c.id)))
    of_plan = connection.scalars(select(_actions.c.id).where(_actions.c.plan == plan))
    tails = [one.removeprefix(plan) for one in of_plan if one.startswith(plan)]
    number = max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0) + 1
    while f"{plan}{number}" in everywhere:  # of a plan whose own id ends in a digit
        number += 1
    return f"{plan}{number}"
