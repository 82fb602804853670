"""``compactbot actions show``: one action with its whole story."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.actions.diff_lines import in_words
from bot.commands.actions.opened import action_named, register_with_plans, today
from bot.commands.actions.rows import Row, as_json, day, rows_of, shortened, stands, told
from bot.config import Config, load_config
from bot.core.plans.diffs import wording_changes
from bot.core.register import Person, Update, UpdateState, WordingVersion

_FIELDS = {
    "timescale": "Timescale",
    "lead": "Lead",
    "progress": "Progress",
    "future_reporting": "Future reporting",
    "reference": "Number in the document",
}
_BLANK = "blank"


def run(args: argparse.Namespace) -> int:
    """Exit code 0."""
    config = load_config(Path(args.config))
    with register_with_plans(config) as register:
        action = action_named(register.actions(retired=True), args.id)
        rows = [*rows_of(register, retired=True)]
        updates = register.updates(action.id, ended=True)
        wordings = register.wordings(action.id)
    row = next(row for row in rows if row.action.id == action.id)
    if args.json:
        story = _as_json(row, updates, wordings, config)
        print(json.dumps({"rows": [story]}, ensure_ascii=False))
    else:
        parts = [one for one in rows if one.action.part_of == action.id]
        print("\n".join(_lines(row, parts, updates, wordings, config)))
    return 0


def _as_json(
    row: Row, updates: Sequence[Update], wordings: Sequence[WordingVersion], config: Config
) -> dict[str, object]:
    return {
        **as_json(row, today(config)),
        "updates": [_update_json(update) for update in updates],
        "wordings": [
            {
                "version": one.version,
                "at": one.at.isoformat(),
                "by": one.by.name,
                "source": one.source,
                **_jsonable(asdict(one.wording)),
            }
            for one in wordings
        ],
    }


def _update_json(update: Update) -> dict[str, object]:
    change = _jsonable(asdict(update.change))
    del change["action"]
    return {
        "id": update.id,
        "version": update.version,
        "state": update.state,
        "at": update.said.at.isoformat(),
        "by": update.said.by.name,
        "said": update.said.text,
        **change,
        "ended_at": update.ended_at.isoformat() if update.ended_at else None,
        "ended_by": update.ended_by.name if update.ended_by else None,
    }


def _jsonable(values: dict[str, object]) -> dict[str, object]:
    return {**values, "due": str(values["due"]) if values["due"] else None}


def _lines(
    row: Row,
    parts: Sequence[Row],
    updates: Sequence[Update],
    wordings: Sequence[WordingVersion],
    config: Config,
) -> Iterator[str]:
    action, date = row.action, today(config)
    yield f"{action.id}: {action.text}"
    yield f"\nPlan: {row.plan.title} ({row.plan.id})"
    if row.objective:
        yield f"Objective: {row.objective}"
    if action.part_of:
        yield f"Part of: {action.part_of}"
    if action.retired:
        yield f"No longer in the plan since {_moment(action.retired, config.assistant.zone)}."
    yield f"\nHow it stands\n  {stands(row, date)}"
    yield "\nWhat the plan says"
    for field, name in _FIELDS.items():
        said = getattr(action.wording, field)
        if said or field != "reference":
            yield f"  {name}: {_indented(said) or _BLANK}"
    if parts:
        yield "\nIts parts"
        for part in parts:
            yield f"  {part.action.id}  {shortened(part.action.text)}"
            yield f"  {' ' * len(part.action.id)}  {stands(part, date)}"
    yield from _updates(updates, config.assistant.zone)
    yield from _history(wordings, config.assistant.zone)


def _updates(updates: Sequence[Update], zone: ZoneInfo) -> Iterator[str]:
    yield "\nUpdates"
    if not updates:
        yield "  Nobody has reported on it yet."
    for update in updates:
        what = told(update)
        by = _name(update.said.by)
        yield f"  {_moment(update.said.at, zone)}, {by}{f': {what}' if what else ''}"
        words = update.change.note or update.said.text
        yield f'    "{_indented(words)}"'
        if update.state is not UpdateState.CURRENT:
            yield f"    {_ended(update, zone)}"


def _ended(update: Update, zone: ZoneInfo) -> str:
    when = f" on {_moment(update.ended_at, zone)}" if update.ended_at else ""
    by = f" by {_name(update.ended_by)}" if update.ended_by else ""
    return f"This was {update.state}{when}{by}; it no longer counts."


def _history(wordings: Sequence[WordingVersion], zone: ZoneInfo) -> Iterator[str]:
    """Each wording, and what it changed."""
    yield "\nHow it was worded"
    for number, one in enumerate(wordings):
        source = f", from {one.source}" if one.source else ""
        first = "" if number else ": the first wording"
        yield f"  {_moment(one.at, zone)}, {_name(one.by)}{source}{first}"
        if number:
            for change in wording_changes(wordings[number - 1].wording, one.wording):
                yield f"    {in_words(change, '    ')}"


def _name(person: Person) -> str:
    return person.name or person.id


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{day(local.date())} at {local:%H:%M}"


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
