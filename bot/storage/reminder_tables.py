"""The tables of reminders, of what became of their sendings, and of what people agreed to.

As the newest migration leaves them.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import Words, key, metadata, moment, number, of, words

reminders = Table(
    "reminders",
    metadata,
    key("number", Integer),
    words("name"),
    words("chat"),
    words("rule"),
    words("zone"),
    Column("nation", Words),
    words("quiet"),
    words("plan"),
    number("due_within"),
    number("silent_after"),
    Column("paused", Boolean, nullable=False),
    moment("begins"),
    of("by", "people.id"),
    moment("removed_at", nullable=True),
)
"""Reminders; a deleted one stays, for its deliveries. ``rule`` and ``quiet`` are JSON."""

deliveries = Table(
    "deliveries",
    metadata,
    key("number", Integer),
    Column("reminder", Integer, ForeignKey("reminders.number"), nullable=False),
    Column("day", Date, nullable=False),
    words("chat"),
    moment("at"),
    words("state"),
    moment("changed_at"),
    Column("late", Boolean, nullable=False),
    number("attempts"),
    moment("again_at", nullable=True),
    words("actions"),
    words("why"),
    UniqueConstraint("reminder", "day", "chat"),
    Index(None, "state"),
)
"""Each sending. ``actions`` is a JSON list of ids."""

posts = Table(
    "posts",
    metadata,
    key("chat"),
    key("message"),
    Column("delivery", Integer, ForeignKey("deliveries.number"), nullable=False),
    number("position"),
    Index(None, "delivery"),
)
"""The messages that a delivery posted, in their order."""

consents = Table(
    "consents",
    metadata,
    Column("person", Words, ForeignKey("people.id"), primary_key=True),
    Column("mention", Boolean, nullable=False),
    Column("direct", Boolean, nullable=False),
    words("gone"),
)
"""What people agreed to."""

snoozes = Table(
    "snoozes",
    metadata,
    key("number", Integer),
    of("action", "actions.id"),
    Column("message", Integer, ForeignKey("messages.number"), nullable=False),
    Column("until", Date, nullable=False),
    words("reason"),
    Index(None, "action"),
    Index(None, "message"),
)
"""Each word on leaving an action out of reminders; the last one counts."""
