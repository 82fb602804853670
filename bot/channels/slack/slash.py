"""A slash command -> an answer that only who asked sees, until they share it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.answering import elsewhere, reply_of
from bot.channels.slack.events import chat_of
from bot.channels.slack.markup import mentioned, plain
from bot.channels.slack.once import once
from bot.channels.slack.parts import Parts
from bot.channels.slack.private import Asker, Private
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.core.register import Person
from bot.core.types import Message

_ASK = "ask "

log = logging.getLogger(__name__)


class Slash:
    """Answers commands. It belongs to one event loop."""

    def __init__(self, parts: Parts, private: Private) -> None:
        self._parts, self._private = parts, private

    async def take_in(self, body: Mapping[str, Any]) -> None:
        """Answer one command, once."""
        parts, user = self._parts, str(body.get("user_id") or "")
        channel, url = str(body.get("channel_id") or ""), str(body.get("response_url") or "")
        person = await parts.access.person(user, str(body.get("team_id") or ""))
        if person is None:
            return
        asker = Asker(user, channel, url)
        async with once(parts, f"slash/{body.get('trigger_id')}") as key:
            if key is None:
                return
            try:
                if parts.access.works_in(channel, direct=channel.startswith("D")):
                    await self._answer(body, asker, person, key)
                elif pointer := elsewhere(parts.settings):
                    await self._private.say(asker, pointer)
            except (Refusal, Undelivered) as error:
                log.error("%s was not answered: %s", key, error)

    async def _answer(
        self, body: Mapping[str, Any], asker: Asker, person: Person, key: str
    ) -> None:
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
            await self._private.tell(asker, words, reply, key)

    async def _words(self, text: str) -> str:
        """What is asked: nothing is a call for help, and "ask" need not be said."""
        names = await self._parts.access.names(mentioned(text))
        words = plain(text, names).strip()
        if words.lower().startswith(_ASK):
            words = words[len(_ASK) :].strip()
        return words or "help"
