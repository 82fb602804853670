"""The tables of what comes in from a chat, of who may use it, and where.

As the newest migration leaves them.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from bot.storage.columns import Words, key, metadata, moment, of, words

arrivals = Table(
    "arrivals",
    metadata,
    key("key"),
    words("content"),
    moment("at"),
    moment("taken_at"),
    words("state"),
    Index(None, "state", "taken_at"),
)
"""What came in from a chat; ``taken_at`` is when it was last begun to be seen to."""

threads = Table("threads", metadata, key("chat"), key("thread"))
"""The threads that the assistant takes part in."""

feedback = Table(
    "feedback",
    metadata,
    key("reply"),
    key("person"),
    Column("helpful", Boolean, nullable=False),
    words("reason"),
    moment("at"),
)
"""What a person thinks of a reply: ``reply`` names its chat and message."""

invites = Table(
    "invites",
    metadata,
    key("number", Integer),
    words("code"),
    words("name"),
    words("role"),
    of("by", "people.id"),
    moment("at"),
    moment("until"),
    of("used_by", "people.id", nullable=True),
    moment("used_at", nullable=True),
    UniqueConstraint("code"),
)
"""Codes that let one person in; ``code`` is the hash of one, ``name`` whom it was made for."""

members = Table(
    "members",
    metadata,
    Column("person", Words, ForeignKey("people.id"), primary_key=True),
    words("role"),
    moment("at"),
)
"""Who was let in, and since when."""

moves = Table("moves", metadata, key("old"), words("new"), moment("at"))
"""The chats that have another key since some time; a new one may have been moved on."""

pauses = Table("pauses", metadata, key("chat"), words("why"), moment("at"))
"""The chats that nothing is sent to."""

keys = Table("keys", metadata, key("key"), words("words"), moment("at"), Index(None, "at"))
"""What a button says, where a platform has no room for it."""
