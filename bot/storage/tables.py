"""The tables of the register, as the newest migration leaves them.

A message that was seen is a row of ``messages``; each wording that it had is one of ``sayings``.
Numbers are given by the program, which writes one transaction at a time (see `transactions`).
The tables of channels are in `channel_tables`, those of reminders in `reminder_tables`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import Words, key, metadata, moment, number, of, words

people = Table(
    "people",
    metadata,
    key("id"),
    words("name"),
    words("role"),
)
"""Who said or did something: known elsewhere by the id alone, so that a name can be blanked."""

plans = Table(
    "plans",
    metadata,
    key("id"),
    words("title"),
    words("area"),
    words("edition"),
    words("source"),
)

objectives = Table(
    "objectives",
    metadata,
    key("id"),
    of("plan", "plans.id"),
    words("name"),
    number("position"),
    Index(None, "plan"),
)

actions = Table(
    "actions",
    metadata,
    key("id"),
    of("plan", "plans.id"),
    of("objective", "objectives.id"),
    # An import may name a part before the action that it is a part of.
    Column("part_of", Words, ForeignKey("actions.id", deferrable=True, initially="DEFERRED")),
    number("position"),
    number("version"),
    Column("status", Words),
    moment("retired", nullable=True),
    Index(None, "plan", "position"),
    Index(None, "objective"),
)

wordings = Table(
    "wordings",
    metadata,
    Column("action", Words, ForeignKey("actions.id"), primary_key=True),
    key("version", Integer),
    words("text"),
    words("timescale"),
    Column("due", Date),
    words("lead"),
    words("progress"),
    words("future_reporting"),
    words("reference"),
    moment("at"),
    of("by", "people.id"),
    words("source"),
)

messages = Table(
    "messages",
    metadata,
    key("number", Integer),
    words("chat"),
    Column("message", Words),
    of("by", "people.id"),
    moment("at"),
    number("version"),
    Column("arrived", Boolean, nullable=False),
    Column("reread", Boolean, nullable=False),
    moment("deleted_at", nullable=True),
    UniqueConstraint("chat", "message"),
)
"""Each message that was seen. ``message`` is null where it has no identity: such never clash.

``version`` is that of the saying that holds; 0: only its deletion was seen. ``arrived``: it came
itself, not only its edit or deletion. ``reread``: it was edited, and may be put into the inbox
anew.
"""

sayings = Table(
    "sayings",
    metadata,
    Column("message", Integer, ForeignKey("messages.number"), primary_key=True),
    key("version", Integer),
    words("text"),
    moment("at"),
)
"""Each wording that a message had, in the order they came in; ``at`` as it was told."""

updates = Table(
    "updates",
    metadata,
    key("number", Integer),
    key("version", Integer),
    number("message"),
    number("saying"),
    of("action", "actions.id"),
    Column("status", Words),
    Column("percent", Integer),
    Column("due", Date),
    Column("lead", Words),
    words("reason"),
    words("note"),
    words("state"),
    moment("ended_at", nullable=True),
    of("ended_by", "people.id", nullable=True),
    ForeignKeyConstraint(["message", "saying"], ["sayings.message", "sayings.version"]),
    CheckConstraint("percent BETWEEN 0 AND 100", "percent"),
    Index(None, "message"),
    Index(None, "action"),
)

inbox = Table(
    "inbox",
    metadata,
    key("number", Integer),
    number("message"),
    number("saying"),
    words("proposals"),
    moment("closed_at", nullable=True),
    of("closed_by", "people.id", nullable=True),
    words("outcome"),
    ForeignKeyConstraint(["message", "saying"], ["sayings.message", "sayings.version"]),
    Index(None, "message"),
)
"""Messages that wait or waited; ``proposals`` is JSON."""

chats = Table(
    "chats",
    metadata,
    key("chat"),
    of("plan", "plans.id"),
)

report_runs = Table(
    "report_runs",
    metadata,
    key("number", Integer),
    words("plans"),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    moment("made_at"),
    of("by", "people.id"),
)

audit = Table(
    "audit",
    metadata,
    key("number", Integer),
    moment("at"),
    words("by"),
    words("what"),
    words("subject"),
    words("detail"),
    words("before"),
    words("hash"),
)

audit_head = Table(
    "audit_head",
    metadata,
    key("id", Integer),
    number("number"),
    words("hash"),
    CheckConstraint("id = 1", "one_row"),
)
"""How many rows the audit trail has, and the hash of the last: shows when its end was cut off."""
