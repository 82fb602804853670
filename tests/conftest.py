"""What every test has: no network, and a word for the material beside the repository."""

from __future__ import annotations

import fcntl
import ipaddress
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.program import Program, made_in

REPOSITORY = Path(__file__).parents[1]

# How long an example takes depends on what else the machine does: no test fails by the clock.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def is_loopback(host: object) -> bool:
    """True for this computer only; a name that is no address is looked at as a name."""
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name.rstrip(".") in {"localhost", "localhost.localdomain"}


def refuse_unless_loopback(address: object) -> None:
    """An internet address is a tuple that begins with its host; a unix socket's is text.

    What ``pytest.fail`` raises is no ``Exception``, so code that forgives errors cannot hide it.
    """
    if isinstance(address, tuple) and not is_loopback(address[0]):
        pytest.fail(f"a test tried to reach {address[0]}; tests run without a network")


def guarded(original: Callable[..., Any], place: int) -> Callable[..., Any]:
    """``original``, for an address at ``place`` (-1: last) that stays on this computer."""

    def call(*arguments: Any, **keywords: Any) -> Any:
        refuse_unless_loopback(arguments[place])
        return original(*arguments, **keywords)

    return call


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Nothing leaves this computer; trying to fails the test."""
    lookup = socket.getaddrinfo

    def local_lookup(host: Any, *arguments: Any, **keywords: Any) -> Any:
        refuse_unless_loopback((host,))
        return lookup(host, *arguments, **keywords)

    with pytest.MonkeyPatch.context() as patch:
        for name, place in (("connect", 1), ("connect_ex", 1), ("sendto", -1)):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), place))
        patch.setattr(socket, "getaddrinfo", local_lookup)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the repository: documents and labelled questions."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared")
    return folder


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of models with the bundled one in it, exported once for all tests.

    Of several processes that run tests, the first one exports it, and the others wait.
    """
    from indexer.embedder import prepare_embedder
    from indexer.embedding.models import BUNDLED

    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "models"
    folder.mkdir(exist_ok=True)
    with (folder.parent / "models.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        prepare_embedder(BUNDLED, folder, lambda sentence: None)
    return folder


@pytest.fixture(scope="session")
def indexed(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program beside the papers of Glenmore and their index. Not to be changed by a test."""
    program = made_in(tmp_path_factory.mktemp("glenmore"), models)
    assert program("index").code == 0
    return program


@pytest.fixture
def copied(indexed: Program, tmp_path: Path) -> Program:
    """A copy of it that a test may change; its index still names the papers of the original."""
    return indexed.copied_to(tmp_path / "glenmore")


@pytest.fixture
def unindexed(models: Path, tmp_path: Path) -> Program:
    """The program beside the papers of Glenmore, with a prepared model but without an index."""
    return made_in(tmp_path / "glenmore", models)
