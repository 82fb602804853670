"""``compactbot update``: read a progress update, and log it where it is clear what it means."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.app import open_desk, open_register
from bot.channels.terminal import CHAT
from bot.commands.batches import Row, opened, rows_of, sound
from bot.commands.person import officer
from bot.commands.progress import watching
from bot.config import Config, load_config
from bot.core.action_replies import STATUS_WORDS, named, told
from bot.core.errors import UsageError
from bot.core.intents import MOST_PASTED
from bot.core.register import Action, Needs, Outcome, Proposal, Said
from bot.core.skills.context import Desk
from bot.core.skills.update import receive
from bot.core.updates.proposals import propose

HOW = 'Type it in quotation marks: compactbot update "SA24 is half done"'
EXAMPLE = '{"id": ..., "message": ...}'


@dataclass(frozen=True, slots=True)
class Typed:
    """A message of the command line (line 0) or of a batch, or the fault for which it is none."""

    line: int
    id: object
    text: str
    fault: str = ""


def run(args: argparse.Namespace) -> int:
    """Exit code 0; 1 where a line of a batch could not be read."""
    config = load_config(Path(args.config))
    today = _day(args.today, config)
    with _typed_in(args) as messages, open_register(config) as register:
        with watching() as watcher:
            desk = open_desk(config, watcher.say, register)
        reader = _Reader(desk, today, args)
        return 0 if all([reader.handle(one) for one in messages]) else 1


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
        actions = {action.id: action for action in scope.finder.actions}
        if self._json:
            print(
                json.dumps(_as_json(typed, proposals, outcome, actions), ensure_ascii=False),
                flush=True,
            )
        else:
            print("\n".join(_lines(typed, proposals, outcome, actions)), flush=True)
        return True

    def _received(self, typed: Typed, proposals: Sequence[Proposal]) -> Outcome:
        if self._dry or not proposals:
            return Outcome()
        chat = f"batch {self._batch}" if self._batch else CHAT
        name = str(typed.id) if self._batch and typed.id is not None else ""
        said = Said(typed.text, chat, name, officer(), datetime.now(UTC))
        return receive(self._desk, said, proposals)


def _as_json(
    typed: Typed, proposals: Sequence[Proposal], outcome: Outcome, actions: Mapping[str, Action]
) -> dict[str, Any]:
    """One update with its fields; the further ones of a message stand in ``parts``."""
    first = _part(proposals[0], actions) if proposals else _NOTHING
    return {
        "id": typed.id,
        "message": typed.text,
        "is_update": bool(proposals),
        **first,
        "logged": bool(outcome.updates),
        "updates": [update.id for update in outcome.updates],
        "waiting": outcome.waiting.id if outcome.waiting else None,
        "repeated": outcome.repeated,
        "parts": [_part(one, actions) for one in proposals] if len(proposals) > 1 else [],
    }


_NOTHING: dict[str, Any] = {
    "matches": [],
    "status": None,
    "percent": None,
    "due": None,
    "reason": None,
    "needs": None,
}


def _part(proposal: Proposal, actions: Mapping[str, Action]) -> dict[str, Any]:
    return {
        "matches": [
            {
                "action": match.action,
                "plan": actions[match.action].plan,
                "text": actions[match.action].text,
                "confidence": match.confidence,
            }
            for match in proposal.matches
        ],
        "status": proposal.status,
        "percent": proposal.percent,
        "due": proposal.due.isoformat() if proposal.due else None,
        "reason": proposal.reason or None,
        "needs": proposal.needs,
    }


def _lines(
    typed: Typed, proposals: Sequence[Proposal], outcome: Outcome, actions: Mapping[str, Action]
) -> Iterator[str]:
    if typed.line:
        yield f"{'' if typed.id is None else f'{typed.id}: '}{typed.text.strip()}"
    if not proposals:
        yield "  This reports no progress, so nothing is logged." if typed.line else _NO_UPDATE
    for one in proposals:
        yield from _read(one, actions)
    if proposals:
        yield f"  {_end(outcome, proposals)}"
    if typed.line:
        yield ""


_NO_UPDATE = (
    "This reports no progress, so nothing is logged. To ask something, use: compactbot ask."
)


def _read(proposal: Proposal, actions: Mapping[str, Action]) -> Iterator[str]:
    said = told(proposal.status, proposal.percent, proposal.due, proposal.reason)
    if proposal.needs is Needs.CHOOSE:
        yield f"  Read as: {said or STATUS_WORDS[None]}. Which action it means is not clear:"
        for match in proposal.matches[:3]:
            yield f"    {named(actions[match.action])} ({match.confidence:.0%})"
    else:
        yield f"  {named(actions[proposal.matches[0].action])}"
        yield f"  Read as: {said or STATUS_WORDS[None]}."


def _end(outcome: Outcome, proposals: Sequence[Proposal]) -> str:
    waiting = outcome.waiting
    if waiting and waiting.closed_at is None:
        return f"It waits as {waiting.id}. Settle it with: compactbot inbox {waiting.id} ACTION"
    if outcome.repeated:
        return "It was logged before, and is not logged again."
    if outcome.updates:
        return f"Logged as {', '.join(update.id for update in outcome.updates)}."
    clear = all(one.needs is None for one in proposals)
    return (
        "Nothing was logged (--dry-run)."
        if clear
        else "Nothing was logged; it would wait (--dry-run)."
    )
