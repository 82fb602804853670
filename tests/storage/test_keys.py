"""Short keys that stand for what a button says, on both databases."""

from __future__ import annotations

import pytest

from bot.storage.keys import open_keys
from tests.storage.sample import MONDAY, after


@pytest.fixture
def keys(url):
    with open_keys(url) as keys:
        yield keys


def test_each_has_a_key_of_its_own_that_stands_for_it_in_any_program(url, keys):
    said = ["done GW1", "undo U12 " * 400, "done GW1", "🦦 otters"]
    kept = keys.keep(said, MONDAY)
    assert len({*kept}) == 4
    with open_keys(url) as other:
        assert [other.words(key) for key in kept] == said


def test_a_key_is_of_twelve_letters_and_digits_and_differs_each_time(keys):
    kept = {*keys.keep(["x"] * 500, MONDAY)}
    assert len(kept) == 500
    assert all(len(key) == 12 and key.isascii() and key.isalnum() for key in kept)
    places = [{key[place] for key in kept} for place in range(12)]
    assert min(map(len, places)) > 50


def test_what_was_never_kept_or_is_dropped_stands_for_nothing(keys):
    (old,) = keys.keep(["old"], MONDAY)
    (new,) = keys.keep(["new"], after(2))
    keys.drop(after(1))
    assert [keys.words(key) for key in (old, new, "", "%", new.swapcase())] == [
        *["", "new"],
        *[""] * 3,
    ]


def test_nothing_to_keep_is_no_matter(keys):
    assert keys.keep([], MONDAY) == ()
