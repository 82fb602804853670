"""``compactbot index``: build or refresh the index, and say what was done."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bot.commands.progress import counted, watching
from bot.config import load_config
from bot.indexing import build_index, configured_sources, given_sources
from indexer.report import BuildReport


def run(args: argparse.Namespace) -> int:
    """Exit code 0, or 1 where a file was skipped."""
    config = load_config(Path(args.config))
    sources = given_sources(args.paths) if args.paths else configured_sources(config)
    with watching() as watcher:
        report = build_index(config, sources, watcher)
    if args.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        print(sentence_of(report))
        say_faults(report)
    return 1 if report.skipped else 0


def say_faults(report: BuildReport) -> None:
    """Say on stderr what was left out, what was there twice, and what could not be made out."""
    lines = [f"Skipped {fault.path}: {fault.reason}" for fault in report.skipped]
    lines += [f"{copy.path} is the same as {copy.same_as}." for copy in report.copies]
    lines += [f"In {note.path}: {note.note}" for note in report.notes]
    for line in lines:
        print(line, file=sys.stderr, flush=True)


def sentence_of(report: BuildReport) -> str:
    """What a build did, in a sentence."""
    documents = counted(report.documents, "document")
    passages = counted(report.passages, "passage")
    new, removed = counted(report.embedded, "new text"), counted(report.removed, "document")
    return (
        f"Indexed {documents} with {passages} in {report.seconds:.1f} s"
        f" ({report.read} read; {new}, {report.reused} known; {removed} removed)."
    )
