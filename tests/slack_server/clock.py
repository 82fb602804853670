"""The server's time -> message timestamps and deadlines; a test may turn the hands itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

Clock = Callable[[], float]  # seconds since 1970


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self, start: float = 1_795_000_000.0) -> None:
        self._now = start

    def __call__(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += seconds


class Stamps:
    """Slack's timestamps: seconds with six places, each later than the one before."""

    def __init__(self, clock: Clock = time.time) -> None:
        self._clock = clock
        self._last = 0
        self._lock = threading.Lock()

    def new(self) -> str:
        with self._lock:
            self._last = max(self._last + 100, int(self._clock() * 1_000_000))
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
