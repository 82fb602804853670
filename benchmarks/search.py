"""How long a search takes in a large index: python benchmarks/search.py [--passages 10000]

Builds an index of synthetic passages: sentences made of a small vocabulary, a few hundred of them
embedded by the real model, all others with such a vector and noise on it. Then it searches with
different questions, without and with an area, and prints what half of the searches (p50) and all
but one in twenty (p95) took at most, in milliseconds. The first searches are not counted.

    .venv/bin/python benchmarks/search.py --passages 50000 --json
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from indexer import store
from indexer.embedder import Embedder, prepare_embedder
from indexer.embedding.models import BUNDLED
from indexer.generation import SCHEMA_VERSION, Manifest
from indexer.rows import Entry
from indexer.search import Searcher
from indexer.types import Document, Form, Kind, Passage, Query
from indexer.vectors import Vectors, vector_id
from indexer.words import content_words

SEED_TEXTS, PER_DOCUMENT, SENTENCES = 400, 50, 3
NOISE = 0.7  # length of the noise beside a vector of length one
AREAS = ("Glenmore", "Strathmore", "Invermore", "Kinmore")
SUBJECTS = """partners|the council|local groups|the forum|trustees|volunteers|the steering group
funders|the interface|community councils|carers|the health board|young people|the secretariat
""".replace("\n", "|").strip("|").split("|")  # fmt: skip
VERBS = """will review|should publish|may fund|must consult|can share|agree on|report on|plan
support|measure|record|discuss|promote|recognise|pay for|protect|train|invite
""".replace("\n", "|").strip("|").split("|")  # fmt: skip
OBJECTS = """small grants|rural transport|the annual budget|shared premises|complaints
public meetings|a register of interests|equal access|the risk plan|staff time|new services
environmental work|digital skills|the evidence|three-year funding|disputes|the newsletter
mental health projects|safeguarding|procurement rules|the village hall|data about need
""".replace("\n", "|").strip("|").split("|")  # fmt: skip
TAILS = """every quarter|before the spring|in good time|within 20 days|at no cost|with one voice
across Glenmore|in plain language|by 31 March|where this is possible|each year|at the first meeting
for five years|without delay|in writing|together with others|up to £5,000|on request
""".replace("\n", "|").strip("|").split("|")  # fmt: skip


def sentence(chance: random.Random) -> str:
    words = " ".join(chance.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, TAILS))
    return f"{words[0].upper()}{words[1:]}, item {chance.randrange(5000)}."


def question(chance: random.Random) -> str:
    return f"What do {chance.choice(SUBJECTS)} say about {chance.choice(OBJECTS)}?"


def documents(passages: int, chance: random.Random) -> Iterator[tuple[Document, list[Passage]]]:
    for number in range(-(-passages // PER_DOCUMENT)):
        area = AREAS[number % len(AREAS)]
        made = Document(
            id=f"d{number:06}", name=f"{number}.md", path=f"made/{number}.md", digest="", text="",
            title=f"{area} paper {number}", kind=Kind.DOCUMENT, area=area,
        )  # fmt: skip
        text, cut = "", list[Passage]()
        for position in range(min(PER_DOCUMENT, passages - number * PER_DOCUMENT)):
            start, spans = len(text), list[tuple[int, int]]()
            for _ in range(SENTENCES):
                begin = len(text)
                text += f"{sentence(chance)} "
                spans.append((begin, len(text) - 1))
            cut.append(
                Passage(
                    id=f"{made.id}-{position}", document=made.id, start=start, end=len(text) - 1,
                    text=text[start:-1], form=Form.PARAGRAPH, headings=(f"Part {position // 10}",),
                    context=f"{made.title} > Part {position // 10}", sentences=tuple(spans),
                    position=position, area=area,
                )
            )  # fmt: skip
        yield replace(made, text=text), cut


def make_index(folder: Path, passages: int, embedder: Embedder) -> None:
    chance, noise = random.Random(1), np.random.default_rng(1)
    read, entries = [], []
    for document, cut in documents(passages, chance):
        read.append(document)
        for one in cut:
            parts = [document.text[start:end] for start, end in one.sentences]
            ids = [vector_id(part) for part in (f"{one.context}. {one.text}", *parts)]
            entries.append(Entry(one, ids[0], tuple(ids[1:])))
    ids = list(
        dict.fromkeys(i for entry in entries for i in (entry.vector, *entry.sentence_vectors))
    )
    seeds = embedder.embed([sentence(chance) for _ in range(SEED_TEXTS)])
    matrix = seeds[noise.integers(len(seeds), size=len(ids))]
    matrix = matrix + noise.normal(scale=NOISE / embedder.dim**0.5, size=matrix.shape)
    matrix = (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)
    vectors = Vectors.build(np.array(ids, dtype=np.int64), matrix)
    about = Manifest(
        schema=SCHEMA_VERSION, model=embedder.model, model_digest=embedder.digest,
        dim=embedder.dim, documents=len(read), passages=len(entries), vectors=len(vectors),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"), sources=("made",), files={},
    )  # fmt: skip
    with store.locked(folder):
        store.write(folder, read, entries, vectors, about)


def milliseconds(calls: Sequence[Callable[[], object]], warm: int = 10) -> list[float]:
    took = []
    for call in (*calls[:warm], *calls):
        started = time.perf_counter()
        call()
        took.append((time.perf_counter() - started) * 1000)
    return took[warm:]


def figures(took: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(took, [50, 95])
    return {"p50_ms": round(float(p50), 1), "p95_ms": round(float(p95), 1)}


def measure(folder: Path, embedder: Embedder, searches: int) -> dict[str, dict[str, float]]:
    chance = random.Random(2)
    asked = [question(chance) for _ in range(searches)]
    queries = [Query(text, tuple((word, 1.0) for word in content_words(text))) for text in asked]
    searcher = Searcher.open(folder)

    def timed(**more: tuple[str, ...]) -> dict[str, float]:
        made = [replace(query, **more) for query in queries]
        return figures(milliseconds([lambda query=query: searcher.search(query) for query in made]))

    return {
        "embedding alone": figures(
            milliseconds([lambda text=text: embedder.embed([text]) for text in asked])
        ),
        "search": timed(),
        "search, one area of four": timed(areas=AREAS[:1]),
        "search, one document": timed(documents=("d000000",)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--passages", type=int, default=10_000, help="default: 10000")
    parser.add_argument("--searches", type=int, default=200, help="default: 200")
    parser.add_argument("--folder", type=Path, help="index folder to use and keep, with its model")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        embedder = prepare_embedder(
            BUNDLED, folder / "models", lambda said: print(said, file=sys.stderr)
        )
        started = time.perf_counter()
        make_index(folder, given.passages, embedder)
        seconds = round(time.perf_counter() - started, 1)
        found = measure(folder, embedder, given.searches)
    if given.json:
        print(json.dumps({"passages": given.passages, "made_in_s": seconds, **found}))
        return
    print(f"{given.passages} passages, index made in {seconds} s, {given.searches} searches each")
    for name, took in found.items():
        print(f"{name:26} p50 {took['p50_ms']:6.1f} ms   p95 {took['p95_ms']:6.1f} ms")


if __name__ == "__main__":
    main()
