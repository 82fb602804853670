"""What goes wrong in a database -> a sentence that says what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError

from bot.core.errors import StorageError

_SQLITE = {
    "BUSY": "is in use by another program, which does not let go of it. Try again; if that does "
    "not help, stop the other program",
    "LOCKED": "is in use by another program, which does not let go of it. Try again",
    "NOTADB": "is not a database. Set database.url in config.yaml to another file, or restore a "
    "backup of this one",
    "CORRUPT": "is damaged. Restore a backup of it",
    "READONLY": "may not be written. Give this user the right to write the file and its folder, "
    "or set database.url in config.yaml",
    "CANTOPEN": "cannot be opened. Give this user the right to write the file and its folder, or "
    "set database.url in config.yaml",
    "PERM": "may not be opened. Give this user the right to write the file and its folder",
    "FULL": "cannot grow: the disk is full. Make room on it; nothing was written",
    "IOERR": "cannot be read or written: the disk reports an error. See that it has room and works",
}
"""By the name of SQLite's error, without what follows it: SQLITE_BUSY_SNAPSHOT is BUSY."""

_POSTGRESQL = {
    "55P03": "is busy: another program has not finished writing. Try again",
    "25P03": "gave up on a program that was silent for too long. Try again",
    "42501": "does not give this user the rights that are needed. Grant them, or set database.url "
    "in config.yaml to another user",
    "53": "has no room or memory left. See to the server, and try again",
}
"""By SQLSTATE or its class. A connection that is refused has none."""


@contextmanager
def told(address: URL) -> Iterator[None]:
    """Raises StorageError, without password or statement, for what the driver says."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StorageError(_sentence(error, address)) from None


def shown(address: URL) -> str:
    """A database as people know it: its file, or its name and server."""
    if address.get_backend_name() == "sqlite":
        return f"the database {address.database}"
    at = address.host or "this computer"
    return f"the database {address.database} at {at}{f':{address.port}' if address.port else ''}"


def _sentence(error: SQLAlchemyError, address: URL) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(error, TimeoutError):
        return f"{shown(address)} is busy: all connections are in use. Try again."
    known = _known(cause)
    if known:
        return f"{shown(address)} {known}."
    return (
        f"{shown(address)} cannot be used ({_said(cause or error, address)}). See that "
        "database.url in config.yaml is right and that the database works, and try again."
    )


def _known(cause: BaseException | None) -> str:
    name: str = getattr(cause, "sqlite_errorname", None) or ""
    state: str = getattr(cause, "sqlstate", None) or ""
    if name:
        return _SQLITE.get(name.split("_")[1], "")
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2], "")


def _said(error: BaseException, address: URL) -> str:
    """The driver's own words: what the server says in them, or their first line; no password."""
    first = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    first = first.rpartition("FATAL: ")[2].strip()
    return first.replace(str(address.password), "***") if address.password else first
