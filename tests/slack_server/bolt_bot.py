"""A small slack-bolt app in a thread of its own, for the tests of the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server.loops import LoopThread
from tests.slack_server.server import SlackServer


@dataclass
class BoltBot:
    """A running bot; ``call`` is one call of its client, in its own loop."""

    app: AsyncApp
    loop: LoopThread

    def call(self, method: str, **arguments: Any) -> Any:
        """What ``client.chat_postMessage(...)`` and its like answer or raise."""
        return self.loop.run(getattr(self.app.client, method)(**arguments))


def refused(bot: BoltBot, method: str, **arguments: Any) -> Any:
    """The answer of a call that Slack refuses; one that succeeds fails the test."""
    with pytest.raises(SlackApiError) as caught:
        bot.call(method, **arguments)
    return caught.value.response


@contextmanager
def connected(
    slack: SlackServer,
    prepare: Callable[[AsyncApp], None] = lambda app: None,
    *,
    sockets: int = 1,
    ping: float = 10.0,
) -> Iterator[BoltBot]:
    """A bot with the listeners that ``prepare`` gives it, over so many sockets.

    ``ping``: seconds between its pings; a small one notices soon that a socket is dead.
    """
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    prepare(app)
    with LoopThread("bolt-bot") as loop:
        handlers = [loop.run(_connect(app, slack.app_token, ping)) for _ in range(sockets)]
        try:
            if sockets:
                slack.await_socket(sockets)
            yield BoltBot(app, loop)
        finally:
            for handler in handlers:
                loop.run(handler.close_async())  # type: ignore[no-untyped-call]


async def _connect(app: AsyncApp, app_token: str, ping: float) -> AsyncSocketModeHandler:
    handler = AsyncSocketModeHandler(app, app_token, ping_interval=ping)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    return handler
