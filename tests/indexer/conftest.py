"""What the tests of the index stand on: an empty desk, and an empty shelf."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.indexer.glenmore import Desk, Shelf


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "models" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.model)


@pytest.fixture
def desk(tmp_path: Path, models: Path) -> Desk:
    """A folder for documents, and one for an index that the model was prepared in."""
    return Desk.make(tmp_path, models)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")
