"""An engine -> something that is open until its block ends, or until it is closed."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import Engine


class Store:
    """What is kept in a database. Several may share an engine, which any of them closes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
