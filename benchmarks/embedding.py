"""sentence-transformers and our export of the same model, run in turn: their times as ratios.

    python benchmarks/embedding.py
    python benchmarks/embedding.py --model all-MiniLM-L6-v2 --rounds 5 --passages 200

Absolute times drift with the machine; the ratios are what docs/performance.md has goals for.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))
os.environ.setdefault("HF_HUB_OFFLINE", "1")

QUESTIONS = (
    "Who provides the secretariat of the compact?",
    "How long must a written consultation be open?",
    "What happens when a partner does not keep to the compact, and who decides?",
    "funding principles",
    "Which actions are led by the third sector interface in Midlothian?",
)
REFERENCE_ONCE = """
import sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1], device="cpu").encode(["Who signs the review?"])
"""
OURS_ONCE = """
import sys
from pathlib import Path
from indexer.embedder import open_embedder
open_embedder(sys.argv[2], sys.argv[3], Path(sys.argv[4])).embed(["Who signs the review?"])
"""
Embed = Callable[[Sequence[str]], Any]


def main() -> None:
    options = parsed()
    from indexer.embedder import prepare_embedder
    from indexer.embedding.export import encode, load
    from indexer.embedding.models import find_model

    texts = passages(options.passages)
    source = find_model(options.model).folder
    with tempfile.TemporaryDirectory() as folder:
        ours = prepare_embedder(options.model, Path(folder), lambda text: print(text))
        print(f"served by {ours.served_by}; {len(texts)} passages, {options.rounds} rounds\n")
        arguments = [str(source), options.model, ours.digest, folder]
        cold = in_turn(
            options.rounds,
            lambda: once(REFERENCE_ONCE, arguments),
            lambda: once(OURS_ONCE, arguments),
        )
        model = load(source)
        both: tuple[Embed, Embed] = (lambda part: encode(model, part)), ours.embed
        for embed in both:
            embed(texts[:16])  # warm
        queries = in_turn(options.rounds, *(lambda e=e: query_times(e) for e in both))
        ingest = in_turn(options.rounds, *(lambda e=e: passages_a_second(e, texts) for e in both))
    report(cold, queries, ingest)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="all-MiniLM-L6-v2")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--passages", type=int, default=200)
    return parser.parse_args()


def passages(number: int) -> list[str]:
    """Paragraphs of 20 words or more of what we ship, repeated if there are too few."""
    files = sorted((REPOSITORY / "knowledge").rglob("*.md"))
    paragraphs = [part for file in files for part in file.read_text(encoding="utf-8").split("\n\n")]
    usable = [part for part in paragraphs if len(part.split()) >= 20]
    return list(itertools.islice(itertools.cycle(usable), number))


def in_turn(rounds: int, *measures: Callable[[], list[float]]) -> list[list[float]]:
    """All values of each measure, taken alternately so that a busy minute hits both alike."""
    values: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for found, measure in zip(values, measures, strict=True):
            found += measure()
    return values


def once(code: str, arguments: Sequence[str]) -> list[float]:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=REPOSITORY,
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return [time.perf_counter() - start]


def query_times(embed: Embed) -> list[float]:
    times = []
    for question in QUESTIONS * 8:
        start = time.perf_counter()
        embed([question])
        times.append(time.perf_counter() - start)
    return times


def passages_a_second(embed: Embed, texts: Sequence[str]) -> list[float]:
    start = time.perf_counter()
    embed(texts)
    return [len(texts) / (time.perf_counter() - start)]


def report(cold: list[list[float]], queries: list[list[float]], ingest: list[list[float]]) -> None:
    rows = (
        ("cold process, s", *map(statistics.median, cold)),
        ("query p50, ms", *(1000 * percentile(times, 50) for times in queries)),
        ("query p95, ms", *(1000 * percentile(times, 95) for times in queries)),
        ("ingest, passages/s", *map(statistics.median, ingest)),
    )
    print(f"{'':20} {'sentence-transformers':>22} {'ours':>8} {'ours / theirs':>14}")
    for name, theirs, mine in rows:
        print(f"{name:20} {theirs:22.2f} {mine:8.2f} {mine / theirs:14.2f}")


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    main()
