"""Said -> the note that a message was seen, with every wording that it had.

A message is known by its chat and its id; one without an id has no identity, and is always new.
What came first does not matter: an edit or a deletion leaves a note too, so that the message
itself, when it comes late, is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, and_, func, insert, select, update

from bot.core.register import Person, Said
from bot.storage import people
from bot.storage.places import place
from bot.storage.tables import messages, sayings


@dataclass(frozen=True, slots=True)
class Known:
    """A message that was seen; what its columns mean is told in `tables`.

    ``text`` and ``told_at`` are those of the saying that holds; ``at`` is when it was first said.
    """

    number: int
    at: datetime
    version: int
    arrived: bool
    reread: bool
    deleted_at: datetime | None
    text: str | None
    told_at: datetime | None


def find(connection: Connection, chat: str, message: str) -> Known | None:
    """The message of this identity; None where it was never seen."""
    if not message:
        return None
    chat, message = place(connection, chat, message)
    row = connection.execute(
        select(
            messages.c.number,
            messages.c.at,
            messages.c.version,
            messages.c.arrived,
            messages.c.reread,
            messages.c.deleted_at,
            sayings.c.text,
            sayings.c.at.label("told_at"),
        )
        .outerjoin(
            sayings,
            and_(sayings.c.message == messages.c.number, sayings.c.version == messages.c.version),
        )
        .where(messages.c.chat == chat, messages.c.message == message)
    ).one_or_none()
    return Known(*row) if row else None


def add(connection: Connection, said: Said, *, arrived: bool = True) -> int:
    """Note a message with its words; ``arrived`` is False for an edit of one. Its number."""
    number = _insert(connection, said.chat, said.message, said.by, said.at, arrived=arrived)
    reword(connection, number, said)
    return number


def add_deletion(connection: Connection, chat: str, message: str, by: Person, at: datetime) -> None:
    """Note that a message was deleted that never came."""
    number = _insert(connection, chat, message, by, at, arrived=False)
    delete(connection, number, at)


def keep_late(connection: Connection, number: int, said: Said) -> None:
    """Keep a wording of a message that came too late to hold, unless it came before."""
    same = sayings.c.message == number, sayings.c.text == said.text, sayings.c.at == said.at
    if connection.scalar(select(sayings.c.version).where(*same)) is None:
        _add_saying(connection, number, said)


def reword(connection: Connection, number: int, said: Said) -> int:
    """Give a message another wording, which holds from now on. Its version."""
    version = _add_saying(connection, number, said)
    _set(connection, number, version=version)
    return version


def arrive(connection: Connection, known: Known, said: Said) -> None:
    """The message itself came, after its edit: it was said when it says so."""
    if known.arrived or known.deleted_at:
        return
    keep_late(connection, known.number, said)
    by = people.kept(connection, said.by)
    _set(connection, known.number, arrived=True, at=said.at, by=by)


def set_reread(connection: Connection, number: int, *, to: bool) -> None:
    """Say whether a message may be put into the inbox anew, because it was edited."""
    _set(connection, number, reread=to)


def delete(connection: Connection, number: int, at: datetime) -> None:
    """Note that a message was deleted."""
    _set(connection, number, deleted_at=at)


def next_number(connection: Connection, column: Column[int]) -> int:
    """One more than the highest number of a column. Rows are never deleted."""
    return (connection.scalar(select(func.max(column))) or 0) + 1


def _insert(
    connection: Connection, chat: str, message: str, by: Person, at: datetime, *, arrived: bool
) -> int:
    number = next_number(connection, messages.c.number)
    chat, message = place(connection, chat, message)
    connection.execute(
        insert(messages).values(
            number=number,
            chat=chat,
            message=message or None,
            by=people.kept(connection, by),
            at=at,
            version=0,
            arrived=arrived,
            reread=False,
        )
    )
    return number


def _add_saying(connection: Connection, number: int, said: Said) -> int:
    last = select(func.max(sayings.c.version)).where(sayings.c.message == number)
    version = (connection.scalar(last) or 0) + 1
    connection.execute(
        insert(sayings).values(message=number, version=version, text=said.text, at=said.at)
    )
    return version


def _set(connection: Connection, number: int, **values: object) -> None:
    connection.execute(update(messages).where(messages.c.number == number).values(**values))
