"""What a person says and does in the workspace -> messages and commands that the bot hears."""

from __future__ import annotations

import html
import re
import time

from tests.slack_server.delivery import Dispatcher
from tests.slack_server.events import Events
from tests.slack_server.hooks import Hooks
from tests.slack_server.messages import Message
from tests.slack_server.payloads import TEAM_JSON, interaction_json, message_json, view_json
from tests.slack_server.posting import Poster
from tests.slack_server.records import Delivery, Json
from tests.slack_server.state import State, Trigger
from tests.slack_server.workspace import BOT_USER, SOMEONE, TEAM, Channel, User

_MARKED = re.compile(r"<(?:[@#!][^<>\s]+|https?://[^<>\s]+)>|https?://[^\s<>]+")


class People:
    """The doings of people with messages; `Hands` has those with buttons, menus and forms."""

    state: State
    dispatcher: Dispatcher
    events: Events
    hooks: Hooks
    poster: Poster

    def say(
        self,
        channel: str,
        text: str,
        user: str = SOMEONE,
        thread_ts: str | None = None,
        *,
        subtype: str | None = None,
    ) -> Message:
        """A message as typed: Slack escapes it, and fires app_mention beside it for "<@bot>"."""
        with self.state.changed:
            speaker, home = self._user(user), self._channel(channel)
            message = self._spoken(home, speaker, text, thread_ts)
            message.subtype = subtype or ("bot_message" if speaker.is_bot else None)
            home.add(message)
            self.events.said(home, message, mentions=f"<@{BOT_USER}>" in message.text)
            self.state.changed.notify_all()
        return message

    def mention(
        self, channel: str, text: str, user: str = SOMEONE, thread_ts: str | None = None
    ) -> Message:
        return self.say(channel, f"<@{BOT_USER}> {text}", user, thread_ts)

    def dm(self, text: str, user: str = SOMEONE, thread_ts: str | None = None) -> Message:
        """A direct message to the bot."""
        with self.state.changed:
            channel = self.state.workspace.direct([user])
        return self.say(channel.id, text, user, thread_ts)

    def edit(self, message: Message, text: str) -> None:
        """A true edit by the author; a mention that comes in fires app_mention, as Slack does."""
        with self.state.changed:
            home, before = self._before(message)
            was_named = f"<@{BOT_USER}>" in message.text
            message.earlier.append(message.text)
            message.text, message.blocks = escaped(text), self._rich(text)
            message.edited = {"user": message.user, "ts": self.state.stamps.new()}
            message.changed_at = time.monotonic()
            self.events.changed(home, message, before)
            if not was_named and f"<@{BOT_USER}>" in message.text and home.kind != "im":
                told = message_json(message, home) | {"channel": home.id, "type": "app_mention"}
                message.deliveries.append(self.events.emit(told | {"event_ts": message.ts}))
            self.state.changed.notify_all()

    def delete(self, message: Message) -> None:
        """Taken back by the author or an administrator; a parent with replies leaves a stub."""
        with self.state.changed:
            self.poster.delete(message)
            self.state.changed.notify_all()

    def unfurl(self, message: Message) -> None:
        """A link unfolds: a message_changed in which nobody changed a word."""
        with self.state.changed:
            home, before = self._before(message)
            message.attachments.append({"title": "A page", "text": "what the page says", "id": 1})
            self.events.changed(home, message, before)
            self.state.changed.notify_all()

    def react(self, message: Message, name: str, user: str = SOMEONE) -> None:
        with self.state.changed:
            message.reactions.setdefault(name, []).append(self._user(user).id)
            home = self._channel(message.channel)
            self.events.reacted(home, message, name, self._user(user))
            self.state.changed.notify_all()

    def slash(
        self, command: str, text: str = "", channel: str = "C0PLANS", user: str = SOMEONE
    ) -> Delivery:
        """A slash command; it works in every channel, also where the bot is not."""
        with self.state.changed:
            person, home = self._user(user), self._channel(channel)
            names = {"im": "directmessage", "mpim": "directmessage", "group": "privategroup"}
            payload = {
                "token": "a-verification-token",
                "team_id": person.team,
                "team_domain": TEAM_JSON["domain"] if person.team == TEAM else "faraway",
                "channel_id": home.id,
                "channel_name": names.get(home.kind, home.name),
                "user_id": person.id,
                "user_name": person.name,
                "command": command,
                "text": text,
                "api_app_id": interaction_json("", person, "")["api_app_id"],
                "is_enterprise_install": "false",
                "response_url": self.hooks.new(home.id, person.id),
                "trigger_id": self._trigger(person),
            }
            return self.dispatcher.deliver("slash_commands", payload)

    def open_home(self, user: str = SOMEONE, tab: str = "home") -> Delivery | None:
        """Opens the app's page; None when the bot is not subscribed to that."""
        with self.state.changed:
            channel = self.state.workspace.direct([self._user(user).id])
            event: Json = {"type": "app_home_opened", "user": user, "channel": channel.id}
            event |= {"tab": tab, "event_ts": self.state.stamps.new()}
            if home := self.state.workspace.homes.get(user):
                event["view"] = view_json(home)
            return self.events.emit(event) if self.events.subscribed("app_home_opened") else None

    def rename(self, channel: str, name: str) -> None:
        with self.state.changed:
            home = self._channel(channel)
            home.name = name
            told = {"id": channel, "name": name, "name_normalized": name, "created": 1_780_000_000}
            if self.events.subscribed("channel_rename"):
                self.events.emit({"type": "channel_rename", "channel": told})

    def emit(self, event: Json) -> Delivery:
        """Any event at all."""
        return self.events.emit(event)

    # --- parts ---

    def _spoken(self, home: Channel, user: User, text: str, thread_ts: str | None) -> Message:
        return Message(
            ts=self.state.stamps.new(),
            channel=home.id,
            user=user.id,
            text=escaped(text),
            team=user.team,
            at=time.monotonic(),
            blocks=self._rich(text),
            thread_ts=thread_ts,
            bot_id=user.bot_id,
            client_msg_id=None if user.is_bot else self.state.new_id("client-"),
        )

    def _rich(self, text: str) -> list[Json]:
        """The same words as the rich_text block that Slack's client makes of them."""
        parts: list[Json] = []
        for piece in re.split(r"(<@\w+>)", text):
            if piece.startswith("<@"):
                parts.append({"type": "user", "user_id": piece[2:-1]})
            elif piece:
                parts.append({"type": "text", "text": piece})
        section = {"type": "rich_text_section", "elements": parts}
        return [{"type": "rich_text", "block_id": self.state.new_id("b"), "elements": [section]}]

    def _before(self, message: Message) -> tuple[Channel, Json]:
        home = self._channel(message.channel)
        return home, message_json(message, home)

    def _trigger(self, user: User, view: str | None = None) -> str:
        trigger_id = f"{self.state.new_id('')}.{user.team}.trigger"
        self.state.triggers[trigger_id] = Trigger(user.id, self.state.settings.clock(), view)
        return trigger_id

    def _user(self, user: str) -> User:
        return self.state.workspace.users[user]

    def _channel(self, channel: str) -> Channel:
        return self.state.workspace.channels[channel]


def escaped(text: str) -> str:
    """A typed text as it is stored: & < > escaped, links in <>, mentions as they are."""
    made, end = [], 0
    for mark in _MARKED.finditer(text):
        made.append(html.escape(text[end : mark.start()], quote=False))
        word = mark.group()
        made.append(word if word.startswith("<") else f"<{html.escape(word, quote=False)}>")
        end = mark.end()
    return "".join([*made, html.escape(text[end:], quote=False)])
