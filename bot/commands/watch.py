"""``compactbot watch``: keep the index in line with its files, until it is stopped."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from watchfiles import DefaultFilter, watch

from bot.commands.index import say_faults, sentence_of
from bot.commands.progress import watching
from bot.config import Config, load_config
from bot.indexing import build_index, configured_sources, given_sources
from indexer.errors import IndexerError
from indexer.sources import Source

_MOMENT = 500  # milliseconds


def run(args: argparse.Namespace) -> int:
    """Runs until it is interrupted."""
    config = load_config(Path(args.config))
    sources = given_sources(args.paths) if args.paths else configured_sources(config)
    built = False
    for changes in watch(
        *(source.path for source in sources),
        watch_filter=DefaultFilter(ignore_paths=[config.state.folder]),  # or it would never rest
        rust_timeout=_MOMENT,
        yield_on_timeout=True,  # so that the first build begins when changes are noticed already
        raise_interrupt=True,
    ):
        if changes or not built:
            _build(config, sources, as_json=args.json)
            built = True
    return 0


def _build(config: Config, sources: Sequence[Source], *, as_json: bool) -> None:
    """Build once; a fault is said, and the next change is waited for all the same."""
    try:
        with watching() as watcher:
            report = build_index(config, sources, watcher)
    except IndexerError as error:
        print(f"compactbot: {error}", file=sys.stderr, flush=True)
        return
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False), flush=True)
    else:
        print(sentence_of(report), flush=True)
    say_faults(report)
