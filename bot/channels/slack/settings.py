"""What the channel is told by whoever runs it. Its secrets are in no repr."""

from __future__ import annotations

from dataclasses import dataclass, field

EVERYONE = "everyone"
DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The secrets of the app: of the bot, of Socket Mode, and of signed requests."""

    bot: str = field(repr=False)
    app: str = field(default="", repr=False)
    signing: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where Slack is, how it is listened to, and who may what; people, groups, channels by id.

    ``channels`` narrows the bot to these ("direct" stands for direct messages and the Home tab);
    empty is everywhere. ``contributors`` may hold "everyone". ``offer_in`` are the channels where a
    likely update gets a private offer to log it. ``contact`` is whom else to ask, in words.
    """

    api_url: str
    tokens: Tokens
    mode: str = "socket"
    port: int = 3000
    channels: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    contributors: tuple[str, ...] = (EVERYONE,)
    officer_groups: tuple[str, ...] = ()
    contributor_groups: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    offer_in: tuple[str, ...] = ()
    contact: str = ""

    @property
    def base_url(self) -> str:
        """The address of the web API, ending in a slash as the SDK wants it."""
        return self.api_url.rstrip("/") + "/"
