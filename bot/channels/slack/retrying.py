"""An error of a call -> whether it was carried out, and when to try again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

_LATER = frozenset({"ratelimited", "rate_limited"})
_UNCLEAR = frozenset(
    {
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "org_login_required",
    }
)
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
_MOST_ASKED = 120.0  # seconds that a server may ask us to wait


class Was(StrEnum):
    """What became of a call that failed."""

    NOT_DONE = "not_done"  # for sure: it can be made again
    UNCLEAR = "unclear"  # it may have been carried out
    REFUSED = "refused"  # making it again would not help


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of a call, after how many seconds to try again, and Slack's word for it."""

    was: Was
    wait: float = 0.0
    error: str = ""


class Refusal(Exception):
    """Slack will not do what was asked; ``error`` is its word for why."""

    def __init__(self, method: str, error: str) -> None:
        self.error = error
        super().__init__(f"{method}: {error}")


class Undelivered(Exception):
    """Slack could not be reached for so long that we gave up for now.

    ``wait`` is how many seconds it asked us to stay away, if it did.
    """

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


class Unsure(Undelivered):
    """It may have been posted all the same, and nobody can say."""


ERRORS = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call to Slack can raise."""


def failure_of(error: Exception, attempt: int) -> Failure:
    """What became of a call; ``attempt`` counts from 0."""
    wait = _WAITS[min(attempt, len(_WAITS) - 1)]
    if isinstance(error, aiohttp.ClientConnectorError):
        return Failure(Was.NOT_DONE, wait, "no connection")
    if not isinstance(error, SlackApiError):
        return Failure(Was.UNCLEAR, wait, type(error).__name__)
    response = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    data = getattr(response, "data", None)
    word = str(data.get("error") or "") if isinstance(data, dict) else ""
    if status == 429 or word in _LATER:
        return Failure(Was.NOT_DONE, _asked(response.headers, wait), "ratelimited")
    if status >= 500 or not word or word in _UNCLEAR:
        return Failure(Was.UNCLEAR, wait, word or f"status {status}")
    return Failure(Was.REFUSED, 0.0, word)


def _asked(headers: object, wait: float) -> float:
    """The seconds of Retry-After, where it has any."""
    get = getattr(headers, "get", lambda _: None)
    found = get("Retry-After") or get("retry-after")
    found = found[0] if isinstance(found, list) and found else found
    try:
        return min(max(float(str(found)), 0.0), _MOST_ASKED)
    except ValueError:
        return wait
