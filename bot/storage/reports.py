"""The note that a report was made -> a row, and back."""

from __future__ import annotations

import json

from sqlalchemy import Connection, insert, select

from bot.core.register import ReportRun
from bot.storage import audit, people, tables
from bot.storage.audit import Deed
from bot.storage.messages import next_number

_table = tables.report_runs


def runs(connection: Connection) -> tuple[ReportRun, ...]:
    """The reports that were made, the latest last."""
    rows = connection.execute(
        select(_table, tables.people.c.name, tables.people.c.role)
        .join(tables.people, tables.people.c.id == _table.c.by)
        .order_by(_table.c.made_at, _table.c.number)
    )
    return tuple(
        ReportRun(
            tuple(json.loads(row.plans)),
            row.since,
            row.until,
            row.made_at,
            people.person(row.by, row),
        )
        for row in rows
    )


def record(connection: Connection, run: ReportRun) -> None:
    """Note that a report was made."""
    number = next_number(connection, _table.c.number)
    detail = {
        "plans": run.plans,
        "since": run.since.isoformat(),
        "until": run.until.isoformat(),
    }
    connection.execute(
        insert(_table).values(
            number=number,
            plans=json.dumps(run.plans),
            since=run.since,
            until=run.until,
            made_at=run.made_at,
            by=people.kept(connection, run.by),
        )
    )
    audit.append(connection, run.by, run.made_at, [Deed("reported", f"R{number}", detail)])
