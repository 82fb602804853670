"""A document and its sections -> the action plan that stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.actions.lists import ListActions
from indexer.actions.plan import Found, FoundPlan, Problem, grouped
from indexer.actions.rows import tables_of
from indexer.actions.tables import TableActions
from indexer.types import Document, Section

NOTHING = (
    "no action plan was found. Looked for a table with a column that is headed 'Action' (or"
    " 'Task', or 'What we will do'), for a list that is announced as actions ('We will take the"
    " following actions:') or stands below a heading such as 'Action plan', and for"
    " 'Action 1: ...'. If there are actions in it, put them into such a table, or into a CSV file"
    " with the columns Objective, Action, Timescale, Lead, Progress and Future reporting."
)
_PLACE_CHARACTERS = 60


def find_plan(document: Document, sections: Sequence[Section]) -> FoundPlan:
    """The objectives and actions of a document, in order, as they are written.

    Tables with a column of actions count; only where there is none, lists of actions do. What
    looks like a part of a plan but cannot be made out is among the problems.
    """
    tables = TableActions(document)
    found: list[Found] = tables.found(tables_of(sections))
    problems = tables.problems
    if not found:
        lists = ListActions(document)
        found = lists.found(sections)
        problems += lists.problems
        if not found:
            problems += [*lists.passed, Problem(document.name, NOTHING)]
    return FoundPlan(
        document.title,
        document.area,
        document.edition,
        grouped(found),
        (*map(_noted, document.notes), *problems),
        tuple(tables.unused),
    )


def _noted(note: str) -> Problem:
    """What a reader could not make out, as a problem: its sentence begins with the place."""
    where, _, what = note.partition(": ")
    return Problem(where, what) if what and len(where) <= _PLACE_CHARACTERS else Problem("", note)
