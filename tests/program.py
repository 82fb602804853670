"""The real program in a folder of its own: as a process, and as a process in a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
PATIENCE = 60.0  # seconds until a program that says nothing has failed
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()=>][A-Z0-9]?|\r|\x07")

CONFIG = """\
knowledge:
  paths: [papers]
  places: places.yaml
assistant:
  contact: Morag Tulloch, 01555 555 555
"""
PLACES = """\
areas:
  - {name: Glenmore, nation: Scotland, also: [Kirk of Glenmore]}
  - {name: Strathbeg, nation: Scotland}
"""
GLENMORE = """\
---
title: The Glenmore Compact
area: Glenmore
kind: compact
edition: March 2024
---

# Working together

## Grants

Glenmore Council pays grants within 21 days of a signed claim.

The council gives four months of notice before it ends a grant.

## Consultation

A written consultation stays open for ten weeks, and for eleven in summer.

The steward of the forum presents the replies of small groups first.

## Signatories

- Glenmore Council
- Glenmore Forum of Voluntary Groups
- Auchtertool Health Board
"""
STRATHBEG = """\
---
title: The Strathbeg Accord
area: Strathbeg
kind: compact
edition: 2023
---

## Grants

Strathbeg Council pays grants in two parts, in April and in October.

## Training

Volunteers of Strathbeg groups may join any course of the council for free.
"""
NOTE = """\
Minutes of the Glenmore ferry group

12 May 2024

The ferry group meets on the first Tuesday of the month in the village hall.

Wheelchairs travel on the ferry without a fare.
"""
PAPERS = {"glenmore.md": GLENMORE, "strathbeg.md": STRATHBEG, "ferry.txt": NOTE}


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one object on stdout. Fails if anything else is there."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    def rows(self) -> list[Any]:
        """The objects on stdout, one a line. Fails if anything else is there."""
        return [json.loads(line) for line in self.out.splitlines()]

    def complaint(self) -> str:
        """The one sentence that the program refuses with. Fails if it did anything else."""
        assert (self.code, self.out) == (2, "")
        assert self.err.count("\n") == 1
        assert self.err.startswith("compactbot: ")
        return self.err.strip()


class Program:
    """The program, run in ``folder``. Nothing that it does may show a traceback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, stdin: bytes | str = b"", cwd: str = ".") -> Done:
        ended = subprocess.run(
            self.command(*arguments),
            cwd=self.folder / cwd,
            env=environment(),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        done = Done(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
        assert "Traceback" not in done.out + done.err
        return done

    @staticmethod
    def command(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "bot", *arguments]

    @contextmanager
    def terminal(self, *arguments: str) -> Iterator[Terminal]:
        """The program in a terminal of 100 columns; it is ended with the block."""
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (40, 100))
        process = subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env=environment() | {"TERM": "xterm"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            process.wait()
            os.close(ours)

    def state(self) -> dict[str, bytes | None]:
        """Everything below the state folder but the models, by name; None for a folder."""
        found = (self.folder / "state").rglob("*")
        return {
            str(path): path.read_bytes() if path.is_file() else None
            for path in found
            if "models" not in path.parts
        }

    def paper(self, name: str, text: str | bytes) -> Path:
        """Write a file for the program to read."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def copied_to(self, folder: Path) -> Program:
        """A copy with its state. The models are linked, not copied: copy one before changing it."""
        shutil.copytree(self.folder, folder, copy_function=_link_models)
        return Program(folder)


class Terminal:
    """What stands on the screen of a program, and a keyboard for it."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self.process = process
        self.screen = ""
        self._descriptor = descriptor
        self._read = 0

    def types(self, text: str) -> None:
        os.write(self._descriptor, text.encode())

    def shows(self, text: str) -> str:
        """Wait until a text comes; what came until then, since the last one. Fails if it ends."""
        while text not in self.screen[self._read :]:
            assert self._more(), f"ended without {text!r}:\n{self.screen[self._read :]}"
        end = self.screen.index(text, self._read) + len(text)
        came, self._read = self.screen[self._read : end], end
        return came

    def ends(self) -> int:
        """Wait for the end; the exit code."""
        while self._more():
            pass
        assert "Traceback" not in self.screen
        return self.process.wait(PATIENCE)

    def interrupt(self) -> None:
        """What Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)

    def interrupt_until_it_ends(self) -> int:
        """Press Ctrl-C, and again where it came between the prompt and the wait for a key."""
        for _ in range(10):
            self.interrupt()
            try:
                self.process.wait(PATIENCE / 10)
            except subprocess.TimeoutExpired:
                continue
            break
        return self.ends()

    def _more(self) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], PATIENCE)
        assert ready, f"nothing more came:\n{self.screen}"
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.screen = _CONTROLS.sub("", self.screen + data.decode(errors="replace"))
        return bool(data)


def _link_models(source: str, target: str) -> None:
    (os.link if "models" in Path(source).parts else shutil.copy2)(source, target)


def environment() -> dict[str, str]:
    """Ours, without what changes how Python runs or writes, and with this repository first."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "LINES"):
        ours.pop(name, None)
    return ours | {"PYTHONPATH": str(REPOSITORY), "LANG": "C.UTF-8"}


def made_in(folder: Path, models: Path | None = None) -> Program:
    """A program with the papers of Glenmore, without an index; with prepared models if given."""
    program = Program(folder)
    program.paper("config.yaml", CONFIG)
    program.paper("places.yaml", PLACES)
    for name, text in PAPERS.items():
        program.paper(f"papers/{name}", text)
    if models:
        shutil.copytree(models, folder / "state/index/models", copy_function=os.link)
    return program
