"""What was sent, and seen to -> notes, so that who goes on after a crash does nothing twice."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from bot.channels.telegram.parts import Parts
from bot.channels.telegram.places import place_of
from bot.channels.telegram.sending import Sent
from bot.core.errors import StorageError

log = logging.getLogger(__name__)


async def note_posted(parts: Parts, key: str, sent: Sent) -> None:
    """Note under a key where a post stands; its words are not kept. A fault is logged."""
    content = f"{sent.place.key} {sent.id}"
    try:
        name = f"{parts.prefix}posted/{key}"
        await parts.work.note(parts.arrivals.begin, name, content, datetime.now(UTC))
        await parts.work.note(parts.arrivals.finish, name, keep=True)
    except StorageError as error:
        log.error("that %s was posted could not be noted: %s", key, error)


async def is_open(parts: Parts, key: str) -> bool:
    """Whether something that came was not seen to yet, so far as can be told: whoever takes it up
    may have waited for who sees to it already."""
    try:
        return bool(await parts.work.note(parts.arrivals.content, key))
    except StorageError as error:
        log.error("whether %s was seen to cannot be looked up: %s", key, error)
        return True


async def earlier(parts: Parts, key: str) -> Sent | None:
    """Where a post stands that was sent under a key; None where none was. A fault is logged."""
    try:
        content = await parts.work.note(parts.arrivals.content, f"{parts.prefix}posted/{key}")
    except StorageError as error:
        log.error("whether %s was posted cannot be looked up: %s", key, error)
        return None
    written, _, id = content.partition(" ")
    place = place_of(written)
    return Sent(place, int(id)) if place else None
