"""``compactbot deliveries``: what became of each sending of a reminder, and settle one."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path

from bot.app import existing_register
from bot.commands.actions.opened import now
from bot.commands.person import officer
from bot.config import load_config
from bot.core.errors import UsageError
from bot.core.ports import Reminders
from bot.core.reminders.values import Delivery, DeliveryState
from bot.core.reports.wording import day, moment_in_words
from bot.core.skills.reminders import needs_officer

NONE_YET = "Nothing has been sent yet."
_WORDS = {
    DeliveryState.CLAIMED: "being sent",
    DeliveryState.SENT: "sent",
    DeliveryState.FAILED: "NOT SENT",
    DeliveryState.UNKNOWN: "UNKNOWN whether it was sent",
    DeliveryState.SKIPPED: "left out",
}


def run(args: argparse.Namespace) -> int:
    """List the latest; with an id, say what became of one. Exit code 1 where any needs a person."""
    _hold_against_each_other(args)
    config = load_config(Path(args.config))
    register = existing_register(config)
    if register is None:
        print(json.dumps({"rows": []}) if args.json else NONE_YET)
        return 0
    with register:
        if args.id:
            return _settle(register.reminders, args)
        found = register.reminders.deliveries(most=args.most)
    if args.json:
        print(json.dumps({"rows": [*map(row, found)]}, ensure_ascii=False))
    else:
        print("\n".join(_lines(found, config.assistant.zone)))
    return 1 if any(map(needs_officer, found)) else 0


def _hold_against_each_other(args: argparse.Namespace) -> None:
    if args.id and not (args.sent or args.again):
        raise UsageError(
            f"say what became of it: compactbot deliveries {args.id} --sent or --again"
        )
    if (args.sent or args.again) and not args.id:
        raise UsageError("say which delivery: compactbot deliveries D12 --sent")


def _settle(reminders: Reminders, args: argparse.Namespace) -> int:
    key = args.id.strip().upper()
    settled = reminders.resolve(key, officer(), now(), sent=args.sent)
    if settled is None:
        raise UsageError(
            f"{key} is neither unknown nor not sent, so there is nothing to settle."
            " 'compactbot deliveries' shows how each stands."
        )
    if args.json:
        print(json.dumps(row(settled), ensure_ascii=False))
    else:
        then = "counts as sent" if args.sent else "is sent again by the running program"
        print(f"{settled.id} {then}.")
    return 0


def row(one: Delivery) -> dict[str, object]:
    """A delivery as scripts get it."""
    return {
        "id": one.id,
        "reminder": one.reminder,
        "day": one.day.isoformat(),
        "chat": one.chat,
        "due": one.at.isoformat(),
        "state": one.state,
        "late": one.late,
        "attempts": one.attempts,
        "changed": one.changed_at.isoformat(),
        "again": one.again_at.isoformat() if one.again_at else None,
        "actions": [*one.actions],
        "why": one.why,
    }


def _lines(found: tuple[Delivery, ...], zone: tzinfo) -> Iterator[str]:
    if not found:
        yield NONE_YET
    for one in found:
        state = f"{_WORDS[one.state]}{', late' if one.late else ''}"
        at = moment_in_words(one.changed_at, zone)
        yield f"{one.id}  {one.reminder} of {day(one.day)} to {one.chat}: {state}, {at}"
        if one.why:
            yield f"     {one.why}"
        if one.again_at:
            yield f"     It is tried again on {moment_in_words(one.again_at, zone)}."
        elif needs_officer(one):
            yield (
                f"     Look into the chat. It arrived: compactbot deliveries {one.id} --sent."
                f" Send it again: compactbot deliveries {one.id} --again"
            )
