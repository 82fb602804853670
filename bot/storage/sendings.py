"""A delivery -> its row, claimed by one program alone; what became of it -> the row; and back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from bot.core.errors import StorageError
from bot.core.register import Person
from bot.core.reminders.values import Delivery, DeliveryState, Posted
from bot.storage import audit, people, reminder_tables, schedules
from bot.storage.audit import Deed, canonical
from bot.storage.messages import next_number
from bot.storage.places import current, place
from bot.storage.spoken import number_in

_table, _posts = reminder_tables.deliveries, reminder_tables.posts
_LOST = "The program was stopped while it was being sent."


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a delivery, and when; see `bot.core.ports.Reminders.mark`."""

    state: DeliveryState
    at: datetime
    posts: Sequence[Posted] = ()
    actions: Sequence[str] = ()
    why: str = ""
    again_at: datetime | None = None


def latest(connection: Connection, reminder: str, most: int) -> tuple[Delivery, ...]:
    """The latest deliveries, of one reminder or of all, the latest first."""
    query = select(_table).order_by(_table.c.number.desc()).limit(most)
    if reminder:
        query = query.where(_table.c.reminder == schedules.number_of(reminder))
    return _deliveries(connection, connection.execute(query).all())


def last_day(connection: Connection, reminder: str) -> date | None:
    """The latest day by the rule of any delivery of a reminder."""
    of_it = _table.c.reminder == schedules.number_of(reminder)
    found: date | None = connection.scalar(select(func.max(_table.c.day)).where(of_it))
    return found


def of_post(connection: Connection, chat: str, message: str) -> Delivery | None:
    """The delivery that posted a message."""
    chat, message = place(connection, chat, message)
    here = select(_posts.c.delivery).where(_posts.c.chat == chat, _posts.c.message == message)
    found = _read(connection, _table.c.number.in_(here))
    return found[0] if found else None


