"""What went over the wire -> values that a test can look at, with times in seconds (monotonic)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Call:
    """One request to the Web API, a response_url ("response_url") or an upload ("upload").

    ``answer`` is what the method said (None: not processed); ``fault`` what a script did to it.
    """

    method: str
    arguments: Mapping[str, Any]
    token: str
    at: float
    content_type: str = ""
    answer: Json | None = None
    status: int = 0
    fault: str = ""

    @property
    def ok(self) -> bool:
        """The method did its work, whether or not its answer arrived."""
        return bool(self.answer and self.answer.get("ok"))

    @property
    def error(self) -> str:
        return str((self.answer or {}).get("error", ""))


@dataclass
class Ack:
    """The bot's answer to an envelope or to a signed request; ``seconds`` after it was sent."""

    envelope_id: str
    payload: Json
    seconds: float
    ignored: bool = False
    status: int = 200


@dataclass
class Envelope:
    """One sending of a delivery: over which connection ("http" for signed requests), when."""

    id: str
    connection: str
    at: float
    attempt: int = 0
    reason: str = ""


@dataclass
class Delivery:
    """Something that Slack tells the bot: kind "events_api", "interactive" or "slash_commands".

    ``failed`` is what the person would see when nobody took it ("dispatch_failed").
    """

    kind: str
    payload: Json
    at: float
    envelopes: list[Envelope] = field(default_factory=list)
    acks: list[Ack] = field(default_factory=list)
    failed: str = ""

    @property
    def event_id(self) -> str:
        return str(self.payload.get("event_id", ""))

    @property
    def event(self) -> Json:
        """The inner event of an events_api delivery, else nothing."""
        return dict(self.payload.get("event", {}))

    @property
    def acked(self) -> bool:
        return any(not ack.ignored for ack in self.acks)

    @property
    def trigger_id(self) -> str:
        return str(self.payload.get("trigger_id", ""))

    @property
    def response_url(self) -> str:
        return str(self.payload.get("response_url", ""))


@dataclass(frozen=True)
class Advice:
    """Something that Slack lets through and a careful bot avoids; ``reason`` in a sentence."""

    method: str
    reason: str
    arguments: Mapping[str, Any]
