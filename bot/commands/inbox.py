"""``compactbot inbox``: the messages that wait for somebody to say what they mean."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from bot.commands.actions.opened import action_named, register_with_plans
from bot.commands.person import officer
from bot.commands.progress import counted
from bot.config import load_config
from bot.core.action_replies import moment, named, told, told_by
from bot.core.errors import UsageError
from bot.core.ports import Register
from bot.core.register import Action, Needs, Waiting
from bot.core.skills.update import changes_of

_EMPTY = "Nothing waits. Every message was logged or set aside."


def run(args: argparse.Namespace) -> int:
    """Show what waits; with a key and an action, log that message on it."""
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
    waiting = next((one for one in register.waiting() if one.id == args.key.lower()), None)
    if waiting is None:
        raise UsageError(f"nothing waits as {args.key}. See what does with: compactbot inbox")
    if args.dismiss:
        register.dismiss(waiting.id, officer(), datetime.now(UTC))
        said = f"Set {waiting.id} aside; nothing was logged, and the record keeps its words."
        print(json.dumps({"dismissed": waiting.id}) if args.json else said)
        return 0
    changes = changes_of(waiting.proposals)
    actions = {action.id: action for action in register.actions()}
    if args.action:
        changes = [waiting.proposals[0].change(action_named(actions.values(), args.action).id)]
    elif any(one.needs is Needs.CHOOSE for one in waiting.proposals):
        raise UsageError(f"say which action it is about: compactbot inbox {waiting.id} ACTION")
    outcome = register.log(waiting.said, changes, closes=waiting.id)
    if args.json:
        print(json.dumps({"logged": [update.id for update in outcome.updates]}))
        return 0
    for update in outcome.updates:
        print(f"Logged {update.id}: {named(actions[update.action])}: {told_by(update.change)}.")
    return 0


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
        yield _EMPTY
        return
    yield f"{counted(len(waiting), 'message')} waiting. Settle one: compactbot inbox KEY ACTION"
    for one in waiting:
        yield f"\n{one.id}  {one.said.by.name or 'somebody'}, {moment(one.said.at, zone)}"
        yield f"  “{one.said.text.strip()}”"
        for proposal in one.proposals:
            read = told(proposal.status, proposal.percent, proposal.due, proposal.reason)
            yield f"  Read as: {read or 'a note'}. It may be about:"
            yield from (
                f"    {named(actions[match.action])}"
                for match in proposal.matches[:3]
                if match.action in actions
            )
