"""Notes of chats -> reminders with their deliveries, members, and chats that get another key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def _yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _create(table: str, key: str, *columns: sa.schema.SchemaItem) -> None:
    primary = sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{table}")
    op.create_table(table, *columns, primary)


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=f"fk_{table}_{column}")


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    """Add the tables of reminders, then those of members and moves."""
    _add_reminders()
    _add_deliveries()
    _add_wishes()
    _add_members()
    _add_chats()


def _add_reminders() -> None:
    _create(
        "reminders",
        "number",
        _integer("number"),
        *map(_text, ("name", "chat", "rule", "zone")),
        sa.Column("nation", sa.Text),
        *map(_text, ("quiet", "plan")),
        *map(_integer, ("due_within", "silent_after")),
        _yes_or_no("paused"),
        _moment("begins"),
        _text("by"),
        _moment("removed_at", nullable=True),
        _of("reminders", "by", "people.id"),
    )


def _add_deliveries() -> None:
    _create(
        "deliveries",
        "number",
        *map(_integer, ("number", "reminder")),
        sa.Column("day", sa.Date, nullable=False),
        _text("chat"),
        _moment("at"),
        _text("state"),
        _moment("changed_at"),
        _yes_or_no("late"),
        _integer("attempts"),
        _moment("again_at", nullable=True),
        *map(_text, ("actions", "why")),
        _of("deliveries", "reminder", "reminders.number"),
        sa.UniqueConstraint("reminder", "day", "chat", name="uq_deliveries_reminder_day_chat"),
    )
    _index("deliveries", "state")
    _create(
        "posts",
        "chat message",
        *map(_text, ("chat", "message")),
        *map(_integer, ("delivery", "position")),
        _of("posts", "delivery", "deliveries.number"),
    )
    _index("posts", "delivery")


def _add_wishes() -> None:
    _create(
        "consents",
        "person",
        _text("person"),
        *map(_yes_or_no, ("mention", "direct")),
        _text("gone"),
        _of("consents", "person", "people.id"),
    )
    _create(
        "snoozes",
        "number",
        _integer("number"),
        _text("action"),
        _integer("message"),
        sa.Column("until", sa.Date, nullable=False),
        _text("reason"),
        _of("snoozes", "action", "actions.id"),
        _of("snoozes", "message", "messages.number"),
    )
    _index("snoozes", "action")
    _index("snoozes", "message")


def _add_members() -> None:
    _create(
        "invites",
        "number",
        _integer("number"),
        *map(_text, ("code", "name", "role", "by")),
        *map(_moment, ("at", "until")),
        sa.Column("used_by", sa.Text),
        _moment("used_at", nullable=True),
        _of("invites", "by", "people.id"),
        _of("invites", "used_by", "people.id"),
        sa.UniqueConstraint("code", name="uq_invites_code"),
    )
    _create(
        "members",
        "person",
        *map(_text, ("person", "role")),
        _moment("at"),
        _of("members", "person", "people.id"),
    )


def _add_chats() -> None:
    _create("moves", "old", *map(_text, ("old", "new")), _moment("at"))
    _create("pauses", "chat", *map(_text, ("chat", "why")), _moment("at"))
    _create("keys", "key", *map(_text, ("key", "words")), _moment("at"))
    _index("keys", "at")
