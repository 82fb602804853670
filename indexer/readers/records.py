"""YAML records (principles, action plans) -> elements, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from indexer import yaml_lines
from indexer.decoding import decode
from indexer.errors import DocumentError
from indexer.readers.extract import Extract
from indexer.schema import Mapping, about
from indexer.types import Cell, Element, Kind, Role

_RECORD_KEYS = frozenset("id name type whose statement where".split())
_RECORD_TYPES = ("value", "principle", "cornerstone", "purpose", "aim", "commitment")
_OBJECTIVE_KEYS = frozenset("name where actions".split())
_ACTION_KEYS = frozenset("id text timescale lead progress future_reporting where actions".split())
_COLUMNS = ("timescale", "lead", "progress", "future_reporting")


def read(data: bytes, shown: str) -> Extract:
    """The elements of a YAML file of principles or of an action plan.

    Raises DocumentError (file, line) where the file does not follow the schema of its kind.
    """
    lines = yaml_lines.load(decode(data, shown), shown)
    if not isinstance(lines.value, dict):
        raise DocumentError(
            shown, "expected 'title:', 'kind:' and records. See knowledge/README.md."
        )
    mapping, said = about(lines, frozenset({"records", "objectives"}))
    if said.kind is Kind.PRINCIPLES:
        return Extract(tuple(_principles(mapping)), about=said)
    if said.kind is Kind.ACTION_PLAN:
        return Extract(tuple(_plan(mapping)), about=said)
    raise mapping.error("a YAML file must say 'kind: principles' or 'kind: action_plan'.", "kind")


def _principles(mapping: Mapping) -> Iterator[Element]:
    seen: set[str] = set()
    for record in mapping.items("records", _RECORD_KEYS, required=True):
        _check_id(record, seen)
        kind = record.text("type", required=True)
        if kind not in _RECORD_TYPES:
            allowed = ", ".join(_RECORD_TYPES)
            raise record.error(f"unknown type '{kind}'. Use one of: {allowed}.", "type")
        whose = record.text("whose")
        label = f"{kind.capitalize()} ({whose})" if whose else kind.capitalize()
        yield Element(label, Role.HEADING, 1)
        name = record.text("name", required=True)
        yield Element(name, Role.HEADING, 2, where=record.text("where"))
        yield Element(record.text("statement", required=True))


def _plan(mapping: Mapping) -> Iterator[Element]:
    seen: set[str] = set()
    row = 0
    for objective in mapping.items("objectives", _OBJECTIVE_KEYS, required=True):
        name = objective.text("name", required=True)
        yield Element(name, Role.HEADING, 1, where=objective.text("where"))
        for action in objective.items("actions", _ACTION_KEYS, required=True):
            for part, part_of in _with_parts(action, row + 1, 0):
                row += 1
                _check_id(part, seen)
                yield from _action(part, row, part_of)


def _with_parts(action: Mapping, row: int, part_of: int) -> Iterator[tuple[Mapping, int]]:
    """An action and its parts, in order, each with the row that it is a part of."""
    yield action, part_of
    below = row
    for part in action.items("actions", _ACTION_KEYS):
        for inner in _with_parts(part, below + 1, row):
            below += 1
            yield inner


def _check_id(record: Mapping, seen: set[str]) -> None:
    identity = record.text("id", required=True)
    if identity in seen:
        raise record.error(f"the id '{identity}' stands twice. Ids must differ.", "id")
    seen.add(identity)


def _action(action: Mapping, row: int, part_of: int) -> Iterator[Element]:
    text = " ".join(action.text("text", required=True).split())
    values = {column: action.text(column) for column in _COLUMNS}
    blanks = tuple(_heading(column) for column, value in values.items() if not value)
    where = action.text("where")
    yield Element(text, cell=Cell(row, "Action", text, blanks=blanks, part_of=part_of), where=where)
    for column, value in values.items():
        for paragraph in filter(None, (p.strip() for p in value.split("\n\n"))):
            cell = Cell(row, _heading(column), text, blanks=blanks, part_of=part_of)
            yield Element(" ".join(paragraph.split()), cell=cell, where=where)


def _heading(column: str) -> str:
    return column.replace("_", " ").capitalize()
