"""A database of any version -> one of this program's version, by Alembic.

Alembic is imported only where something is to be done: opening a database costs little.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.core.errors import StorageError
from bot.storage.faults import shown
from bot.storage.transactions import reading, writing

LATEST = "0003"
EARLIER: frozenset[str] = frozenset({"0001", "0002"})
"""The versions that are brought up to it."""
_NOTHING = ""


def bring_up_to_date(engine: Engine) -> None:
    """Create the tables, or change them to what this program needs. Safe in many processes at once.

    Raises StorageError if the database belongs to a newer program, or to another one.
    """
    with reading(engine) as connection:
        if _version(connection) == LATEST:
            return
    with writing(engine) as connection:
        if _version(connection) != LATEST:  # another process may have done it while we waited
            _upgrade(connection)


def _version(connection: Connection) -> str:
    """The version of the tables; empty where there are none. Raises StorageError."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    else:
        found = None
        if tables:
            raise StorageError(
                f"{shown(connection.engine.url)} holds the tables of another program. Set "
                "database.url in config.yaml to a database of its own."
            )
    version = found or _NOTHING
    if version not in {LATEST, _NOTHING, *EARLIER}:
        raise StorageError(
            f"{shown(connection.engine.url)} belongs to a newer compactbot (its version is "
            f"{version}, this program knows {LATEST}). Install the newer program, or set "
            "database.url in config.yaml to another database."
        )
    return version


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, LATEST)
