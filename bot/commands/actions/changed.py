"""What ``add`` and ``edit`` share: words of the command line -> a wording, and what came of it."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import date

from bot.commands.actions.opened import today
from bot.commands.actions.rows import as_json, rows_of, stands
from bot.config import Config
from bot.core.actions.dates import due_of_timescale
from bot.core.errors import UsageError
from bot.core.ports import Register
from bot.core.register import Action, Wording

FIELDS = ("text", "timescale", "lead", "future_reporting")


def wording_of(before: Wording, args: argparse.Namespace, today: date) -> Wording:
    """The wording with what was typed in place of what stood there. Raises UsageError."""
    typed = {name: getattr(args, name, None) for name in FIELDS}
    given = {name: text.strip() for name, text in typed.items() if text is not None}
    after = replace(before, **given)
    if not after.text:
        raise UsageError("an action needs words that say what is to be done. Give them as --text.")
    if "timescale" in given:
        due = due_of_timescale(after.timescale, today) if after.timescale else None
        after = replace(after, due=due)
    return after


def say(register: Register, action: Action, args: argparse.Namespace, config: Config) -> None:
    """Print the action as it is now."""
    day = today(config)
    row = next(row for row in rows_of(register, retired=True) if row.action.id == action.id)
    if args.json:
        print(json.dumps({"rows": [as_json(row, day)]}, ensure_ascii=False))
    else:
        print(f"{action.id}  {action.text}\n{' ' * len(action.id)}  {stands(row, day)}")
