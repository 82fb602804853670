"""A message that leaves an action out of reminders -> a row, once; the last one counts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, func, insert, select

from bot.core.register import Said, Snooze
from bot.storage import audit, messages, people, plans, tables
from bot.storage.audit import Deed
from bot.storage.reminder_tables import snoozes as _table


def latest(connection: Connection, *where: ColumnElement[bool]) -> tuple[Snooze, ...]:
    """The last word on each action that fulfils conditions, by action."""
    last = select(func.max(_table.c.number)).group_by(_table.c.action)
    rows = connection.execute(
        select(_table, tables.messages.c.by, tables.messages.c.at)
        .add_columns(tables.people.c.name, tables.people.c.role)
        .join_from(_table, tables.messages, tables.messages.c.number == _table.c.message)
        .join(tables.people, tables.people.c.id == tables.messages.c.by)
        .where(_table.c.number.in_(last), *where)
        .order_by(_table.c.action)
    )
    return tuple(
        Snooze(row.action, row.until, row.reason, people.person(row.by, row), row.at)
        for row in rows
    )


def snooze(connection: Connection, said: Said, action: str, until: date, reason: str) -> Snooze:
    """Leave an action out, unless this message did before. Raises StorageError for no action."""
    plans.action(connection, action)
    known = messages.find(connection, said.chat, said.message)
    number = known.number if known else messages.add(connection, said)
    if not _did_before(connection, number, action):
        connection.execute(
            insert(_table).values(
                number=messages.next_number(connection, _table.c.number),
                action=action,
                message=number,
                until=until,
                reason=reason,
            )
        )
        deed = Deed("snoozed", action, {"until": until.isoformat()})
        audit.append(connection, said.by, said.at, [deed])
    return latest(connection, _table.c.action == action)[0]


def _did_before(connection: Connection, message: int, action: str) -> bool:
    same = _table.c.message == message, _table.c.action == action
    return connection.scalar(select(_table.c.number).where(*same)) is not None
