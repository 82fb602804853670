"""The tables of the register, as the newest migration leaves them.

A message that was seen is a row of ``messages``; each wording that it had is one of ``sayings``.
Numbers are given by the program, which writes one transaction at a time (see `transactions`).
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
    MetaData,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import Moment, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _words(name: str) -> Column[str]:
    return Column(name, Words, nullable=False)


def _key(name: str, type_: type[Words] | type[Integer] = Words) -> Column[object]:
    return Column(name, type_, primary_key=True, autoincrement=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _of(name: str, key: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Words, ForeignKey(key), nullable=nullable)


people = Table(
    "people",
    metadata,
    _key("id"),
    _words("name"),
    _words("role"),
)
"""Who said or did something: known elsewhere by the id alone, so that a name can be blanked."""

plans = Table(
    "plans",
    metadata,
    _key("id"),
    _words("title"),
    _words("area"),
    _words("edition"),
    _words("source"),
)

objectives = Table(
    "objectives",
    metadata,
    _key("id"),
    _of("plan", "plans.id"),
    _words("name"),
    _number("position"),
    Index(None, "plan"),
)

actions = Table(
    "actions",
    metadata,
    _key("id"),
    _of("plan", "plans.id"),
    _of("objective", "objectives.id"),
    # An import may name a part before the action that it is a part of.
    Column("part_of", Words, ForeignKey("actions.id", deferrable=True, initially="DEFERRED")),
    _number("position"),
    _number("version"),
    Column("status", Words),
    Column("retired", Moment),
    Index(None, "plan", "position"),
    Index(None, "objective"),
)

wordings = Table(
    "wordings",
    metadata,
    Column("action", Words, ForeignKey("actions.id"), primary_key=True),
    _key("version", Integer),
    _words("text"),
    _words("timescale"),
    Column("due", Date),
    _words("lead"),
    _words("progress"),
    _words("future_reporting"),
    _words("reference"),
    Column("at", Moment, nullable=False),
    _of("by", "people.id"),
    _words("source"),
)

messages = Table(
    "messages",
    metadata,
    _key("number", Integer),
    _words("chat"),
    Column("message", Words),
    _of("by", "people.id"),
    Column("at", Moment, nullable=False),
    _number("version"),
    Column("arrived", Boolean, nullable=False),
    Column("reread", Boolean, nullable=False),
    Column("deleted_at", Moment),
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
    _key("version", Integer),
    _words("text"),
    Column("at", Moment, nullable=False),
)
"""Each wording that a message had, in the order they came in; ``at`` as it was told."""

updates = Table(
    "updates",
    metadata,
    _key("number", Integer),
    _key("version", Integer),
    _number("message"),
    _number("saying"),
    _of("action", "actions.id"),
    Column("status", Words),
    Column("percent", Integer),
    Column("due", Date),
    Column("lead", Words),
    _words("reason"),
    _words("note"),
    _words("state"),
    Column("ended_at", Moment),
    _of("ended_by", "people.id", nullable=True),
    ForeignKeyConstraint(["message", "saying"], ["sayings.message", "sayings.version"]),
    CheckConstraint("percent BETWEEN 0 AND 100", "percent"),
    Index(None, "message"),
    Index(None, "action"),
)

inbox = Table(
    "inbox",
    metadata,
    _key("number", Integer),
    _number("message"),
    _number("saying"),
    _words("proposals"),
    Column("closed_at", Moment),
    _of("closed_by", "people.id", nullable=True),
    _words("outcome"),
    ForeignKeyConstraint(["message", "saying"], ["sayings.message", "sayings.version"]),
    Index(None, "message"),
)
"""Messages that wait or waited; ``proposals`` is JSON."""

chats = Table(
    "chats",
    metadata,
    _key("chat"),
    _of("plan", "plans.id"),
)

arrivals = Table(
    "arrivals",
    metadata,
    _key("key"),
    _words("content"),
    Column("at", Moment, nullable=False),
    Column("taken_at", Moment, nullable=False),
    _words("state"),
    Index(None, "state", "taken_at"),
)
"""What came in from a chat; ``taken_at`` is when it was last begun to be seen to."""

threads = Table("threads", metadata, _key("chat"), _key("thread"))
"""The threads that the assistant takes part in."""

feedback = Table(
    "feedback",
    metadata,
    _key("reply"),
    _key("person"),
    Column("helpful", Boolean, nullable=False),
    _words("reason"),
    Column("at", Moment, nullable=False),
)
"""What a person thinks of a reply: ``reply`` names its chat and message."""

report_runs = Table(
    "report_runs",
    metadata,
    _key("number", Integer),
    _words("plans"),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("made_at", Moment, nullable=False),
    _of("by", "people.id"),
)

audit = Table(
    "audit",
    metadata,
    _key("number", Integer),
    Column("at", Moment, nullable=False),
    _words("by"),
    _words("what"),
    _words("subject"),
    _words("detail"),
    _words("before"),
    _words("hash"),
)

audit_head = Table(
    "audit_head",
    metadata,
    _key("id", Integer),
    _number("number"),
    _words("hash"),
    CheckConstraint("id = 1", "one_row"),
)
"""How many rows the audit trail has, and the hash of the last: shows when its end was cut off."""
