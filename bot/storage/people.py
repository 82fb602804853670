"""A person who says or does something -> a row; a row -> the person as they are called now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.core.register import Person, Role
from bot.storage.columns import storable
from bot.storage.tables import people

PROGRAM = Person("program", "compactbot", Role.OFFICER)
"""Who does what nobody asked for."""


def person(person_id: str, row: Row[*tuple[Any, ...]]) -> Person:
    """The person of a row that has its name and role."""
    return Person(person_id, row.name, Role(row.role))


def kept(connection: Connection, person: Person) -> str:
    """The id of a person, whose name and role are noted; an empty name leaves the one known."""
    key = storable(person.id)
    row = connection.execute(
        select(people.c.name, people.c.role).where(people.c.id == key)
    ).one_or_none()
    if row is None:
        values = {"id": key, "name": person.name, "role": person.role.value}
        connection.execute(insert(people).values(values))
        return key
    now = (storable(person.name) or row.name, person.role.value)
    if now != (row.name, row.role):
        connection.execute(
            update(people).where(people.c.id == key).values(name=now[0], role=now[1])
        )
    return key