def claim(connection: Connection, wanted: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """Keep those that nobody has kept before. None of a reminder that was deleted meanwhile."""
    meant = reminder_tables.reminders.c.number.in_(
        {schedules.number_of(w.reminder) for w in wanted}
    )
    there = {one.id for one in schedules.read(connection, schedules.THERE, meant)}
    first = number = next_number(connection, _table.c.number)
    for one in wanted:
        if one.reminder not in there:
            _check(connection, one.reminder)
        elif _keep(connection, number, one):
            number += 1
    return _read(connection, _table.c.number.between(first, number - 1))


def claim_again(
    connection: Connection, now: datetime, reaches: Callable[[str], bool]
) -> tuple[Delivery, ...]:
    """Claim those that failed, are to be tried again by now, and go where the caller reaches."""
    due = _table.c.state == DeliveryState.FAILED.value, _table.c.again_at <= now
    found = connection.execute(select(_table.c.number, _table.c.chat).where(*due)).all()
    return _set(
        connection,
        _table.c.number.in_([row.number for row in found if reaches(row.chat)]),
        state=DeliveryState.CLAIMED.value,
        changed_at=now,
        again_at=None,
        attempts=_table.c.attempts + 1,
    )


def lose(connection: Connection, before: datetime) -> tuple[Delivery, ...]:
    """Of claims from before a time nobody knows; when they were made still stands in them."""
    stale = _table.c.state == DeliveryState.CLAIMED.value, _table.c.changed_at < before
    return _set(connection, *stale, state=DeliveryState.UNKNOWN.value, why=_LOST)


def mark(connection: Connection, delivery: str, fate: Fate) -> Delivery | None:
    """What became of a delivery, if it is claimed still."""
    claimed = _table.c.state == DeliveryState.CLAIMED.value
    return _settled(connection, delivery, claimed, fate)


def resolve(connection: Connection, delivery: str, by: Person, fate: Fate) -> Delivery | None:
    """What a person says of a delivery, if it is unknown or failed."""
    open_ = _table.c.state.in_([DeliveryState.UNKNOWN.value, DeliveryState.FAILED.value])
    settled = _settled(connection, delivery, open_, fate)
    if settled:
        people.kept(connection, by)
        sent = fate.state is DeliveryState.SENT
        audit.append(connection, by, fate.at, [Deed("resolved", settled.id, {"sent": sent})])
    return settled


def number_of(delivery: str) -> int:
    """The number in the id of a delivery; 0, which none has, where it is no such id."""
    return number_in(delivery, "D")


def id_of(number: int) -> str:
    """The id of a delivery by its number."""
    return f"D{number}"


def _check(connection: Connection, reminder: str) -> None:
    number = reminder_tables.reminders.c.number
    if not schedules.read(connection, number == schedules.number_of(reminder)):
        raise StorageError(f"there is no reminder {reminder}. Ask for the list of reminders.")


def _keep(connection: Connection, number: int, delivery: Delivery) -> bool:
    key = {
        "reminder": schedules.number_of(delivery.reminder),
        "day": delivery.day,
        "chat": current(connection, delivery.chat),
    }
    if connection.scalar(select(_table.c.number).filter_by(**key)) is not None:
        return False
    tried = delivery.state is DeliveryState.CLAIMED
    connection.execute(
        insert(_table).values(
            number=number,
            **key,
            at=delivery.at,
            state=delivery.state.value,
            changed_at=delivery.changed_at,
            late=delivery.late,
            attempts=max(delivery.attempts, int(tried)),
            again_at=delivery.again_at,
            actions=canonical(delivery.actions),
            why=delivery.why,
        )
    )
    return True


def _settled(
    connection: Connection, delivery: str, where: ColumnElement[bool], fate: Fate
) -> Delivery | None:
    values: dict[str, object] = {"actions": canonical(fate.actions)} if fate.actions else {}
    settled = _set(
        connection,
        _table.c.number == number_of(delivery),
        where,
        state=fate.state.value,
        changed_at=fate.at,
        why=fate.why,
        again_at=fate.again_at,
        **values,
    )
    if not settled:
        return None
    _add_posts(connection, number_of(delivery), fate.posts)
    return _read(connection, _table.c.number == number_of(delivery))[0]


def _add_posts(connection: Connection, delivery: int, posts: Sequence[Posted]) -> None:
    """Note what was posted after what is known of it already."""
    known = select(func.count()).select_from(_posts).where(_posts.c.delivery == delivery)
    position = connection.scalar(known) or 0
    for post in posts:
        chat, message = place(connection, post.chat, post.message)
        key = {"chat": chat, "message": message}
        if not connection.execute(select(_posts).filter_by(**key)).first():
            position += 1
            row = {**key, "delivery": delivery, "position": position}
            connection.execute(insert(_posts).values(row))


def _set(
    connection: Connection, *where: ColumnElement[bool], **values: object
) -> tuple[Delivery, ...]:
    """Change those that fulfil conditions; as they are afterwards."""
    found = connection.scalars(select(_table.c.number).where(*where)).all()
    these = _table.c.number.in_(found)
    if found:
        connection.execute(update(_table).where(these).values(**values))
    return _read(connection, these) if found else ()


def _read(connection: Connection, *where: ColumnElement[bool]) -> tuple[Delivery, ...]:
    query = select(_table).where(*where).order_by(_table.c.number)
    return _deliveries(connection, connection.execute(query).all())


def _deliveries(
    connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]
) -> tuple[Delivery, ...]:
    posts: dict[int, list[Posted]] = defaultdict(list)
    of_them = _posts.c.delivery.in_([row.number for row in rows])
    for post in connection.execute(select(_posts).where(of_them).order_by(_posts.c.position)):
        posts[post.delivery].append(Posted(post.chat, post.message))
    return tuple(_delivery(row, posts[row.number]) for row in rows)


def _delivery(row: Row[*tuple[Any, ...]], posts: Sequence[Posted]) -> Delivery:
    return Delivery(
        id=id_of(row.number),
        reminder=schedules.id_of(row.reminder),
        day=row.day,
        chat=row.chat,
        at=row.at,
        state=DeliveryState(row.state),
        changed_at=row.changed_at,
        late=row.late,
        attempts=row.attempts,
        again_at=row.again_at,
        posts=tuple(posts),
        actions=tuple(json.loads(row.actions)),
        why=row.why,
    )
