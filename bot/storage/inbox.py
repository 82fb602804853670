"""The inbox: messages that wait until a person says what they mean."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from bot.core.register import Match, Needs, Person, Proposal, Status, Waiting
from bot.storage import people, tables
from bot.storage.audit import canonical
from bot.storage.messages import next_number
from bot.storage.spoken import ender, number_in, rows_of, said

_table = tables.inbox
_rows = rows_of(_table, _table.c.closed_by)

OPEN = _table.c.closed_at.is_(None)


def read(connection: Connection, *where: ColumnElement[bool]) -> tuple[Waiting, ...]:
    """What waits or waited and fulfils conditions, the longest waiting first."""
    return tuple(_waiting(row) for row in connection.execute(_rows.where(*where)))


def of_message(connection: Connection, message: int) -> Waiting | None:
    """A message as it waits now; None where it does not."""
    found = read(connection, _table.c.message == message, OPEN)
    return found[0] if found else None


def is_id(waiting: str) -> ColumnElement[bool]:
    """The condition that it is the one of this id."""
    return _table.c.number == number_of(waiting)


def of_id(connection: Connection, waiting: str) -> tuple[Waiting, int, int] | None:
    """What waits or waited under an id, with the numbers of its message and saying."""
    found = read(connection, is_id(waiting))
    if not found:
        return None
    row = connection.execute(select(_table.c.message, _table.c.saying).where(is_id(waiting))).one()
    return found[0], row.message, row.saying


def number_of(waiting: str) -> int:
    """The number in the id of a waiting message; 0, which none has, where it is no such id."""
    return number_in(waiting, "W")


def add(connection: Connection, message: int, saying: int, proposals: Sequence[Proposal]) -> str:
    """Put a message into the inbox. Its id there."""
    number = next_number(connection, _table.c.number)
    connection.execute(
        insert(_table).values(
            number=number,
            message=message,
            saying=saying,
            proposals=_as_json(proposals),
            outcome="",
        )
    )
    return f"W{number}"


def propose(connection: Connection, waiting: str, proposals: Sequence[Proposal]) -> None:
    """A waiting message was read again: it has other proposals."""
    connection.execute(update(_table).where(is_id(waiting)).values(proposals=_as_json(proposals)))


def reword(connection: Connection, message: int, saying: int) -> None:
    """A message that waits, waits with another of its sayings."""
    connection.execute(
        update(_table).where(_table.c.message == message, OPEN).values(saying=saying)
    )


def close(connection: Connection, waiting: str, outcome: str, by: Person, at: datetime) -> None:
    """Take a message out of the inbox."""
    connection.execute(
        update(_table)
        .where(is_id(waiting), OPEN)
        .values(closed_at=at, closed_by=people.kept(connection, by), outcome=outcome)
    )


def _waiting(row: Row[*tuple[Any, ...]]) -> Waiting:
    return Waiting(
        id=f"W{row.number}",
        said=said(row),
        proposals=_from_json(row.proposals),
        closed_at=row.closed_at,
        closed_by=ender(row),
        outcome=row.outcome,
    )


def _as_json(proposals: Sequence[Proposal]) -> str:
    return canonical(
        [
            {
                "text": proposal.text,
                "matches": [[match.action, float(match.confidence)] for match in proposal.matches],
                "needs": proposal.needs,
                "status": proposal.status,
                "percent": proposal.percent,
                "due": proposal.due.isoformat() if proposal.due else None,
                "lead": proposal.lead,
                "reason": proposal.reason,
            }
            for proposal in proposals
        ]
    )


def _from_json(text: str) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(
            text=one["text"],
            matches=tuple(Match(action, confidence) for action, confidence in one["matches"]),
            needs=Needs(one["needs"]) if one["needs"] else None,
            status=Status(one["status"]) if one["status"] else None,
            percent=one["percent"],
            due=date.fromisoformat(one["due"]) if one["due"] else None,
            lead=one["lead"],
            reason=one["reason"],
        )
        for one in json.loads(text)
    )
