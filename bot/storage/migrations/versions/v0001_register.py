"""Nothing -> the tables of the register, and an audit trail that only grows.

The tables stand here as they were at this version: those of `bot.storage.tables` go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
_NO_ROW_BEFORE = "0" * 64


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _integers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _key(name: str, type_: type[sa.Text] | type[sa.Integer] = sa.Text) -> sa.Column[object]:
    return sa.Column(name, type_, primary_key=True, autoincrement=False)


def _of(name: str, key: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey(key), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _saying() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["message", "saying"], ["sayings.message", "sayings.version"])


_TABLES: dict[str, list[sa.schema.SchemaItem]] = {
    "people": [_key("id"), *_texts("name", "role")],
    "plans": [_key("id"), *_texts("title", "area", "edition", "source")],
    "objectives": [
        _key("id"),
        _of("plan", "plans.id"),
        *_texts("name"),
        *_integers("position"),
        sa.Index(None, "plan"),
    ],
    "actions": [
        _key("id"),
        _of("plan", "plans.id"),
        _of("objective", "objectives.id"),
        sa.Column(
            "part_of", sa.Text, sa.ForeignKey("actions.id", deferrable=True, initially="DEFERRED")
        ),
        *_integers("position", "version"),
        sa.Column("status", sa.Text),
        _moment("retired", nullable=True),
        sa.Index(None, "plan", "position"),
        sa.Index(None, "objective"),
    ],
    "wordings": [
        sa.Column("action", sa.Text, sa.ForeignKey("actions.id"), primary_key=True),
        _key("version", sa.Integer),
        *_texts("text", "timescale"),
        sa.Column("due", sa.Date),
        *_texts("lead", "progress", "future_reporting", "reference"),
        _moment("at"),
        _of("by", "people.id"),
        *_texts("source"),
    ],
    "messages": [
        _key("number", sa.Integer),
        *_texts("chat"),
        sa.Column("message", sa.Text),
        _of("by", "people.id"),
        _moment("at"),
        *_integers("version"),
        sa.Column("arrived", sa.Boolean, nullable=False),
        sa.Column("reread", sa.Boolean, nullable=False),
        _moment("deleted_at", nullable=True),
        sa.UniqueConstraint("chat", "message"),
    ],
    "sayings": [
        sa.Column("message", sa.Integer, sa.ForeignKey("messages.number"), primary_key=True),
        _key("version", sa.Integer),
        *_texts("text"),
        _moment("at"),
    ],
    "updates": [
        _key("number", sa.Integer),
        _key("version", sa.Integer),
        *_integers("message", "saying"),
        _of("action", "actions.id"),
        sa.Column("status", sa.Text),
        sa.Column("percent", sa.Integer),
        sa.Column("due", sa.Date),
        sa.Column("lead", sa.Text),
        *_texts("reason", "note", "state"),
        _moment("ended_at", nullable=True),
        _of("ended_by", "people.id", nullable=True),
        _saying(),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", "percent"),
        sa.Index(None, "message"),
        sa.Index(None, "action"),
    ],
    "inbox": [
        _key("number", sa.Integer),
        *_integers("message", "saying"),
        *_texts("proposals"),
        _moment("closed_at", nullable=True),
        _of("closed_by", "people.id", nullable=True),
        *_texts("outcome"),
        _saying(),
        sa.Index(None, "message"),
    ],
    "chats": [_key("chat"), _of("plan", "plans.id")],
    "report_runs": [
        _key("number", sa.Integer),
        *_texts("plans"),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        _moment("made_at"),
        _of("by", "people.id"),
    ],
    "audit": [
        _key("number", sa.Integer),
        _moment("at"),
        *_texts("by", "what", "subject", "detail", "before", "hash"),
    ],
    "audit_head": [
        _key("id", sa.Integer),
        *_integers("number"),
        *_texts("hash"),
        sa.CheckConstraint("id = 1", "one_row"),
    ],
}

_SQLITE = (
    """CREATE TRIGGER audit_keeps_rows BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'rows of the audit trail are never changed'); END""",
    """CREATE TRIGGER audit_loses_no_row BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'rows of the audit trail are never deleted'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'rows of the audit trail are never changed or deleted'; END $$""",
    """CREATE TRIGGER audit_keeps_rows BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_only_grows()""",
    """CREATE TRIGGER audit_loses_no_row BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()""",
)


def upgrade() -> None:
    """Create all."""
    tables = {name: sa.Table(name, _metadata, *items) for name, items in _TABLES.items()}
    connection = op.get_bind()
    _metadata.create_all(connection, checkfirst=False)
    op.execute(tables["audit_head"].insert().values(id=1, number=0, hash=_NO_ROW_BEFORE))
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
