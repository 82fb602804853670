"""What a button says -> a short key that stands for it, and back."""

from __future__ import annotations

import secrets
import string
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.storage.channel_tables import keys
from bot.storage.database import PATIENCE, open_database
from bot.storage.store import Store
from bot.storage.transactions import reading, writing

_ALPHABET = string.ascii_letters + string.digits
_LENGTH = 12


def open_keys(url: str, *, patience: float = PATIENCE) -> SqlKeys:
    """The keys in the database at a URL, made where there is none. Raises StorageError."""
    return SqlKeys(open_database(url, patience=patience))


class SqlKeys(Store):
    """The keys of buttons. Called from several threads; close it at the end.

    What each method does is told by the port, `bot.channels.ports.Keys`.
    """

    def keep(self, words: Sequence[str], at: datetime) -> tuple[str, ...]:
        """A new key for each."""
        rows = [{"key": _new(), "words": one, "at": at} for one in words]
        if rows:
            with writing(self._engine) as connection:
                connection.execute(insert(keys), rows)
        return tuple(str(row["key"]) for row in rows)

    def words(self, key: str) -> str:
        """What a key stands for."""
        with reading(self._engine) as connection:
            return connection.scalar(select(keys.c.words).where(keys.c.key == key)) or ""

    def drop(self, before: datetime) -> None:
        """Drop the keys from before a time."""
        with writing(self._engine) as connection:
            connection.execute(delete(keys).where(keys.c.at < before))


def _new() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
