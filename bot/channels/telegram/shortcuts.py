"""/update without words -> what it replies to is logged, or else a form begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.channels.telegram import wording
from bot.channels.telegram.answering import Said, reply_of
from bot.channels.telegram.commands import typed
from bot.channels.telegram.commands import words_of as said_by
from bot.channels.telegram.events import Incoming, moment_of
from bot.channels.telegram.forms import About, Draft, asked
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.places import person_key
from bot.core.register import Needs, Person, Proposal, Role
from bot.core.types import Message, Reply, Text

_MOST = 5  # actions that are offered first


class Shortcuts:
    """Sees to /update without words. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def update(self, incoming: Incoming, by: Person) -> Reply | Said | None:
        """Log the message that it replies to, under its author's name; else begin a form."""
        if by.role is Role.READER:
            told = wording.ANONYMOUS if incoming.anonymous else wording.MAY_NOT_LOG
            return _told(told)
        answered = incoming.answers
        if not answered.id or answered.user == self._parts.home.id:
            return await self._form(Draft(incoming.user))
        if answered.bot:
            return _told(wording.OF_A_BOT)
        if not answered.text:
            return _told(wording.NO_WORDS)
        return await self._of_message(incoming, by)

    async def _form(self, draft: Draft) -> Reply | Said:
        actions = await self._parts.work.think(self._parts.assistant.choices)
        if not actions:
            return _told(wording.NO_ACTIONS)
        return asked(draft, actions, datetime.now(UTC).date())

    async def _of_message(self, incoming: Incoming, by: Person) -> Reply | Said | None:
        parts, answered = self._parts, incoming.answers
        author = await parts.access.known(answered.user, answered.name)
        author = author or Person(person_key(answered.user), answered.name, Role.READER)
        command = typed(answered.text)
        message = Message(
            said_by(command) if command else answered.text,
            chat=incoming.place.key,
            author=author,
            id=str(answered.id),
            at=moment_of(answered.at),
            thread=parts.threads.of(incoming.chat, answered.id) or str(answered.id),
            private=incoming.place.private,
        )
        if author.id == by.id:
            words = message.text if command else f"update: {message.text}"
            return await reply_of(parts, parts.assistant.reply_to, replace(message, text=words))
        read = await parts.work.think(parts.assistant.read, message)
        if not read:
            return _told(wording.NO_ACTIONS)
        return await self._read(incoming, message, read[0], by)

    async def _read(
        self, incoming: Incoming, message: Message, proposal: Proposal, by: Person
    ) -> Reply | Said | None:
        """Log what was read; where it is not clear which action is meant, that is asked."""
        parts, likely = self._parts, tuple(match.action for match in proposal.matches[:_MOST])
        if proposal.needs is None and likely:
            change = proposal.change(likely[0])
            return await reply_of(
                parts, lambda said: parts.assistant.log(said, change, by), message
            )
        about = About(
            message.id, message.author.id, message.author.name, message.text, incoming.answers.at
        )
        draft = Draft(
            incoming.user,
            action=likely[0] if likely and proposal.needs is Needs.CONFIRM else "",
            status=proposal.status.value if proposal.status else None,
            percent="" if proposal.percent is None else str(proposal.percent),
            due=proposal.due.isoformat() if proposal.due else "",
            likely=likely,
            about=about,
        )
        return await self._form(draft)


def _told(words: str) -> Reply:
    return Reply((Text(words),), refused=True)
