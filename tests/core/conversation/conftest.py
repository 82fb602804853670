"""The assistant over a real register, with the plan of Glenmore."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.register import SqlRegister, open_register
from tests.conversations.script import PLAN
from tests.core.talking import Talk, desk_with, with_plan
from tests.fakes import FakeSearch, WordEmbedder


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with the plan and nothing said, to be copied."""
    path = tmp_path_factory.mktemp("planned") / "register.db"
    with open_register(f"sqlite:///{path}") as register:
        with_plan(register, PLAN)
    return path.read_bytes()


@pytest.fixture
def register(planned: bytes, tmp_path: Path) -> Iterator[SqlRegister]:
    """A register with the plan of Glenmore, on which nobody has reported."""
    path = tmp_path / "register.db"
    path.write_bytes(planned)
    with open_register(f"sqlite:///{path}") as register:
        yield register


@pytest.fixture
def talk(register: SqlRegister) -> Talk:
    """An assistant that has the register and no documents; it compares texts word by word."""
    desk = desk_with(register, WordEmbedder(), reminders=register.reminders)
    return Talk(FakeSearch([], []), desk=desk)
