"""Something that came -> done once, whatever process it comes to, however often."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.channels.slack.parts import Parts
from bot.core.errors import StorageError

log = logging.getLogger(__name__)


async def is_first(parts: Parts, key: str, content: str = "") -> bool:
    """Note that something came; False if it came before. A fault of the database is no reason."""
    try:
        return await parts.work.note(parts.arrivals.begin, key, content, datetime.now(UTC))
    except StorageError as error:
        log.error("%s could not be noted: %s", key, error)
        return True


async def is_done(parts: Parts, key: str) -> None:
    """Note that it was seen to, so that nobody takes it up again."""
    try:
        await parts.work.note(parts.arrivals.finish, key)
    except StorageError as error:
        log.error("%s could not be noted as done: %s", key, error)


@asynccontextmanager
async def once(parts: Parts, what: str) -> AsyncIterator[str | None]:
    """The key under which it is known, to do it now; None where it came before.

    For what is of no use later: it is never taken up again.
    """
    key = f"slack:{parts.home.team}:{what}"
    if not await is_first(parts, key):
        yield None
        return
    try:
        yield key
    finally:
        await is_done(parts, key)
