"""``compactbot chat``: the conversation of the channels, in the terminal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from bot.app import open_assistant
from bot.channels.terminal import chat
from bot.commands.person import officer
from bot.commands.progress import watching
from bot.config import load_config


def run(args: argparse.Namespace) -> int:
    """Talk until the input ends."""
    config = load_config(Path(args.config))
    with watching() as watcher:
        assistant, _ = open_assistant(config, watcher)
    people = sys.stdin.isatty() and sys.stdout.isatty()
    if people:
        import readline  # noqa: F401  (importing it gives input() its arrow keys and history)
    chat(assistant, input, Console(force_terminal=people), officer())
    return 0
