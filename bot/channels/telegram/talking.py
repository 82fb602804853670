"""What a person did with a message -> an answer to it, in its topic, once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.channels.once import is_done, is_first
from bot.channels.recent import Recent
from bot.channels.telegram import wording
from bot.channels.telegram.answering import (
    Said,
    post_reply,
    reply_of,
    sign_of_life,
    try_reply,
)
from bot.channels.telegram.chats import Chats
from bot.channels.telegram.commands import ABOUT, UPDATE, words_of
from bot.channels.telegram.events import Deed, Incoming, moment_of
from bot.channels.telegram.pairing import Pairing
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.posted import is_open
from bot.channels.telegram.retrying import Refusal, Undelivered
from bot.channels.telegram.shortcuts import Shortcuts
from bot.core.register import Person, Role
from bot.core.types import Message, Reply, Text

_OLD = timedelta(days=1)  # an older message is not answered because it was edited

log = logging.getLogger(__name__)


class Talking:
    """Takes in what people write. It belongs to one event loop."""

    def __init__(self, parts: Parts, pairing: Pairing, shortcuts: Shortcuts, chats: Chats) -> None:
        self._parts, self._pairing, self._chats = parts, pairing, chats
        self._shortcuts = shortcuts
        self._calls: Mapping[Deed, Callable[[Message], Reply | None]] = {
            Deed.WRITTEN: parts.assistant.reply_to,
            Deed.EDITED: parts.assistant.edited,
        }
        self._recent = Recent()

    async def take_in(self, incoming: Incoming) -> None:
        """Begin to see to it where that is wanted; when this returns, it cannot get lost."""
        parts = self._parts
        parts.sender.seen.note(incoming.chat, incoming.id)
        self._note_thread(incoming)
        if not self._recent.is_new(incoming.key) or not self._is_for_us(incoming):
            return
        first = await self._first(incoming)
        if first is not None:
            parts.work.begin(self.see_to(first))

    # --- is it new, and ours? --------------------------------------------------------------------

    def _is_for_us(self, incoming: Incoming) -> bool:
        """Whether the words are for the assistant; an edit may be of a message that was."""
        return incoming.addressed or incoming.place.private or incoming.deed is Deed.EDITED

    async def _first(self, incoming: Incoming) -> Incoming | None:
        """The deed if it is seen for the first time, in any process; an edit may be a message."""
        if incoming.deed is Deed.EDITED and self._asks_by_edit(incoming):
            written = replace(incoming, deed=Deed.WRITTEN)
            if await self._begin(written):
                self._recent.is_new(written.key)
                return written
        return incoming if await self._begin(incoming) else None

    def _asks_by_edit(self, incoming: Incoming) -> bool:
        """Whether it is for us, and would be answered if we had not seen it: it came out of order,
        or our name was forgotten at first."""
        young = datetime.now(UTC) - moment_of(incoming.at) < _OLD
        return young and (incoming.place.private or incoming.addressed)

    async def _begin(self, incoming: Incoming) -> bool:
        return await is_first(self._parts, self._key(incoming), incoming.dumped())

    def _key(self, incoming: Incoming) -> str:
        return f"{self._parts.prefix}{incoming.key}"

    # --- threads ---------------------------------------------------------------------------------

    def _note_thread(self, incoming: Incoming) -> None:
        """A reply belongs to the thread of what it answers; other words of a person in a group go
        on from what they said there before, in private each begins a thread."""
        threads, chat = self._parts.threads, incoming.chat
        if threads.of(chat, incoming.id):
            return
        answers = incoming.answers.id
        own = str(incoming.id) if incoming.place.private else f"user:{incoming.user}"
        thread = (threads.of(chat, answers) or str(answers)) if answers else own
        threads.note(chat, incoming.id, thread)

    # --- what is done ----------------------------------------------------------------------------

    async def see_to(self, incoming: Incoming, *, again: bool = False) -> None:
        """Do what is to be done; ``again`` where an earlier run may have done it in part."""
        self._note_thread(incoming)
        async with self._parts.work.turn(self._turn(incoming)):
            if again and not await is_open(self._parts, self._key(incoming)):
                return
            try:
                await self._chats.heard(incoming.place)
                await self._answer(incoming, again=again)
            except Undelivered as error:  # it stays begun, and is taken up later
                log.error("%s waits: %s", incoming.key, error)
                return
            except Refusal as refusal:
                await self._chats.refused(incoming.place, refusal)
            await is_done(self._parts, self._key(incoming))

    def _turn(self, incoming: Incoming) -> str:
        if incoming.place.private:
            return incoming.place.key
        return f"{incoming.place.key}/{self._parts.threads.of(incoming.chat, incoming.id)}"

    async def _answer(self, incoming: Incoming, *, again: bool) -> None:
        place, key = incoming.place, self._key(incoming)
        author = await self._author(incoming)
        if author is None:
            return
        thread = self._parts.threads.of(incoming.chat, incoming.id)
        async with sign_of_life(self._parts, place):
            said = await self._said(incoming, author)
        if said is not None:
            await post_reply(self._parts, said, place, key, thread=thread, again=again)

    async def _author(self, incoming: Incoming) -> Person | None:
        """Who wrote it, if they are to have an answer; others are told what to do, if anything."""
        parts, place = self._parts, incoming.place
        author = await parts.access.person(incoming.user, incoming.name, place)
        if place.private:
            is_let_in = await self._pairing.seen_to(incoming, author)
            return None if is_let_in else author
        if author is None and incoming.addressed and incoming.deed is Deed.WRITTEN:
            known = await parts.access.known(incoming.user, incoming.name)
            if known and known.role is Role.OFFICER:
                words = wording.NOT_HERE.format(incoming.chat)
                await try_reply(parts, words, place, self._key(incoming))
        return author

    async def _said(self, incoming: Incoming, author: Person) -> Reply | Said | None:
        """What is said to it."""
        parts, message, command = self._parts, self._message(incoming, author), incoming.command
        bare = command is not None and command.name == UPDATE and not command.rest
        if bare and incoming.deed is Deed.WRITTEN:
            return await self._shortcuts.update(incoming, author)
        reply = await reply_of(parts, self._calls[incoming.deed], message)
        if reply and command and command.name == ABOUT:
            told = wording.IDS if incoming.place.private else wording.IDS_OF_CHAT
            ids = Text(told.format(incoming.user, incoming.chat))
            reply = replace(reply, blocks=(*reply.blocks, ids))
        return reply

    def _message(self, incoming: Incoming, author: Person) -> Message:
        """The message as the core reads it; a command about a message without words of its own
        takes those of the message."""
        command, place = incoming.command, incoming.place
        text = words_of(command) if command else incoming.text
        if command and command.name == "ask" and not command.rest and incoming.answers.text:
            text = incoming.answers.text
        return Message(
            text,
            chat=place.key,
            author=author,
            id=str(incoming.id),
            at=moment_of(incoming.at),
            thread=self._parts.threads.of(incoming.chat, incoming.id),
            private=place.private,
            answers=str(incoming.answers.id) if incoming.answers.id else "",
        )
