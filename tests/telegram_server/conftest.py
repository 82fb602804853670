"""A server for every test, and no proxy between it and the bot (httpx asks the environment)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.telegram_server import TelegramServer
from tests.telegram_server.ptb_bot import Caller, calling


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(autouse=True)
def _waits_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the library warns at each RetryAfter, and a warning is an error here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def bot(telegram: TelegramServer) -> Iterator[Caller]:
    """The library's Bot, which calls methods and listens to nothing."""
    telegram.start()
    with calling(telegram) as caller:
        yield caller
