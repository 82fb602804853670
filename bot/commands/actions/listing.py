"""``compactbot actions list``: every action with how it stands, by plan and objective."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.commands.actions.opened import NO_PLANS, existing_register, plan_named, today
from bot.commands.actions.rows import Row, as_json, rows_of, shortened, stands
from bot.commands.progress import counted
from bot.config import load_config
from bot.core.errors import UsageError
from bot.core.register import Status
from indexer.words import fold

NONE = "none"


def run(args: argparse.Namespace) -> int:
    """Exit code 0."""
    config = load_config(Path(args.config))
    day = today(config)
    with existing_register(config) as register:
        plans = register.plans() if register else ()
        wanted = _filter(args, plan_named(plans, args.plan).id if args.plan else "", day)
        rows = rows_of(register, retired=args.all) if register else iter(())
        found = [row for row in rows if wanted(row)]
    if args.json:
        print(json.dumps({"rows": [as_json(row, day) for row in found]}, ensure_ascii=False))
    else:
        print("\n".join(_lines(found, day)) if plans else f"{NO_PLANS[0].upper()}{NO_PLANS[1:]}")
    return 0


def _filter(args: argparse.Namespace, plan: str, day: date) -> Callable[[Row], bool]:
    status = _status(args.status) if args.status else ""
    lead = fold(args.lead or "")
    return lambda row: (
        plan in ("", row.plan.id)
        and status in ("", row.standing.status or NONE)
        and lead in fold(row.standing.lead)
        and (not args.overdue or row.standing.is_overdue(day))
    )


def _status(said: str) -> str:
    """A status as it was typed: "in progress", "In-Progress". Raises UsageError."""
    words = "_".join(fold(said).replace("-", " ").replace("_", " ").split())
    if words not in (*Status, NONE):
        known = ", ".join([*Status, NONE])
        raise UsageError(f"'{said}' is no status. Use one of: {known} (nobody has reported).")
    return words


def _lines(rows: Sequence[Row], day: date) -> Iterator[str]:
    for number, (_, of_plan) in enumerate(groupby(rows, lambda row: row.plan.id)):
        among = list(of_plan)
        plan = among[0].plan
        yield f"{chr(10) if number else ''}{plan.id}: {plan.title}"
        for objective, of_objective in groupby(among, lambda row: row.objective):
            yield f"\n{objective or 'Under no objective'}"
            for row in of_objective:
                yield from _of_row(row, day)
    yield f"\n{_summary(rows, day)}" if rows else "No action is like that."


def _of_row(row: Row, day: date) -> Iterator[str]:
    indent = "    " if row.action.part_of else "  "
    out = " (no longer in the plan)" if row.action.retired else ""
    yield f"{indent}{row.action.id}  {shortened(row.action.text)}{out}"
    yield f"{indent}{' ' * len(row.action.id)}  {stands(row, day)}"


def _summary(rows: Sequence[Row], day: date) -> str:
    overdue = sum(row.standing.is_overdue(day) for row in rows)
    date = "its date" if overdue == 1 else "their dates"
    late = f", {overdue} of them past {date}" if overdue else ""
    return f"{counted(len(rows), 'action')}{late}."
