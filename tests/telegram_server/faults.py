"""A script of what goes wrong -> which fault, if any, a request meets; each is counted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Where = Callable[[Mapping[str, Any]], bool]


@dataclass
class Fault:
    """One thing that goes wrong, ``times`` times, with requests for ``method``.

    ``retry_after`` is 1 second at least, as in the real one: the library takes 0 for none at all.

    "*" is every method but getUpdates, whose polls would eat up what is meant for others. A request
    with ``status`` or ``drop="before"`` is not processed; one that meets ``drop="after"``,
    ``delay``, ``hold``, ``truncate``, ``html`` or ``garbage`` is, and its answer suffers.
    """

    method: str
    times: int = 1
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    drop: Literal["before", "after"] | None = None
    delay: float = 0.0
    hold: bool = False
    truncate: bool = False
    html: bool = False
    garbage: bool = False
    where: Where | None = None
    hits: int = 0
    _released: threading.Event = field(default_factory=threading.Event)

    @property
    def refuses(self) -> bool:
        """The request is not processed."""
        return self.status is not None or self.drop == "before"

    @property
    def harms(self) -> bool:
        """Something goes wrong in it."""
        damage = (self.drop, self.delay, self.hold, self.truncate, self.html, self.garbage)
        return self.refuses or any(damage)

    @property
    def name(self) -> str:
        """What it does, in a word, for the record of a call."""
        if self.status:
            return str(self.status)
        if self.drop:
            return f"drop {self.drop}"
        told = {"truncate": self.truncate, "html": self.html, "garbage": self.garbage}
        told["hold"] = self.hold
        return next((word for word, is_so in told.items() if is_so), "delay")

    @property
    def waits(self) -> bool:
        """It holds an answer back still."""
        return self.hold and not self._released.is_set()

    def release(self) -> None:
        """Lets go the answers that it holds."""
        self._released.set()

    def fits(self, method: str, arguments: Mapping[str, Any]) -> bool:
        named = self.method == method or (self.method == "*" and method != "getUpdates")
        return named and self.hits < self.times and (self.where is None or self.where(arguments))


class Faults:
    """The script; the fault that was added first is met first."""

    def __init__(self) -> None:
        self._script: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, method: str, **what: Any) -> Fault:
        """A fault for the next ``times`` requests that fit; see `Fault` for what there is.

        Raises:
            ValueError: nothing goes wrong in it, or it says that it may be met less than once.
        """
        fault = Fault(method, **what)
        if not fault.harms or fault.times < 1:
            raise ValueError(f"a fault of {method} needs something that goes wrong, at least once")
        with self._lock:
            self._script.append(fault)
        return fault

    def met(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """The fault that this request meets, counted; None: all is well."""
        with self._lock:
            found = next((f for f in self._script if f.fits(method, arguments)), None)
            if found:
                found.hits += 1
            return found

    def clear(self) -> None:
        """Nothing goes wrong any more; what is held is let go."""
        with self._lock:
            for fault in self._script:
                fault.release()
            self._script.clear()
