"""``compactbot report``: the board's progress report, as a file."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from datetime import date, timedelta
from pathlib import Path

from bot.app import rag_rules
from bot.commands.actions.opened import now, register_with_plans, today
from bot.commands.person import officer
from bot.commands.progress import counted
from bot.config import Config, load_config
from bot.core.actions.dates import due_of_timescale
from bot.core.errors import UsageError
from bot.core.register import ReportRun
from bot.core.reports.build import build_report, plans_named, records_of
from bot.core.reports.period import default_since
from bot.core.reports.values import Asked, Records, Report
from bot.reports.files import FORMATS, render

_TO_STDOUT = ("html", "md", "csv")
_DAY_FIRST = re.compile(r"\s*\d{1,2}\D")
_YEAR = re.compile(r"\b\d{4}\b")
_A_YEAR = timedelta(days=365)


def run(args: argparse.Namespace) -> int:
    """Exit code 0."""
    kind = _format(args.output, args.format)
    if args.json and args.output == "-":
        raise UsageError("--json and -o - both print. Name a file with -o, or leave --json out.")
    config = load_config(Path(args.config))
    with register_with_plans(config) as register:
        records = records_of(register)
        asked = _asked(args, records, config)
        report, made_at = build_report(records, asked), now()
        target = args.output or f"progress-report-{asked.as_at.isoformat()}.{kind}"
        _write(render(report, kind, made_at), target)
        if not args.draft:
            done = ReportRun(report.asked.plans, asked.since, asked.until, made_at, officer())
            register.record_report(done)
    if args.json:
        print(json.dumps(_as_json(report, target, kind), ensure_ascii=False))
    print(_said(report, target, draft=args.draft), file=sys.stderr)
    return 0


def _format(output: str | None, named: str | None) -> str:
    """The format that is named, else the one that the file's ending says. Raises UsageError."""
    ending = Path(output or "").suffix.lower().removeprefix(".")
    if output == "-" and (named or "docx") not in _TO_STDOUT:
        raise UsageError("only html, md and csv can be printed. Add --format md, or name a file.")
    if named and ending in FORMATS and ending != named:
        raise UsageError(f"{output} would not be what its name says. Name it with .{named}.")
    if not named and ending and ending not in FORMATS:
        raise UsageError(f"a report cannot be written as .{ending}. Use .{', .'.join(FORMATS)}.")
    return named or ending or "docx"


def _asked(args: argparse.Namespace, records: Records, config: Config) -> Asked:
    this_day = today(config)
    plans = tuple(plan.id for plan in plans_named(records.plans, args.plan)) if args.plan else ()
    until = _day(args.until, "--until", this_day) if args.until else this_day
    since = (
        _day(args.since, "--since", this_day)
        if args.since
        else default_since(records.runs, plans, until)
    )
    if since > min(until, this_day):
        raise UsageError(f"the report would end before it begins ({since} to {until}).")
    return Asked(
        since=since,
        until=until,
        today=this_day,
        zone=config.assistant.zone,
        plans=plans,
        rules=rag_rules(config),
        title=config.report.title,
    )


def _day(text: str, name: str, today: date) -> date:
    """A day as 2026-10-01, or as 1 October, which is the last one that there was."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    found = due_of_timescale(text, today) if _DAY_FIRST.match(text) else None
    if found is None:
        raise UsageError(f"{name} '{text}' is no day. Write it as 2026-10-01 or as '1 October'.")
    if found > today and not _YEAR.search(text):
        return due_of_timescale(text, today - _A_YEAR) or found
    return found


def _write(data: bytes, target: str) -> None:
    """Beside the target first, so that a report that is there stays whole until this one is."""
    if target == "-":
        sys.stdout.buffer.write(data)
        return
    path = Path(target).resolve()
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            aside.write_bytes(data)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written ({error.strerror}).") from None


def _as_json(report: Report, target: str, kind: str) -> dict[str, object]:
    counts = report.counts
    return {
        "file": target,
        "format": kind,
        "plans": [plan.id for plan in report.plans],
        "since": report.asked.since.isoformat(),
        "until": report.asked.until.isoformat(),
        "counts": {
            "actions": counts.actions,
            "rag": {rag.value: count for rag, count in counts.rags},
            "status": {status or "none": count for status, count in counts.statuses},
            "overdue": counts.overdue,
            "blocked": counts.blocked,
            "silent": counts.silent,
            "updates": counts.updates,
            "reported_on": counts.reported_on,
        },
        "changes": len(report.changes),
        "gaps": {gap.name: [action.id for action in gap.actions] for gap in report.gaps},
    }


def _said(report: Report, target: str, *, draft: bool) -> str:
    asked, counts = report.asked, report.counts
    where = "Printed" if target == "-" else f"Wrote {target}:"
    said = (
        f"{where} {counted(counts.actions, 'action')},"
        f" {counted(counts.updates, 'update')} from {asked.since} to {asked.until}."
    )
    return f"{said} A draft: the next report does not count from it." if draft else said
