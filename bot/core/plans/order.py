"""Places in the old order, in the new one -> which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def out_of_order(places: Sequence[int]) -> set[int]:
    """The fewest that must move so that the rest stand as before: indexes into ``places``.

    ``places`` are where each stood before, all different, in the order in which they stand now.
    """
    ends: list[int] = []  # the index at which the best run of each length ends
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place, key=lambda end: places[end])
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [index]
    stays = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        stays.add(index)
        index = before[index]
    return set(range(len(places))) - stays
