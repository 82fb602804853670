"""``compactbot inbox``: the messages that wait for somebody to say what they mean."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.commands.actions.opened import action_named, register_with_plans
from bot.commands.progress import counted
from bot.commands.settling import log_clear, log_on, logged_lines, set_aside
from bot.config import load_config
from bot.core.action_replies import named, told
from bot.core.errors import UsageError
from bot.core.ports import Register
from bot.core.register import Action, Waiting
from bot.core.reports.wording import moment_in_words
from bot.core.update_replies import NOTHING_WAITS, choices_of


def run(args: argparse.Namespace) -> int:
    """Show what waits; with a key and an action, log that message on it."""
    if args.dismiss and not args.key:
        raise UsageError("say which message to set aside: compactbot inbox KEY --dismiss")
    if args.dismiss and args.action:
        raise UsageError("give an action or --dismiss, not both.")
    config = load_config(Path(args.config))
    with register_with_plans(config) as register:
        if args.key:
            return _settle(register, args)
        waiting = register.waiting()
        if args.json:
            print(json.dumps({"rows": [*map(_row, waiting)]}, ensure_ascii=False))
            return 0
        actions = {action.id: action for action in register.actions(retired=True)}
        print("\n".join(_lines(waiting, actions, config.assistant.zone)))
    return 0


def _settle(register: Register, args: argparse.Namespace) -> int:
    waiting = _waiting(register, args.key)
    if args.dismiss:
        said = set_aside(register, waiting)
        print(json.dumps({"dismissed": waiting.id}) if args.json else said)
        return 0
    left: list[Waiting] = []
    if args.action:
        action = action_named(register.actions(), args.action)
        outcome = log_on(register, waiting, action.id)
    else:
        outcome, left = log_clear(register, waiting)
    if args.json:
        keys = {"logged": [u.id for u in outcome.updates], "waiting": [one.id for one in left]}
        print(json.dumps(keys))
        return 0
    lines = logged_lines(register, outcome)
    lines += [f"“{one.said.text}” waits as {one.id}." for one in left]
    print("\n".join(lines))
    return 0


def _waiting(register: Register, key: str) -> Waiting:
    """What waits under a key, in capitals or not. Raises UsageError, with the nearest key."""
    waiting = {one.id.upper(): one for one in register.waiting()}
    found = waiting.get(key.strip().upper())
    if found is None:
        near = process.extractOne(key.strip().upper(), list(waiting), scorer=OSA.distance)
        nearest = f" The nearest key is {near[0]}." if near else ""
        raise UsageError(f"nothing waits as {key}; 'compactbot inbox' shows what does.{nearest}")
    return found


def _row(waiting: Waiting) -> dict[str, object]:
    return {
        "key": waiting.id,
        "text": waiting.said.text,
        "by": waiting.said.by.name,
        "at": waiting.said.at.isoformat(),
        "chat": waiting.said.chat,
        "proposals": [
            {
                "text": one.text,
                "needs": one.needs,
                "status": one.status,
                "percent": one.percent,
                "due": one.due.isoformat() if one.due else None,
                "matches": [match.action for match in one.matches],
            }
            for one in waiting.proposals
        ],
    }


def _lines(
    waiting: tuple[Waiting, ...], actions: Mapping[str, Action], zone: tzinfo
) -> Iterator[str]:
    if not waiting:
        yield NOTHING_WAITS
        return
    yield f"{counted(len(waiting), 'message')} waiting. Settle one: compactbot inbox KEY ACTION"
    for one in waiting:
        yield f"\n{one.id}  {one.said.by.name or 'somebody'}, {moment_in_words(one.said.at, zone)}"
        yield f"  “{one.said.text.strip()}”"
        for proposal in one.proposals:
            read = told(proposal.status, proposal.percent, proposal.due, proposal.reason)
            yield f"  Read as: {read or 'a note'}. It may be about:"
            yield from (f"    {named(actions[one])}" for one in choices_of(proposal))
