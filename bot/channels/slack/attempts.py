"""The attempts of one call: when the next one is, and when there is none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.slack.retrying import Failure, Refusal, Undelivered, Unsure, Was, failure_of

log = logging.getLogger(__name__)


class Answered(Exception):
    """An address of Slack answered with a status that is no success."""

    def __init__(self, status: int, headers: Mapping[str, Any]) -> None:
        super().__init__(f"status {status}")
        self._status, self._headers = status, headers

    def failure(self, attempt: int) -> Failure:
        """What that means."""
        if self._status == 429:
            asked = self._headers.get("Retry-After") or self._headers.get("retry-after") or 1
            return Failure(Was.NOT_DONE, float(asked), "ratelimited")
        if self._status >= 500:
            return Failure(Was.UNCLEAR, 0.5 * 2**attempt, str(self))
        return Failure(Was.REFUSED, 0.0, str(self))


class Trying:
    """The attempts of one call."""

    def __init__(self, method: str, patience: float) -> None:
        self.attempt = 0
        self._method = method
        self._until = asyncio.get_running_loop().time() + patience

    def judged(self, error: Exception) -> Failure:
        """What became of the latest attempt."""
        return failure_of(error, self.attempt)

    async def again(self, error: Exception) -> None:
        """Wait before the next attempt. Raises Refusal or Undelivered where there is none."""
        await self.wait(self.judged(error))

    async def wait(self, failure: Failure, *, unsure: bool = False) -> None:
        """Wait before the next attempt; ``unsure`` where one may have done its work.

        Raises Refusal, or Undelivered (Unsure) where there is no time for another attempt.
        """
        if failure.was is Was.REFUSED:
            raise Refusal(self._method, failure.error) from None
        await self.rest(failure, unsure=unsure)
        self.attempt += 1

    async def rest(self, failure: Failure, *, unsure: bool = False) -> None:
        """Wait as long as a failure asks for. Raises Undelivered (Unsure) if that is too long."""
        if asyncio.get_running_loop().time() + failure.wait > self._until:
            why = f"{self._method}: {failure.error}"
            asked = failure.wait if failure.was is Was.NOT_DONE else 0.0
            raise (Unsure if unsure else Undelivered)(why, asked) from None
        log.info("%s: %s; again in %.1f s", self._method, failure.error, failure.wait)
        await asyncio.sleep(failure.wait)
