"""What an action plan holds once it is found in a document: objectives and their actions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.types import Block, Document, Section

_NAME_IS_NEAR = 20_000  # characters before its first action within which an objective is named


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``document.text[start:end]``, and how a person finds it.

    ``table`` counts the tables of a document and ``row`` the rows of its table, both from 1;
    ``paragraph`` is its number; ``original`` says where it stands in the original of a summary.
    """

    start: int
    end: int
    headings: tuple[str, ...] = ()
    page: int | None = None
    table: int | None = None
    row: int | None = None
    paragraph: str = ""
    original: str = ""

    @property
    def described(self) -> str:
        """In words, without the headings; empty where nothing but the offsets is known."""
        if self.original:
            return self.original
        page = f"page {self.page}" if self.page else ""
        row = f"row {self.row}" if self.row else ""
        table = f"table {self.table}" if self.table else ""
        paragraph = f"paragraph {self.paragraph}" if self.paragraph else ""
        parts = (page, " of ".join(filter(None, (row, table))), paragraph)
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class FoundAction:
    """An action as it is written; what is blank there is empty here.

    ``reference`` is its number in the plan; ``parts`` are its sub-actions.
    """

    text: str
    place: Place
    timescale: str = ""
    lead: str = ""
    progress: str = ""
    future_reporting: str = ""
    status: str = ""
    reference: str = ""
    parts: tuple[FoundAction, ...] = ()

    def count(self) -> int:
        """How many sub-actions it has, with those of its sub-actions."""
        return sum(1 + part.count() for part in self.parts)


@dataclass(frozen=True, slots=True)
class FoundObjective:
    """What actions are for. The name is empty where the document groups them under none.

    ``place`` is where the name stands, or where the first of its actions does.
    """

    name: str
    place: Place
    actions: tuple[FoundAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be made out: where it stands in words, and a sentence that says what."""

    where: str
    what: str

    @classmethod
    def at(cls, place: Place, what: str) -> Problem:
        """A problem at this place."""
        heading = f"under '{place.headings[-1]}'" if place.headings else ""
        return cls(", ".join(filter(None, (place.described, heading))), what)


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """The action plan of a document.

    ``unused`` are the headings of columns whose content has no field here.
    """

    title: str
    area: str
    edition: str
    objectives: tuple[FoundObjective, ...]
    problems: tuple[Problem, ...]
    unused: tuple[str, ...] = ()

    @property
    def actions(self) -> int:
        """How many actions there are, not counting their parts."""
        return sum(len(objective.actions) for objective in self.objectives)

    @property
    def sub_actions(self) -> int:
        """How many parts of actions there are."""
        return sum(action.count() for one in self.objectives for action in one.actions)


Found = tuple[FoundObjective, FoundAction]


def grouped(found: Iterable[Found]) -> tuple[FoundObjective, ...]:
    """Actions under their objectives, in order; the same name below the same headings is one."""
    objectives: dict[tuple[str, tuple[str, ...]], FoundObjective] = {}
    actions: dict[tuple[str, tuple[str, ...]], list[FoundAction]] = {}
    for objective, action in found:
        key = objective.name, objective.place.headings
        objectives.setdefault(key, objective)
        actions.setdefault(key, []).append(action)
    return tuple(replace(one, actions=tuple(actions[key])) for key, one in objectives.items())


def place_of(document: Document, section: Section, block: Block) -> Place:
    """The place of a block."""
    return Place(
        block.start,
        block.end,
        section.headings,
        document.page(block.start),
        paragraph=block.number,
        original=block.where or section.where,
    )


def objective_named(document: Document, name: str, first: Place) -> FoundObjective:
    """An objective of this name whose first action stands there.

    It is looked for before that action, where headings and themes stand.
    """
    place = replace(first, table=None, row=None, paragraph="", original="")
    words = [re.escape(word) for word in name.split(" > ")[-1].split()]
    if words:
        floor = max(0, first.start - _NAME_IS_NEAR)
        near = [*re.finditer(r"\s+".join(words), document.text[floor : first.start])]
        if near:
            start, end = (floor + edge for edge in near[-1].span())
            place = replace(place, start=start, end=end, page=document.page(start))
    return FoundObjective(name, place)
