"""A document -> the action plan in it, as found and as a draft for the register."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.config import Config
from bot.core.actions.dates import due_of_timescale
from bot.core.plans.status import plain_status
from bot.core.register import DraftAction, DraftObjective, DraftPlan, Status, Wording
from bot.indexing import read_file
from indexer.actions import find_plan
from indexer.actions.plan import FoundAction, FoundPlan
from indexer.sources import File, legible

_GUARD = re.compile(r"^'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")  # as bot.reports.sheets writes it
_TEXTS = "text timescale lead progress future_reporting status reference".split()


NO_OBJECTIVE = "(none)"
"""In a table, for an action under no objective: a blank cell means the one above it."""


@dataclass(frozen=True, slots=True)
class Import:
    """A plan as it was found in a file of this name, and what the register would make of it."""

    name: str
    found: FoundPlan
    draft: DraftPlan


def read_plan(config: Config, named: str, today: date) -> Import:
    """The plan in a file. ``today`` is what "within a year" counts from. Raises DocumentError."""
    path = Path(named)
    reading = read_file(config, File(path, legible(named), "", path.parent))
    found = find_plan(reading.document, reading.sections)
    name = reading.document.name
    return Import(name, found, draft_of(found, name, today))


def draft_of(found: FoundPlan, source: str, today: date) -> DraftPlan:
    """A plan that was found in a file of this name, as a draft. What is blank stays blank."""
    guarded = source.lower().endswith(".csv")
    objectives = tuple(
        DraftObjective(
            "" if one.name == NO_OBJECTIVE else one.name,
            tuple(_action(_unguarded(a) if guarded else a, today) for a in one.actions),
        )
        for one in found.objectives
    )
    return DraftPlan(found.title, found.area, found.edition, source, objectives)


def _action(found: FoundAction, today: date) -> DraftAction:
    """An action with its status, where the plan says one and nothing more.

    A column of the status that says more, or how many per cent, is kept before the progress.
    """
    status = plain_status(found.status)
    is_word = status and not re.search(r"\d", found.status)
    more = "" if is_word or not found.status.strip() else f"Status: {found.status}"
    wording = Wording(
        found.text,
        found.timescale,
        due_of_timescale(found.timescale, today) if found.timescale else None,
        found.lead,
        "\n".join(filter(None, (more, found.progress))),
        found.future_reporting,
        found.reference,
    )
    parts = tuple(_action(part, today) for part in found.parts)
    return DraftAction(wording, status or _reported(found), parts)


def _reported(found: FoundAction) -> Status | None:
    return plain_status(found.progress) or plain_status(found.future_reporting)


def _unguarded(found: FoundAction) -> FoundAction:
    """Without the apostrophes that keep a spreadsheet from taking texts for formulas."""
    texts: dict[str, Any] = {name: _GUARD.sub("", getattr(found, name)) for name in _TEXTS}
    return replace(found, **texts, parts=tuple(map(_unguarded, found.parts)))
