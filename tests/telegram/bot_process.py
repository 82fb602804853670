"""The channel in a process of its own, over the register in a folder, to be killed:

python -m tests.telegram.bot_process FOLDER API_URL TOKEN
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.channels.telegram.service import TelegramChannel
from bot.channels.telegram.settings import Settings
from tests.telegram.bot_here import CHATS, MEMBER, House
from tests.telegram_server import TelegramServer

REPOSITORY = Path(__file__).parents[2]


@contextmanager
def bot_process(telegram: TelegramServer, folder: Path) -> Iterator[None]:
    """A bot that listens, and is killed at the end as by kill -9."""
    command = [sys.executable, "-m", "tests.telegram.bot_process", str(folder)]
    direct = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    process = subprocess.Popen(
        [*command, telegram.api_url, telegram.token], cwd=REPOSITORY, env=direct
    )
    try:
        telegram.await_polling(deadline=60)
        yield
    finally:
        process.kill()
        process.wait()


def main(folder: str, api_url: str, token: str) -> None:
    """Serve until the end."""
    house = House(Path(folder))
    first = Settings(api_url, token, chats=CHATS, contact="Morag Tulloch")
    settings = replace(first, contributors=(str(MEMBER),))
    channel = TelegramChannel(settings, house.assistant, house.stores)
    asyncio.run(channel.run(asyncio.Event(), lambda _: None))


if __name__ == "__main__":
    main(*sys.argv[1:])
