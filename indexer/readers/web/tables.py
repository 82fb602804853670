"""Tables of a page: which only place things, and the grid of each other one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from indexer.readers.web.page import LAYOUT
from indexer.tables.grids import Grid, Joined, Slot
from indexer.types import Element

_GROUPS = ("thead", "tbody", "tfoot")
_HEADINGS = frozenset("h1 h2 h3 h4".split())
_WIDEST, _MOST_SLOTS = 60, 500_000
_LEFT, _ABOVE = Slot(joined=Joined.LEFT), Slot(joined=Joined.ABOVE)
_LONG_CELLS = 1500  # characters a cell on average, above which it is no table of data


@dataclass
class _Open:
    """A table that is being looked at."""

    nested: bool = False
    headings: bool = False
    size: int = 0


def mark_layout_tables(root: HtmlElement) -> None:
    """Gives the tables that only place things on the page the tag LAYOUT."""
    open_tables: list[_Open] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if node.tag == "table" and event == "start":
            for around in open_tables[-1:]:
                around.nested = True
            open_tables.append(_Open())
        elif node.tag == "table":
            looked = open_tables.pop()
            if open_tables:
                open_tables[-1].size += looked.size
                open_tables[-1].headings |= looked.headings
            if _is_layout(node, looked):
                node.tag = LAYOUT
        elif open_tables and event == "start":
            open_tables[-1].headings |= node.tag in _HEADINGS
            open_tables[-1].size += len(node.text or "")
        elif open_tables:
            open_tables[-1].size += len(node.tail or "")


def _is_layout(table: HtmlElement, looked: _Open) -> bool:
    rows = [[*_cells(row)] for group in _groups(table) for row in group]
    cells = [cell for row in rows for cell in row]
    if table.get("role") in ("presentation", "none") or len(rows) <= 1 or len(cells) <= 2:
        return True
    marked = any(cell.tag == "th" for cell in cells) or any(
        child.tag in ("thead", "caption") for child in table
    )
    if marked or table.get("role") in ("table", "grid"):
        return False
    return (
        max(map(len, rows)) == 1
        or looked.nested
        or looked.headings
        or looked.size > _LONG_CELLS * len(cells)
    )


def grid_of(
    table: HtmlElement, parts: Callable[[HtmlElement], tuple[Element, ...]], where: str
) -> Grid | None:
    """The grid of a table; None for one without text.

    ``parts`` gives the elements in a cell. A column that no cell begins in is left out.
    """
    groups = _groups(table)
    rows = [row for group in groups for row in _placed(group, parts)]
    begun = sorted({i for row in rows for i, slot in enumerate(row) if slot.joined is Joined.NO})
    if not any(slot.parts for row in rows for slot in row):
        return None
    kept = (tuple(row[i] for i in begun if i < len(row)) for row in rows)
    return Grid(tuple(kept), _headings(table, groups), where)


def _groups(table: HtmlElement) -> list[list[HtmlElement]]:
    """The rows of a table in the order in which they are shown, by their groups."""
    groups: dict[str, list[list[HtmlElement]]] = {name: [] for name in _GROUPS}
    loose: list[HtmlElement] = []
    for child in table:
        if child.tag == "tr":
            if not loose:
                groups["tbody"].append(loose)
            loose.append(child)
        elif child.tag in groups:
            loose = []
            groups[str(child.tag)].append([row for row in child if row.tag == "tr"])
    return [rows for name in _GROUPS for rows in groups[name] if rows]


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _placed(
    group: list[HtmlElement], parts: Callable[[HtmlElement], tuple[Element, ...]]
) -> Iterator[list[Slot]]:
    """The rows of a group, with a slot for each place that a merged cell covers."""
    covered: dict[int, int] = {}  # by column: how many more rows the cell above covers
    made = 0
    for at, row in enumerate(group):
        slots: list[Slot] = []
        for cell in _cells(row):
            _cover(slots, covered)
            room = made < _MOST_SLOTS and len(slots) < _WIDEST
            wide = _span(cell, "colspan", _WIDEST) if room else 1
            high = _span(cell, "rowspan", len(group) - at) if room else 1
            for place in range(wide):
                if high > 1:
                    covered[len(slots)] = high - 1
                slots.append(_LEFT if place else Slot(parts(cell)))
        _cover(slots, covered)
        made += len(slots)
        yield slots


def _cover(slots: list[Slot], covered: dict[int, int]) -> None:
    """Puts in the places here that cells of the rows above cover."""
    while rows := covered.get(len(slots), 0):
        covered[len(slots)] = rows - 1
        slots.append(_ABOVE)


def _span(cell: HtmlElement, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return 1
    return min(int(text) or (most if name == "rowspan" else 1), most)


def _headings(table: HtmlElement, groups: list[list[HtmlElement]]) -> int | None:
    """How many of the first rows are headings: those of the <thead>, or made of <th> alone."""
    rows = [[*_cells(row)] for group in groups for row in group]
    in_head = {row for child in table if child.tag == "thead" for row in child if row.tag == "tr"}
    count = min(len(in_head), len(rows) - 1)
    if not count:
        is_heading = [bool(row) and all(cell.tag == "th" for cell in row) for row in rows]
        count = min([*is_heading, False].index(False), len(rows) - 1)
    if count:
        return count
    titled = all(row and row[0].tag == "th" for row in rows)
    return 0 if titled and any(cell.tag == "td" for cell in rows[0]) else None
