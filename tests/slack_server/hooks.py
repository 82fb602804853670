"""Posts to a response_url -> a message for the asker, for the channel, or in place of the old one.

It lives 30 minutes and takes five posts, as the real one.
"""

from __future__ import annotations

from tests.slack_server.limits import messages as limits
from tests.slack_server.messages import Message
from tests.slack_server.methods.chat import refuse
from tests.slack_server.methods.registry import Refused
from tests.slack_server.posting import Poster
from tests.slack_server.records import Advice, Json
from tests.slack_server.state import Hook, State

LIFE = 30 * 60  # seconds
MOST_POSTS = 5


class Hooks:
    """Every response_url that was given out."""

    def __init__(self, state: State, poster: Poster) -> None:
        self._state = state
        self._poster = poster

    def new(self, channel: str, user: str, message: Message | None = None) -> str:
        """The address at which the bot may answer this person."""
        key = self._state.new_id("R")
        now = self._state.settings.clock()
        hook = Hook(channel, user, now)
        if message is not None:
            hook.message_ts, hook.thread_ts = message.ts, message.thread_ts
        self._state.hooks[key] = hook
        return f"{self._state.url}/actions/{key}"

    def take(self, key: str, arguments: Json) -> Json:
        """What one post does.

        Raises:
            Refused: it is unknown, too late or once too often, or the payload breaks a limit.
        """
        hook = self._state.hooks.get(key)
        if hook is None:
            raise Refused("no_service")
        if self._state.settings.clock() - hook.at > LIFE:
            raise Refused("expired_url")
        if hook.used >= MOST_POSTS:
            raise Refused("used_url")
        hook.used += 1
        return self.act(hook, arguments)

    def act(self, hook: Hook, arguments: Json) -> Json:
        """Does what the payload of a response_url, or of an ack, says."""
        original = self._original(hook)
        if arguments.get("delete_original"):
            if original is None:
                raise Refused("message_not_found")
            self._poster.delete(original)
            return {"ok": True}
        refuse(limits.refusal(arguments))
        for reason in limits.advice(arguments):
            self._state.advice.append(Advice("response_url", reason, arguments))
        if arguments.get("replace_original") and original is not None:
            self._poster.change(original, {**arguments, "blocks": arguments.get("blocks") or []})
            return {"ok": True}
        channel = self._state.workspace.channels[hook.channel]
        private = arguments.get("response_type") != "in_channel"
        said = {"thread_ts": hook.thread_ts} | arguments if private else arguments
        self._poster.post(channel, said, to=hook.user if private else None)
        return {"ok": True}

    def _original(self, hook: Hook) -> Message | None:
        workspace = self._state.workspace
        if hook.message_ts is None:
            return None
        kept = [m for m in workspace.ephemerals if m.ts == hook.message_ts and not m.deleted]
        return workspace.message(hook.channel, hook.message_ts) or next(iter(kept), None)
