"""The straight lines of a page -> the lattices they form: tables and boxes, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.readers.pdf.geometry import Area, Rules

Stroke = tuple[float, float, float]  # where it stands, where it begins, where it ends

_SAME = 2.6  # points; lines as near as this are one
_MEETS = 4.0
_NARROWEST = 5.0  # a narrower column or row is the space between the lines of a double rule
_COVERS = 0.6  # of a cell's edge must be drawn
_MOST_PAIRS = 400_000  # more is a picture


@dataclass(frozen=True, slots=True)
class Lattice:
    """The cells between lines that meet. ``owner`` names the cell that each place belongs to.

    Place (row, column) and its owner are equal where it is the first of its cell.
    """

    across: tuple[float, ...]  # the x of the upright lines
    down: tuple[float, ...]  # the y of the level ones
    owner: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def area(self) -> Area:
        """All of it."""
        return Area(self.across[0], self.down[0], self.across[-1], self.down[-1])


def lattices(rules: Rules) -> list[Lattice]:
    """Every lattice of a page, from the top down; a single rectangle is one of one cell."""
    level = [*rules.level]
    upright = [*rules.upright]
    for panel in rules.panels:
        level += [(panel.top, panel.x0, panel.x1), (panel.bottom, panel.x0, panel.x1)]
        upright += [(panel.x0, panel.top, panel.bottom), (panel.x1, panel.top, panel.bottom)]
    level, upright = _united(level), _united(upright)
    if len(level) * len(upright) > _MOST_PAIRS:
        return []
    found = [_lattice(*part) for part in _meeting(level, upright)]
    return sorted((one for one in found if one), key=lambda one: (one.down[0], one.across[0]))


def _united(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes in one line that touch or overlap as one."""
    found: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if found and stroke[0] - found[-1][-1][0] <= _SAME / 2:
            found[-1].append(stroke)
        else:
            found.append([stroke])
    united: list[Stroke] = []
    for group in found:
        place = sorted(stroke[0] for stroke in group)[len(group) // 2]
        begin = end = None
        for _, low, high in sorted(group, key=lambda stroke: stroke[1]):
            if end is None or begin is None or low > end + _SAME:
                if begin is not None and end is not None:
                    united.append((place, begin, end))
                begin, end = low, high
            end = max(end, high)
        if begin is not None and end is not None:
            united.append((place, begin, end))
    return united


def _meeting(
    level: Sequence[Stroke], upright: Sequence[Stroke]
) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Level and upright strokes in groups of those that meet."""
    left = set(range(len(upright)))
    waiting = set(range(len(level)))
    while waiting:
        rows, columns = [waiting.pop()], list[int]()
        todo: list[tuple[bool, int]] = [(True, rows[0])]
        while todo:
            is_level, at = todo.pop()
            if is_level:
                met = [i for i in left if _meets(level[at], upright[i])]
                left.difference_update(met)
                columns += met
            else:
                met = [i for i in waiting if _meets(level[i], upright[at])]
                waiting.difference_update(met)
                rows += met
            todo += [(not is_level, i) for i in met]
        yield [level[i] for i in rows], [upright[i] for i in columns]


def _meets(level: Stroke, upright: Stroke) -> bool:
    return (
        level[1] - _MEETS <= upright[0] <= level[2] + _MEETS
        and upright[1] - _MEETS <= level[0] <= upright[2] + _MEETS
    )


def _lattice(level: Sequence[Stroke], upright: Sequence[Stroke]) -> Lattice | None:
    edges = (min(s[1] for s in level), max(s[2] for s in level)) if upright else ()
    across = _places([*(stroke[0] for stroke in upright), *edges])
    ends = (min(s[1] for s in upright), max(s[2] for s in upright)) if upright else ()
    down = _places([*(stroke[0] for stroke in level), *ends])
    if len(across) < 2 or len(down) < 2 or len(across) * len(down) > 4_000:
        return None
    rows, columns = len(down) - 1, len(across) - 1
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def first(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for row, column in list(owner):
        for next_row, next_column in ((row, column + 1), (row + 1, column)):
            if next_row >= rows or next_column >= columns:
                continue
            drawn = (
                _drawn(upright, across[next_column], down[row], down[row + 1])
                if next_row == row
                else _drawn(level, down[next_row], across[column], across[column + 1])
            )
            if not drawn:
                one, other = sorted((first((row, column)), first((next_row, next_column))))
                owner[other] = one
    return Lattice(
        across,
        down,
        tuple(tuple(first((row, column)) for column in range(columns)) for row in range(rows)),
    )


def _places(found: Iterable[float]) -> tuple[float, ...]:
    """The distinct places, each as the middle of those that are as good as equal."""
    groups: list[list[float]] = []
    for place in sorted(found):
        if groups and place - groups[-1][0] <= _NARROWEST:
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(sum(group) / len(group) for group in groups)


def _drawn(strokes: Sequence[Stroke], place: float, begin: float, end: float) -> bool:
    """Whether most of an edge is drawn."""
    covered = sum(
        max(0.0, min(end, high) - max(begin, low))
        for at, low, high in strokes
        if abs(at - place) <= _NARROWEST
    )
    return covered >= _COVERS * (end - begin)


def distinct(lattice: Lattice) -> tuple[int, int]:
    """How many rows and columns a lattice has that are more than the rest of a merged cell."""
    rows = [*lattice.owner]
    columns = [*zip(*rows, strict=True)]
    return (
        1 + sum(one != other for one, other in pairwise(rows)),
        1 + sum(one != other for one, other in pairwise(columns)),
    )
