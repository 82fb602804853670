"""The life of a channel on its event loop: asking who we are, listening, sweeping, a clean stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from bot.core.errors import BotError

_T = TypeVar("_T")

log = logging.getLogger(__name__)


async def unless_stopped(asked: Coroutine[Any, Any, _T], stop: asyncio.Event) -> _T | None:
    """What is asked for; None where we are stopped before it is there."""
    asking, stopping = asyncio.ensure_future(asked), asyncio.ensure_future(stop.wait())
    await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if asking.done():
        return asking.result()
    asking.cancel()
    return None


@asynccontextmanager
async def listening(serving: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """A task that listens, and ends only by a fault. What comes after the block is not taken."""
    task = asyncio.create_task(serving)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(
    stop: asyncio.Event, listens: asyncio.Task[None], sweep: Coroutine[Any, Any, None]
) -> None:
    """Wait for the stop; a fault of what listens or sweeps is raised."""
    sweeping, stopping = asyncio.create_task(sweep), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({listens, stopping, sweeping}, return_when=asyncio.FIRST_COMPLETED)
        for task in (listens, sweeping):
            if task.done():
                task.result()
    finally:
        sweeping.cancel()
        stopping.cancel()


async def sweep(take_up: Callable[[], Awaitable[None]], pause: float) -> None:
    """Take up what was left undone, again and again, with so many seconds in between."""
    while True:
        try:
            await take_up()
        except BotError as error:
            log.error("what was left undone could not be looked up: %s", error)
        await asyncio.sleep(pause)
