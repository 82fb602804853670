"""Changes -> versions of updates, which are never deleted; versions -> updates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from bot.core.errors import StorageError
from bot.core.register import Change, Person, Status, Update, UpdateState
from bot.storage import people, tables
from bot.storage.audit import Deed
from bot.storage.messages import next_number
from bot.storage.spoken import ender, number_in, rows_of, said

_table = tables.updates
_rows = rows_of(_table, _table.c.ended_by).order_by(_table.c.version)

CURRENT = _table.c.state == UpdateState.CURRENT.value


def read(connection: Connection, *where: ColumnElement[bool]) -> tuple[Update, ...]:
    """Updates that fulfil conditions, by when they were said and then as they were logged."""
    return tuple(_update(row) for row in connection.execute(_rows.where(*where)))


def of_message(connection: Connection, message: int) -> tuple[Update, ...]:
    """The updates of a message that count."""
    return read(connection, _table.c.message == message, CURRENT)


def versions_of_message(connection: Connection, message: int) -> tuple[Update, ...]:
    """Every version of the updates of a message, by update and version."""
    return read(connection, _table.c.message == message)


def of_ids(connection: Connection, ids: Iterable[str]) -> tuple[Update, ...]:
    """The updates among these that count."""
    numbers = {number_of(one) for one in ids}
    return read(connection, _table.c.number.in_(numbers), CURRENT)


def id_of(number: int) -> str:
    """The id of an update by its number."""
    return f"U{number}"


def number_of(update_id: str) -> int:
    """The number in an update's id; 0, which none has, where it is no such id."""
    return number_in(update_id, "U")


def check(connection: Connection, changes: Sequence[Change]) -> None:
    """Raises StorageError if an action does not exist, or a percentage is none."""
    named = {change.action for change in changes}
    found = connection.scalars(
        select(tables.actions.c.id).where(tables.actions.c.id.in_(named))
    ).all()
    for action in sorted(named.difference(found)):
        raise StorageError(
            f"there is no action {action} in the register. See 'compactbot actions list'."
        )
    for change in changes:
        if change.percent is not None and not 0 <= change.percent <= 100:
            raise StorageError(f"{change.percent} % is no progress. Give 0 to 100.")


def add(connection: Connection, message: int, saying: int, changes: Sequence[Change]) -> list[Deed]:
    """Log an update for each change. Returns what is to be audited."""
    check(connection, changes)
    deeds = []
    for number, change in enumerate(changes, next_number(connection, _table.c.number)):
        add_version(connection, (number, 1), (message, saying), change)
        deeds.append(Deed("logged", id_of(number), detail(1, change)))
    return deeds


def add_version(
    connection: Connection, key: tuple[int, int], source: tuple[int, int], change: Change
) -> None:
    """Put in a version of an update. ``key``: number and version; ``source``: message, saying."""
    connection.execute(
        insert(_table).values(
            number=key[0],
            version=key[1],
            message=source[0],
            saying=source[1],
            action=change.action,
            status=change.status.value if change.status else None,
            percent=change.percent,
            due=change.due,
            lead=change.lead,
            reason=change.reason,
            note=change.note,
            state=UpdateState.CURRENT.value,
        )
    )


def end(
    connection: Connection,
    ended: Sequence[Update],
    state: UpdateState,
    by: Person,
    at: datetime,
) -> None:
    """End the versions that count of these updates."""
    if ended:
        connection.execute(
            update(_table)
            .where(_table.c.number.in_([number_of(one.id) for one in ended]), CURRENT)
            .values(state=state.value, ended_at=at, ended_by=people.kept(connection, by))
        )


def withdraw(
    connection: Connection, ended: Sequence[Update], by: Person, at: datetime
) -> tuple[tuple[Update, ...], list[Deed]]:
    """Withdraw updates that count: as they are afterwards, and what is to be audited."""
    end(connection, ended, UpdateState.WITHDRAWN, by, at)
    numbers = {(number_of(one.id), one.version) for one in ended}
    now = read(connection, _table.c.number.in_({number for number, _ in numbers}))
    after = tuple(one for one in now if (number_of(one.id), one.version) in numbers)
    return after, [Deed("withdrew", one.id, {"version": one.version}) for one in after]


def detail(version: int, change: Change) -> dict[str, object]:
    """What the audit trail keeps of a version: all but the free text."""
    return {
        "version": version,
        "action": change.action,
        "status": change.status,
        "percent": change.percent,
        "due": change.due.isoformat() if change.due else None,
        "lead": change.lead,
    }


def _update(row: Row[*tuple[Any, ...]]) -> Update:
    change = Change(
        row.action,
        Status(row.status) if row.status else None,
        row.percent,
        row.due,
        row.lead,
        row.reason,
        row.note,
    )
    return Update(
        id=id_of(row.number),
        version=row.version,
        change=change,
        said=said(row),
        state=UpdateState(row.state),
        ended_at=row.ended_at,
        ended_by=ender(row),
    )
