"""What changed since the last report, and from which moment that counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core.register import Status, UpdateState
from bot.core.reports.period import default_since
from tests.core.reporting import ASKED, LONDON, action, moment, report, run, update, wording

UNDER_WAY, DONE, BLOCKED = Status.IN_PROGRESS, Status.DONE, Status.BLOCKED
BEFORE, WITHIN = "2026-07-01 09:00", "2026-10-05 09:00"


def changes(actions, updates=(), asked=ASKED, **more):
    return [
        (one.kind.value, one.action.id, one.before, one.now)
        for one in report(actions, updates, asked, **more).changes
    ]


@pytest.mark.parametrize(
    ("before", "within", "said"),
    [
        (
            {"status": UNDER_WAY, "percent": 40},
            {"status": DONE},
            ("Completed", "GL1", "In progress, 40% done", "Done"),
        ),
        (
            {"status": UNDER_WAY},
            {"status": BLOCKED, "reason": "no money"},
            ("Blocked", "GL1", "In progress", "Blocked"),
        ),
        (
            {"status": DONE},
            {"status": UNDER_WAY},
            ("Status", "GL1", "Done", "In progress"),
        ),
        (
            {"percent": 40},
            {"percent": 60},
            (
                "Progress",
                "GL1",
                "Status not reported, 40% done",
                "Status not reported, 60% done",
            ),
        ),
        (
            {"due": date(2026, 11, 30)},
            {"due": date(2027, 1, 15)},
            ("Due date", "GL1", "30 November 2026", "15 January 2027"),
        ),
        ({}, {"due": date(2027, 1, 15)}, ("Due date", "GL1", "no date", "15 January 2027")),
        ({}, {"lead": "Morag"}, ("Lead", "GL1", "no lead named", "Morag")),
    ],
)
def test_each_change_tells_what_was_before_and_what_is_now(before, within, said):
    one = action(1)
    updates = [update(1, one, BEFORE, **before), update(2, one, WITHIN, **within)]
    assert said in changes([one], updates)


def test_what_was_said_again_is_no_change():
    one = action(1)
    same = {"status": UNDER_WAY, "percent": 40}
    assert changes([one], [update(1, one, BEFORE, **same), update(2, one, WITHIN, **same)]) == []


def test_completed_and_blocked_come_first():
    first, second, third = action(1), action(2), action(3)
    found = changes(
        [first, second, third],
        [
            update(1, first, WITHIN, due=date(2027, 1, 15)),
            update(2, second, WITHIN, status=BLOCKED),
            update(3, third, WITHIN, status=DONE),
        ],
    )
    assert [kind for kind, *_ in found] == ["Completed", "Blocked", "Due date"]


def test_an_update_withdrawn_since_the_last_report_is_a_change_back():
    one = action(1)
    gone = update(1, one, BEFORE, status=DONE, state=UpdateState.WITHDRAWN, ended=WITHIN)
    assert changes([one], [gone]) == [("Status", "GL1", "Done", "Status not reported")]


def test_an_update_withdrawn_before_the_last_report_is_no_change():
    one = action(1)
    gone = update(
        1, one, BEFORE, status=DONE, state=UpdateState.WITHDRAWN, ended="2026-07-02 09:00"
    )
    assert changes([one], [gone]) == []


def test_added_reworded_and_retired_actions_are_told():
    old, new = action(1), action(2)
    gone = action(3, retired=moment(WITHIN))
    gone_before = action(4, retired=moment(BEFORE))
    start = "2026-01-05 12:00"
    wordings = (
        wording(old, start, text="Mend hall one.", timescale="by May"),
        wording(old, WITHIN, 2),
        wording(new, WITHIN),
        wording(gone, start),
        wording(gone_before, start),
    )
    assert changes([old, new, gone, gone_before], wordings=wordings) == [
        ("Added to the plan", "GL2", "", "Mend hall number 2."),
        ("Reworded", "GL1", "Mend hall one.", "Mend hall number 1."),
        ("Reworded", "GL1", "Timescale: by May", "Timescale: (blank)"),
        ("Taken out of the plan", "GL3", "Mend hall number 3.", ""),
    ]


def test_a_plan_that_came_in_whole_is_no_list_of_news():
    both = [action(1), action(2)]
    assert changes(both, wordings=[wording(one, WITHIN) for one in both]) == []


def test_an_action_that_was_added_and_reported_on_is_told_of_both():
    old, new = action(1), action(2)
    wordings = (wording(old, "2026-01-05 12:00"), wording(new, WITHIN))
    found = changes([old, new], [update(1, new, WITHIN, status=DONE)], wordings=wordings)
    assert [kind for kind, *_ in found] == ["Completed", "Added to the plan"]


# --- from when on ---------------------------------------------------------------------------------


def test_the_report_begins_where_the_last_one_ended_also_within_a_day():
    one = action(1)
    updates = [
        update(1, one, "2026-09-01 08:00", percent=10),
        update(2, one, "2026-09-01 12:00", percent=20),
    ]
    last = run("2026-06-01", "2026-09-01", "2026-09-01 10:00")
    made = report([one], updates, runs=(last,))
    assert (made.last, [one.id for one in made.lines[0].news]) == (last, ["U2"])
    assert changes([one], updates, runs=(last,)) == [
        ("Progress", "GL1", "Status not reported, 10% done", "Status not reported, 20% done")
    ]


def test_a_report_made_days_after_its_period_told_of_the_whole_last_day():
    one = action(1)
    updates = [update(1, one, "2026-09-01 22:00"), update(2, one, "2026-09-02 08:00")]
    last = run("2026-06-01", "2026-09-01", "2026-09-05 10:00")
    assert [one.id for one in report([one], updates, runs=(last,)).lines[0].news] == ["U2"]


def test_the_report_of_other_plans_or_another_day_is_not_the_one_before():
    others = (
        run("2026-06-01", "2026-09-01", "2026-09-01 10:00", ("ZZ",)),
        run("2026-06-01", "2026-08-31", "2026-08-31 10:00"),
    )
    assert report([action(1)], runs=others).last is None


def test_a_report_begins_by_default_where_the_last_one_of_the_same_plans_ended():
    runs = (
        run("2026-03-01", "2026-06-30", "2026-07-01 10:00"),
        run("2026-07-01", "2026-09-30", "2026-10-01 10:00", ("GL",)),
        run("2026-06-30", "2026-11-22", "2026-11-22 10:00"),
    )
    until = date(2026, 11, 22)
    assert default_since(runs, (), until) == date(2026, 6, 30)  # not that of today, made once more
    assert default_since(runs, ("GL",), until) == date(2026, 9, 30)
    assert default_since(runs, ("ZZ",), until) == date(2026, 8, 22)
    assert default_since((), (), date(2026, 5, 31)) == date(2026, 2, 28)


def test_days_are_those_of_the_zone():
    asked = replace(ASKED, since=date(2026, 7, 2), until=date(2026, 7, 2), zone=LONDON)
    one = action(1)
    updates = [update(n, one, at) for n, at in enumerate(("2026-07-01 22:59", "2026-07-01 23:00"))]
    assert [one.id for one in report([one], updates, asked).lines[0].news] == ["U1"]
