"""Long polling: updates -> taken in, and only then confirmed. It is never over but by a stop.

The library's own polling confirms an update before anybody has seen to it, and ends for ever, and
without a word, at the first "unauthorized" of a server in trouble.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.connecting import Client, Json
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.reading import KINDS, update_of
from bot.channels.telegram.retrying import seconds

_LONGEST = 30  # seconds that Telegram lets us wait for something
_MARGIN = 15.0  # seconds more, after which a silent connection is given up
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
_LAST = 5.0  # seconds in which the last updates are confirmed at the end
_HOOKED = "webhook is active"
_TWICE = (
    "another copy of this bot is running: Telegram gives its messages to one at a time. Stop the"
    " other one, or give this one a token of its own. It is tried again until then."
)

log = logging.getLogger(__name__)


class Poller:
    """Asks for updates, one batch after the other. It belongs to one event loop."""

    def __init__(self, bot: Client, intake: Intake, call: float) -> None:
        self._bot, self._intake, self._call = bot, intake, call
        self._next = 0
        self._failed = 0
        self._told = ""

    async def listen(self, up: Callable[[], None]) -> None:
        """Take updates in until it is cancelled; ``up`` is called when the first answer came."""
        first = True
        try:
            while True:
                updates = await self._asked(0 if first else _LONGEST)
                if updates is None:
                    continue
                await self._whole(updates)
                if first:
                    first = False
                    up()
        finally:
            await self._confirm()

    async def _whole(self, updates: Sequence[Json]) -> None:
        """Take a batch in to its end, also where it is cancelled meanwhile."""
        taking = asyncio.ensure_future(self._take_in(updates))
        try:
            await asyncio.shield(taking)
        finally:
            await taking

    async def _asked(self, wait: int) -> Sequence[Json] | None:
        """The next updates; None where there was no answer, after a while of waiting."""
        try:
            # not wait_for: it forgets a cancellation that comes together with an answer
            async with asyncio.timeout(wait + self._call + _MARGIN):
                updates = await self._bot.raw_updates(self._next, wait, KINDS, self._call)
        except (TelegramError, TimeoutError) as error:
            await self._after(error)
            return None
        if self._failed:
            log.info("Telegram answers again")
        self._failed, self._told = 0, ""
        return updates

    async def _take_in(self, updates: Sequence[Json]) -> None:
        for raw in updates:
            if update := update_of(raw, self._bot):
                await self._intake.take_in(update)
            self._next = int(raw["update_id"]) + 1

    async def _after(self, error: Exception) -> None:
        """Say what is wrong, each thing once, and wait."""
        wait = _WAITS[min(self._failed, len(_WAITS) - 1)]
        self._failed += 1
        said = _words(error)
        if said != self._told:
            self._told = said
            log.error("no updates: %s", said)
        if isinstance(error, Conflict) and _HOOKED in error.message:
            await self._unhook()
        await asyncio.sleep(seconds(error) if isinstance(error, RetryAfter) else wait)

    async def _unhook(self) -> None:
        """A webhook is set, of which the configuration knows nothing."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
            log.warning("a webhook was set, and is not any more: telegram.mode is polling")
        except TelegramError as error:
            log.error("the webhook could not be taken away: %s", error.message)

    async def _confirm(self) -> None:
        """Tell Telegram what was taken in; where that cannot be, our notes tell it later."""
        if not self._next:
            return
        try:
            async with asyncio.timeout(_LAST):
                await self._bot.get_updates(offset=self._next, timeout=0, limit=1)
        except (TelegramError, TimeoutError) as error:
            log.info("the last updates come again at the next start: %s", type(error).__name__)


def _words(error: Exception) -> str:
    """What is wrong, in a sentence."""
    match error:
        case Conflict() if _HOOKED not in error.message:
            return _TWICE
        case InvalidToken():
            return (
                "Telegram does not take the bot token. If it stays so, copy it anew from @BotFather"
                " into TELEGRAM_BOT_TOKEN, and start again."
            )
        case TelegramError():
            return error.message
    return "Telegram does not answer"
