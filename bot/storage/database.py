"""URL -> engine of a database that is at this program's version."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from bot.core.errors import StorageError
from bot.storage.faults import shown
from bot.storage.migrating import bring_up_to_date

PATIENCE = 60.0
"""Seconds that a writer waits for the others before it gives up."""

_PAUSE = (0.001, 0.02)  # seconds between two attempts, at random so that nobody is always late
_FORMS = (
    "database.url in config.yaml must be like sqlite:///folder/file.db or "
    "postgresql://user@server/name."
)


def open_database(url: str, *, patience: float = PATIENCE) -> Engine:
    """An engine for a SQLite file, made with its folder where there is none, or for PostgreSQL.

    Brings the tables up to date. Raises StorageError.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        _make_folder(address)
        engine = _sqlite(address, patience)
    else:
        engine = _postgresql(address, patience)
    try:
        bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageError(_FORMS) from None
    if address.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return address.set(drivername="postgresql+psycopg")
    if address.drivername != "sqlite" or address.query:
        raise StorageError(_FORMS)
    if not address.database or address.database == ":memory:":
        raise StorageError(f"the database needs a file. {_FORMS}")
    if Path(address.database).is_dir():
        raise StorageError(f"{shown(address)} is a folder. {_FORMS}")
    return address


def _make_folder(address: URL) -> None:
    try:
        Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the folder of {shown(address)} cannot be made ({error.strerror}). Give this user the "
            "right to write there, or set database.url in config.yaml."
        ) from None


def _sqlite(address: URL, patience: float) -> Engine:
    """As SQLAlchemy's documentation of SQLite tells: it is we who begin a transaction."""
    engine = create_engine(address, connect_args={"timeout": patience}, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None
        # Refused without waiting while another process does the same.
        _patiently(lambda: connection.execute("PRAGMA journal_mode=WAL"), patience)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("alone"):
            _begin_alone(connection, patience)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_alone(connection: Connection, patience: float) -> None:
    """BEGIN IMMEDIATE, waiting in turns that are as short for who waits long as for who just came.

    SQLite's own waiting grows to 0.1 s between attempts: among many writers some starve.
    """
    connection.exec_driver_sql("PRAGMA busy_timeout=0").close()
    try:
        _patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"), patience)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience * 1000)}").close()


def _patiently(attempt: Callable[[], object], patience: float) -> None:
    """Try again for as long as SQLite says that it is busy."""
    give_up = time.monotonic() + patience
    while True:
        try:
            attempt()
        except (sqlite3.OperationalError, OperationalError) as error:
            if not _is_busy(error) or time.monotonic() > give_up:
                raise
            time.sleep(random.uniform(*_PAUSE))
        else:
            return


def _is_busy(error: Exception) -> bool:
    code: int = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY


def _postgresql(address: URL, patience: float) -> Engine:
    engine = create_engine(
        address, pool_pre_ping=True, pool_timeout=patience, connect_args={"connect_timeout": 10}
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        milliseconds = int(patience * 1000)
        connection.execute(f"SET lock_timeout = {milliseconds}")
        # A writer that hangs must not keep the others waiting for ever.
        connection.execute(f"SET idle_in_transaction_session_timeout = {milliseconds}")
        connection.commit()

    return engine
