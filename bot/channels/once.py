"""Something that came -> done once, whatever process it comes to, however often."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Protocol

from bot.channels.ports import Arrivals
from bot.channels.work import Work
from bot.core.errors import StorageError

log = logging.getLogger(__name__)


class Noting(Protocol):
    """The parts of a channel that notes need. ``prefix`` begins the keys of all that comes."""

    @property
    def arrivals(self) -> Arrivals:
        """The notes."""

    @property
    def work(self) -> Work:
        """The threads in which they are written."""

    @property
    def prefix(self) -> str:
        """What tells this channel's keys from others', such as "slack:T123:"."""


async def is_first(parts: Noting, key: str, content: str = "") -> bool:
    """Note that something came; False if it came before. A fault of the database is no reason."""
    try:
        return await parts.work.note(parts.arrivals.begin, key, content, datetime.now(UTC))
    except StorageError as error:
        log.error("%s could not be noted: %s", key, error)
        return True


async def is_done(parts: Noting, key: str) -> None:
    """Note that it was seen to, so that nobody takes it up again."""
    try:
        await parts.work.note(parts.arrivals.finish, key)
    except StorageError as error:
        log.error("%s could not be noted as done: %s", key, error)
