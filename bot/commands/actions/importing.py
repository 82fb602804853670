"""``compactbot actions import``: a document's plan into the register; first it is shown."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.app import open_register
from bot.commands.actions import diff_lines, found
from bot.commands.actions.opened import existing_register, now, plan_named, today
from bot.commands.person import officer
from bot.config import load_config
from bot.core.errors import UsageError
from bot.core.plans.diffs import changes_nothing, changes_what_is_there
from bot.core.plans.exports import only, plans_in
from bot.core.plans.held import held_in
from bot.core.plans.plans import Held, diff_plan, plan_of
from bot.core.register import PlanDiff
from bot.importing import Import, read_plan

_ADD_YES = (
    "Nothing was written: this changes what is there. To carry it out, add --yes. If this is"
    " another plan, add --new."
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that was read, what the register holds, and what would change.

    ``diff`` is None where the document holds no action.
    """

    read: Import
    held: Held
    diff: PlanDiff | None


def run(args: argparse.Namespace) -> int:
    """Exit code 0; 1 where something could not be made out, or was not agreed to."""
    config = load_config(Path(args.config))
    read = read_plan(config, args.file, today(config))
    with existing_register(config) if args.dry_run else open_register(config) as register:
        planned = _planned(read, held_in(register) if register else Held(), args)
        if not args.json:
            _say(planned, dry_run=args.dry_run, has_register=register is not None)
        changes = planned.diff is not None and not changes_nothing(planned.diff, planned.held)
        agreed = changes and not args.dry_run and _may_write(planned, args)
        if register and planned.diff and agreed:
            register.apply(planned.diff, officer(), now())
    _conclude(planned, args, written=agreed)
    refused = changes and not args.dry_run and not agreed
    return 1 if read.found.problems or refused else 0


def _planned(read: Import, held: Held, args: argparse.Namespace) -> Planned:
    if not read.found.actions:
        return Planned(read, held, None)
    draft = read.draft
    if args.plan:
        plan = plan_named(held.plans, args.plan).id
    else:
        plan = "" if args.new else plan_of(draft, held)
    exported = plans_in(draft, held.actions)
    if len(exported) > 1 and not args.plan:
        flags = " and then ".join(f"--plan {one}" for one in exported)
        raise UsageError(f"{read.name} has actions of several plans. Import with {flags}.")
    if plan in exported:
        draft = only(draft, plan, held.actions)
    return Planned(read, held, diff_plan(draft, held, plan))


def _say(planned: Planned, *, dry_run: bool, has_register: bool) -> None:
    plan, name = planned.read.found, planned.read.name
    if dry_run:
        print("\n".join(found.lines(plan, name)))
    if planned.diff and has_register:
        print(
            "\n" * dry_run
            + "\n".join(diff_lines.lines(planned.diff, planned.held, whole=not dry_run))
        )
    if not dry_run:
        print("\n".join(found.amiss(plan)), end="\n" if plan.problems or plan.unused else "")


def _may_write(planned: Planned, args: argparse.Namespace) -> bool:
    """Whether it only adds, or a person agrees; else says on stderr why nothing is written."""
    diff, held = planned.diff, planned.held
    if args.yes or not (diff and changes_what_is_there(diff, held)):
        return True
    if args.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(f"compactbot: {_ADD_YES}", file=sys.stderr)
        return False
    print("\nCarry this out? Type yes or no:", end=" ", flush=True)
    agreed = sys.stdin.readline().strip().lower() in ("y", "yes")
    if not agreed:
        print("Nothing was written.", file=sys.stderr)
    return agreed


def _conclude(planned: Planned, args: argparse.Namespace, *, written: bool) -> None:
    if args.json:
        print(json.dumps(_as_json(planned, written=written), ensure_ascii=False))
    elif written:
        print("\n".join(_written(planned)))


def _as_json(planned: Planned, *, written: bool) -> dict[str, object]:
    diff = planned.diff
    return {
        **found.as_json(planned.read.found, planned.read.name),
        "plan": diff.plan.id if diff else None,
        "written": written,
        "diff": diff_lines.as_json(diff, planned.held) if diff else None,
        "gaps": _gaps(diff) if diff else {},
    }


def _written(planned: Planned) -> Iterator[str]:
    diff = planned.diff
    if diff is None:
        return
    size = diff_lines.sized(step.after for step in diff.steps if step.after)
    yield f"\nWritten: plan {diff.plan.id} has {size}."
    for field, ids in _gaps(diff).items():
        if ids:
            have = "action has" if len(ids) == 1 else "actions have"
            yield f"{len(ids)} {have} no {field}."
    yield f"To see them: compactbot actions list --plan {diff.plan.id}"
    others = [one.id for one in planned.held.plans if one.area == diff.plan.area]
    if diff.is_new and diff.plan.area and others:
        yield (
            f"{diff.plan.area} has another plan, {others[0]}. Were they meant to be one, import"
            f" with --plan {others[0]}."
        )


def _gaps(diff: PlanDiff) -> dict[str, list[str]]:
    """The ids of the actions for which the plan names no timescale, and no lead."""
    live = [step.after for step in diff.steps if step.after and not step.after.part_of]
    return {
        field: [action.id for action in live if not getattr(action.wording, field)]
        for field in ("timescale", "lead")
    }
