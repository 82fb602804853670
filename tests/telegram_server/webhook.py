"""Updates over HTTP: posted to the bot's address with its secret, again until it says 200."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.telegram_server.records import Json
from tests.telegram_server.state import State
from tests.telegram_server.updates import Place, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_PATIENCE = 10.0  # seconds until a bot that does not answer is asked again


@dataclass
class Webhook:
    """Where the bot listens, and what went wrong there last."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    last_error: str = ""
    last_error_at: int = 0
    tries: int = 0


class WebhookPost:
    """Posts what waits in the queue, one update after the other. In the server's loop."""

    def __init__(self, state: State, updates: Updates) -> None:
        self._state = state
        self._updates = updates
        self.hook = Webhook()
        self._work: asyncio.Task[None] | None = None

    def set(self, hook: Webhook) -> None:
        """Another address; an empty one ends it."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
        with self._state.changed:
            self.hook = hook
            self._state.changed.notify_all()
        if hook.url:
            self._work = asyncio.get_running_loop().create_task(self._deliver(hook))

    @property
    def info(self) -> Json:
        hook = self.hook
        told: dict[str, Any] = {
            "url": hook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.queue),
        }
        if hook.last_error:
            told |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
        if hook.url:
            told["max_connections"] = hook.connections
        if self._updates.allowed:
            told["allowed_updates"] = sorted(self._updates.allowed)
        return told

    async def _deliver(self, hook: Webhook) -> None:
        timeout = aiohttp.ClientTimeout(total=_PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                self._updates.arrived.clear()
                waiting = self._updates.queue[:1]
                if not waiting:
                    await self._updates.arrived.wait()
                elif await self._post(session, hook, waiting[0]):
                    self._updates.taken(waiting[0])

    async def _post(self, session: aiohttp.ClientSession, hook: Webhook, place: Place) -> bool:
        """The bot said 200; else the fault is noted, and some time has gone by."""
        update = place.update
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        with self._state.changed:
            update.sent += 1
        try:
            async with session.post(hook.url, json=update.json, headers=headers) as answer:
                if answer.status == 200:
                    hook.tries = 0
                    return True
                told = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except aiohttp.ClientConnectorError:
            told = "Connection refused"
        except (aiohttp.ClientError, TimeoutError):
            told = "Connection closed"
        with self._state.changed:
            hook.last_error, hook.last_error_at = told, self._state.now()
            self._state.changed.notify_all()
        delays = self._state.settings.retry_delays
        await asyncio.sleep(delays[min(hook.tries, len(delays) - 1)])
        hook.tries += 1
        return False
