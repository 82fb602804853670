"""The same message, delivered repeatedly, in any order and at the same moment: one update."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from threading import Barrier

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.register import UpdateState
from tests.storage import writers
from tests.storage.deliveries import PERCENT, deliver
from tests.storage.sample import CHAT, ISLA, UNCLEAR, after, half, said

messages = count(1)


def counting(register, message: str) -> list[int | None]:
    """The percentage of each update of a message that counts, as two ways to ask tell."""
    found = [one.change.percent for one in register.updates() if one.said.message == message]
    outcome = register.outcome(CHAT, message)
    assert [one.change.percent for one in outcome.updates] == found
    return found


def ids(register, message: str) -> set[str]:
    every = register.updates(ended=True)
    return {one.id for one in every if one.said.message == message}


@st.composite
def orders(draw) -> list[str]:
    """Deliveries of one message, each up to three times, in any order."""
    original = draw(st.sampled_from(["log", "wait"]))
    kinds = draw(st.sets(st.sampled_from(["edit", "later edit", "delete"])))
    repeated = [kind for kind in (original, *sorted(kinds)) for _ in range(draw(st.integers(1, 3)))]
    return draw(st.permutations(repeated))


several = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@several
@given(orders())
def test_in_whatever_order_a_message_comes_its_last_words_count_once(lasting, order):
    message = f"order-{next(messages)}"
    for kind in order:
        deliver(lasting, kind, message)
    assert len(ids(lasting, message)) <= 1
    waits = [one for one in lasting.waiting() if one.said.message == message]
    if "delete" in order:
        assert (counting(lasting, message), waits) == ([], [])
        return
    last = next((kind for kind in ("later edit", "edit", "log") if kind in order), None)
    assert counting(lasting, message) == ([PERCENT[last]] if last else [])
    assert len(waits) <= 1
    assert waits or last


@several
@given(orders(), st.integers(0, 9))
def test_what_was_undone_does_not_come_back_by_deliveries_made_before(lasting, order, place):
    message = f"undo-{next(messages)}"
    for kind in order[:place]:
        deliver(lasting, kind, message)
    undone = lasting.withdraw(sorted(ids(lasting, message)), ISLA, after(9))
    for kind in order[place:]:
        deliver(lasting, kind, message)
    if undone:
        assert counting(lasting, message) == []
    assert lasting.verify_audit() is None


@several
@given(st.lists(st.sampled_from(["log", "edit", "later edit", "delete"]), max_size=8))
def test_of_each_update_at_most_the_last_version_counts(lasting, order):
    message = f"versions-{next(messages)}"
    for kind in order:
        deliver(lasting, kind, message)
    versions = [one for one in lasting.updates(ended=True) if one.said.message == message]
    assert [one.version for one in versions] == list(range(1, len(versions) + 1))
    for one in versions[:-1]:
        assert one.state is not UpdateState.CURRENT
        assert one.ended_at is not None


# --- at the same moment --------------------------------------------------------------------------


def together(*calls):
    """What calls return that begin at the same moment, each in a thread of its own."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_a_message_delivered_by_many_threads_at_once_is_one_update(register):
    outcomes = together(*[partial(deliver, register, "log", "1")] * 12)
    assert [outcome.repeated for outcome in outcomes].count(False) == 1
    assert {outcome.updates for outcome in outcomes} == {register.updates()}
    assert len(register.updates(ended=True)) == 1
    assert register.verify_audit() is None


def test_a_message_that_one_thread_logs_while_another_makes_it_wait_is_one_or_the_other(register):
    for number in range(10):
        calls = [partial(deliver, register, kind, str(number)) for kind in ("log", "wait")]
        outcomes = together(*calls * 3)
        assert [outcome.repeated for outcome in outcomes].count(False) == 1
    assert len(register.updates()) + len(register.waiting()) == 10


def test_two_people_who_press_at_once_log_a_waiting_message_once(register):
    for number in range(10):
        waiting = register.wait(said("unclear", str(number)), [UNCLEAR]).waiting
        outcomes = together(
            partial(register.log, waiting.said, [half("GW1")], closes=waiting.id),
            partial(register.log, waiting.said, [half("GW2")], closes=waiting.id),
            partial(register.dismiss, waiting.id, ISLA, after(1)),
        )
        logged = [outcome for outcome in outcomes[:2] if not outcome.repeated]
        assert len(logged) + (outcomes[2] is not None) == 1
        assert len(register.outcome(CHAT, str(number)).updates) == len(logged)
    assert register.waiting() == ()


def test_threads_that_log_and_read_do_not_disturb_each_other(register):
    def log(name):
        return [deliver(register, "log", f"{name}-{number}").repeated for number in range(20)]

    together(*[partial(log, name) for name in "abcd"], *[register.updates] * 8)
    assert len(register.updates()) == 80
    assert register.verify_audit() is None


def test_a_message_delivered_by_several_processes_in_different_orders_is_one_update(url, register):
    kinds = ["log", "edit", "later edit"]
    told = [f"{kind} {number}" for number in range(8) for kind in kinds]
    printed = writers.at_once(url, told, told[::-1], sorted(told))
    assert [len(lines) for lines in printed] == [24, 24, 24]
    assert [counting(register, str(number)) for number in range(8)] == [[70]] * 8
    assert len({one.id for one in register.updates(ended=True)}) == 8
    assert register.verify_audit() is None


def test_processes_that_log_and_delete_one_message_at_once_leave_nothing_that_counts(url, register):
    told = [f"{kind} {number}" for number in range(8) for kind in ("log", "delete")]
    writers.at_once(url, told, told[::-1])
    assert register.updates() == ()
    assert register.verify_audit() is None


# --- killed --------------------------------------------------------------------------------------


def test_what_was_acknowledged_outlives_the_killing_of_writers(url):
    figures = writers.run(url, processes=3, updates=40, kill_every=12)
    assert (figures.acknowledged, figures.present) == (120, 120)
    assert (figures.twice, figures.lost, figures.fault) == (0, 0, "")
    assert figures.kills >= 3
