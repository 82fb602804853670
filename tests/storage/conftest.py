"""Both databases: a SQLite file, and a PostgreSQL server that is started for the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove

from bot.storage.register import SqlRegister, open_register
from tests.storage.sample import fill
from tests.storage.server import Server, programs, running

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    found = programs()
    if found is None:
        pytest.skip("needs a PostgreSQL server: apt install postgresql")
    with running(found) as server:
        yield server


@pytest.fixture(params=BOTH)
def url(request, tmp_path) -> str:
    """The URL of a database that is not there yet, or empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state/register.db"
    return request.getfixturevalue("server").empty_database()


@pytest.fixture
def register(url) -> Iterator[SqlRegister]:
    """A register with the plan of Glenmore."""
    with open_register(url) as register:
        fill(register)
        yield register


@pytest.fixture(scope="module", params=BOTH)
def lasting(request, tmp_path_factory) -> Iterator[SqlRegister]:
    """One for all tests of a module, which use messages of their own."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('lasting')}/register.db"
    else:
        url = request.getfixturevalue("server").new_database()
    with open_register(url) as register:
        fill(register)
        yield register


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """What is sent to any database, one after the other."""
    sent: list[str] = []

    def note(*event: object) -> None:
        sent.append(str(event[2]))

    listen(Engine, "before_cursor_execute", note)
    yield sent
    remove(Engine, "before_cursor_execute", note)
