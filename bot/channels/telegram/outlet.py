"""What is said unasked -> a group, a topic of it, or a person, once."""

from __future__ import annotations

from datetime import datetime

from bot.channels.ports import NotSent, Unclear
from bot.channels.telegram.answering import rendered, say_where, words_of
from bot.channels.telegram.chats import pause
from bot.channels.telegram.outgoing import Words
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.places import Place, place_of
from bot.channels.telegram.posted import earlier, note_posted
from bot.channels.telegram.retrying import Refusal, Undelivered, Unsure
from bot.channels.telegram.sending import Sent
from bot.core.errors import StorageError
from bot.core.reminders.values import Posted
from bot.core.types import Reply

_NOT_HERE = "The bot is not to work there; telegram.chats in config.yaml says where it does."
_NOT_IN = "That person is not, or no longer, let in."
_NO_CHAT = "{} is no chat of Telegram."
_PAUSED = "Nothing is sent there: {}"


class TelegramOutlet:
    """Says something unasked. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def chat(self, written: str) -> str:
        """The chat behind "telegram:-1001234567890#5"; empty where it is none of ours."""
        place = place_of(written)
        return place.key if place else ""

    async def send(
        self, chat: str, reply: Reply, key: str, *, look: bool = False
    ) -> tuple[Posted, ...]:
        """Send a reply to a group or to a person, and say what was posted.

        Raises NotSent or Unclear; where a part of a long reply was posted already, the next attempt
        with ``look`` adds the rest and nothing twice.
        """
        place, posted = await self._place(chat), []
        for number, post in enumerate(await rendered(self._parts, reply)):
            name = f"{key}/{number}"
            sent = await earlier(self._parts, name) if look else None
            if sent is None:
                sent = await self._sent(place, await words_of(self._parts, post))
                await note_posted(self._parts, name, sent)
                await say_where(self._parts, place, sent)
            self._parts.threads.note(sent.place.chat, sent.id, str(sent.id))
            place = Place(sent.place.chat, sent.place.topic)
            posted.append(Posted(place.key, str(sent.id)))
        return tuple(posted)

    async def find(self, chat: str, key: str, since: datetime) -> tuple[Posted, ...] | None:
        """What we noted to have been posted under a key; None where nothing is noted: a chat of
        Telegram cannot be looked through."""
        found: list[Posted] = []
        while sent := await earlier(self._parts, f"{key}/{len(found)}"):
            found.append(Posted(Place(sent.place.chat, sent.place.topic).key, str(sent.id)))
        return tuple(found) or None

    async def _place(self, chat: str) -> Place:
        """Where a chat is now. Raises NotSent."""
        parts, place = self._parts, place_of(chat)
        if place is None:
            raise NotSent(_NO_CHAT.format(chat), gone=True)
        try:
            place = await self._moved(place)
            paused = dict(await parts.work.note(parts.members.paused))
        except StorageError as error:
            raise NotSent(str(error)) from None
        if why := paused.get(Place(place.chat).key):
            raise NotSent(_PAUSED.format(why), gone=True)
        if place.private:
            if await parts.access.known(place.chat, "") is None:
                raise NotSent(_NOT_IN, gone=True)
        elif not await parts.access.works_in(place.chat):
            raise NotSent(_NOT_HERE, gone=True)
        return place

    async def _moved(self, place: Place) -> Place:
        key = await self._parts.work.note(self._parts.members.moved, Place(place.chat).key)
        now = place_of(key)
        return Place(now.chat, place.topic) if now else place

    async def _sent(self, place: Place, words: Words) -> Sent:
        """Send one post. Raises NotSent or Unclear."""
        try:
            return await self._parts.sender.post(place, words, sure=True)
        except Refusal as refusal:
            if not refusal.gone:
                raise NotSent(f"Telegram does not take it: {refusal.error}.") from None
            raise NotSent(await pause(self._parts, place), gone=True) from None
        except Unsure as error:
            raise Unclear(f"It may have been sent: {error}.") from None
        except Undelivered as error:
            raise NotSent(f"Telegram cannot be reached ({error}).", wait=error.wait) from None
