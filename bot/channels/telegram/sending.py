"""The one place that sends to Telegram: posts and edits, and tries again what can be saved.

A post that may have gone out is looked for before it is sent again.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from telegram.error import BadRequest, ChatMigrated, InvalidToken, TelegramError

from bot.channels.telegram.connecting import Client
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.places import Place
from bot.channels.telegram.retrying import (
    Refusal,
    Trying,
    Undelivered,
    Unsure,
    Was,
    failure_of,
)
from bot.channels.telegram.seeking import Mark, Seen

PATIENCE = 120.0  # seconds that we try for
_NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
_SAME = "message is not modified"
_UNPARSED = "parse entities"

Moved = Callable[[int, int], Awaitable[None]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of ours: where it went in the end, and its id there."""

    place: Place
    id: int


class Sender:
    """Telegram's bot API with patience. It belongs to one event loop.

    ``moved`` is told when a group has become a supergroup with another id.
    """

    def __init__(self, bot: Client, moved: Moved, patience: float = PATIENCE) -> None:
        self.bot, self.seen = bot, Seen()
        self._moved, self._patience = moved, patience
        self._closed_until: dict[int, float] = {}  # chat -> time of the loop
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)  # by chat

    async def call(
        self, method: Callable[..., Awaitable[Any]], *, patience: float | None = None, **how: Any
    ) -> Any:
        """Call what does no harm when it is done twice. Raises Refusal or Undelivered."""
        trying = Trying(method.__name__, self._patience if patience is None else patience)
        while True:
            try:
                return await method(**how)
            except TelegramError as error:
                await trying.again(error)

    async def post(self, place: Place, what: Outgoing, *, sure: bool = False) -> Sent:
        """Send once. Raises Refusal or Undelivered.

        What may have gone out and cannot be found is sent again, but if it is to be ``sure``: then
        Unsure is raised.
        """
        trying, mark, doubtful = (
            Trying(what.name, self._patience),
            self.seen.mark(place.chat),
            False,
        )
        while True:
            await self._until_open(place.chat, trying, unsure=doubtful)
            try:
                async with self._turns[place.chat]:  # none of ours is on its way while we look
                    if doubtful and (found := await self._found(place, what, mark, trying)):
                        return self._sent(place, found)
                    if doubtful and sure:
                        raise Unsure(f"{what.name}: it was not found, and may still come")
                    doubtful = False
                    message = await what.send(self.bot, place)
                    return self._sent(place, message.message_id)
            except TelegramError as error:
                if mended := await self._mended(error, place, what):
                    place, what = mended
                    mark = mark if mark.chat == place.chat else self.seen.mark(place.chat)
                    continue
                failure = trying.judged(error)
                if isinstance(error, InvalidToken):  # there is no server that knows no posts
                    failure = replace(failure, was=Was.NOT_DONE)
                doubtful = doubtful or failure.was is Was.UNCLEAR
                if failure.was is Was.NOT_DONE:
                    self._close(place.chat, failure.wait)
                await trying.wait(failure, unsure=doubtful)

    async def edit(self, place: Place, message: int, what: Outgoing) -> None:
        """Put something in the place of a message of ours. Raises Refusal or Undelivered."""
        trying = Trying("editMessageText", self._patience)
        while True:
            try:
                await what.put(self.bot, place.chat, message)
                return
            except TelegramError as error:
                if _says(error, _SAME):
                    return
                if mended := await self._mended(error, place, what):
                    place, what = mended
                    continue
                await trying.again(error)

    async def try_to(self, method: Callable[..., Awaitable[Any]], **how: Any) -> bool:
        """Call once what is mere decoration; that it fails is no matter."""
        try:
            await method(**how)
        except TelegramError as error:
            log.info("%s: %s", method.__name__, failure_of(error, 0).error)
            return False
        return True

    async def try_for(
        self, patience: float, method: Callable[..., Awaitable[Any]], **how: Any
    ) -> None:
        """Call what is worth nothing later, for so many seconds; that it fails is no matter."""
        try:
            await self.call(method, patience=patience, **how)
        except (Refusal, Undelivered) as error:
            log.info("%s", error)

    async def _found(self, place: Place, what: Outgoing, mark: Mark, trying: Trying) -> int:
        """The id of a post that went out although we were not told; 0 where there is none."""
        for id in self.seen.candidates(mark, trying.attempt - 1):
            try:
                await what.put(self.bot, place.chat, id)
            except BadRequest as error:
                if not _says(error, _SAME):
                    continue
            return id
        return 0

    async def _mended(
        self, error: TelegramError, place: Place, what: Outgoing
    ) -> tuple[Place, Outgoing] | None:
        """Another way to send the same; None where there is none."""
        if isinstance(error, ChatMigrated):
            await self._moved(place.chat, error.new_chat_id)
            return replace(place, chat=error.new_chat_id, reply=0), what
        if place.topic and _says(error, *_NO_TOPIC):
            log.warning("the topic %d of %d is gone: it goes to General", place.topic, place.chat)
            return replace(place, topic=0), what
        plain = what.plainly()
        if plain and _says(error, _UNPARSED):
            log.error("Telegram does not take our HTML: %s", error.message)
            return place, plain
        return None

    def _sent(self, place: Place, message: int) -> Sent:
        self.seen.note(place.chat, message)
        return Sent(place, message)

    async def _until_open(self, chat: int, trying: Trying, *, unsure: bool) -> None:
        """Wait where Telegram asked us to. Raises Undelivered (Unsure) where that is too long."""
        wait = self._closed_until.get(chat, 0.0) - asyncio.get_running_loop().time()
        if wait > 0:
            trying.require(wait, unsure=unsure)
            await asyncio.sleep(wait)

    def _close(self, chat: int, seconds: float) -> None:
        """Telegram asked us to wait: so does everything else that goes to this chat."""
        until = asyncio.get_running_loop().time() + seconds
        self._closed_until[chat] = max(until, self._closed_until.get(chat, 0.0))


def _says(error: TelegramError, *words: str) -> bool:
    """Whether a refusal says one of these."""
    said = error.message.lower()
    return isinstance(error, BadRequest) and any(one in said for one in words)
