"""Small bots of python-telegram-bot in a thread of their own, for the tests of the server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import Application
from telegram.request import HTTPXRequest

from tests.slack_server.loops import LoopThread
from tests.telegram_server.server import TelegramServer

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass
class Caller:
    """A Bot in its own loop; ``call`` is one call of it."""

    bot: Bot
    loop: LoopThread

    def call(self, method: str, *arguments: Any, **named: Any) -> Any:
        """What ``bot.send_message(...)`` and its like answer or raise."""
        return self.loop.run(getattr(self.bot, method)(*arguments, **named))

    def refused(self, method: str, *arguments: Any, **named: Any) -> str:
        """The sentence of a call that Telegram refuses; one that succeeds fails the test."""
        with pytest.raises(TelegramError) as caught:
            self.call(method, *arguments, **named)
        return str(caught.value)


@contextmanager
def calling(telegram: TelegramServer, token: str = "", **request: Any) -> Iterator[Caller]:
    """A Bot; ``request``: timeouts and the like of its HTTPXRequest."""
    lines = [HTTPXRequest(**request), HTTPXRequest()]
    bot = Bot(
        token or telegram.token,
        telegram.base_url,
        telegram.base_file_url,
        request=lines[0],
        get_updates_request=lines[1],
    )
    with LoopThread("ptb-caller") as loop:
        try:
            loop.run(bot.initialize())
            yield Caller(bot, loop)
        finally:
            for line in lines:
                loop.run(line.shutdown())


@contextmanager
def polling(
    telegram: TelegramServer, prepare: Callable[[AnyApplication], None], **how: Any
) -> Iterator[AnyApplication]:
    """An Application with the handlers that ``prepare`` gives it; ``how``: of start_polling."""
    builder = Application.builder().token(telegram.token)
    builder = builder.base_url(telegram.base_url).base_file_url(telegram.base_file_url)
    app: AnyApplication = builder.build()
    prepare(app)
    with LoopThread("ptb-bot") as loop:
        loop.run(_start(app, how))
        try:
            telegram.await_polling()
            yield app
        finally:
            loop.run(_stop(app))


async def _start(app: AnyApplication, how: dict[str, Any]) -> None:
    await app.initialize()
    await app.start()
    assert app.updater is not None
    await app.updater.start_polling(timeout=5, **how)


async def _stop(app: AnyApplication) -> None:
    """All of it, also where the updater raises what ended its polling."""
    assert app.updater is not None
    try:
        await app.updater.stop()
    finally:
        await app.stop()
        await app.shutdown()


def raw(url: str, **request: Any) -> tuple[int, Any]:
    """One POST by hand: its status, and its JSON or else its text."""

    async def post() -> tuple[int, Any]:
        async with aiohttp.ClientSession() as session, session.post(url, **request) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await (answer.json() if is_json else answer.text())

    return asyncio.run(post())
