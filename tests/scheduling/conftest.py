"""A hall with the plan of Glenmore, an hour before Monday's reminder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scheduling.hall import Hall


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/register.db"


@pytest.fixture
def hall(url: str) -> Iterator[Hall]:
    hall = Hall(url)
    yield hall
    hall.close()
