"""For each number on stdin: builds in a child that kills itself (SIGKILL) at that moment.

Moment 0 is in the middle of embedding; moment n is the n-th time that the build is about to change
something in the index folder, as Python's audit events tell. Prints the signal that ended the
child, or 0.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from indexer.report import Watcher
from tests.indexer.glenmore import Desk

CHANGES = ("os.mkdir", "os.rename", "os.remove", "shutil.rmtree", "sqlite3.connect")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(moment: int, index: Path) -> None:
    changes = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        changing = event in CHANGES or (event == "open" and arguments[1] == "w")
        if changing and str(index) in str(arguments[0]):
            changes += 1
            if changes == moment:
                die()

    sys.addaudithook(hook)


def build(desk: Desk, moment: int) -> None:
    die_at(moment, desk.index)
    desk.build(watcher=Watcher(progress=lambda *_: None if moment else die()))


def main() -> None:
    desk = Desk(Path(sys.argv[1]), Path(sys.argv[2]))
    for line in sys.stdin:
        child = os.fork()
        if not child:
            build(desk, int(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.WTERMSIG(status), flush=True)


if __name__ == "__main__":
    main()
