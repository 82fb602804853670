"""Scores of pairs -> the pairs that are best as a whole, each side at most once."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def best_pairs(scores: Mapping[Pair, float]) -> list[Pair]:
    """The pairs (left, right) with the highest sum; only pairs that are given, all above 0.

    Pairs that have nothing to do with each other are solved apart, so it is fast where each has
    few rivals.
    """
    found: list[Pair] = []
    for group in _groups(scores):
        found += _solved(group)
    return sorted(found)


def _groups(scores: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """The pairs apart by what hangs together over a shared side."""
    of_left: dict[int, list[Pair]] = {}
    of_right: dict[int, list[Pair]] = {}
    for pair in scores:
        of_left.setdefault(pair[0], []).append(pair)
        of_right.setdefault(pair[1], []).append(pair)
    groups, seen = [], set()
    for first in scores:
        reached = [] if first in seen else [first]
        group: dict[Pair, float] = {}
        while reached:
            pair = reached.pop()
            if pair in seen:
                continue
            seen.add(pair)
            group[pair] = scores[pair]
            reached += of_left[pair[0]] + of_right[pair[1]]
        if group:
            groups.append(group)
    return groups


def _solved(scores: Mapping[Pair, float]) -> list[Pair]:
    """The Hungarian method (Kuhn and Munkres), with a free place for whoever stays alone."""
    lefts = sorted({left for left, _ in scores})
    rights = sorted({right for _, right in scores})
    # Costs, to be least; a column of its own lets each left side stay alone at no cost.
    costs = [
        [-scores.get((left, right), 0.0) for right in rights] + [0.0] * len(lefts) for left in lefts
    ]
    owner = _least_costs(costs)
    pairs = [(lefts[row], rights[column]) for column, row in owner if column < len(rights)]
    return [pair for pair in pairs if pair in scores]


def _least_costs(costs: list[list[float]]) -> list[tuple[int, int]]:
    """(column, row) of the cheapest assignment; there are at least as many columns as rows."""
    width = len(costs[0])
    of_row = [0.0] * (len(costs) + 1)  # potentials; row and column 0 stand for none
    of_column = [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, len(costs) + 1):
        owner[0] = row
        column, came_from = _path(costs, owner, of_row, of_column)
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return [(column - 1, row - 1) for column, row in enumerate(owner) if column and row]


def _path(
    costs: list[list[float]], owner: list[int], of_row: list[float], of_column: list[float]
) -> tuple[int, list[int]]:
    """The free column that the row in column 0 reaches at the least cost, and the way to it."""
    width = len(owner)
    least, came_from, used = [float("inf")] * width, [0] * width, [False] * width
    here = 0
    while owner[here]:
        used[here] = True
        row, nearest = owner[here], 0
        for column in range(1, width):
            if used[column]:
                continue
            cost = costs[row - 1][column - 1] - of_row[row] - of_column[column]
            if cost < least[column]:
                least[column], came_from[column] = cost, here
            if not nearest or least[column] < least[nearest]:
                nearest = column
        step = least[nearest]
        for column in range(width):
            if used[column]:
                of_row[owner[column]] += step
                of_column[column] -= step
            else:
                least[column] -= step
        here = nearest
    return here, came_from
