"""A coroutine -> its result, in an event loop that runs in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")
_TURNS = 5  # of the loop, in which closed connections are let go
PATIENCE = 30.0  # seconds until work that was handed over has failed


class LoopThread:
    """An event loop in a thread; what is left over in it is cancelled at the end."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._turn, name=name, daemon=True)

    def _turn(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def start(self) -> None:
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], patience: float = PATIENCE) -> T:
        """What the coroutine returns or raises; called from another thread, in which it waits."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(patience)

    def soon(self, work: Coroutine[Any, Any, Any]) -> None:
        """The coroutine is begun; nobody waits for it. Called from any thread."""
        asyncio.run_coroutine_threadsafe(work, self.loop)

    def stop(self) -> None:
        self.run(self._clear())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()

    async def _clear(self) -> None:
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        await self.loop.shutdown_asyncgens()

    def __enter__(self) -> LoopThread:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
