"""Progress of a build -> a bar on stderr for people, a sentence now and then for logs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from indexer.report import Watcher


@contextmanager
def watching() -> Iterator[Watcher]:
    """A Watcher that writes to stderr; the bar is gone when the block ends."""
    if not sys.stderr.isatty():
        yield Watcher(say=_say)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    console = Console(stderr=True)
    columns = (TextColumn("Reading the documents"), BarColumn(), MofNCompleteColumn(), TimeLeft())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, visible=False)
        yield Watcher(
            say=lambda sentence: console.print(sentence, style="dim", highlight=False),
            progress=lambda done, total: bar.update(
                task, completed=done, total=total, visible=done < total
            ),
        )


def counted(number: int, noun: str) -> str:
    """A number and what it counts: "1 file", "3 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
