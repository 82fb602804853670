"""The settings -> the library's bot with our pace, and who it is."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.retrying import InTrouble, Trying, Undelivered, Was
from bot.channels.telegram.settings import Settings
from bot.core.errors import ConfigError

_FREE = ("sendChatAction",)  # a sign of life uses up nothing that an answer needs
_CONNECT = 5.0  # seconds
_ROOM = 10.0  # seconds that a call waits for a connection
_WAIT = 0.5  # seconds before a question that was refused is put again

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Home:
    """The bot itself: its id, its name without @, and whether it is told all words of groups."""

    id: int
    name: str
    reads_all: bool = False


class Pace(AIORateLimiter):
    """The library's pace: 30 a second in all, 20 a minute in a group.

    What Telegram asks us to wait is waited by whoever sends, for that chat alone: the library would
    let all chats wait for one.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=0)
        logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | Json | list[Json]]],
        args: Any,
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: int | None,
    ) -> bool | Json | list[Json]:
        """Let a call wait for its turn."""
        if endpoint in _FREE:
            return await callback(*args, **kwargs)
        return await super().process_request(
            callback, args, kwargs, endpoint, data, rate_limit_args
        )


class Line(HTTPXRequest):
    """The library's way to the server, which tells its trouble from an answer that is no JSON."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The status and the body. Raises TelegramError."""
        status, body = await super().do_request(*args, **kwargs)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.GATEWAY_TIMEOUT:
            raise InTrouble(f"status {status}")
        return status, body


class Client(ExtBot[int]):
    """The library's bot, which gives updates as they came too.

    The library reads a batch as a whole: one update that it cannot read would hide all others, and
    its words would be logged.
    """

    async def raw_updates(
        self, offset: int, wait: int, kinds: Sequence[str], patience: float
    ) -> list[Json]:
        """The updates from an offset on, waited for so many seconds. Raises TelegramError."""
        asked = {"offset": offset, "timeout": wait, "allowed_updates": list(kinds)}
        told = await self._post("getUpdates", asked, read_timeout=wait + patience)
        if not isinstance(told, list):
            raise TelegramError("Invalid server response")
        return told


@asynccontextmanager
async def connected(settings: Settings, call: float) -> AsyncIterator[Client]:
    """The bot; ``call`` is how many seconds an answer may take."""
    lines = [_line(call), _line(call)]  # one for calls, one for updates
    bot = Client(
        settings.token,
        settings.base_url,
        settings.base_file_url,
        request=lines[0],
        get_updates_request=lines[1],
        rate_limiter=Pace(),
    )
    for line in lines:
        await line.initialize()
    try:
        yield bot
    finally:
        for line in lines:
            await line.shutdown()


def _line(call: float) -> HTTPXRequest:
    return Line(connect_timeout=_CONNECT, read_timeout=call, write_timeout=call, pool_timeout=_ROOM)


async def identify(bot: Bot, patience: float, doubt: float) -> Home:
    """Who the token is. Raises ConfigError where it is no good, or Telegram stays away.

    A server in trouble may call a good token false: that is asked again for ``doubt`` seconds.
    """
    trying, doubting = Trying("getMe", patience), Trying("getMe", doubt)
    while True:
        try:
            told = await bot.get_me()
            return Home(told.id, told.username or "", bool(told.can_read_all_group_messages))
        except TelegramError as error:
            false = isinstance(error, InvalidToken)
            failure = trying.judged(error)
            again = replace(failure, was=Was.NOT_DONE, wait=failure.wait or _WAIT)
            try:
                await (doubting if false else trying).wait(again)
            except Undelivered:
                raise ConfigError("", _FALSE if false else _AWAY) from None


_FALSE = (
    "Telegram does not take the bot token. Copy it anew from @BotFather (/mybots, API Token) into"
    " TELEGRAM_BOT_TOKEN, and start again."
)
_AWAY = (
    "Telegram cannot be reached. See that this machine reaches telegram.api_url of config.yaml, and"
    " start again."
)
