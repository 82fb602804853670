"""The channel in a process of its own, over the register in a folder, to be killed:

python -m tests.slack.bot_process FOLDER API_URL BOT_TOKEN APP_TOKEN
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.channels.slack.service import SlackChannel
from bot.channels.slack.settings import Settings, Tokens
from tests.slack.bot_here import OFFICER, House
from tests.slack_server import SlackServer

REPOSITORY = Path(__file__).parents[2]


@contextmanager
def bot_process(slack: SlackServer, folder: Path) -> Iterator[None]:
    """A bot that is connected, and killed at the end as by kill -9."""
    command = [sys.executable, "-m", "tests.slack.bot_process", str(folder), slack.api_url]
    process = subprocess.Popen([*command, slack.bot_token, slack.app_token], cwd=REPOSITORY)
    try:
        slack.await_socket(deadline=60)
        yield
    finally:
        process.kill()
        process.wait()


def main(folder: str, api_url: str, bot: str, app: str) -> None:
    """Serve until the end."""
    house = House(Path(folder))
    settings = Settings(api_url, Tokens(bot, app), officers=(OFFICER,), contact="Morag Tulloch")
    channel = SlackChannel(settings, house.assistant, house.arrivals)
    asyncio.run(channel.run(asyncio.Event(), lambda _: None))


if __name__ == "__main__":
    main(*sys.argv[1:])
