"""Rows that come of a message -> its words, who said them, and who ended what came of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Row, Select, Table, and_, select

from bot.core.register import Person, Role, Said
from bot.storage import tables

_author = tables.people.alias("author")
_ender = tables.people.alias("ender")


def rows_of(table: Table, ended_by: Column[Any]) -> Select[*tuple[Any, ...]]:
    """Rows of a table with the saying that each came of, by when that was said."""
    saying = and_(
        tables.sayings.c.message == table.c.message, tables.sayings.c.version == table.c.saying
    )
    return (
        select(
            table,
            tables.messages.c.chat,
            tables.messages.c.message.label("message_id"),
            tables.messages.c.at,
            tables.sayings.c.text,
            _author.c.id.label("author_id"),
            _author.c.name.label("author_name"),
            _author.c.role.label("author_role"),
            _ender.c.id.label("ender_id"),
            _ender.c.name.label("ender_name"),
            _ender.c.role.label("ender_role"),
        )
        .join_from(table, tables.messages, tables.messages.c.number == table.c.message)
        .join(tables.sayings, saying)
        .join(_author, _author.c.id == tables.messages.c.by)
        .outerjoin(_ender, _ender.c.id == ended_by)
        .order_by(tables.messages.c.at, table.c.number)
    )


def said(row: Row[*tuple[Any, ...]]) -> Said:
    """The words that a row came of. An edit keeps the time at which its message was said."""
    author = Person(row.author_id, row.author_name, Role(row.author_role))
    return Said(row.text, row.chat, row.message_id or "", author, row.at)


def ender(row: Row[*tuple[Any, ...]]) -> Person | None:
    """Who ended what came of it; None where nobody did."""
    if row.ender_id is None:
        return None
    return Person(row.ender_id, row.ender_name, Role(row.ender_role))


def number_in(key: str, letter: str) -> int:
    """The number in an id of a letter and a number; 0, which none has, where it is no such id."""
    digits = key.removeprefix(letter)
    plain = digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) if plain and key != digits else 0
