"""Python values -> columns, alike on SQLite and on PostgreSQL, and back; columns -> tables."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, Integer, MetaData, Text
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
"""Of all our tables."""


def storable(text: str) -> str:
    """A text as both databases can hold it: PostgreSQL holds no NUL, neither holds half a pair."""
    if text.isascii() and "\0" not in text:
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")


class Words(TypeDecorator[str]):
    """A text of any length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What is stored of a text."""
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """An aware time, in UTC. SQLite has no zones and holds its text, which sorts as the times do.

    Raises ValueError for a time without a zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time in UTC, without its zone where the database has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(name: str) -> Column[str]:
    """A column of texts."""
    return Column(name, Words, nullable=False)


def key(name: str, type_: type[Words] | type[Integer] = Words) -> Column[object]:
    """A column of the primary key."""
    return Column(name, type_, primary_key=True, autoincrement=False)


def number(name: str) -> Column[int]:
    """A column of whole numbers."""
    return Column(name, Integer, nullable=False)


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    """A column of times."""
    return Column(name, Moment, nullable=nullable)


def of(name: str, other: str, *, nullable: bool = False) -> Column[str]:
    """A column that names a row of another table by its text."""
    return Column(name, Words, ForeignKey(other), nullable=nullable)
