"""The two worlds: tasks on the event loop, and threads in which the core and the notes run."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_THINKING, _NOTING = 2, 2  # threads; notes never queue behind answers
_SWITCH = 0.001  # seconds that a thread of the core keeps the loop waiting for its turn

log = logging.getLogger(__name__)


class Work:
    """What the bot is doing. It belongs to one event loop; `finish` waits for all of it."""

    def __init__(self) -> None:
        sys.setswitchinterval(_SWITCH)
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: dict[str, tuple[asyncio.Lock, int]] = {}
        self._thinking = ThreadPoolExecutor(_THINKING, "core")
        self._noting = ThreadPoolExecutor(_NOTING, "notes")

    def begin(self, doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something without waiting for it; what goes wrong in it is logged."""
        task = asyncio.get_running_loop().create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("a task failed", exc_info=task.exception())

    @asynccontextmanager
    async def turn(self, of: str) -> AsyncIterator[None]:
        """One at a time for the same key, in the order they came."""
        lock, users = self._turns.get(of, (asyncio.Lock(), 0))
        self._turns[of] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._turns[of]
            if users == 1:
                del self._turns[of]
            else:
                self._turns[of] = (lock, users - 1)

    async def think(self, call: Callable[_P, _T], *args: _P.args, **names: _P.kwargs) -> _T:
        """Run the core in a thread."""
        return await self._run(self._thinking, call, *args, **names)

    async def note(self, call: Callable[_P, _T], *args: _P.args, **names: _P.kwargs) -> _T:
        """Read or write a note in a thread."""
        return await self._run(self._noting, call, *args, **names)

    async def _run(
        self, pool: ThreadPoolExecutor, call: Callable[_P, _T], *args: _P.args, **names: _P.kwargs
    ) -> _T:
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: call(*args, **names))

    async def finish(self, patience: float) -> int:
        """Wait for everything that was begun, for so many seconds; how many tasks did not end."""
        left = set(self._tasks)
        if left:
            _, left = await asyncio.wait(left, timeout=patience)
            for task in left:
                task.cancel()
        self._thinking.shutdown(wait=False, cancel_futures=True)
        self._noting.shutdown(wait=not left)
        return len(left)
