"""Updates that Telegram sends here -> taken in, and only then confirmed."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable

from aiohttp import web
from telegram import Bot

from bot.channels.telegram.intake import Intake
from bot.channels.telegram.reading import KINDS, update_of
from bot.channels.telegram.retrying import Refusal, Undelivered
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.settings import Settings
from bot.core.errors import ConfigError

_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_MOST = 2_000_000  # bytes of an update
_SAFE = 20.0  # seconds that an update waits for its note before it is confirmed all the same

log = logging.getLogger(__name__)


class Hook:
    """Listens for Telegram. It belongs to one event loop."""

    def __init__(self, settings: Settings, sender: Sender, intake: Intake) -> None:
        self._settings, self._sender, self._intake = settings, sender, intake

    async def listen(self, up: Callable[[], None]) -> None:
        """Take updates in until it is cancelled; those that are in are noted. Raises ConfigError.

        The webhook stays set: what comes while we are away waits at Telegram.
        """
        app = web.Application(client_max_size=_MOST)
        app.router.add_post("/{path:.*}", self._take_in)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        port = self._settings.port
        try:
            await web.TCPSite(runner, port=port).start()
            await self._set()
            up()
            await asyncio.Event().wait()
        except OSError as error:
            raise ConfigError(
                "",
                f"port {port} cannot be used ({error.strerror}). Set telegram.port to another one.",
            ) from None
        finally:
            await runner.cleanup()

    async def _set(self) -> None:
        settings = self._settings
        try:
            await self._sender.call(
                self._sender.bot.set_webhook,
                url=settings.webhook_url,
                secret_token=settings.secret,
                allowed_updates=KINDS,
                drop_pending_updates=False,
            )
        except Refusal as refusal:
            raise ConfigError(
                "",
                f"Telegram does not take telegram.webhook_url ({refusal.error}). It must begin with"
                " https:// and lead here, and TELEGRAM_WEBHOOK_SECRET may have letters, digits, _"
                " and - only.",
            ) from None
        except Undelivered as error:
            raise ConfigError(
                "",
                f"Telegram cannot be told of the webhook ({error}). See that this machine reaches"
                " telegram.api_url of config.yaml, and start again.",
            ) from None

    async def _take_in(self, request: web.Request) -> web.Response:
        """One update: what is not from Telegram is refused."""
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._settings.secret.encode()):
            log.warning("somebody who does not know the secret called the webhook")
            return web.Response(status=403)
        bot: Bot = self._sender.bot
        try:
            update = update_of(await request.json(), bot)
        except ValueError:
            return web.Response(status=400)
        if update is None:
            return web.Response(status=200)  # it would come again for ever
        try:
            await asyncio.wait_for(asyncio.shield(self._intake.take_in(update)), _SAFE)
        except TimeoutError:
            log.warning("the update %d is confirmed before it was noted", update.update_id)
        return web.Response(status=200)
