"""A cold `compactbot ask` against one text embedded by sentence-transformers, run in turn.

    python benchmarks/cold_ask.py
    python benchmarks/cold_ask.py --rounds 7 --config config.yaml --question "who signs?"

A is the whole answer in a new process, with the index there (it is built first if it is not). B
is a new process that imports sentence_transformers, loads the same model and encodes one text.
Absolute times drift with the machine; the ratio B / A has a goal: 8 or more, better 10.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

GOAL = 8
QUESTION = "what does the compact say about funding cuts"
REFERENCE = """
import sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1], device="cpu").encode([sys.argv[2]])
"""


def main() -> None:
    options = parsed()
    ask = ["-m", "bot", "ask", options.question, "--config", str(options.config.resolve())]
    reference = ["-c", REFERENCE, str(model_folder(options.config)), options.question]
    for command in (ask, reference):
        seconds(command)  # the index, Python's compiled files and the file cache are there now
    print("  A ask    B reference")
    times = []
    for _ in range(options.rounds):
        times.append((seconds(ask), seconds(reference)))
        print(f"{times[-1][0]:7.2f} s  {times[-1][1]:9.2f} s")
    ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{ours:7.2f} s  {theirs:9.2f} s  medians")
    print(f"B / A = {theirs / ours:.1f} (goal: {GOAL} or more)")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, default=REPOSITORY / "config.yaml")
    parser.add_argument("--question", default=QUESTION)
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


def model_folder(config: Path) -> Path:
    """Where the configured model lies, found as the product finds it."""
    from bot.config import load_config
    from indexer.embedding.models import find_model

    return find_model(load_config(config).search.model).folder


def seconds(arguments: Sequence[str]) -> float:
    """How long a new Python takes, with compiled files and buffers as people have them."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env={**environment, "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
