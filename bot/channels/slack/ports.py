"""What the channel needs from outside; bot.storage.arrivals gives it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol


class Arrivals(Protocol):
    """Notes of what came in. Called from several threads; each method raises StorageError."""

    def begin(self, key: str, content: str, at: datetime) -> bool:
        """Note that something came; False if it had come before."""

    def finish(self, key: str, *, keep: bool = False) -> None:
        """Note that it was seen to; its words are forgotten unless they are to be kept."""

    def content(self, key: str) -> str:
        """The words of something that came; empty where they were forgotten or never came."""

    def take(self, now: datetime, lease: timedelta) -> tuple[tuple[str, str], ...]:
        """What nobody has seen to for so long, earliest first: it is the caller's from now on."""

    def forget(self, before: datetime) -> None:
        """Drop the notes of what came before a time."""

    def join(self, chat: str, thread: str) -> None:
        """Note that the assistant takes part in a thread."""

    def takes_part(self, chat: str, thread: str) -> bool:
        """Whether the assistant takes part in a thread."""

    def rate(self, reply: str, person: str, helpful: bool, reason: str, at: datetime) -> None:
        """Keep what a person thinks of a reply: their last word on it."""
