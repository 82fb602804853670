"""Files read in a process of their own, so that a bad one can bring down nothing but that.

A file that people bring can make a parser loop, swell or crash, whatever care was taken. The
process that reads it may use so much time and memory as its size allows; beyond that the system
ends it, the file is skipped with a sentence, and the next file is read by a new process.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from indexer.errors import DocumentError
from indexer.places import Places
from indexer.readers import Reading, read
from indexer.readers.formats import Format, format_of
from indexer.schema import About

_OUR_OWN = frozenset({Format.TEXT, Format.MARKDOWN, Format.CSV, Format.RECORDS})
"""Formats that no foreign parser reads: for these a process of their own would only cost time."""

_SECONDS, _SECONDS_A_MEGABYTE, _MOST_SECONDS = 5, 100, 900  # of the processor's time
_BYTES, _TIMES_THE_FILE = 450_000_000, 20
_LENGTH = struct.Struct(">Q")
_MAIN = "from indexer.apart import serve; serve()"
_BETTER = "Open it in its program and save it anew, or save its text in a file of its own."


class Reader:
    """Reads one file after another; to be closed, or used in a with statement."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error and self._process:  # an interrupt does not wait for a long file
            self._process.kill()
        self._end()

    def read(self, shown: str, data: bytes, told: About | None = None) -> Reading:
        """As `indexer.readers.read`. Raises DocumentError."""
        if not data.strip() or format_of(data, shown) in _OUR_OWN:
            return read(shown, data, self._places, told)
        process = self._process or self._start()
        try:
            _send(process.stdin, (shown, data, told))
            found = _receive(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            raise DocumentError(shown, self._why_it_ended()) from None
        if isinstance(found, DocumentError):
            raise found
        reading: Reading = found
        return reading

    def _start(self) -> subprocess.Popen[bytes]:
        path = [str(Path(__file__).parents[1]), *sys.path]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _MAIN],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        _send(self._process.stdin, self._places)
        return self._process

    def _why_it_ended(self) -> str:
        code = self._end()
        if code == -signal.SIGPROF:
            return f"reading it takes far too long for its size. {_BETTER}"
        return f"it is built so that it cannot be read safely. {_BETTER}"

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        return process.wait()


def serve() -> None:
    """Read what comes on stdin, each file with so much time and memory as its size allows."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # a library may print
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us too; the end of stdin ends us
    places: Places = _receive(source)
    while True:
        try:
            shown, data, told = _receive(source)
        except EOFError:
            return
        _allow(len(data))
        found: Reading | DocumentError
        try:
            found = read(shown, data, places, told)
        except DocumentError as fault:
            found = fault
        except MemoryError:
            found = DocumentError(shown, f"reading it needs far too much memory. {_BETTER}")
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(target, found)


def _allow(size: int) -> None:
    """Limit this process: the system ends it when it goes beyond."""
    seconds = _SECONDS + _SECONDS_A_MEGABYTE * size / 1_000_000
    signal.setitimer(signal.ITIMER_PROF, min(seconds, _MOST_SECONDS))
    most = _BYTES + _TIMES_THE_FILE * size
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))


def _send(pipe: IO[bytes] | None, value: object) -> None:
    data = pickle.dumps(value)
    assert pipe is not None
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return pickle.loads(pipe.read(*_LENGTH.unpack(head)))
