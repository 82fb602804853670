"""The port `Members` over a database: each method is one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from bot.core.register import Person, Role
from bot.storage import audit, invites, moving, people, tables
from bot.storage.audit import Deed
from bot.storage.channel_tables import members, pauses
from bot.storage.columns import storable
from bot.storage.database import PATIENCE, open_database
from bot.storage.places import current
from bot.storage.store import Store
from bot.storage.transactions import reading, writing

_RANKS = (Role.READER, Role.CONTRIBUTOR, Role.OFFICER)


def open_members(url: str, *, patience: float = PATIENCE) -> SqlMembers:
    """The members in the database at a URL, made where there is none. Raises StorageError."""
    return SqlMembers(open_database(url, patience=patience))


class SqlMembers(Store):
    """Who was let in, and where. Called from several threads; close it at the end.

    What each method does is told by the port, `bot.channels.ports.Members`.
    """

    def invite(self, name: str, role: Role, by: Person, at: datetime, lasts: timedelta) -> str:
        """A code that lets one person in, once."""
        with writing(self._engine) as connection:
            return invites.add(connection, name, role, by, (at, at + lasts))

    def redeem(self, code: str, person: Person, at: datetime) -> Person | None:
        """The person with the role that a code gives them."""
        with writing(self._engine) as connection:
            return _redeemed(connection, code, person, at)

    def member(self, person: str) -> Person | None:
        """A person who was let in."""
        with reading(self._engine) as connection:
            found = _read(connection, members.c.person == person)
            return found[0] if found else None

    def members(self) -> tuple[Person, ...]:
        """Who was let in, by id."""
        with reading(self._engine) as connection:
            return _read(connection)

    def expel(self, person: str, by: Person, at: datetime) -> bool:
        """Let a person in no longer."""
        with writing(self._engine) as connection:
            gone = drop(connection, storable(person))
            if gone:
                people.kept(connection, by)
                audit.append(connection, by, at, [Deed("expelled", person, {})])
            return gone

    def move(self, old: str, new: str, at: datetime) -> None:
        """A chat has another key from now on."""
        with writing(self._engine) as connection:
            moving.move(connection, storable(old), storable(new), at)

    def moved(self, chat: str) -> str:
        """The key that a chat has now."""
        with reading(self._engine) as connection:
            return current(connection, chat)

    def pause(self, chat: str, why: str, at: datetime) -> bool:
        """Send nothing to a chat any more; False if it was paused already."""
        with writing(self._engine) as connection:
            key = current(connection, chat)
            if connection.execute(select(pauses).where(pauses.c.chat == key)).first():
                return False
            connection.execute(insert(pauses).values(chat=key, why=why, at=at))
            audit.append(connection, people.PROGRAM, at, [Deed("paused", key, {})])
            return True

    def resume(self, chat: str) -> None:
        """Send to a chat again."""
        with writing(self._engine) as connection:
            is_it = pauses.c.chat == current(connection, chat)
            connection.execute(delete(pauses).where(is_it))

    def paused(self) -> tuple[tuple[str, str], ...]:
        """The chats that nothing is sent to, and why."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(pauses).order_by(pauses.c.chat))
            return tuple((row.chat, row.why) for row in rows)


def drop(connection: Connection, person: str) -> bool:
    """Take a person out of the list; False if they were not in it."""
    return connection.execute(delete(members).where(members.c.person == person)).rowcount > 0


def _redeemed(connection: Connection, code: str, person: Person, at: datetime) -> Person | None:
    invite = invites.good(connection, code, at)
    if invite is None:
        return None
    before = _read(connection, members.c.person == storable(person.id))
    role = max([invite.role, *(one.role for one in before)], key=_RANKS.index)
    named = Person(person.id, person.name or invite.name, role)
    key = people.kept(connection, named)
    invites.use(connection, invite, key, at)
    drop(connection, key)
    connection.execute(insert(members).values(person=key, role=role.value, at=at))
    detail = {"invite": invite.id, "role": role.value}
    audit.append(connection, named, at, [Deed("joined", key, detail)])
    return _read(connection, members.c.person == key)[0]


def _read(connection: Connection, *where: ColumnElement[bool]) -> tuple[Person, ...]:
    rows = connection.execute(
        select(members.c.person, members.c.role, tables.people.c.name)
        .join(tables.people, tables.people.c.id == members.c.person)
        .where(*where)
        .order_by(members.c.person)
    )
    return tuple(people.person(row.person, row) for row in rows)
