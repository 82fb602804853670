"""``compactbot actions import``: the action plan that a document holds, shown as it was found."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from bot.commands.progress import counted
from bot.config import Config, load_config
from bot.core.errors import UsageError
from bot.indexing import read_file
from indexer.actions import find_plan
from indexer.actions.plan import FoundAction, FoundObjective, FoundPlan, Place
from indexer.readers import Reading
from indexer.sources import File, legible

_KEEPS_NOTHING = (
    "'actions import' shows what it finds in a document; this version cannot keep it yet."
    " Add --dry-run to see it."
)
_FIELDS = ("timescale", "lead", "progress", "future_reporting", "status")
_SAID = ("When", "Who", "Progress", "Future reporting", "Status")
_PLACE = ("headings", "page", "start", "end")
_ROW = ("table", "row", "paragraph", "original")


def run(args: argparse.Namespace) -> int:
    """Exit code 0, or 1 where something could not be made out."""
    if not args.dry_run:
        raise UsageError(_KEEPS_NOTHING)
    reading = _read(load_config(Path(args.config)), args.file)
    plan = find_plan(reading.document, reading.sections)
    if args.json:
        print(json.dumps(_as_json(plan, reading.document.name), ensure_ascii=False))
    else:
        print("\n".join(_lines(plan, reading.document.name)))
    return 1 if plan.problems else 0


def _read(config: Config, named: str) -> Reading:
    path = Path(named)
    file = File(path, legible(named), "", path.parent)
    return read_file(config, file)


def _as_json(plan: FoundPlan, name: str) -> dict[str, object]:
    return {
        "document": name,
        "title": plan.title,
        "area": plan.area,
        "edition": plan.edition,
        "objectives": [
            {
                "name": objective.name,
                "where": _where(objective.place, _PLACE),
                "actions": [*map(_action, objective.actions)],
            }
            for objective in plan.objectives
        ],
        "counts": {
            "objectives": len(plan.objectives),
            "actions": plan.actions,
            "sub_actions": plan.sub_actions,
        },
        "unused_columns": plan.unused,
        "problems": [{"where": one.where, "what": one.what} for one in plan.problems],
    }


def _action(action: FoundAction) -> dict[str, object]:
    return {
        "text": action.text,
        "reference": action.reference,
        **{name: getattr(action, name) for name in _FIELDS},
        "where": _where(action.place, _PLACE + _ROW),
        "actions": [*map(_action, action.parts)],
    }


def _lines(plan: FoundPlan, name: str) -> Iterator[str]:
    yield f"{plan.title} ({name})"
    number = 0
    for objective in plan.objectives:
        yield f"\n{_heading(objective)}"
        for action in objective.actions:
            number += 1
            yield from _listed(action, str(number), "  ")
    if plan.actions:
        yield f"\n{_summary(plan)}"
    if plan.unused:
        yield f"Columns that were not taken over: {', '.join(plan.unused)}."
    if plan.problems:
        yield "\nWhat could not be made out"
        yield from (f"  {f'{one.where}: ' if one.where else ''}{one.what}" for one in plan.problems)


def _heading(objective: FoundObjective) -> str:
    headings = objective.place.headings
    if objective.name:
        title = objective.name
    else:
        title = f"Under the heading '{headings[-1]}'" if headings else "Under no heading"
    return f"{title} (page {objective.place.page})" if objective.place.page else title


def _listed(action: FoundAction, number: str, indent: str) -> Iterator[str]:
    """An action with its number in the plan, what is said of it, and its parts."""
    inner = indent + " " * (len(number) + 2)
    yield f"{indent}{number}. {_indented(action.text, inner)}"
    for name, field in zip(_SAID, _FIELDS, strict=True):
        if said := getattr(action, field):
            yield f"{inner}{name}: {_indented(said, f'{inner}  ')}"
    if action.place.described:
        yield f"{inner}Where: {action.place.described}"
    for place, part in enumerate(action.parts, 1):
        yield from _listed(part, f"{number}.{place}", inner)


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}")


def _summary(plan: FoundPlan) -> str:
    actions = [action for objective in plan.objectives for action in objective.actions]
    said = counted(plan.actions, "action")
    if plan.sub_actions:
        said += f" and {counted(plan.sub_actions, 'sub-action')}"
    named = sum(bool(objective.name) for objective in plan.objectives)
    if named:
        said += f" under {counted(named, 'objective')}"
    for name in ("timescale", "lead"):
        lacking = sum(not getattr(action, name) for action in actions)
        if lacking:
            said += f"; {lacking} {'has' if lacking == 1 else 'have'} no {name}"
    return f"{said}."


def _where(place: Place, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(place, name) for name in names}
