"""What the core needs from outside. Each port is a few methods; app.py plugs in the real thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.core.types import Turn
from indexer.types import Document, Hit, Passage, Query


class Search(Protocol):
    """Finds passages in the index. Called from several threads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that are quoted, in the order they were read."""

    @property
    def areas(self) -> frozenset[str]:
        """The areas that any passage is about."""

    @property
    def size(self) -> int:
        """How many passages there are."""

    @property
    def built_at(self) -> str:
        """When the index was built, as an ISO 8601 time in UTC."""

    def search(self, query: Query) -> list[Hit]:
        """The best hits, best first."""

    def section(self, passage: Passage) -> list[Passage]:
        """The passages of the section that a passage stands in, in reading order."""

    def frequency(self, word: str) -> int:
        """How many passages hold a word, in any inflection."""

    def corrected(self, word: str) -> str:
        """The word of the corpus that a misspelt word was meant to be, else the word itself."""

    def headings(self) -> Sequence[tuple[str, Passage]]:
        """Each section's own heading with its first passage, in reading order."""


class History(Protocol):
    """Remembers the last turns of each chat. Called from several threads."""

    def last(self, chat: str) -> Turn | None:
        """The last turn of a chat."""

    def remember(self, chat: str, turn: Turn) -> None:
        """Keep a turn as the last one of its chat."""
