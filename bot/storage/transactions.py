"""Engine -> a connection in one transaction: to read from, or alone to write with.

One writer at a time: on SQLite by BEGIN IMMEDIATE, on PostgreSQL by an advisory lock. So what was
read in a transaction that writes still holds when it writes, the numbers it gives are the next
ones, and the audit trail is one chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, select

from bot.storage.faults import told

_WRITER = 7_411_004  # names our lock among those of the database; the same in every version
_WHOLE = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database. Raises StorageError."""
    with told(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(**_WHOLE)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that alone may write; all of it is kept, or nothing. Raises StorageError."""
    with told(engine.url), engine.connect() as connection:
        connection = connection.execution_options(alone=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_WRITER)))
            yield connection
