"""A PostgreSQL server for tests and benchmarks, in a folder of its own and on a free port."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

USER, PASSWORD = "compactbot", "otter-weir"
ATTEMPTS = 5  # another program may take the free port before the server does
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int

    def url(self, database: str = "postgres", password: str = PASSWORD) -> str:
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"glenmore_{next(_numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def empty_database(self) -> str:
        """The URL of a database of which one is used at a time: much quicker than a new one."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
            connection.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")  # as in a new one
        return self.url()


def programs() -> Path | None:
    """The folder of the server's programs, of the newest version; None where there are none."""
    found = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    found += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(path.parts[-2]),
        reverse=True,
    )
    return next((folder for folder in found if (folder / "initdb").exists()), None)


@contextlib.contextmanager
def running(bin_folder: Path, *, durable: bool = False) -> Iterator[Server]:
    """A server for as long as the block runs. ``durable``: it writes through to the disk."""
    folder = Path(tempfile.mkdtemp(prefix="compactbot-postgresql-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        secret = folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)  # the folder itself is closed to others
        data = folder / "data"
        auth = ["-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C"]
        _run(bin_folder / "initdb", "-D", data, "-U", USER, "--no-sync", *auth)
        yield from _served(bin_folder / "pg_ctl", folder, durable=durable)
    finally:
        shutil.rmtree(folder)


def _served(pg_ctl: Path, folder: Path, *, durable: bool) -> Iterator[Server]:
    for attempt in range(1, ATTEMPTS + 1):
        port = _free_port()
        options = f"-p {port} -k '' -c listen_addresses=127.0.0.1 -c fsync={durable:d}"
        start = ["-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start"]
        try:
            _run(pg_ctl, *start)
        except subprocess.CalledProcessError:
            if attempt == ATTEMPTS:
                raise
        else:
            break
    try:
        yield Server(port)
    finally:
        _run(pg_ctl, "-D", folder / "data", "-m", "immediate", "-w", "stop")


def _run(program: Path, *arguments: str | Path) -> None:
    """Run one of the server's programs, which refuse root: then as the user of the package."""
    root = os.geteuid() == 0
    subprocess.run(
        [program, *arguments],
        check=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user="postgres" if root else None,
        group="postgres" if root else None,
        extra_groups=[] if root else None,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
