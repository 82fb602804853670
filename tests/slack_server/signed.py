"""Deliveries over HTTP: an envelope -> a signed request to the bot, its answer -> an ack."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from tests.slack_server.delivery import Dispatcher
from tests.slack_server.loops import LoopThread
from tests.slack_server.records import Delivery, Envelope, Json
from tests.slack_server.state import State

PATIENCE = aiohttp.ClientTimeout(total=3.0)  # seconds until Slack gives a request up
_FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """What X-Slack-Signature says of a body."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class SignedPost:
    """Sends to ``url``. ``secret`` and ``age`` (seconds) may be false, to see it refused."""

    def __init__(self, state: State, loop: LoopThread, dispatcher: Dispatcher) -> None:
        self._loop = loop
        self._dispatcher = dispatcher
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""
        self.secret = state.signing_secret
        self.age = 0

    def put(self, delivery: Delivery, envelope: Envelope) -> None:
        task = self._loop.loop.create_task(self._send(delivery, envelope))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Every request that is on its way has its answer."""
        await asyncio.gather(*self._tasks)

    async def _send(self, delivery: Delivery, envelope: Envelope) -> None:
        kind, body = _written(delivery)
        retry = {}
        if envelope.attempt:
            retry = {
                "X-Slack-Retry-Num": str(envelope.attempt),
                "X-Slack-Retry-Reason": f"http_{envelope.reason or 'timeout'}",
            }
        try:
            status, said = await self.request(body, kind, retry)
        except (aiohttp.ClientError, TimeoutError):
            return
        self._dispatcher.acked(envelope.id, _read(said), status)

    async def request(self, body: str, kind: str, more: dict[str, str]) -> tuple[int, str]:
        """Status and text of the bot's answer to a signed request."""
        timestamp = str(int(time.time()) - self.age)
        headers = more | {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.secret, timestamp, body),
        }
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.post(self.url, data=body.encode(), headers=headers) as answer,
        ):
            return answer.status, await answer.text()

    async def challenge(self, word: str) -> bool:
        """The bot gives the word back, as Slack asks when an address is entered."""
        body = json.dumps({"type": "url_verification", "token": "t", "challenge": word})
        status, said = await self.request(body, "application/json", {})
        return status == 200 and (said == word or _read(said).get("challenge") == word)


def _written(delivery: Delivery) -> tuple[str, str]:
    if delivery.kind == "events_api":
        return "application/json", json.dumps(delivery.payload)
    if delivery.kind == "interactive":
        return _FORM, urlencode({"payload": json.dumps(delivery.payload)})
    return _FORM, urlencode(delivery.payload)


def _read(said: str) -> Json:
    """The answer as an ack's payload: JSON, or a text."""
    try:
        found = json.loads(said) if said else {}
    except ValueError:
        found = {"text": said}
    return found if isinstance(found, dict) else {}
