"""The small rules under an import: best pairs, what moved, a status in plain words."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.plans.assignment import best_pairs
from bot.core.plans.likeness import Likeness
from bot.core.plans.order import out_of_order
from bot.core.plans.status import plain_status
from bot.core.register import Status

SCORES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 100).map(float), max_size=12
)


def best_sum(scores: dict[tuple[int, int], float]) -> float:
    """By trying everything."""
    rights = [*range(5), *[None] * 5]
    return max(
        sum(scores.get((left, right), 0.0) for left, right in enumerate(order) if right is not None)
        for order in permutations(rights[:7], 5)
    )


@given(SCORES)
def test_the_best_pairs_have_the_highest_sum_and_use_each_side_once(scores):
    pairs = best_pairs(scores)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    assert set(pairs) <= scores.keys()
    assert sum(scores[pair] for pair in pairs) == best_sum(scores)


def test_the_greatest_pair_gives_way_where_two_others_are_worth_more():
    scores = {(0, 0): 0.8, (0, 1): 0.85, (1, 1): 0.84}
    assert best_pairs(scores) == [(0, 0), (1, 1)]


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([], set()),
        ([1, 2, 3], set()),
        ([3, 1, 2], {0}),
        ([2, 3, 4, 1], {3}),
        ([5, 1, 6, 2, 7, 3], {0, 2, 4}),
    ],
)
def test_the_fewest_moved_is_found(places, moved):
    assert out_of_order(places) == moved


@given(st.lists(st.integers(0, 30), unique=True, max_size=12))
def test_what_did_not_move_is_in_order_and_nothing_more_could_stay(places):
    moved = out_of_order(places)
    stayed = [place for index, place in enumerate(places) if index not in moved]
    assert stayed == sorted(stayed)
    runs = [1] * len(places)  # the longest increasing run that ends at each
    for end in range(len(places)):
        runs[end] = 1 + max((runs[i] for i in range(end) if places[i] < places[end]), default=0)
    assert len(stayed) == max(runs, default=0)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Action complete.", Status.DONE),
        ("COMPLETED", Status.DONE),
        ("This action is now complete", Status.DONE),
        ("100%", Status.DONE),
        ("Ongoing", Status.IN_PROGRESS),
        ("On-going.", Status.IN_PROGRESS),
        ("work in progress", Status.IN_PROGRESS),
        ("60 % complete", Status.IN_PROGRESS),
        ("Not started", Status.NOT_STARTED),
        ("0%", Status.NOT_STARTED),
        ("On hold", Status.BLOCKED),
        ("Complete but for the signs on the north door", None),
        ("Not complete", None),
        ("Amber", None),
        ("140%", None),
        ("", None),
        ("Action", None),
        ("Reported to the board in March", None),
    ],
)
def test_a_text_that_is_nothing_but_a_status_is_one(text, status):
    assert plain_status(text) is status


def test_words_that_all_actions_of_a_plan_have_make_none_of_them_alike():
    places = ("hall", "pier", "shed", "path", "wood", "door")
    texts = [f"Develop a plan of the Glenmore Forum for the {place}" for place in places]
    common, rare = Likeness(texts), Likeness(texts[:1])
    pair = texts[0], texts[1]
    assert common.of(*pair) < 0.6 < rare.of(*pair)
    assert common.of(texts[0], texts[0].upper() + ".") == 1.0
