"""A chat as it was known once -> as it is known now, and what its messages are known by there.

A platform may give a chat another key; its messages are counted anew then, so that those from
before must not be taken for later ones: to their ids is added where they were said.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.storage.channel_tables import moves
from bot.storage.columns import storable


def current(connection: Connection, chat: str) -> str:
    """The key that a chat has now."""
    return place(connection, chat, "")[0]


def place(connection: Connection, chat: str, message: str) -> tuple[str, str]:
    """A message as it is known now: the key of its chat, and its id there."""
    chat, mark, part = storable(chat).partition("#")
    been = {chat}
    while new := connection.scalar(select(moves.c.new).where(moves.c.old == chat)):
        if new in been:
            break
        been.add(new)
        message = from_before(message, chat)
        chat = new
    return f"{chat}{mark}{part}", message


def from_before(message: str, old: str) -> str:
    """The id of a message that was said when its chat was known by its old key."""
    head, mark, part = message.partition("#")
    return f"{head}@{old}{mark}{part}" if message else ""
