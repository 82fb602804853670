"""A payload of the Events API -> what a person did with a message."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.channels.slack.markup import mentioned, plain, without
from bot.core.register import Person
from bot.core.types import Message

_WRITTEN = (None, "", "file_share", "thread_broadcast", "me_message")
_ROOM_KINDS = {"im": True, "channel": False, "group": False, "mpim": False}


class Deed(StrEnum):
    """What was done with a message."""

    WRITTEN = "written"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person did with a message. ``text`` is as Slack carries it; ``ts`` is its id.

    ``team`` is the person's own, where Slack tells it; ``before`` are the words before an edit,
    ``edit`` is the id of it; ``thread`` is the message that a thread hangs from, or empty.
    """

    deed: Deed
    channel: str
    ts: str
    user: str
    team: str = ""
    text: str = ""
    thread: str = ""
    direct: bool = False
    before: str = ""
    edit: str = ""

    @property
    def key(self) -> str:
        """The same for the same deed, however often and in whatever event it comes."""
        key = f"{self.channel}/{self.ts}"
        return key if self.deed is Deed.WRITTEN else f"{key}/{self.deed}{self.edit}"

    @property
    def root(self) -> str:
        """The message that the answer's thread hangs from."""
        return self.thread or self.ts

    def mentions(self, user: str) -> bool:
        """Whether it mentions a person."""
        return user in mentioned(self.text)

    def dumped(self) -> str:
        """As text, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False)


def loaded(content: str) -> Incoming:
    """What was kept as text."""
    values = json.loads(content)
    return Incoming(**{**values, "deed": Deed(values["deed"])})


def read_event(event: Mapping[str, Any], bot: str, team: str = "") -> Incoming | None:
    """What a person did with a message; None for anything else, and for what bots write.

    ``team`` is the workspace of the person where the event names none.
    """
    incoming = _read(event, bot)
    return replace(incoming, team=incoming.team or team) if incoming else None


def _read(event: Mapping[str, Any], bot: str) -> Incoming | None:
    if event.get("type") not in ("message", "app_mention"):
        return None
    subtype = event.get("subtype")
    if subtype == "message_changed":
        return _edited(event, bot)
    if subtype == "message_deleted":
        return _deleted(event, bot)
    if subtype not in _WRITTEN or not _by_a_person(event, bot):
        return None
    return _of(Deed.WRITTEN, event, event)


def _edited(event: Mapping[str, Any], bot: str) -> Incoming | None:
    """An edit by a person. Slack also tells of one when it adds the preview of a link."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if now.get("subtype") == "tombstone":  # a message that was deleted but has a thread
        return _deleted(event, bot)
    if not _by_a_person(now, bot) or now.get("subtype") not in _WRITTEN:
        return None
    if now.get("text") == before.get("text"):
        return None
    edit = str((now.get("edited") or {}).get("ts") or event.get("ts") or "")
    return _of(Deed.EDITED, event, now, before=str(before.get("text") or ""), edit=edit)


def _deleted(event: Mapping[str, Any], bot: str) -> Incoming | None:
    before = event.get("previous_message") or {}
    ts = str(event.get("deleted_ts") or before.get("ts") or "")
    if not ts or (before and not _by_a_person(before, bot)):
        return None
    return _of(Deed.DELETED, event, {**before, "ts": ts})


def _by_a_person(message: Mapping[str, Any], bot: str) -> bool:
    user = message.get("user")
    return bool(user) and user not in (bot, "USLACKBOT") and not message.get("bot_id")


def _of(
    deed: Deed, event: Mapping[str, Any], message: Mapping[str, Any], **more: str
) -> Incoming | None:
    channel, ts = str(event.get("channel") or ""), str(message.get("ts") or "")
    if not channel or not ts:
        return None
    thread = str(message.get("thread_ts") or "")
    kind = event.get("channel_type")
    return Incoming(
        deed,
        channel,
        ts,
        str(message.get("user") or ""),
        str(message.get("user_team") or message.get("team") or ""),
        str(message.get("text") or ""),
        "" if thread == ts else thread,
        _ROOM_KINDS.get(str(kind), channel.startswith("D")),
        **more,
    )


def chat_of(team: str, channel: str) -> str:
    """A channel as the core knows it."""
    return f"slack:{team}:{channel}"


def moment_of(ts: str) -> datetime | None:
    """When the message of an id was written; None for an id that is no time."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def to_message(
    incoming: Incoming, team: str, bot: str, author: Person, names: Mapping[str, str]
) -> Message:
    """The message as the core reads it."""
    return Message(
        plain(without(incoming.text, bot), names).strip(),
        chat=chat_of(team, incoming.channel),
        author=author,
        id=incoming.ts,
        at=moment_of(incoming.edit or incoming.ts),
        thread=incoming.root,
        private=incoming.direct,
        answers=incoming.thread,
    )
