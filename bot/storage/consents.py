"""What a person agrees to -> a row, and back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.core.reminders.values import Consent
from bot.storage import audit, people, tables
from bot.storage.audit import Deed
from bot.storage.columns import storable
from bot.storage.reminder_tables import consents as _table


def read(connection: Connection) -> tuple[Consent, ...]:
    """What people agreed to, by person."""
    rows = connection.execute(
        select(_table, tables.people.c.name, tables.people.c.role)
        .join(tables.people, tables.people.c.id == _table.c.person)
        .order_by(_table.c.person)
    )
    return tuple(
        Consent(people.person(row.person, row), row.mention, row.direct, row.gone) for row in rows
    )


def agree(connection: Connection, consent: Consent, at: datetime) -> None:
    """Keep what a person agrees to; what they agreed to already changes nothing."""
    key = people.kept(connection, consent.person)
    row = {
        "person": key,
        "mention": consent.mention,
        "direct": consent.direct,
        "gone": storable(consent.gone),
    }
    if connection.execute(select(_table).filter_by(**row)).first():
        return
    drop(connection, key)
    connection.execute(insert(_table).values(row))
    detail = {"mention": consent.mention, "direct": consent.direct, "gone": bool(consent.gone)}
    audit.append(connection, consent.person, at, [Deed("agreed", key, detail)])


def drop(connection: Connection, person: str) -> None:
    """Forget what a person agreed to."""
    connection.execute(delete(_table).where(_table.c.person == person))
