"""The register -> the register with notes of what came in from a chat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    """Add the tables of bot.storage.arrivals."""
    op.create_table(
        "arrivals",
        _text("key"),
        _text("content"),
        _moment("at"),
        _moment("taken_at"),
        _text("state"),
        sa.PrimaryKeyConstraint("key", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_state_taken_at", "arrivals", ["state", "taken_at"])
    op.create_table(
        "threads",
        _text("chat"),
        _text("thread"),
        sa.PrimaryKeyConstraint("chat", "thread", name="pk_threads"),
    )
    op.create_table(
        "feedback",
        _text("reply"),
        _text("person"),
        sa.Column("helpful", sa.Boolean, nullable=False),
        _text("reason"),
        _moment("at"),
        sa.PrimaryKeyConstraint("reply", "person", name="pk_feedback"),
    )
