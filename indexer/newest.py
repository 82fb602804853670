"""The search over whichever index is the current one: a running bot follows the builds."""

from __future__ import annotations

import threading
from pathlib import Path

from indexer import store
from indexer.errors import IndexerError
from indexer.search import Searcher


class Newest:
    """Opens the current index when it is another one than before. Safe to share by threads.

    A searcher that was handed out stays whole: it goes on reading the index that it was opened on.
    """

    def __init__(self, folder: Path, first: Searcher) -> None:
        self._folder, self._searcher = folder, first
        self._seen = first.name
        self._lock = threading.Lock()

    def searcher(self) -> Searcher:
        """The search over the current index; over the last sound one where that is damaged."""
        try:
            name = store.current_name(self._folder)
        except OSError:
            name = ""
        if name and name != self._seen:
            with self._lock:
                if name != self._seen:
                    self._follow(name)
        return self._searcher

    def _follow(self, name: str) -> None:
        try:
            self._searcher = self._searcher.reopened(self._folder)
            name = self._searcher.name
        except (IndexerError, OSError):  # a build comes and mends it; till then the last one serves
            pass
        self._seen = name
