"""What the channel is told by whoever runs it. Its secrets are in no repr."""

from __future__ import annotations

from dataclasses import dataclass, field

POLLING, WEBHOOK = "polling", "webhook"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where Telegram is, how its updates come, and who may what; people and chats by id.

    ``file_url`` empty is as ``api_url``. In the mode "webhook" Telegram sends to ``webhook_url``,
    which must lead to ``port`` here, with ``secret`` in a header. ``chats`` are the groups that the
    bot answers in; none unless named. ``contact`` is whom else to ask, in words.
    """

    api_url: str
    token: str = field(repr=False)
    file_url: str = ""
    mode: str = POLLING
    webhook_url: str = ""
    port: int = 3001
    secret: str = field(default="", repr=False)
    chats: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    contact: str = ""

    @property
    def base_url(self) -> str:
        """Where methods are called, as the library wants it: the token follows."""
        return f"{self.api_url.rstrip('/')}/bot"

    @property
    def base_file_url(self) -> str:
        """Where files are fetched, as the library wants it."""
        return f"{(self.file_url or self.api_url).rstrip('/')}/file/bot"
