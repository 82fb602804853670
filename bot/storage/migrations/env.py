"""Alembic's way in: migrations -> the connection that `migrating` opened, in its transaction."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # SQLite has it too, because it is we who begin the transaction
)
with context.begin_transaction():
    context.run_migrations()
