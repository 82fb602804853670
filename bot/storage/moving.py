"""A chat that has another key -> all that is kept under the old one, kept under the new one.

Where both have something that there is one of, the newer counts. The notes of arrivals stay as they
are: they name an event as it came, and when it comes again it has its old name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.core.reminders.values import DeliveryState
from bot.storage import audit, people, tables
from bot.storage.audit import Deed
from bot.storage.channel_tables import feedback, moves, pauses, threads
from bot.storage.places import from_before
from bot.storage.reminder_tables import deliveries, posts, reminders

_IN_THE_WAY = "This chat has another key now, under which another delivery counts."


def move(connection: Connection, old: str, new: str, at: datetime) -> None:
    """Take everything from an old key, and from its parts, to a new one."""
    if old == new:
        return
    _note(connection, old, new, at)
    _move_messages(connection, tables.messages, "message", old, new)
    _move_messages(connection, posts, "message", old, new)
    _move_messages(connection, threads, "thread", old, new)
    _move_feedback(connection, old, new)
    for was, now in _chats(connection, reminders, old, new):
        _rename(connection, reminders, was, now)
    for was, now in _chats(connection, tables.chats, old, new):
        if _is_there(connection, tables.chats, now):
            connection.execute(delete(tables.chats).where(tables.chats.c.chat == was))
        _rename(connection, tables.chats, was, now)
    for was, now in _chats(connection, pauses, old, new):
        _move_pause(connection, was, now)
    for was, now in _chats(connection, deliveries, old, new):
        _move_deliveries(connection, was, now)


def _note(connection: Connection, old: str, new: str, at: datetime) -> None:
    """Note the move, once; the new key is that of a chat that is there now."""
    connection.execute(delete(moves).where(moves.c.old == new))
    if connection.scalar(select(moves.c.new).where(moves.c.old == old)) != new:
        connection.execute(delete(moves).where(moves.c.old == old))
        connection.execute(insert(moves).values(old=old, new=new, at=at))
        audit.append(connection, people.PROGRAM, at, [Deed("moved", old, {"to": new})])


def _chats(connection: Connection, table: Table, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Each key in a table that is the old one or a part of it, with the one it has from now on."""
    chat = table.c.chat
    for was in connection.scalars(select(chat).where(_under(chat, old, "#")).distinct()).all():
        yield was, f"{new}{was[len(old) :]}"


def _under(column: Column[str], old: str, mark: str) -> ColumnElement[bool]:
    """Whether a text is the old key or goes on after it with a mark. LIKE would heed no case."""
    start = f"{old}{mark}"
    return or_(column == old, func.substr(column, 1, len(start)) == start)


def _rename(connection: Connection, table: Table, was: str, now: str) -> None:
    connection.execute(update(table).where(table.c.chat == was).values(chat=now))


def _is_there(connection: Connection, table: Table, chat: str) -> bool:
    return connection.execute(select(table.c.chat).where(table.c.chat == chat)).first() is not None


def _move_messages(connection: Connection, table: Table, id_: str, old: str, new: str) -> None:
    """Messages from before are told from those of the new chat, where ids may begin anew."""
    ids = table.c[id_]
    for was, now in _chats(connection, table, old, new):
        here = table.c.chat == was
        for one in connection.scalars(select(ids).where(here, ids.is_not(None))).all():
            values = {"chat": now, id_: from_before(one, old)}
            connection.execute(update(table).where(here, ids == one).values(values))
        _rename(connection, table, was, now)


def _move_feedback(connection: Connection, old: str, new: str) -> None:
    reply = feedback.c.reply
    under = or_(_under(reply, old, "/"), _under(reply, old, "#"))
    for one in connection.scalars(select(reply).where(under).distinct()).all():
        chat, mark, message = one.partition("/")
        named = f"{new}{chat[len(old) :]}{mark}{from_before(message, old)}"
        connection.execute(update(feedback).where(reply == one).values(reply=named))


def _move_pause(connection: Connection, was: str, now: str) -> None:
    """The later of two pauses counts."""
    both = select(pauses.c.chat).where(pauses.c.chat.in_([was, now])).order_by(pauses.c.at)
    *earlier, _ = connection.scalars(both).all()
    connection.execute(delete(pauses).where(pauses.c.chat.in_(earlier)))
    _rename(connection, pauses, was, now)


def _move_deliveries(connection: Connection, was: str, now: str) -> None:
    """Of two for one reminder and day one counts, if any the one that was sent."""
    table = deliveries
    rows = connection.execute(
        select(table.c.number, table.c.reminder, table.c.day)
        .where(table.c.chat.in_([was, now]))
        .order_by(table.c.state == DeliveryState.SENT.value, table.c.changed_at, table.c.number)
    ).all()
    counting = {(row.reminder, row.day): row.number for row in rows}
    aside = [row.number for row in rows if row.number not in counting.values()]
    _place(connection, aside, f"{now}@{was}")  # for a moment, so that no two are in one place
    _place(connection, list(counting.values()), now)
    _place(connection, aside, was)
    retried = table.c.number.in_(aside), table.c.state == DeliveryState.FAILED.value
    values = {"state": DeliveryState.SKIPPED.value, "again_at": None, "why": _IN_THE_WAY}
    connection.execute(update(table).where(*retried).values(values))


def _place(connection: Connection, numbers: Sequence[int], chat: str) -> None:
    these = deliveries.c.number.in_(numbers)
    connection.execute(update(deliveries).where(these).values(chat=chat))
