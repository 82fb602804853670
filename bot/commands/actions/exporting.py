"""``compactbot actions export``: the register as a table that can be edited and imported again."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.commands.actions.opened import plan_named, register_with_plans, today
from bot.commands.actions.rows import Row, as_json, rows_of, told, word_of
from bot.commands.progress import counted
from bot.config import Config, load_config
from bot.core.errors import UsageError
from bot.importing import NO_OBJECTIVE
from bot.reports.sheets import Cell, Sheet, write_csv, write_xlsx

FORMATS = ("csv", "xlsx", "json")
# The first nine are what an import reads. The rest tells how an action stands now, under headings
# that an import passes over (see indexer.tables.columns): it would take them for the plan's words.
HEADINGS = (
    "ID",
    "Objective",
    "Action",
    "Timescale",
    "Lead",
    "Progress",
    "Future reporting",
    "Number in the document",
    "Plan",
    "Part of",
    "Status now",
    "Percent done",
    "Expected by",
    "Lead now",
    "Reason why",
    "Last said",
    "Said on",
    "Said by",
)


def run(args: argparse.Namespace) -> int:
    """Exit code 0."""
    kind = _format(args.output, args.format)
    config = load_config(Path(args.config))
    with register_with_plans(config) as register:
        plan = plan_named(register.plans(), args.plan).id if args.plan else ""
        rows = [row for row in rows_of(register) if plan in ("", row.plan.id)]
    _write(rows, kind, args.output, config)
    if args.output and not args.json:
        print(f"Wrote {counted(len(rows), 'action')} to {args.output}.")
    elif args.output:
        print(json.dumps({"file": args.output, "format": kind, "actions": len(rows)}))
    return 0


def _format(output: str | None, named: str | None) -> str:
    suffix = Path(output or "").suffix.lower().removeprefix(".")
    kind = named or (suffix if suffix in FORMATS else "csv")
    if kind == "xlsx" and not output:
        raise UsageError("a workbook needs a file: add -o actions.xlsx.")
    return kind


def _write(rows: Sequence[Row], kind: str, output: str | None, config: Config) -> None:
    if kind == "json":
        found = {"rows": [as_json(row, today(config)) for row in rows]}
        text = json.dumps(found, ensure_ascii=False)
        if output:
            Path(output).write_text(f"{text}\n", encoding="utf-8")
        else:
            print(text)
        return
    cells = [_cells(row, config) for row in rows]
    if kind == "csv":
        write_csv(Path(output) if output else sys.stdout, HEADINGS, cells)
    elif output:
        write_xlsx(Path(output), [Sheet("Actions", HEADINGS, tuple(cells))])


def _cells(row: Row, config: Config) -> tuple[Cell, ...]:
    action, standing, last = row.action, row.standing, row.standing.last
    wording = action.wording
    said_on: date | None = None
    if last:
        said_on = last.said.at.astimezone(config.assistant.zone).date()
    return (
        action.id,
        row.objective or NO_OBJECTIVE,
        wording.text,
        wording.timescale,
        wording.lead,
        wording.progress,
        wording.future_reporting,
        wording.reference,
        row.plan.id,
        action.part_of,
        word_of(standing.status),
        standing.percent,
        standing.due,
        standing.lead,
        standing.reason,
        (last.change.note or told(last) or last.said.text) if last else "",
        said_on,
        last.said.by.name if last else "",
    )
