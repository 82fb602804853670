"""A server for every test, and no proxy between it and the bot (slack_sdk asks the environment)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.slack_server import SlackServer


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with SlackServer() as server:
        yield server
