"""An index of invented documents about invented areas, and an assistant that answers from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build import Settings, build
from indexer.embedding.models import BUNDLED
from indexer.intake import Rules
from indexer.report import Watcher
from indexer.search import Searcher
from indexer.sources import Source
from tests.core.talking import PLACES, Talk

DOCUMENTS = Path(__file__).parent / "documents"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "searcher" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.model)


@pytest.fixture(scope="session")
def searcher(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The real search over the real index of tests/core/documents."""
    folder = tmp_path_factory.mktemp("index")
    (folder / "models").symlink_to(models)
    settings = Settings(folder, BUNDLED, Rules(PLACES))
    report = build([Source(DOCUMENTS, "documents")], settings, Watcher())
    assert report.skipped == ()
    return Searcher.open(folder)


@pytest.fixture
def talk(searcher: Searcher) -> Talk:
    """An assistant without a home area and without a history."""
    return Talk(searcher)


@pytest.fixture
def talk_with(searcher: Searcher) -> Callable[..., Talk]:
    """Makes an assistant with settings of its own."""
    return lambda **settings: Talk(**({"search": searcher} | settings))
