"""The guard of conftest.py: nothing leaves this computer, and what stays on it works."""

from __future__ import annotations

import asyncio
import socket

import pytest

REFUSED = pytest.fail.Exception
OUTSIDE = ("192.0.2.1", 9)  # a block of addresses that is kept for documentation: RFC 5737


def call(kind: int, name: str, *arguments: object) -> object:
    with socket.socket(socket.AF_INET, kind) as made:
        made.settimeout(0.1)
        return getattr(made, name)(*arguments)


@pytest.mark.parametrize(
    ("kind", "name", "arguments"),
    [
        (socket.SOCK_STREAM, "connect", (OUTSIDE,)),
        (socket.SOCK_STREAM, "connect_ex", (OUTSIDE,)),
        (socket.SOCK_STREAM, "connect", (("example.org", 80),)),
        (socket.SOCK_DGRAM, "sendto", (b"x", OUTSIDE)),
        (socket.SOCK_DGRAM, "sendto", (b"x", 0, OUTSIDE)),
    ],
)
def test_reaching_another_computer_fails_the_test(kind, name, arguments):
    with pytest.raises(REFUSED, match="tests run without a network"):
        call(kind, name, *arguments)


def test_looking_up_a_name_fails_the_test():
    with pytest.raises(REFUSED, match=r"example\.org"):
        socket.create_connection(("example.org", 443))


def test_a_connection_of_asyncio_fails_the_test():
    with pytest.raises(REFUSED):
        asyncio.run(asyncio.open_connection(*OUTSIDE))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_computer_can_be_reached(host):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection((host, server.getsockname()[1]), timeout=5),
    ):
        server.accept()[0].close()


def test_a_unix_socket_can_be_reached(tmp_path):
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
