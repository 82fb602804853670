"""A method's name -> the function that answers it, with the token and the scopes it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.slack_server.posting import Poster
from tests.slack_server.records import Advice, Json
from tests.slack_server.sockets import Sockets
from tests.slack_server.state import State
from tests.slack_server.workspace import BOT_USER, Channel, User, Workspace


class Refused(Exception):
    """The method answers ok: false, with this error and what more it says."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error} | more


@dataclass(frozen=True)
class Request:
    """What a method may use: its arguments, and the parts of the server behind it."""

    name: str
    arguments: Json
    state: State
    poster: Poster
    sockets: Sockets

    @property
    def workspace(self) -> Workspace:
        return self.state.workspace

    def text(self, name: str, *, error: str = "invalid_arguments") -> str:
        """The argument, which must be there."""
        value = self.arguments.get(name)
        if value is None or value == "":
            reason = f"[ERROR] missing required field: {name}"
            raise Refused(error, response_metadata={"messages": [reason]})
        return str(value)

    def number(self, name: str, otherwise: int) -> int:
        try:
            return int(self.arguments.get(name) or otherwise)
        except ValueError:
            raise Refused("invalid_arguments") from None

    def advise(self, reason: str) -> None:
        self.state.advice.append(Advice(self.name, reason, self.arguments))

    def need(self, scopes: Sequence[str]) -> None:
        """One of these scopes is enough."""
        granted = self.state.settings.scopes
        if scopes and granted is not None and not granted & set(scopes):
            provided = ",".join(sorted(granted))
            raise Refused("missing_scope", needed=scopes[0], provided=provided)

    def channel(self, *, member: bool = False) -> Channel:
        """The channel that "channel" names: an id, a #name, or a person for a direct message."""
        name = self.text("channel", error="channel_not_found")
        if name in self.workspace.users:
            return self.workspace.direct([name])
        by_name = [c for c in self.workspace.channels.values() if f"#{c.name}" == name]
        found = self.workspace.channels.get(name) or next(iter(by_name), None)
        if found is None or (found.kind != "channel" and BOT_USER not in found.members):
            raise Refused("channel_not_found")
        if member and BOT_USER not in found.members:
            raise Refused("not_in_channel")
        if member and found.archived:
            raise Refused("is_archived")
        return found

    def user(self, name: str = "user") -> User:
        found = self.workspace.users.get(self.text(name, error="user_not_found"))
        if found is None:
            raise Refused("user_not_found")
        return found


@dataclass(frozen=True)
class Method:
    """``scopes``: one of them is needed; ``token``: "bot", "app" or "any"."""

    answer: Callable[[Request], Json]
    scopes: tuple[str, ...] = ()
    token: str = "bot"


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, token: str = "bot"
) -> Callable[[Callable[[Request], Json]], Callable[[Request], Json]]:
    """Enters a function under a method's name."""

    def enter(answer: Callable[[Request], Json]) -> Callable[[Request], Json]:
        METHODS[name] = Method(answer, scopes, token)
        return answer

    return enter


def pages(items: Sequence[Json], request: Request, key: str, most: int = 100) -> Json:
    """One page of a list, with the cursor of the next."""
    cursor = str(request.arguments.get("cursor") or "page:0")
    start = cursor.removeprefix("page:")
    if not start.isdecimal():
        raise Refused("invalid_cursor")
    size = min(request.number("limit", most), 1000)
    end = int(start) + size
    following = f"page:{end}" if end < len(items) else ""
    return {
        "ok": True,
        key: list(items[int(start) : end]),
        "has_more": bool(following),
        "response_metadata": {"next_cursor": following},
    }
