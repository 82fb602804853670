"""Red, amber, green: by the rules of the configuration, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core.register import Status
from bot.core.reports.rag import Rag, RagRules
from tests.core.reporting import ASKED, action, line, report, update

DONE, BLOCKED = Status.DONE, Status.BLOCKED
UNDER_WAY, NOT_STARTED = Status.IN_PROGRESS, Status.NOT_STARTED
LATELY = "2026-11-20 09:00"


def judged(due=None, at=LATELY, **change):
    one = action(1, due=due)
    updates = [update(1, one, at, **change)] if change else []
    found = line(one, *updates).judged
    return found.rag, found.reason


@pytest.mark.parametrize(
    ("due", "change", "rag", "reason"),
    [
        (date(2026, 10, 31), {"status": DONE}, Rag.COMPLETE, ""),
        (
            date(2026, 10, 31),
            {"status": UNDER_WAY},
            Rag.RED,
            "Overdue since 31 October 2026",
        ),
        (date(2026, 11, 21), {"percent": 99}, Rag.RED, "Overdue since 21 November 2026"),
        (
            None,
            {"status": BLOCKED, "reason": "legal have not replied"},
            Rag.RED,
            "Blocked: legal have not replied",
        ),
        (None, {"status": BLOCKED}, Rag.RED, "Blocked: no reason was given"),
        (
            date(2026, 11, 1),
            {"status": BLOCKED, "reason": "no money"},
            Rag.RED,
            "Overdue since 1 November 2026; blocked: no money",
        ),
        (
            date(2026, 11, 1),
            {"status": UNDER_WAY, "reason": "the surveyor is ill"},
            Rag.RED,
            "Overdue since 1 November 2026; the surveyor is ill",
        ),
        (
            date(2026, 11, 22),
            {"percent": 60},
            Rag.AMBER,
            "Due on 22 November 2026, and 60% is done",
        ),
        (
            date(2026, 12, 20),
            {"percent": 74},
            Rag.AMBER,
            "Due on 20 December 2026, and 74% is done",
        ),
        (date(2026, 12, 20), {"percent": 75}, Rag.GREEN, ""),
        (date(2026, 12, 21), {"percent": 5}, Rag.GREEN, ""),
        (
            date(2026, 12, 1),
            {"status": NOT_STARTED},
            Rag.AMBER,
            "Due on 1 December 2026, and nobody has said how much is done",
        ),
        (None, {"status": UNDER_WAY}, Rag.GREEN, ""),
        (None, {"status": UNDER_WAY, "reason": "waiting for slates"}, Rag.GREEN, ""),
        (None, {}, Rag.NOT_REPORTED, ""),
        (date(2027, 5, 1), {}, Rag.NOT_REPORTED, ""),
        (
            date(2026, 12, 1),
            {},
            Rag.AMBER,
            "Due on 1 December 2026; nobody has reported on it",
        ),
        (
            date(2026, 10, 31),
            {},
            Rag.RED,
            "Overdue since 31 October 2026; nobody has reported on it",
        ),
    ],
)
def test_an_action_is_rated_with_the_reason(due, change, rag, reason):
    assert judged(due, **change) == (rag, reason)


@pytest.mark.parametrize(
    ("at", "rag", "reason"),
    [
        ("2026-09-28 09:00", Rag.GREEN, ""),
        ("2026-09-27 09:00", Rag.AMBER, "Silent for 8 weeks"),
        ("2026-09-20 09:00", Rag.AMBER, "Silent for 9 weeks"),
    ],
)
def test_an_action_is_amber_when_it_is_silent_for_eight_full_weeks(at, rag, reason):
    assert judged(at=at, percent=10) == (rag, reason)


def test_a_done_action_may_be_silent():
    assert judged(at="2026-01-05 09:00", status=DONE) == (Rag.COMPLETE, "")


def test_what_the_plan_itself_calls_done_is_complete():
    assert line(action(1, status=DONE)).judged.rag is Rag.COMPLETE


def test_the_rules_come_from_the_configuration():
    asked = replace(ASKED, rules=RagRules(amber_days=90, amber_percent=50, silent_weeks=1))
    near, silent = action(1, due=date(2027, 2, 1)), action(2)
    made = report(
        [near, silent],
        [update(1, near, LATELY, percent=49), update(2, silent, "2026-11-14 09:00", percent=90)],
        asked,
    )
    assert [one.judged.reason for one in made.lines] == [
        "Due on 1 February 2027, and 49% is done",
        "Silent for 1 week",
    ]
    said = dict(asked.rules.key())
    assert "90 days and less than 50% done" in said[Rag.AMBER]
    assert "1 week or more" in said[Rag.AMBER]


def test_every_colour_has_a_sentence_in_the_key():
    assert [rag for rag, words in RagRules().key() if words.endswith(".")] == list(Rag)


def test_a_long_reason_is_cut_between_words():
    found = line(action(1), update(1, "GL1", LATELY, status=BLOCKED, reason="no roof " * 500))
    assert len(found.judged.reason) < 220
    assert found.judged.reason.endswith((" no…", " roof…"))


def test_the_report_of_a_past_period_rates_as_at_its_last_day():
    asked = replace(ASKED, since=date(2026, 1, 1), until=date(2026, 3, 31))
    assert line(action(1, due=date(2026, 10, 31)), asked=asked).judged.rag is Rag.NOT_REPORTED


def test_a_period_that_ends_in_the_future_rates_as_of_today():
    asked = replace(ASKED, until=date(2027, 3, 31))
    assert line(action(1, due=date(2027, 3, 1)), asked=asked).judged.rag is Rag.NOT_REPORTED
