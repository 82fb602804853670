"""What happens in the workspace -> the events that the bot hears of it, and no others."""

from __future__ import annotations

from tests.slack_server.delivery import Dispatcher
from tests.slack_server.messages import Message
from tests.slack_server.payloads import event_json, message_json
from tests.slack_server.records import Delivery, Json
from tests.slack_server.state import State
from tests.slack_server.workspace import BOT_USER, TEAM, Channel, User

SCOPE_OF = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
_SCOPES = {"app_mention": "app_mentions:read", "reaction_added": "reactions:read"}


class Events:
    """Sends an event where the bot is a member, subscribed to it and has the scope for it."""

    def __init__(self, state: State, dispatcher: Dispatcher) -> None:
        self._state = state
        self._dispatcher = dispatcher

    def emit(self, event: Json, *, shared: bool = False) -> Delivery:
        """Any event, known or not, whatever the bot is subscribed to."""
        now = self._state.settings.clock()
        body = event_json(event, self._state.new_id("Ev"), now, shared=shared)
        return self._dispatcher.deliver("events_api", body)

    def said(self, channel: Channel, message: Message, *, mentions: bool) -> None:
        """A new message: ``message``, and beside it ``app_mention`` where the bot is named."""
        told = message_json(message, channel) | {"channel": channel.id, "event_ts": message.ts}
        self._message(channel, message, told)
        if mentions and channel.kind != "im" and self._hears(channel, "app_mention"):
            mention = {k: v for k, v in told.items() if k != "subtype"} | {"type": "app_mention"}
            message.deliveries.append(self.emit(mention, shared=bool(channel.shared_with)))

    def changed(self, channel: Channel, message: Message, before: Json) -> None:
        """``message_changed``: a true edit, a link that unfolded, a parent that became a stub."""
        ts = self._state.stamps.new()
        told: Json = {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "channel": channel.id,
            "ts": ts,
            "event_ts": ts,
            "message": message_json(message, channel) | {"source_team": TEAM, "user_team": TEAM},
            "previous_message": before,
        }
        self._message(channel, message, told)

    def deleted(self, channel: Channel, message: Message, before: Json) -> None:
        """``message_deleted``."""
        ts = self._state.stamps.new()
        told: Json = {
            "type": "message",
            "subtype": "message_deleted",
            "hidden": True,
            "channel": channel.id,
            "ts": ts,
            "event_ts": ts,
            "deleted_ts": message.ts,
            "previous_message": before,
        }
        self._message(channel, message, told)

    def reacted(self, channel: Channel, message: Message, name: str, user: User) -> None:
        if self._hears(channel, "reaction_added"):
            item = {"type": "message", "channel": channel.id, "ts": message.ts}
            event: Json = {"type": "reaction_added", "user": user.id, "reaction": name}
            event |= {"item": item, "item_user": message.user, "event_ts": self._state.stamps.new()}
            message.deliveries.append(self.emit(event))

    def subscribed(self, name: str) -> bool:
        """The app has this event in its settings, and the scope that it needs."""
        granted, wanted = self._state.settings.scopes, self._state.settings.subscriptions
        needed = _SCOPES.get(name)
        if name.startswith("message."):
            needed = name.removeprefix("message.") + ":history"
        has_scope = granted is None or needed is None or needed in granted
        return has_scope and (wanted is None or name in wanted)

    def _message(self, channel: Channel, message: Message, event: Json) -> None:
        name = f"message.{SCOPE_OF[channel.kind]}"
        is_echo = message.user == BOT_USER and not self._state.settings.echo
        if self._hears(channel, name) and not is_echo and not message.ephemeral_to:
            told = event | {"channel_type": channel.kind}
            message.deliveries.append(self.emit(told, shared=bool(channel.shared_with)))

    def _hears(self, channel: Channel, name: str) -> bool:
        return BOT_USER in channel.members and self.subscribed(name)
