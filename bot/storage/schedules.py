"""A reminder -> its row, and back; what is configured -> the reminders that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from bot.core.register import Person, Role
from bot.core.reminders.values import Nation, Reminder
from bot.storage import audit, people, rules, tables
from bot.storage.audit import Deed
from bot.storage.messages import next_number
from bot.storage.places import current
from bot.storage.reminder_tables import reminders as _table
from bot.storage.spoken import number_in

THERE = _table.c.removed_at.is_(None)


def read(connection: Connection, *where: ColumnElement[bool]) -> tuple[Reminder, ...]:
    """Reminders that fulfil conditions, by id."""
    rows = connection.execute(
        select(_table, tables.people.c.name.label("by_name"), tables.people.c.role)
        .join(tables.people, tables.people.c.id == _table.c.by)
        .where(*where)
        .order_by(_table.c.number)
    )
    return tuple(_reminder(row) for row in rows)


def number_of(reminder: str) -> int:
    """The number in the id of a reminder; 0, which none has, where it is no such id."""
    return number_in(reminder, "R")


def id_of(number: int) -> str:
    """The id of a reminder by its number."""
    return f"R{number}"


def add(connection: Connection, reminder: Reminder, at: datetime) -> Reminder:
    """Keep a reminder under the next number."""
    number = next_number(connection, _table.c.number)
    placed = _placed(connection, reminder)
    by = people.kept(connection, reminder.by)
    connection.execute(insert(_table).values(number=number, by=by, **_values(placed)))
    _note(connection, "added", replace(placed, id=id_of(number)), reminder.by, at)
    return read(connection, _table.c.number == number)[0]


def change(connection: Connection, reminder: Reminder, by: Person, at: datetime) -> Reminder | None:
    """Put a reminder in the place of the one with its id; the same one changes nothing.

    Its author is noted only where it is another one: a name that was blanked stays so.
    """
    is_it = _table.c.number == number_of(reminder.id)
    found = read(connection, is_it, THERE)
    if not found:
        return None
    author = found[0].by if found[0].by.id == reminder.by.id else reminder.by
    after = replace(_placed(connection, reminder), by=author)
    if after == found[0]:
        return after
    if author is not found[0].by:
        people.kept(connection, author)
    connection.execute(update(_table).where(is_it).values(by=author.id, **_values(after)))
    _note(connection, "changed", after, by, at)
    return read(connection, is_it)[0]


def remove(connection: Connection, reminder: str, by: Person, at: datetime) -> bool:
    """Delete a reminder; False if it was gone."""
    is_it = _table.c.number == number_of(reminder)
    found = read(connection, is_it, THERE)
    if found:
        connection.execute(update(_table).where(is_it).values(removed_at=at))
        _note(connection, "removed", found[0], by, at)
    return bool(found)


def configure(connection: Connection, configured: Sequence[Reminder], at: datetime) -> None:
    """Bring the reminders that have a name in line with the configuration."""
    known = {one.name: one for one in read(connection, THERE, _table.c.name != "")}
    for name, one in {one.name: one for one in configured}.items():
        before = known.pop(name, None)
        if before is None:
            add(connection, replace(one, begins=at), at)
        else:
            kept = replace(one, id=before.id, begins=before.begins, paused=before.paused)
            change(connection, kept, one.by, at)
    for gone in known.values():
        remove(connection, gone.id, gone.by, at)


def _placed(connection: Connection, reminder: Reminder) -> Reminder:
    """With its chat as it is known now: the configuration may name it as it was."""
    return replace(reminder, chat=current(connection, reminder.chat))


def _note(connection: Connection, what: str, reminder: Reminder, by: Person, at: datetime) -> None:
    detail = {
        "chat": reminder.chat,
        "rule": rules.rule_for_audit(reminder.rule),
        "zone": reminder.zone,
        "plan": reminder.plan,
        "paused": reminder.paused,
    }
    audit.append(connection, by, at, [Deed(what, f"reminder {reminder.id}", detail)])


def _values(reminder: Reminder) -> dict[str, object]:
    return {
        "name": reminder.name,
        "chat": reminder.chat,
        "rule": rules.rule_as_json(reminder.rule),
        "zone": reminder.zone,
        "nation": reminder.nation.value if reminder.nation else None,
        "quiet": rules.quiet_as_json(reminder.quiet),
        "plan": reminder.plan,
        "due_within": reminder.due_within,
        "silent_after": reminder.silent_after,
        "paused": reminder.paused,
        "begins": reminder.begins,
    }


def _reminder(row: Row[*tuple[Any, ...]]) -> Reminder:
    return Reminder(
        id=id_of(row.number),
        chat=row.chat,
        rule=rules.rule_from_json(row.rule),
        zone=row.zone,
        begins=row.begins,
        by=Person(row.by, row.by_name, Role(row.role)),
        name=row.name,
        nation=Nation(row.nation) if row.nation else None,
        quiet=rules.quiet_from_json(row.quiet),
        plan=row.plan,
        due_within=row.due_within,
        silent_after=row.silent_after,
        paused=row.paused,
    )
