"""``compactbot actions add``: an action that no document has, under the next number of its plan."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.commands.actions.changed import say, wording_of
from bot.commands.actions.opened import now, plan_named, register_with_plans, today
from bot.commands.person import officer
from bot.config import load_config
from bot.core.errors import UsageError
from bot.core.register import Objective, Wording
from indexer.words import fold


def run(args: argparse.Namespace) -> int:
    """Exit code 0."""
    config = load_config(Path(args.config))
    with register_with_plans(config) as register:
        plan = plan_named(register.plans(), args.plan)
        objectives = [one for one in register.objectives() if one.plan == plan.id]
        objective = _objective(objectives, args.objective)
        wording = wording_of(Wording(""), args, today(config))
        action = register.add_action(plan.id, objective.id, wording, officer(), now())
        say(register, action, args, config)
    return 0


def _objective(objectives: Sequence[Objective], named: str | None) -> Objective:
    """An objective by its name or a part of it, or by its number in the plan. Raises UsageError."""
    if named is None:
        found = [*objectives] if len(objectives) == 1 else []
    elif named.strip().isdecimal():
        found = [one for one in objectives if one.position == int(named)]
    else:
        found = [one for one in objectives if fold(one.name) == fold(named)]
        found = found or [one for one in objectives if fold(named) in fold(one.name)]
    if len(found) == 1:
        return found[0]
    raise UsageError(_which(objectives, named, fits=len(found)))


def _which(objectives: Sequence[Objective], named: str | None, *, fits: int) -> str:
    known = "; ".join(f"{one.position} {one.name or '(without a name)'}" for one in objectives)
    how = f"Name one with --objective, by its number or a part of its name: {known}."
    if named is None:
        return f"the plan has {len(objectives)} objectives. {how}"
    if fits:
        return f"'{named}' fits {fits} objectives. {how}"
    near = process.extractOne(named, [one.name for one in objectives], scorer=fuzz.WRatio)
    nearest = f" The nearest is '{near[0]}'." if near and near[0] else ""
    return f"the plan has no objective '{named}'.{nearest} {how}"
