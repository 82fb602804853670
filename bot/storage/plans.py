"""Rows -> plans, objectives, actions with their wording, and the plan of a chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select

from bot.core.errors import StorageError
from bot.core.register import Action, Objective, Person, Plan, Status, Wording, WordingVersion
from bot.storage import audit, people, tables
from bot.storage.audit import Deed
from bot.storage.places import current

_actions, _wordings = tables.actions, tables.wordings
_WORDING = (
    _wordings.c.text,
    _wordings.c.timescale,
    _wordings.c.due,
    _wordings.c.lead,
    _wordings.c.progress,
    _wordings.c.future_reporting,
    _wordings.c.reference,
)


def plans(connection: Connection) -> tuple[Plan, ...]:
    """All plans, by id."""
    rows = connection.execute(select(tables.plans).order_by(tables.plans.c.id))
    return tuple(Plan(row.id, row.title, row.area, row.edition, row.source) for row in rows)


def plan(connection: Connection, plan_id: str) -> Plan:
    """A plan. Raises StorageError if there is none."""
    row = connection.execute(select(tables.plans).where(tables.plans.c.id == plan_id)).one_or_none()
    if row is None:
        raise StorageError(
            f"there is no plan {plan_id} in the register. Import it: compactbot actions import FILE"
        )
    return Plan(row.id, row.title, row.area, row.edition, row.source)


def objectives(connection: Connection, plan_id: str = "") -> tuple[Objective, ...]:
    """All objectives, or those of a plan, by plan and position."""
    table = tables.objectives
    order = table.c.plan, table.c.position, table.c.id
    query = select(table.c.id, table.c.plan, table.c.name, table.c.position).order_by(*order)
    if plan_id:
        query = query.where(table.c.plan == plan_id)
    return tuple(Objective(*row) for row in connection.execute(query))


def actions(connection: Connection, *where: ColumnElement[bool]) -> tuple[Action, ...]:
    """Actions that fulfil conditions, by plan and position."""
    query = (
        select(_actions, *_WORDING)
        .join(
            _wordings,
            and_(_wordings.c.action == _actions.c.id, _wordings.c.version == _actions.c.version),
        )
        .where(*where)
        .order_by(_actions.c.plan, _actions.c.position, _actions.c.id)
    )
    return tuple(_action(row) for row in connection.execute(query))


def action(connection: Connection, action_id: str) -> Action:
    """An action. Raises StorageError if there is none."""
    found = actions(connection, _actions.c.id == action_id)
    if not found:
        raise StorageError(
            f"there is no action {action_id} in the register. See 'compactbot actions list'."
        )
    return found[0]


def wordings(connection: Connection, action_id: str) -> tuple[WordingVersion, ...]:
    """Each wording that an action had, the first one first."""
    rows = connection.execute(
        select(_wordings, tables.people.c.name, tables.people.c.role)
        .join(tables.people, tables.people.c.id == _wordings.c.by)
        .where(_wordings.c.action == action_id)
        .order_by(_wordings.c.version)
    )
    return tuple(
        WordingVersion(
            row.action, row.version, _wording(row), row.at, people.person(row.by, row), row.source
        )
        for row in rows
    )


def plan_of(connection: Connection, chat: str) -> str:
    """The plan that a chat is about; empty where none was set."""
    chats, chat = tables.chats, current(connection, chat)
    return connection.scalar(select(chats.c.plan).where(chats.c.chat == chat)) or ""


def set_plan_of(connection: Connection, chat: str, plan_id: str, by: Person, at: datetime) -> None:
    """Say what plan a chat is about; an empty one: about none. Raises StorageError."""
    chats, chat = tables.chats, current(connection, chat)
    before = plan_of(connection, chat)
    if plan_id == before:
        return
    connection.execute(delete(chats).where(chats.c.chat == chat))
    if plan_id:
        plan(connection, plan_id)
        connection.execute(insert(chats).values(chat=chat, plan=plan_id))
    people.kept(connection, by)
    deed = Deed("assigned", chat, {"before": before, "plan": plan_id})
    audit.append(connection, by, at, [deed])


def _action(row: Row[*tuple[Any, ...]]) -> Action:
    return Action(
        id=row.id,
        plan=row.plan,
        objective=row.objective,
        wording=_wording(row),
        position=row.position,
        part_of=row.part_of or "",
        version=row.version,
        status=Status(row.status) if row.status else None,
        retired=row.retired,
    )


def _wording(row: Row[*tuple[Any, ...]]) -> Wording:
    return Wording(
        row.text,
        row.timescale,
        row.due,
        row.lead,
        row.progress,
        row.future_reporting,
        row.reference,
    )
