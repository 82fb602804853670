"""What damaged files do to the readers: python benchmarks/fuzz.py [--count 10000] [--kind docx pdf]

Writes small documents of each kind, damages them by chance (bits flipped, runs of bytes replaced,
files cut off, blocks swapped, removed and repeated; inside the XML parts of Word and Excel files
too), and reads each and cuts it into passages in a process of its own kind. A file is either read,
and then all that must hold of a document is checked, or refused in a sentence. Anything else is
a fault: an exception or a process that dies (crashed), more than 5 s of processor time (slow), more
than 500 MB (large). Faulty files are kept in a folder, and the exit code is 1.

    .venv/bin/python benchmarks/fuzz.py --count 300 --kind html md --seed 7
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from indexer.errors import DocumentError
from tests.indexer import office, writers
from tests.indexer.drafts import Draft, draft
from tests.indexer.mutations import mutated
from tests.indexer.reading import check, read_text

KINDS: dict[str, tuple[Callable[[Draft], bytes], ...]] = {
    "docx": (office.word, office.automatic_word),
    "pdf": (office.pdf, office.open_pdf),
    "html": (writers.html,),
    "md": (writers.markdown,),
    "txt": (writers.text, writers.wrapped_text),
    "xlsx": (writers.excel,),
    "csv": (writers.csv,),
    "yaml": (writers.records,),
}
DRAFTS, SECTIONS = 6, 2
MOST_SECONDS, MOST_WAITING, MOST_MB = 5, 60, 500
FAULTS = ("crashed", "slow", "large")


@dataclass(frozen=True)
class Result:
    """What came of a file: seconds of processor time, and the most memory so far in MB."""

    index: int
    outcome: str
    seconds: float
    megabytes: float
    said: str = ""


def originals(kind: str) -> list[bytes]:
    drafts = [draft(random.Random(number), SECTIONS) for number in range(DRAFTS)]
    return [write(made) for write in KINDS[kind] for made in drafts]


def damaged_file(kind: str, files: list[bytes], seed: int, index: int) -> bytes:
    chance = random.Random(f"{seed} {kind} {index}")
    return mutated(chance.choice(files), chance)


def work(kind: str, seed: int, indexes: range, results: Connection) -> None:
    """Read file after file. A timer ends the whole process where one takes too long."""
    files = originals(kind)
    for index in indexes:
        data = damaged_file(kind, files, seed, index)
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        signal.setitimer(signal.ITIMER_REAL, MOST_WAITING)
        started = time.process_time()
        outcome, said = tried(data, f"damaged.{kind}")
        seconds = time.process_time() - started
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        if megabytes > MOST_MB:
            results.send(Result(index, "large", seconds, megabytes, outcome))
            return  # a new process is small again
        results.send(Result(index, outcome, seconds, megabytes, said))


def tried(data: bytes, name: str) -> tuple[str, str]:
    try:
        check(read_text(data, name))
    except DocumentError as refusal:
        return "refused", refusal.reason
    except Exception:
        return "crashed", traceback.format_exc()
    return "read", ""


def stripe(kind: str, seed: int, indexes: range) -> Iterator[Result]:
    """The results of these files; a process that died is followed by another."""
    context = multiprocessing.get_context("spawn")
    while indexes:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(kind, seed, indexes, there), daemon=True)
        process.start()
        there.close()
        try:
            while indexes:
                yield here.recv()
                indexes = indexes[1:]
        except EOFError:
            process.join()
            if process.exitcode:
                yield death(indexes[0], -process.exitcode)
                indexes = indexes[1:]
        process.join()


def death(index: int, sign: int) -> Result:
    slow = sign in (signal.SIGPROF, signal.SIGALRM)
    return Result(
        index, "slow" if slow else "crashed", MOST_SECONDS * slow, 0, f"ended by signal {sign}"
    )


def fuzz(kind: str, count: int, seed: int, processes: int) -> list[Result]:
    stripes = [range(first, count, processes) for first in range(processes)]
    with ThreadPoolExecutor(processes) as pool:
        found = pool.map(lambda indexes: [*stripe(kind, seed, indexes)], stripes)
        return sorted((r for results in found for r in results), key=lambda r: r.index)


def keep(folder: Path, kind: str, seed: int, faults: list[Result]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files = originals(kind)
    for fault in faults:
        name = f"{fault.outcome}-{seed}-{fault.index}"
        (folder / f"{name}.{kind}").write_bytes(damaged_file(kind, files, seed, fault.index))
        (folder / f"{name}.{kind}.said").write_text(fault.said, encoding="utf-8")


def report(kind: str, results: list[Result], seconds: float) -> None:
    counts = Counter(result.outcome for result in results)
    columns = "".join(f"{counts[outcome]:9}" for outcome in ("read", "refused", *FAULTS))
    slowest = max(result.seconds for result in results)
    megabytes = max(result.megabytes for result in results)
    print(f"{kind:6}{columns}{slowest:11.2f} s{megabytes:8.0f} MB{seconds:8.0f} s", flush=True)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000, help="files of each kind")
    parser.add_argument("--kind", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--seed", type=int, default=1, help="another gives other files")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("fuzz-faults"), help="for faulty files")
    return parser.parse_args()


def main() -> int:
    given = parsed()
    heads = "".join(f"{head:>9}" for head in ("read", "refused", *FAULTS))
    print(f"{'kind':6}{heads}{'slowest':>13}{'peak':>11}{'took':>10}", flush=True)
    all_faults = 0
    for kind in given.kind:
        started = time.perf_counter()
        results = fuzz(kind, given.count, given.seed, given.processes)
        report(kind, results, time.perf_counter() - started)
        faults = [result for result in results if result.outcome in FAULTS]
        if faults:
            keep(given.folder, kind, given.seed, faults)
        all_faults += len(faults)
    if all_faults:
        print(f"{all_faults} faulty files are kept in {given.folder}/", file=sys.stderr)
    return 1 if all_faults else 0


if __name__ == "__main__":
    sys.exit(main())
