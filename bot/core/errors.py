"""What can go wrong in the assistant. Each message says what to do next.

BotError
├── StorageError       the database cannot be used, or refused what was asked of it
├── UsageError         a command was given something that it cannot use
│   └── Refused        a person may not do this, or it cannot be done: what they read in the chat
└── ConfigError        the configuration cannot be used: names the file and, where known, the line
"""

from __future__ import annotations


class BotError(Exception):
    """Root of all errors of this package."""


class ConfigError(BotError):
    """The configuration cannot be used. ``path`` and ``line`` say where.

    Line 0 is the whole file; an empty path leaves the message to stand alone.
    """

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        self.path, self.reason, self.line = path, reason, line
        where = f"{path}, line {line}: " if line else f"{path}: " if path else ""
        super().__init__(where + reason)


class StorageError(BotError):
    """The database cannot be used, or what it holds does not allow what was asked of it."""


class UsageError(BotError):
    """A command was given something that it cannot use."""


class Refused(UsageError):
    """A person may not do this, or it cannot be done; the message is what they read."""
