"""Blocks of prose -> actions that may still grow, and the details in lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.actions.plan import FoundAction, place_of
from indexer.actions.rows import FIELDS
from indexer.tables.columns import meaning
from indexer.types import Block, Cell, Document, Section

LABELLED = re.compile(
    r"(?:(?:key |priority )?action(?: point)?"
    r" (\d{1,4}(?:\.\d{1,3})*[a-z]?)\s*(?:[:.)]|[-–—](?=\s))|action(?: point)?:)\s*(?=\S+\s+\S)",
    re.I,
)
"""How a text begins that calls itself an action: "Action 3: ...", "Action: ..."."""

_DETAIL = re.compile(r"([A-Z][^:\n]{1,40}?)\s*(?::|\s[-–—])\s+(\S.*)")
_LABEL_WORDS = 4


@dataclass
class OpenAction:
    """An action that may still grow: by details in lines of their own, and by parts."""

    action: FoundAction
    level: int
    parts: list[OpenAction] = field(default_factory=list)

    def closed(self) -> FoundAction:
        """The action with its parts."""
        return replace(self.action, parts=tuple(part.closed() for part in self.parts))

    def tell(self, details: Sequence[tuple[str, str]]) -> None:
        """Add details that stand below it; what is said of one twice is kept in two lines."""
        for name, value in details:
            before = getattr(self.action, name)
            told: dict[str, Any] = {name: f"{before}\n{value}" if before else value}
            self.action = replace(self.action, **told)


def begin(
    document: Document, section: Section, block: Block, labelled: re.Match[str] | None = None
) -> OpenAction:
    """A block as an action; lines at its end that tell when or who are no part of its text.

    ``labelled`` is what LABELLED found at its beginning.
    """
    skipped = labelled.end() if labelled else 0
    text = document.text[block.start + skipped : block.end]
    lines = text.split("\n")
    count = next((n for n in range(1, len(lines)) if details_of("\n".join(lines[n:]))), 0)
    shown = "\n".join(lines[:count]).rstrip() if count else text
    start = block.start + skipped
    place = replace(place_of(document, section, block), start=start, end=start + len(shown))
    reference = labelled[1] or "" if labelled else block.number
    made = OpenAction(FoundAction(shown, place, reference=reference), block.level)
    made.tell(details_of("\n".join(lines[count:])) if count else [])
    return made


def detail_of(cell: Cell, text: str) -> list[tuple[str, str]]:
    """The field that a row of a table of labels gives: "Lead" and, beside it, "TSI"."""
    name = FIELDS.get(meaning(cell.title)) if not cell.column else None
    return [(name, text)] if name else []


def details_of(text: str) -> list[tuple[str, str]]:
    """The fields that lines such as "Lead: TSI" give; none unless each line gives one."""
    found = []
    for line in text.split("\n"):
        told = _DETAIL.fullmatch(line.strip())
        name = FIELDS.get(meaning(told[1])) if told else None
        if not told or not name or len(told[1].split()) > _LABEL_WORDS:
            return []
        found.append((name, told[2]))
    return found
