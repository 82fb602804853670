"""What was done -> a row of the audit trail; the trail -> where it does not hold.

Each row carries the SHA-256 of itself and of the row before, so that a row cannot be altered,
removed or put in without all later hashes changing; the head keeps the count and the last hash.
Free text of people is in no row: names can be blanked and words withdrawn without breaking it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from bot.core.errors import StorageError
from bot.core.register import AuditEntry, AuditFault, Person
from bot.storage import tables
from bot.storage.columns import storable

START = "0" * 64
"""What stands for the hash before the first row."""

_BATCH = 1000  # rows that are held at once when the trail is read through


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done to what. ``what`` is a verb in the past; ``detail`` becomes JSON."""

    what: str
    subject: str
    detail: Mapping[str, object]


def append(connection: Connection, by: Person, at: datetime, deeds: Iterable[Deed]) -> None:
    """Put deeds at the end of the trail, in the transaction that does them.

    Raises StorageError if the trail has lost its head.
    """
    head = _head(connection)
    if head is None:
        raise StorageError("the head of the audit trail is gone. Restore a backup of the database.")
    number, before = head
    new = []
    for deed in deeds:
        number += 1
        new.append(_entry(number, before, by, at, deed))
        before = new[-1].hash
    if new:
        connection.execute(insert(tables.audit), [_values(entry) for entry in new])
        connection.execute(update(tables.audit_head).values(number=number, hash=before))


def entries(connection: Connection) -> Generator[AuditEntry]:
    """The trail, the first row first."""
    rows = select(tables.audit).order_by(tables.audit.c.number)
    with connection.execute(rows.execution_options(yield_per=_BATCH)) as result:
        for row in result:
            yield AuditEntry(*row)


def first_fault(connection: Connection) -> AuditFault | None:
    """The first place where the trail does not hold."""
    number, before = 0, START
    with closing(entries(connection)) as trail:
        for number, entry in enumerate(trail, 1):
            what = _fault_of_row(entry, number, before)
            if what:
                return AuditFault(number, f"row {number} of the audit trail {what}")
            before = entry.hash
    return _fault_of_end(_head(connection), number, before)


def digest(entry: AuditEntry) -> str:
    """The SHA-256, in hexadecimal, of a row and of the hash before it."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [entry.number, at, entry.by, entry.what, entry.subject, entry.detail, entry.before]
    return hashlib.sha256(canonical(row).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON that is the same for equal values."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _entry(number: int, before: str, by: Person, at: datetime, deed: Deed) -> AuditEntry:
    entry = AuditEntry(
        number,
        at,
        storable(by.id),
        deed.what,
        storable(deed.subject),
        canonical(deed.detail),
        before,
        hash="",
    )
    return replace(entry, hash=digest(entry))


def _values(entry: AuditEntry) -> dict[str, object]:
    return {column.name: getattr(entry, column.name) for column in tables.audit.c}


def length(connection: Connection) -> int:
    """How many rows there are, by the head alone."""
    head = _head(connection)
    return head[0] if head else 0


def _head(connection: Connection) -> tuple[int, str] | None:
    head = connection.execute(
        select(tables.audit_head.c.number, tables.audit_head.c.hash)
    ).one_or_none()
    return (head.number, head.hash) if head else None


def _fault_of_row(entry: AuditEntry, number: int, before: str) -> str:
    if entry.number != number:
        return "is gone"
    if entry.before != before:
        return "does not follow the one before it"
    return "" if entry.hash == digest(entry) else "was altered"


def _fault_of_end(head: tuple[int, str] | None, number: int, last: str) -> AuditFault | None:
    if head is None:
        return AuditFault(number, "the head of the audit trail is gone")
    if head[0] > number:
        return AuditFault(number + 1, f"the audit trail ends before row {head[0]}, its last one")
    if head[0] < number:
        return AuditFault(head[0] + 1, f"row {head[0] + 1} of the audit trail was put in")
    if head[1] != last:
        return AuditFault(number, "the last row of the audit trail is not the one written last")
    return None
