"""Notes of what came in from a chat, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.storage.arrivals import open_arrivals
from tests.storage.sample import MONDAY, after

LEASE = timedelta(minutes=4)


@pytest.fixture
def arrivals(url):
    with open_arrivals(url) as arrivals:
        yield arrivals


def test_what_came_before_is_known(arrivals):
    assert arrivals.begin("a", "words", MONDAY)
    assert not arrivals.begin("a", "words", after(1))
    assert arrivals.begin("b", "words", after(1))


def test_of_many_who_begin_at_once_one_is_first(url, arrivals):
    with open_arrivals(url) as other, ThreadPoolExecutor(8) as pool:
        hands = [arrivals, other] * 8
        first = list(pool.map(lambda one: one.begin("a", "words", MONDAY), hands))
    assert sum(first) == 1


def test_words_are_forgotten_when_they_were_seen_to_unless_they_are_kept(arrivals):
    for key in ("a", "b"):
        arrivals.begin(key, f"words of {key}", MONDAY)
    arrivals.finish("a")
    arrivals.finish("b", keep=True)
    assert (arrivals.content("a"), arrivals.content("b")) == ("", "words of b")
    assert arrivals.content("never") == ""


def test_what_nobody_finished_is_taken_up_once_the_earliest_first(arrivals):
    for key, minute in (("late", 1), ("early", 0), ("new", 4), ("done", 0)):
        arrivals.begin(key, f"words of {key}", after(minute))
    arrivals.finish("done")
    taken = arrivals.take(after(5), LEASE)
    assert taken == (("early", "words of early"), ("late", "words of late"))
    assert arrivals.take(after(5), LEASE) == ()
    assert [key for key, _ in arrivals.take(after(9), LEASE)] == ["early", "late", "new"]


def test_each_channel_takes_up_its_own(arrivals):
    for key in ("one:T1:a", "one:T%:b", "two:c"):
        arrivals.begin(key, f"words of {key}", MONDAY)
    assert [key for key, _ in arrivals.take(after(5), LEASE, "one:T%:")] == ["one:T%:b"]
    assert [key for key, _ in arrivals.take(after(5), LEASE, "two:")] == ["two:c"]
    assert [key for key, _ in arrivals.take(after(5), LEASE)] == ["one:T1:a"]


def test_old_notes_are_dropped(arrivals):
    arrivals.begin("old", "", MONDAY)
    arrivals.begin("new", "", after(2))
    arrivals.forget(after(1))
    assert arrivals.begin("old", "", after(3))
    assert not arrivals.begin("new", "", after(3))


def test_the_threads_in_which_the_assistant_takes_part_are_known(arrivals):
    arrivals.join("chat", "1.0")
    arrivals.join("chat", "1.0")
    assert arrivals.takes_part("chat", "1.0")
    assert not arrivals.takes_part("chat", "2.0")
    assert not arrivals.takes_part("other", "1.0")
