"""``compactbot update``: read a progress update, and log it where it is clear what it means."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from bot.app import open_desk
from bot.channels.terminal import CHAT, new_id
from bot.commands.actions.opened import register_or_empty, register_with_plans
from bot.commands.batches import Row, opened, rows_of, sound
from bot.commands.person import officer
from bot.commands.progress import watching
from bot.commands.settling import ask
from bot.commands.update_rows import Typed, as_json, lines_of
from bot.config import Config, load_config
from bot.core.errors import UsageError
from bot.core.intents import MOST_PASTED
from bot.core.register import Outcome, Proposal, Said
from bot.core.skills.context import Desk
from bot.core.skills.update import receive
from bot.core.updates.proposals import propose

HOW = 'Type it in quotation marks: compactbot update "SA24 is half done"'
EXAMPLE = '{"id": ..., "message": ...}'


def run(args: argparse.Namespace) -> int:
    """Exit code 0; 1 where a line of a batch could not be read."""
    config = load_config(Path(args.config))
    today = _day(args.today, config)
    reads_only = args.dry_run and args.batch is not None
    opened_register = register_or_empty if reads_only else register_with_plans
    with _typed_in(args) as messages, opened_register(config) as register:
        with watching() as watcher:
            desk = open_desk(config, watcher.say, register)
        reader = _Reader(desk, today, args)
        were_read = [reader.handle(one) for one in messages]
    return 0 if all(were_read) else 1


def _day(given: str | None, config: Config) -> date:
    if given is None:
        return datetime.now(UTC).astimezone(config.assistant.zone).date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"--today is '{given}'; write it like 2026-11-22.") from None


@contextmanager
def _typed_in(args: argparse.Namespace) -> Iterator[Iterator[Typed]]:
    """What the command line reports. Raises UsageError where there is nothing."""
    if args.batch is None:
        text = sound(" ".join(args.message))
        typed = _checked(0, None, text)
        if typed.fault:
            raise UsageError(f"{typed.fault} {HOW}")
        yield iter([typed])
        return
    if args.message:
        raise UsageError("give a message or --batch, not both.")
    with opened(args.batch) as lines:
        yield map(_of_row, rows_of(lines, EXAMPLE))


def _of_row(row: Row) -> Typed:
    text = row.values.get("message")
    if row.fault or not isinstance(text, str):
        return Typed(row.line, row.values.get("id"), "", row.fault or "'message' has no text here.")
    return _checked(row.line, row.values.get("id"), sound(text))


def _checked(line: int, name: object, text: str) -> Typed:
    if not text.strip():
        return Typed(line, name, text, "there is no message.")
    if len(text) > MOST_PASTED:
        return Typed(line, name, text, f"a message has at most {MOST_PASTED:,} characters.")
    return Typed(line, name, text)


class _Reader:
    """Reads messages one after the other, logs them unless it is a dry run, and prints."""

    def __init__(self, desk: Desk, today: date, args: argparse.Namespace) -> None:
        self._desk, self._today = desk, today
        self._dry, self._json = args.dry_run, args.json
        self._batch = Path(args.batch).name if args.batch else ""
        terminals = sys.stdin.isatty() and sys.stdout.isatty()
        self._asks = terminals and not (args.batch or args.json)

    def handle(self, typed: Typed) -> bool:
        """Print what a message means. False where it could not be read."""
        if typed.fault:
            print(f"compactbot: line {typed.line} of the batch: {typed.fault}", file=sys.stderr)
            if self._json:
                print(json.dumps({"id": typed.id, "error": typed.fault}), flush=True)
            return False
        scope = self._desk.scopes.of(CHAT, self._today, typed.text)
        proposals = propose(typed.text, scope)
        outcome = self._received(typed, proposals)
        actions = {action.id: action for action in self._desk.register.actions(retired=True)}
        if self._json:
            row = as_json(typed, proposals, outcome, actions)
            print(json.dumps(row, ensure_ascii=False), flush=True)
            return True
        print("\n".join(lines_of(typed, proposals, outcome, actions, asks=self._asks)), flush=True)
        waiting = outcome.waiting
        if self._asks and waiting and waiting.closed_at is None:
            ask(self._desk.register, waiting, input)
        return True

    def _received(self, typed: Typed, proposals: Sequence[Proposal]) -> Outcome:
        if self._dry or not proposals:
            return Outcome()
        chat = f"batch {self._batch}" if self._batch else CHAT
        name = "" if typed.id is None else str(typed.id)
        said = Said(
            typed.text, chat, name if self._batch else new_id(), officer(), datetime.now(UTC)
        )
        return receive(self._desk.register, said, proposals)
