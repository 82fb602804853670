"""A slash command -> an answer that only who asked sees, until they share it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.answering import elsewhere, reply_of
from bot.channels.slack.events import chat_of
from bot.channels.slack.intake import Interaction
from bot.channels.slack.markup import mentioned, plain
from bot.channels.slack.parts import Parts
from bot.channels.slack.private import Asker, Private
from bot.core.register import Person
from bot.core.types import Message

_ASK = "ask "


class Slash:
    """Answers commands. It belongs to one event loop."""

    def __init__(self, parts: Parts, private: Private) -> None:
        self._parts, self._private = parts, private

    async def answer(self, done: Interaction) -> None:
        """Answer one command. Raises Refusal or Undelivered."""
        parts, body = self._parts, done.body
        user, channel = str(body.get("user_id") or ""), str(body.get("channel_id") or "")
        person = await parts.access.person(user, str(body.get("team_id") or ""))
        if person is None:
            return
        url = str(body.get("response_url") or "")
        asker = Asker(user, channel, url, done.key, done.again)
        if parts.access.works_in(channel, direct=channel.startswith("D")):
            await self._answer(body, asker, person)
        elif pointer := elsewhere(parts.settings):
            await self._private.say(asker, pointer)

    async def _answer(self, body: Mapping[str, Any], asker: Asker, person: Person) -> None:
        parts = self._parts
        words = await self._words(str(body.get("text") or ""))
        message = Message(
            words,
            chat=chat_of(parts.home.team, asker.channel),
            author=person,
            id=f"slash:{body.get('trigger_id')}",
            at=datetime.now(UTC),
            thread=f"slash:{person.id}",
        )
        async with self._private.sign_of_life(asker):
            reply = await reply_of(parts, parts.assistant.reply_to, message)
        if reply is not None:
            await self._private.tell(asker, words, reply)

    async def _words(self, text: str) -> str:
        """What is asked: nothing is a call for help, and "ask" need not be said."""
        names = await self._parts.access.names(mentioned(text))
        words = plain(text, names).strip()
        if words.lower().startswith(_ASK):
            words = words[len(_ASK) :].strip()
        return words or "help"
