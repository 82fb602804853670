"""``compactbot actions edit``: other words for an action; the ones before are kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.actions.changed import FIELDS, say, wording_of
from bot.commands.actions.opened import action_named, now, register_with_plans, today
from bot.commands.person import officer
from bot.config import load_config
from bot.core.errors import UsageError


def run(args: argparse.Namespace) -> int:
    """Exit code 0."""
    if all(getattr(args, name) is None for name in FIELDS):
        flags = ", ".join(f"--{name.replace('_', '-')}" for name in FIELDS)
        raise UsageError(f"nothing to change was given. Use one or more of {flags}.")
    config = load_config(Path(args.config))
    with register_with_plans(config) as register:
        action = action_named(register.actions(retired=True), args.id)
        wording = wording_of(action.wording, args, today(config))
        if wording != action.wording:
            action = register.reword(action.id, wording, officer(), now())
        say(register, action, args, config)
    return 0
