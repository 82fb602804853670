"""The answer to a push: the little notice that every push gets, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.telegram.limits import NOTICE
from bot.channels.telegram.parts import Parts

_SOON = 2.0  # seconds after which a push is answered without words: the key stops turning
_BRIEF = 20.0  # seconds that we try for


class Notice:
    """What somebody who pushed a key is shown. It belongs to one event loop."""

    def __init__(self, parts: Parts, query: str) -> None:
        self._parts, self._query = parts, query
        self.given = False

    def give(self, words: str = "", *, alert: bool = False) -> bool:
        """Show some words, or none; False where they are too long, or it was answered already."""
        if self.given or len(words) > NOTICE:
            return False
        self.given = True
        self._parts.work.begin(self._answer(words, alert))
        return True

    async def _answer(self, words: str, alert: bool) -> None:
        """That it is too old by now is no matter."""
        sender = self._parts.sender
        how = {"text": words, "show_alert": alert} if words else {}
        await sender.try_for(
            _BRIEF, sender.bot.answer_callback_query, callback_query_id=self._query, **how
        )


@asynccontextmanager
async def notice_of(parts: Parts, query: str) -> AsyncIterator[Notice]:
    """The notice of a push, which is given at the end, or as soon as it takes long."""
    notice = Notice(parts, query)
    waiting = asyncio.get_running_loop().call_later(_SOON, notice.give)
    try:
        yield notice
    finally:
        waiting.cancel()
        notice.give()
