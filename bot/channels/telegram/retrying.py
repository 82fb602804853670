"""An error of a call -> whether it was carried out, and when to try again."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns of every wait that it is told
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)

log = logging.getLogger(__name__)


class Was(StrEnum):
    """What became of a call that failed."""

    NOT_DONE = "not_done"  # for sure: it can be made again
    UNCLEAR = "unclear"  # it may have been carried out
    REFUSED = "refused"  # making it again would not help


class InTrouble(NetworkError):
    """The server answered with a status of 500 or so: it has not done what was asked."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of a call, after how many seconds to try again, and Telegram's words for it.

    It is ``gone`` where whom it was for is no longer to be reached.
    """

    was: Was
    wait: float = 0.0
    error: str = ""
    gone: bool = False


class Refusal(Exception):
    """Telegram will not do what was asked; ``error`` are its words for why.

    ``gone``: the bot was blocked there, or put out.
    """

    def __init__(self, method: str, error: str, *, gone: bool = False) -> None:
        self.error, self.gone = error, gone
        super().__init__(f"{method}: {error}")


class Undelivered(Exception):
    """Telegram could not be reached for so long that we gave up for now.

    ``wait`` is how many seconds it asked us to stay away, if it did.
    """

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


class Unsure(Undelivered):
    """It may have been sent all the same, and nobody can say."""


def failure_of(error: TelegramError, attempt: int) -> Failure:
    """What became of a call; ``attempt`` counts from 0."""
    wait, words = _WAITS[min(attempt, len(_WAITS) - 1)], error.message
    match error:
        case RetryAfter():
            return Failure(Was.NOT_DONE, seconds(error), "too many requests")
        case Forbidden():
            return Failure(Was.REFUSED, 0.0, words, gone=True)
        case BadRequest() | ChatMigrated():
            return Failure(Was.REFUSED, 0.0, words, gone="chat not found" in words.lower())
        case InvalidToken() if "404" in words or "not found" in words.lower():
            return Failure(Was.REFUSED, wait, words)  # this server knows no such method
        case InvalidToken() | Conflict() | InTrouble():  # a server in trouble says so too
            return Failure(Was.NOT_DONE, wait, words)
        case NetworkError() if isinstance(error.__cause__, _NEVER_SENT):
            return Failure(Was.NOT_DONE, wait, "no connection")
    return Failure(Was.UNCLEAR, wait, words)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks us to wait."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


class Trying:
    """The attempts of one call: when the next one is, and when there is none."""

    def __init__(self, method: str, patience: float) -> None:
        self.attempt = 0
        self._method = method
        self._until = asyncio.get_running_loop().time() + patience

    def judged(self, error: TelegramError) -> Failure:
        """What became of the latest attempt."""
        return failure_of(error, self.attempt)

    def require(self, seconds: float, *, unsure: bool = False) -> None:
        """Raises Undelivered (Unsure) where there is no time for a wait."""
        if asyncio.get_running_loop().time() + seconds > self._until:
            raise (Unsure if unsure else Undelivered)(f"{self._method}: must wait", seconds)

    async def again(self, error: TelegramError) -> None:
        """Wait before the next attempt. Raises Refusal or Undelivered where there is none."""
        await self.wait(self.judged(error))

    async def wait(self, failure: Failure, *, unsure: bool = False) -> None:
        """Wait as long as a failure asks for; ``unsure`` where an attempt may have done its work.

        Raises Refusal, or Undelivered (Unsure) where there is no time for another attempt.
        """
        if failure.was is Was.REFUSED:
            raise Refusal(self._method, failure.error, gone=failure.gone) from None
        if asyncio.get_running_loop().time() + failure.wait > self._until:
            why = f"{self._method}: {failure.error}"
            asked = failure.wait if failure.was is Was.NOT_DONE else 0.0
            raise (Unsure if unsure else Undelivered)(why, asked) from None
        log.info("%s: %s; again in %.1f s", self._method, failure.error, failure.wait)
        self.attempt += 1
        await asyncio.sleep(failure.wait)
