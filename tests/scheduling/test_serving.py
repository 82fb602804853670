"""Channels and the scheduler beside them: one stop for all, and in the right order."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.channels.ports import Outlet
from bot.core.errors import ConfigError
from bot.serving import outlets_of, serve
from tests.scheduling.hall import DUE, Hall, Wall


class Door:
    """A channel that leads to a wall while it is served; ``fault`` is what it ends with."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault, self.wall, self.open = fault, Wall(), False

    @property
    def outlet(self) -> Outlet | None:
        return self.wall if self.open else None

    async def run(self, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
        self.open = True
        ready("Serving a door.")
        if self.fault:
            raise self.fault
        await stop.wait()
        self.open = False

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[Outlet]:
        yield self.wall


def end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_a_stop_in_the_middle_of_a_sending_closes_no_channel_before_it_is_through(hall: Hall):
    door = Door()
    hall.remind()
    hall.remind("wall:weir")
    hall.clock.at = DUE
    hall.outlets = [door.wall]
    door.wall.before = end
    open_at_the_end = []

    async def beside(stop: asyncio.Event, ready: asyncio.Event) -> None:
        await ready.wait()
        await hall.scheduler.run(stop)
        open_at_the_end.append(bool(outlets_of([door])))

    hall.runner.run(serve([door], lambda _: None, beside))
    assert open_at_the_end == [True]
    assert not door.open
    assert hall.states() == ["sent", "sent"]


def test_all_are_ready_once_each_is_and_each_says_so():
    said: list[str] = []

    async def beside(stop: asyncio.Event, ready: asyncio.Event) -> None:
        await ready.wait()
        assert said == ["Serving a door."] * 2

    asyncio.run(serve([Door(), Door()], said.append, beside))


def test_where_one_channel_fails_the_others_end_and_its_fault_is_raised():
    good, bad = Door(), Door(ConfigError("", "the token is false."))

    async def beside(stop: asyncio.Event, ready: asyncio.Event) -> None:
        await stop.wait()

    with pytest.raises(ConfigError, match="the token is false"):
        asyncio.run(serve([good, bad], lambda _: None, beside))
    assert not good.open


def test_where_the_scheduler_fails_the_channels_end_and_its_fault_is_raised():
    door = Door()

    async def beside(stop: asyncio.Event, ready: asyncio.Event) -> None:
        raise ConfigError("", "there is no such chat.")

    with pytest.raises(ConfigError, match="there is no such chat"):
        asyncio.run(serve([door], lambda _: None, beside))
    assert not door.open
