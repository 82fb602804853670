"""Refreshing an index after one document changed, against building it: each a cold process.

    python benchmarks/refresh.py
    python benchmarks/refresh.py --documents 1000 --rounds 5

Writes documents of about a page in all formats, builds their index with the model prepared, then
changes one document a round and runs `compactbot index` again. Goals: the refresh is 50 times
faster than the build, and takes 0.6 s on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

GOAL = 50


def main() -> None:
    options = parsed()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder / "docs", options.documents)
        (folder / "config.yaml").write_text("knowledge:\n  paths: [docs]\n")
        prepare(folder)
        built, report = index(folder)
        print(f"{built:8.2f} s  build: {report['documents']} documents, {report['embedded']} texts")
        times = []
        for number in range(options.rounds):
            change(folder / "docs", number)
            seconds, report = index(folder)
            times.append(seconds)
            print(f"{seconds:8.2f} s  refresh: {report['read']} read, {report['embedded']} texts")
        seconds, report = index(folder)
        print(f"{seconds:8.2f} s  nothing changed: {report['read']} read")
        refreshed = statistics.median(times)
        print(f"build / refresh = {built / refreshed:.0f} (goal: {GOAL} or more)")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def write(folder: Path, count: int) -> None:
    from tests.indexer import office, writers
    from tests.indexer.drafts import draft, plan

    folder.mkdir()
    prose = {
        "docx": office.word,
        "pdf": office.pdf,
        "html": writers.html,
        "md": writers.markdown,
        "txt": writers.text,
    }
    tables = {"xlsx": writers.excel, "csv": writers.csv}
    for number in range(count):
        chance = random.Random(number)
        suffix = [*prose, *tables][number % (len(prose) + len(tables))]
        made = prose[suffix](draft(chance, 1)) if suffix in prose else None
        path = folder / f"{number:05}.{suffix}"
        path.write_bytes(made or tables[suffix](plan(chance, 5)))


def prepare(folder: Path) -> None:
    """Prepare the model in the state folder, and let Python compile what it imports."""
    first = folder / "first.md"
    first.write_text("# Glenmore\n\nOtters live by the weir.\n")
    index(folder, str(first))
    (folder / "state/index/current").unlink()


def change(folder: Path, number: int) -> None:
    path = sorted(folder.glob("*.md"))[number]
    path.write_text(path.read_text() + f"\nThe otters were counted {number + 2} times.\n")


def index(folder: Path, *paths: str) -> tuple[float, dict[str, Any]]:
    """Seconds of one `compactbot index`, and its report."""
    command = [sys.executable, "-m", "bot", "index", "--json", *paths]
    begun = time.perf_counter()
    done = subprocess.run(
        [*command, "--config", str(folder / "config.yaml")],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    report: dict[str, Any] = json.loads(done.stdout)
    return seconds, report


if __name__ == "__main__":
    main()
