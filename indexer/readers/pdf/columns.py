"""The things on a page, in the order in which they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from indexer.readers.pdf.geometry import Area, Line
from indexer.readers.pdf.lines import merged

_GUTTER = 9.0  # points; two columns stand at least this far apart
_SIDE_HEIGHT = 28.0  # points; a column has at least three lines, or a box as high
_SIDE_WIDTH = 0.14  # of the width of both: a narrower side is a margin of numbers
_MOST_EDGES = 40
_MOST_CROSSING = 0.4  # of the lines may run across both columns


class Placed(Protocol):
    """Anything with a place on the page."""

    @property
    def area(self) -> Area:
        """Where it stands."""


Thing = TypeVar("Thing", bound=Placed)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where two columns part: things left of it, right of it, and across."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    across: tuple[int, ...]


def in_columns(things: Sequence[Thing], depth: int = 0) -> list[list[Thing]]:
    """Things grouped into columns in reading order: each column from top to bottom.

    What runs across two columns parts them into those above it and those below it.
    """
    cut = _cut([thing.area for thing in things]) if depth < 6 else None
    if cut is None:
        return [sorted(things, key=lambda thing: (thing.area.bottom, thing.area.x0))]
    across = sorted((things[i] for i in cut.across), key=lambda thing: thing.area.bottom)
    left = sorted((things[i] for i in cut.left), key=lambda thing: thing.area.bottom)
    right = sorted((things[i] for i in cut.right), key=lambda thing: thing.area.bottom)
    found: list[list[Thing]] = []
    limits = [thing.area.top + thing.area.height / 2 for thing in across]
    for begin, limit in enumerate([*limits, float("inf")]):
        sides = []
        for side in (left, right):
            taken = [thing for thing in side if thing.area.bottom - thing.area.height / 2 < limit]
            side[:] = side[len(taken) :]
            sides.append(taken)
        for taken in sides:
            if taken:
                found += in_columns(taken, depth + 1)
        if begin < len(across):
            if found and begin and not any(sides):
                found[-1].append(across[begin])
            else:
                found.append([across[begin]])
    return found


def _cut(areas: Sequence[Area]) -> _Cut | None:
    """The best place to part the page into two columns, if it has any."""
    if len(areas) < 2:
        return None
    best: _Cut | None = None
    edges = Counter(round(area.x0) for area in areas).most_common(_MOST_EDGES)
    for edge in sorted(edge for edge, _ in edges)[1:]:
        at = edge - 1.5
        across = [i for i, a in enumerate(areas) if a.x0 < at < a.x1 + _GUTTER / 2]
        right = [i for i, a in enumerate(areas) if a.x0 >= at]
        left = [i for i, a in enumerate(areas) if a.x1 + _GUTTER / 2 <= at]
        cut = _Cut(tuple(left), tuple(right), tuple(across))
        if _parts(areas, cut) and (best is None or len(across) < len(best.across)):
            best = cut
    return best


def _parts(areas: Sequence[Area], cut: _Cut) -> bool:
    """Whether both sides are columns of text that stand beside each other."""
    if len(cut.across) > _MOST_CROSSING * len(areas):
        return False
    left, right = ([areas[i] for i in side] for side in (cut.left, cut.right))
    if min(sum(area.height for area in side) for side in (left, right)) < _SIDE_HEIGHT:
        return False
    inner = min(a.x0 for a in right) - max(a.x1 for a in left)
    both = max(a.x1 for a in right) - min(a.x0 for a in left)
    wide = all(
        sorted(a.width for a in side)[len(side) // 2] >= _SIDE_WIDTH * both
        for side in (left, right)
    )
    beside = min(max(a.bottom for a in left), max(a.bottom for a in right)) - max(
        min(a.top for a in left), min(a.top for a in right)
    )
    return inner >= _GUTTER and wide and beside > 0 and not _labels(left, right)


def _labels(left: Sequence[Area], right: Sequence[Area]) -> bool:
    """Whether the left side holds the titles of what stands right of them, row by row."""
    bases = [area.bottom for area in right]
    level = sum(any(abs(area.bottom - base) < 2 for base in bases) for area in left)
    widest = max(area.width for area in left)
    full = sum(area.width > 0.8 * widest for area in left)
    return level >= 0.9 * len(left) and full < 0.4 * len(left) and len(left) < 0.75 * len(right)


def one_line_each(lines: Sequence[Line]) -> list[Line]:
    """The lines of one column, with those that stand beside each other put together."""
    found: list[list[Line]] = []
    for line in lines:
        if found and abs(found[-1][0].base - line.base) <= 0.35 * max(line.size, found[-1][0].size):
            found[-1].append(line)
        else:
            found.append([line])
    return [merged(row) for row in found]
