"""Rows of tables -> actions: which column holds the action, and what the others say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.actions.headings import objective_above
from indexer.actions.plan import (
    Found,
    FoundAction,
    FoundObjective,
    Place,
    Problem,
    objective_named,
    place_of,
)
from indexer.actions.rows import FIELDS, GROUPS, Row, Table
from indexer.tables.columns import Meaning, meaning
from indexer.types import Block, Cell, Document, Role

_NUMBERS = re.compile(r"\d+|[a-z]+")
_DEEPEST = 8  # numbers of a reference that count
_SENTENCE_WORDS = 6  # fewer are an entry of a list without bullets, and no broken sentence
_ENDS = (".", "!", "?", ":", ";")


class TableActions:
    """Takes the actions out of the tables of a document; ``problems`` are what was in the way."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self._objectives: dict[tuple[str, tuple[str, ...]], FoundObjective] = {}
        self.problems: list[Problem] = []
        self.unused: dict[str, None] = {}

    def found(self, tables: Iterable[Table]) -> list[Found]:
        """The actions with their objectives, in order; parts are inside their actions."""
        made: list[_Made] = []
        for table in tables:
            if table.action:
                self.unused.update(dict.fromkeys(table.unused))
                made += self._of_table(table)
            else:
                self._without_actions(table)
        return _nested(made)

    def _of_table(self, table: Table) -> Iterator[_Made]:
        for row in table.rows:
            blocks = row.of(table.action)
            place = self._place(row)
            if blocks:
                yield self._made(table, row, blocks, place)
            elif any(row.of(h) for h in table.headings if meaning(h) in FIELDS):
                self._report(place, "there is a lead, a date or progress, but no action beside it.")

    def _without_actions(self, table: Table) -> None:
        """Says so where a table has what goes with actions, but no column of actions."""
        known = {meaning(heading) for heading in table.headings} & FIELDS.keys()
        if len(known) < 2:
            return
        named = ", ".join(f"'{heading}'" for heading in table.headings)
        self._report(
            replace(self._place(table.rows[0]), row=None),
            f"the table with the columns {named} has none that is headed as actions are. If it"
            " holds actions, head their column 'Action'.",
        )

    def _made(self, table: Table, row: Row, blocks: list[Block], place: Place) -> _Made:
        run, *others = self._runs(blocks)
        first = run[0]
        # A bullet or a number is kept only where it is one of several.
        alike = sum((b.role, bool(b.number)) == (first.role, bool(first.number)) for b in run)
        marked = alike > 1 and (first.role is Role.ITEM or bool(first.number))
        number = "" if marked else first.number
        start, end = self._line(first) if marked else first.start, run[-1].end
        for other in others:
            apart = self._text[other[0].start : other[-1].end]
            self._report(place, f"a part of its action stands apart and was left out: '{apart}'")
        told: dict[str, Any] = {f: self._value(table, row, wanted) for wanted, f in FIELDS.items()}
        own = FoundAction(
            self._text[start:end],
            replace(place, start=start, end=end, paragraph=number),
            reference=self._reference(table, row) or number,
            **told,
        )
        return _Made(self._objective(table, row, place), own, row.cell)

    def _objective(self, table: Table, row: Row, place: Place) -> FoundObjective:
        if row.cell.theme:
            return self._named(row.cell.theme, place)
        for column in table.headings:
            blocks = row.of(column)
            if blocks and meaning(column) in GROUPS:
                start, end = blocks[0].start, blocks[-1].end
                where = replace(place, start=start, end=end, table=None, row=None, original="")
                return FoundObjective(" ".join(self._text[start:end].split()), where)
        return self._named(objective_above(place.headings, self._document.title), place)

    def _named(self, name: str, place: Place) -> FoundObjective:
        key = name, place.headings
        if key not in self._objectives:
            self._objectives[key] = objective_named(self._document, name, place)
        return self._objectives[key]

    def _value(self, table: Table, row: Row, wanted: Meaning) -> str:
        """What the columns of a meaning say; each with its heading where there are several."""
        columns = [heading for heading in table.headings if meaning(heading) is wanted]
        said = [(column, self._joined(row.of(column))) for column in columns]
        shown = [f"{c}: {text}" if len(columns) > 1 else text for c, text in said if text]
        return "\n".join(shown)

    def _reference(self, table: Table, row: Row) -> str:
        columns = (h for h in table.headings if meaning(h) is Meaning.REFERENCE)
        return next(filter(None, (self._joined(row.of(column)) for column in columns)), "")

    def _joined(self, blocks: Sequence[Block]) -> str:
        """The text of a cell with its bullets; a sentence that a page end broke is one again."""
        said = last = ""
        for block in blocks:
            text = self._text[self._line(block) : block.end]
            plain = block.role is Role.PARAGRAPH and not block.number
            broken = len(last.split()) >= _SENTENCE_WORDS and not last.endswith(_ENDS)
            gap = " " if plain and broken and text[:1].islower() else "\n"
            said, last = f"{said}{gap}{text}" if said else text, text
        return said

    def _runs(self, blocks: Sequence[Block]) -> list[list[Block]]:
        """The blocks of a cell, apart where other text stands between them."""
        runs: list[list[Block]] = []
        for block in blocks:
            if runs and self._line(block) == runs[-1][-1].end + 1:
                runs[-1].append(block)
            else:
                runs.append([block])
        return runs

    def _line(self, block: Block) -> int:
        """Where the line of a block begins: at its bullet or number, if it has one."""
        return self._text.rfind("\n", 0, block.start) + 1

    def _place(self, row: Row) -> Place:
        place = place_of(self._document, row.section, row.blocks[0])
        return replace(place, table=row.cell.table or None, row=row.number)

    def _report(self, place: Place, what: str) -> None:
        self.problems.append(Problem.at(place, what))


@dataclass(frozen=True, slots=True)
class _Made:
    """An action before it is known whether it is a part of another."""

    objective: FoundObjective
    action: FoundAction
    cell: Cell


def _nested(made: Sequence[_Made]) -> list[Found]:
    """The actions with their parts: by the row they name, or by their numbers (1.1a, 1.1)."""
    parents: dict[int, int] = {}
    rows = {one.cell.row: place for place, one in enumerate(made)}
    numbered: dict[tuple[object, ...], int] = {}
    for place, one in enumerate(made):
        numbers = tuple(_NUMBERS.findall(one.action.reference.lower())[:_DEEPEST])
        scope = (one.cell.table, one.objective.name, one.objective.place.headings)
        above = rows.get(one.cell.part_of, numbered.get((*scope, *numbers[:-1]), place))
        if above < place and (one.cell.part_of or len(numbers) > 1):
            parents[place] = above
        if numbers:
            numbered[*scope, *numbers] = place
    parts: dict[int, list[FoundAction]] = {}
    found: list[Found] = []
    for place in range(len(made) - 1, -1, -1):  # parts stand below what they are parts of
        one = made[place]
        whole = replace(one.action, parts=tuple(parts.pop(place, [])[::-1]))
        if place in parents:
            parts.setdefault(parents[place], []).append(whole)
        else:
            found.append((one.objective, whole))
    return found[::-1]
