"""Paths and pictures of a page -> its straight lines, its panels, and how much is pictured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from indexer.readers.pdf.geometry import Area, Rules

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

_THIN = 3.0  # points; a rectangle as thin as this is a line
_STRAIGHT = 1.0  # how far a line may lean, in points
_SHORTEST = 4.0
_MOST_RULES = 6_000  # a table of a page has some hundred; more is a picture


def turned_point(x: float, y: float, box: Area, turns: int) -> Point:
    """A point of a page whose y grows upwards -> where it stands after clockwise quarter turns."""
    across, up = x - box.x0, y - box.top
    if turns == 1:
        return up, across
    if turns == 2:
        return box.width - across, up
    if turns == 3:
        return box.height - up, box.width - across
    return across, box.height - up


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


class Drawing:
    """Collects what is drawn on a page, in the coordinates of its upright text."""

    def __init__(self, box: Area, turns: int) -> None:
        self._box, self._turns = box, turns
        self._matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self._level: list[tuple[float, float, float]] = []
        self._upright: list[tuple[float, float, float]] = []
        self._panels: list[Area] = []
        self._pictured = 0.0

    @property
    def full(self) -> bool:
        """Whether there is more on the page than a table has lines."""
        return len(self._level) + len(self._upright) + len(self._panels) >= _MOST_RULES

    @property
    def pictured(self) -> float:
        """The share of the page that pictures cover, at most 1."""
        return min(1.0, self._pictured / (self._box.width * self._box.height))

    @contextmanager
    def within(self, matrix: Matrix) -> Iterator[None]:
        """What comes now is drawn inside a form with this matrix."""
        before, self._matrix = self._matrix, _times(matrix, self._matrix)
        yield
        self._matrix = before

    def picture(self, left: float, low: float, right: float, high: float) -> None:
        """A picture with these edges."""
        area = self._area([self._point(left, low), self._point(right, high)])
        width = min(area.x1, self._box.x0 + max(self._box)) - max(area.x0, 0)
        self._pictured += max(0.0, width) * max(0.0, area.height)

    def path(self, points: Sequence[Point], *, drawn: bool, filled: bool) -> None:
        """A run of straight lines; ``drawn``: its lines show; ``filled``: its inside does."""
        placed = [self._point(x, y) for x, y in points]
        if len(placed) < 2 or not (drawn or filled):
            return
        area = self._area(placed)
        if min(area.width, area.height) <= _THIN:
            self._thin(area)
        elif _is_rectangle(placed, area):
            self._panels.append(area)
            if drawn:
                self._edges(area)
        elif drawn:
            for pair in pairwise(placed):
                piece = self._area(pair)
                if min(piece.width, piece.height) <= _STRAIGHT:
                    self._thin(piece)

    def rules(self) -> Rules:
        """Everything that was collected."""
        return Rules(tuple(self._level), tuple(self._upright), tuple(self._panels))

    def _point(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self._matrix
        return turned_point(a * x + c * y + e, b * x + d * y + f, self._box, self._turns)

    @staticmethod
    def _area(points: Sequence[Point]) -> Area:
        across, down = zip(*points, strict=True)
        return Area(min(across), min(down), max(across), max(down))

    def _thin(self, area: Area) -> None:
        if area.width >= area.height and area.width >= _SHORTEST:
            self._level.append(((area.top + area.bottom) / 2, area.x0, area.x1))
        elif area.height >= _SHORTEST:
            self._upright.append(((area.x0 + area.x1) / 2, area.top, area.bottom))

    def _edges(self, area: Area) -> None:
        self._level += [(area.top, area.x0, area.x1), (area.bottom, area.x0, area.x1)]
        self._upright += [(area.x0, area.top, area.bottom), (area.x1, area.top, area.bottom)]


def _is_rectangle(points: Sequence[Point], area: Area) -> bool:
    """Whether the points go round the corners of their own outline."""
    return 4 <= len(points) <= 5 and all(
        min(abs(x - area.x0), abs(x - area.x1)) <= _STRAIGHT
        and min(abs(y - area.top), abs(y - area.bottom)) <= _STRAIGHT
        for x, y in points
    )
