"""A small workspace: team, people, channels, threads, views and files, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.slack_server.messages import Message
from tests.slack_server.records import Json

TEAM, OTHER_TEAM = "T0GLENMORE", "T0OTHER"
BOT_USER, BOT_ID, APP_ID = "U0COMPACT", "B0COMPACT", "A0COMPACT"
SOMEONE = "U0AILSA"  # the person who acts when a test names nobody


@dataclass
class User:
    """A person or a bot; ``guest``: "" (a member), "multi" or "single" (channel)."""

    id: str
    name: str
    real_name: str
    team: str = TEAM
    guest: str = ""
    is_bot: bool = False
    bot_id: str | None = None
    deleted: bool = False
    is_admin: bool = False
    tz: str = "Europe/London"


@dataclass
class Channel:
    """A conversation; ``kind`` is "channel", "group" (private), "im" or "mpim"."""

    id: str
    name: str
    kind: str = "channel"
    members: list[str] = field(default_factory=list)
    shared_with: tuple[str, ...] = ()
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[Message]] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        self.messages[message.ts] = message
        if message.thread_ts:
            self.threads.setdefault(message.thread_ts, []).append(message)

    def visible(self, thread_ts: str | None = None) -> list[Message]:
        """What is not deleted, oldest first; of one thread, its parent too."""
        if thread_ts is None:
            return [m for m in self.messages.values() if not m.deleted]
        parent = [self.messages[thread_ts]] if thread_ts in self.messages else []
        return [m for m in [*parent, *self.threads.get(thread_ts, [])] if not m.deleted]

    def replies(self, ts: str) -> list[Message]:
        return [m for m in self.threads.get(ts, []) if not m.deleted and m.ts != ts]


@dataclass
class View:
    """A modal or a Home. ``entered``: what a person filled in; ``errors``: what is wrong in it."""

    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    external_id: str = ""
    closed: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    entered: dict[str, Any] = field(default_factory=dict)
    at: float = 0.0

    @property
    def blocks(self) -> list[Json]:
        return list(self.content.get("blocks", ()))

    @property
    def title(self) -> str:
        return str((self.content.get("title") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        return str(self.content.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        return str(self.content.get("private_metadata", ""))

    @property
    def words(self) -> str:
        """All that is shown in it."""
        return Message("", "", "", self.title, "", 0.0, blocks=[self.content]).words

    @property
    def buttons(self) -> list[str]:
        return Message("", "", "", "", "", 0.0, blocks=self.blocks).buttons


@dataclass
class UploadedFile:
    """A file on its way: ``content`` is None until it came, ``message`` until it was completed."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    alt_text: str = ""
    message: Message | None = None


class Workspace:
    """Everybody and everything, by id; whoever changes it holds the lock of the state."""

    def __init__(self) -> None:
        self.users: dict[str, User] = {user.id: user for user in _people()}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in _channels()}
        self.groups: dict[str, tuple[str, list[str]]] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, UploadedFile] = {}
        self.ephemerals: list[Message] = []
        self.statuses: list[Json] = []

    def direct(self, users: Iterable[str]) -> Channel:
        """The direct conversation of these people and the bot, opened when there is none."""
        members = sorted({*users, BOT_USER})
        for channel in self.channels.values():
            if channel.kind in {"im", "mpim"} and sorted(channel.members) == members:
                return channel
        kind = "im" if len(members) == 2 else "mpim"
        start = "D0" if kind == "im" else "G0"
        others = "".join(member.removeprefix("U0") for member in members if member != BOT_USER)
        channel = Channel(f"{start}{others}", "", kind, members)
        self.channels[channel.id] = channel
        return channel

    def message(self, channel: str, ts: str) -> Message | None:
        """The message, unless it is unknown or deleted."""
        home = self.channels.get(channel)
        found = home.messages.get(ts) if home else None
        return None if found is None or found.deleted else found

    def open_views(self, user: str) -> list[View]:
        """The modals that are open for this person, the lowest of the stack first."""
        return [view for view in self.views.values() if view.user == user and not view.closed]


def _people() -> list[User]:
    return [
        User(BOT_USER, "compactbot", "Compact Bot", is_bot=True, bot_id=BOT_ID),
        User("U0AILSA", "ailsa", "Ailsa Moir"),
        User("U0BRYN", "bryn", "Bryn Tarrel", is_admin=True),
        User("U0GUEST", "gordon", "Gordon Visitor", guest="multi"),
        User("U0STRANGER", "sorcha", "Sorcha Faraway", team=OTHER_TEAM),
        User("U0OTHERBOT", "weatherbot", "Weather Bot", is_bot=True, bot_id="B0OTHER"),
    ]


def _channels() -> list[Channel]:
    inside = [BOT_USER, "U0AILSA", "U0BRYN", "U0GUEST", "U0OTHERBOT"]
    return [
        Channel("C0GENERAL", "general", members=[*inside]),
        Channel("C0PLANS", "plans", members=[*inside]),
        Channel(
            "C0SHARED",
            "shared",
            members=[*inside, "U0STRANGER"],
            shared_with=(OTHER_TEAM,),
        ),
        Channel("C0ELSEWHERE", "elsewhere", members=["U0AILSA", "U0BRYN"]),
    ]
