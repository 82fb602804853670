"""A message's arguments -> the message in the workspace."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from tests.slack_server.events import Events
from tests.slack_server.ids import with_ids
from tests.slack_server.messages import Message
from tests.slack_server.payloads import message_json
from tests.slack_server.records import Json
from tests.slack_server.state import State
from tests.slack_server.workspace import BOT_ID, BOT_USER, TEAM, Channel


class Poster:
    """Posts, changes and deletes the bot's messages, and tells the bot so as Slack does."""

    def __init__(self, state: State, events: Events) -> None:
        self._state = state
        self._events = events

    def post(
        self,
        channel: Channel,
        arguments: Mapping[str, Any],
        *,
        to: str | None = None,
        files: Sequence[Json] = (),
    ) -> Message:
        """A new message of the bot; ``to``: only this person sees it."""
        message = Message(
            ts=self._state.stamps.new(),
            channel=channel.id,
            user=BOT_USER,
            text=_text(arguments),
            team=TEAM,
            at=time.monotonic(),
            blocks=with_ids(arguments.get("blocks") or [], self._state.new_id),
            attachments=list(arguments.get("attachments") or []),
            thread_ts=arguments.get("thread_ts") or None,
            bot_id=BOT_ID,
            subtype="file_share" if files else None,
            files=list(files),
            ephemeral_to=to,
            arguments=dict(arguments),
        )
        message.changed_at = message.at
        if to:
            self._state.workspace.ephemerals.append(message)
        else:
            channel.add(message)
            self._events.said(channel, message, mentions=False)
        return message

    def change(self, message: Message, arguments: Mapping[str, Any]) -> None:
        """What is not named stays, blocks and metadata too: an empty one takes them away."""
        channel = self._state.workspace.channels[message.channel]
        before = message_json(message, channel)
        message.earlier.append(message.text)
        message.changed_at = time.monotonic()
        kept = {"metadata": message.arguments.get("metadata")}
        message.arguments = kept | dict(arguments)
        if any(arguments.get(name) is not None for name in ("text", "markdown_text")):
            message.text = _text(arguments)
        if arguments.get("blocks") is not None:
            message.blocks = with_ids(arguments["blocks"], self._state.new_id)
        message.edited = {"user": BOT_USER, "ts": self._state.stamps.new()}
        self._events.changed(channel, message, before)

    def delete(self, message: Message) -> None:
        """Gone for everybody. A parent with replies leaves a stub, which is an edit to the bot."""
        channel = self._state.workspace.channels[message.channel]
        before = message_json(message, channel)
        message.changed_at = time.monotonic()
        if channel.replies(message.ts) and not message.ephemeral_to:
            message.earlier.append(message.text)
            message.subtype, message.text = "tombstone", "This message was deleted."
            message.blocks, message.files = [], []
            self._events.changed(channel, message, before)
            return
        message.deleted = True
        self._events.deleted(channel, message, before)


def _text(arguments: Mapping[str, Any]) -> str:
    return str(arguments.get("text") or arguments.get("markdown_text") or "")
