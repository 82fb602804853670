"""A process that delivers what each line of stdin names: python -m tests.storage.worker URL

A line is a kind of delivery and a message. Prints "ready" once all is imported; then, for the first
line that comes, opens the register, and after each delivery prints 1 if it was repeated, else 0,
and the milliseconds that it took.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable

from bot.storage.register import open_register
from tests.storage.deliveries import deliver


def main(url: str, lines: Iterable[str]) -> None:
    tell("ready")
    first = next(iter(lines), "")
    with open_register(url) as register:
        for line in (first, *lines) if first else ():
            kind, _, message = line.rstrip("\n").rpartition(" ")
            begun = time.perf_counter()
            outcome = deliver(register, kind, message)
            milliseconds = (time.perf_counter() - begun) * 1000
            tell(f"{int(outcome is not None and outcome.repeated)} {milliseconds:.3f}")


def tell(line: str) -> None:
    """One write, so that a line is there in whole or not at all, whenever the process is killed."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin)
