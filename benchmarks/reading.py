"""How fast files are read: python benchmarks/reading.py [--documents 1000]

Writes documents of two to ten pages in all formats in turn, then reads each and cuts it into
passages, in one process and without embedding. Prints documents and megabytes a second, what half
of the documents of each format and all but one in twenty took at most, and the most memory that the
process ever had, with what it had before the first document. Writing is not counted.

    .venv/bin/python benchmarks/reading.py --documents 200 --json
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from indexer.passages import cut
from indexer.places import Area, Places
from indexer.readers import read

FORMATS = ("docx", "pdf", "html", "md", "txt", "xlsx", "csv")
SECTIONS_A_PAGE, ROWS_A_PAGE = 1.7, 14  # as reportlab sets them
PLACES = Places.of([Area("Glenmore", ("Glen More",)), Area("Kinlarig")])


def write_documents(folder: Path, count: int) -> None:
    from tests.indexer import office, writers
    from tests.indexer.drafts import draft, plan

    write = {
        "docx": office.word,
        "pdf": office.pdf,
        "html": writers.html,
        "md": writers.markdown,
        "txt": writers.text,
        "xlsx": writers.excel,
        "csv": writers.csv,
    }
    for number in range(count):
        chance = random.Random(number)
        suffix = FORMATS[number % len(FORMATS)]
        pages = chance.randint(2, 10)
        if suffix in ("xlsx", "csv"):
            made = plan(chance, pages * ROWS_A_PAGE)
        else:
            made = draft(chance, round(pages * SECTIONS_A_PAGE))
        (folder / f"{number:05}.{suffix}").write_bytes(write[suffix](made))


def measure(folder: Path) -> dict[str, Any]:
    before = peak()
    times = defaultdict[str, list[float]](list)
    sizes = Counter[str]()
    passages = 0
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        started = time.perf_counter()
        found = read(path.name, data, PLACES)
        passages += len(cut(found.document, found.sections))
        times[path.suffix[1:]].append(time.perf_counter() - started)
        sizes[path.suffix[1:]] += len(data)
    return {
        "documents": sum(map(len, times.values())),
        "passages": passages,
        **rates([*chain.from_iterable(times.values())], sizes.total()),
        "peak_mb": peak(),
        "peak_before_mb": before,
        "formats": {name: rates(times[name], sizes[name]) for name in FORMATS if times[name]},
    }


def rates(times: list[float], size: int) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "documents_s": round(len(times) / sum(times), 1),
        "megabytes_s": round(size / 1e6 / sum(times), 2),
        "p50_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[len(ordered) * 95 // 100] * 1000, 1),
        "kilobytes": round(size / len(times) / 1000, 1),
    }


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=1000, help="default: 1000")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        # In a process of its own, so that its libraries take no memory of the one that reads.
        spawn = multiprocessing.get_context("spawn")
        writing = spawn.Process(target=write_documents, args=(Path(temporary), given.documents))
        writing.start()
        writing.join()
        found = measure(Path(temporary))
    if given.json:
        print(json.dumps(found))
        return
    print(f"{found['documents']} documents, {found['passages']} passages")
    print(f"peak {found['peak_mb']} MB, {found['peak_before_mb']} MB before the first document")
    print(f"\n{'':6}{'documents/s':>13}{'MB/s':>8}{'p50':>11}{'p95':>11}{'size':>10}")
    for name, rate in (*found["formats"].items(), ("all", found)):
        print(
            f"{name:6}{rate['documents_s']:13.1f}{rate['megabytes_s']:8.2f}{rate['p50_ms']:8.1f} ms"
            f"{rate['p95_ms']:8.1f} ms{rate['kilobytes']:7.1f} kB"
        )


if __name__ == "__main__":
    main()
