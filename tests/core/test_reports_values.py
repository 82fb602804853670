"""What a report says: news and what was known before, gaps, the days ahead, counts, charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from bot.core.errors import UsageError
from bot.core.register import Plan, Status, UpdateState
from bot.core.reports.build import build_report
from bot.core.reports.charts import weeks
from bot.core.reports.forward import promises
from bot.core.reports.values import Basis, Coming, Records
from tests.core.reporting import (
    ASKED,
    MONEY,
    PLAN,
    TODAY,
    action,
    busy_report,
    line,
    moment,
    report,
    update,
)

# --- the words on progress ------------------------------------------------------------------------


def test_what_was_said_in_the_period_is_told_newest_first():
    one = action(1)
    found = line(
        one,
        update(1, one, "2026-08-31 22:59"),
        update(2, one, "2026-08-31 23:00"),
        update(3, one, "2026-11-22 23:59"),
    )
    assert found.basis is Basis.PERIOD
    assert [one.id for one in found.news] == ["U3", "U2"]  # in London, 1 September has begun


def test_without_news_the_last_update_before_is_told():
    one = action(1, progress="The plan has words too.")
    found = line(one, update(1, one, "2026-05-01 09:00"), update(2, one, "2026-06-01 09:00"))
    assert (found.basis, [one.id for one in found.news]) == (Basis.EARLIER, ["U2"])


@pytest.mark.parametrize(("progress", "basis"), [("A start.", Basis.PLAN), ("", Basis.NOTHING)])
def test_without_any_update_the_plan_speaks_or_nobody(progress, basis):
    found = line(action(1, progress=progress))
    assert (found.basis, found.news, found.weeks_silent) == (basis, (), None)


def test_an_update_after_the_period_is_not_in_the_report():
    asked = replace(ASKED, until=date(2026, 10, 31))
    one = action(1)
    found = line(
        one,
        update(1, one, "2026-10-31 23:59", percent=10),
        update(2, one, "2026-11-01 00:00", percent=90),
        asked=asked,
    )
    assert found.standing.percent == 10


@pytest.mark.parametrize("state", [UpdateState.WITHDRAWN, UpdateState.REVISED])
def test_what_no_longer_counts_is_not_told(state):
    one = action(1)
    gone = update(1, one, "2026-10-05 09:00", percent=90, state=state, ended="2026-10-05 10:00")
    assert line(one, gone).basis is Basis.NOTHING


def test_an_update_that_was_put_right_in_the_period_is_news():
    one = action(1)
    first = update(1, one, "2026-07-01 09:00", state=UpdateState.REVISED, ended="2026-10-01 09:00")
    second = update(1, one, "2026-07-01 09:00", "in other words", version=2)
    assert line(one, first, second).news == (second,)


# --- gaps -----------------------------------------------------------------------------------------


def test_gaps_name_the_open_actions_that_lack_something():
    bare = action(1)
    vague = action(2, timescale="ongoing", lead="Hall Trust")
    whole = action(3, timescale="by May", due=date(2027, 5, 31), lead="Hall Trust")
    done = action(4, status=Status.DONE)
    found = report([bare, vague, whole, done], [update(1, whole, "2026-10-05 09:00")]).gaps
    assert {gap.name: [one.id for one in gap.actions] for gap in found} == {
        "No lead named": ["GL1"],
        "No timescale": ["GL1"],
        "A timescale that names no date": ["GL2"],
        "Never reported on": ["GL1", "GL2"],
    }


def test_a_part_has_the_lead_and_timescale_of_its_action():
    found = report([action(1, lead="Hall Trust", timescale="2027"), action(2, part_of="GL1")]).gaps
    assert {gap.name: len(gap.actions) for gap in found} == {
        "No lead named": 0,
        "No timescale": 0,
        "A timescale that names no date": 1,
        "Never reported on": 2,
    }


def test_what_an_update_gives_is_no_gap():
    one = action(1)
    told = update(1, one, "2026-10-05 09:00", due=date(2027, 1, 5), lead="Morag")
    assert all(not gap.actions for gap in report([one], [told]).gaps)


# --- the days ahead -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "A report will go to the board in December 2026.",
            [(date(2026, 12, 31), "December 2026")],
        ),
        ("Reported in December.", [(date(2026, 12, 31), "December 2026")]),
        ("Next report in March.", [(date(2027, 3, 31), "March 2027")]),
        ("By 3rd of February 2027 in writing.", [(date(2027, 2, 3), "3 February 2027")]),
        ("On 2027-02-03.", [(date(2027, 2, 3), "3 February 2027")]),
        ("On 03/02/2027.", [(date(2027, 2, 3), "3 February 2027")]),
        ("In Sept. 2027", [(date(2027, 9, 30), "September 2027")]),
        (
            "Reports in May and November 2027.",
            [(date(2027, 5, 31), "May 2027"), (date(2027, 11, 30), "November 2027")],
        ),
        ("A paper by the end of Q1 2027.", [(date(2027, 3, 31), "by 31 March 2027")]),
        (
            "The board was told in June 2026 and hears more in June 2027.",
            [(date(2027, 6, 30), "June 2027")],
        ),
        ("The group may march on, and decide later.", []),
        ("May need another look.", []),
        ("Reported within the framework for 2021 to 2029.", []),
        ("On 31 February 2027.", []),
        ("This action is complete.", []),
        ("", []),
    ],
)
def test_a_promise_is_a_date_or_a_month_that_future_reporting_names(text, said):
    assert [(one.day, one.when) for one in promises(text, TODAY)] == said


def test_a_promise_has_the_sentence_that_makes_it():
    text = "The work goes on.\nA second paper\ngoes to the board in June 2027. All are welcome."
    assert [one.sentence for one in promises(text, TODAY)] == ["goes to the board in June 2027."]


def test_the_forward_plan_has_promises_and_what_is_due_in_the_next_quarter():
    promised = action(
        1, future_reporting="To the board in May 2028. The first goes there by May 2026."
    )
    soon, later = action(2, due=date(2027, 2, 22)), action(3, due=date(2027, 2, 23))
    late, done = (
        action(4, due=date(2026, 11, 21)),
        action(5, due=date(2026, 12, 1), status=Status.DONE),
    )
    made = report([promised, soon, later, late, done])
    assert [(one.when, one.coming, one.line.action.id) for one in made.ahead] == [
        ("May 2026", Coming.LATE_REPORT, "GL1"),
        ("22 February 2027", Coming.DUE, "GL2"),
        ("May 2028", Coming.REPORT, "GL1"),
    ]


# --- counts and charts ----------------------------------------------------------------------------


def test_counts_tell_how_the_actions_stand():
    counts = busy_report().counts
    assert (counts.actions, counts.updates, counts.reported_on) == (5, 2, 2)
    assert (counts.overdue, counts.blocked, counts.silent) == (1, 1, 0)
    assert {rag.value: count for rag, count in counts.rags} == {
        "Red": 1,
        "Amber": 0,
        "Green": 1,
        "Complete": 1,
        "Not reported": 2,
    }
    assert dict(counts.statuses) == {
        Status.DONE: 1,
        Status.IN_PROGRESS: 1,
        Status.BLOCKED: 1,
        Status.NOT_STARTED: 0,
        None: 2,
    }


def test_the_first_chart_counts_statuses_by_objective():
    chart = busy_report().charts[0]
    assert chart.labels == ("Halls and places to meet", "Fair money")
    assert dict(chart.series) == {
        "Done": (0, 1),
        "In progress": (1, 0),
        "Blocked": (0, 1),
        "Not started": (0, 0),
        "Status not reported": (1, 1),
    }
    assert "5 actions: 1 done, 1 in progress, 1 blocked and 2 status not reported." in chart.alt


def test_the_second_chart_counts_statuses_at_the_end_of_each_week():
    chart = busy_report().charts[1]
    assert chart.labels[0] == "31 Aug 26"
    assert chart.labels[-2:] == ("15 Nov 26", "22 Nov 26")
    blocked = dict(zip(chart.labels, dict(chart.series)["Blocked"], strict=True))
    assert (blocked["25 Oct 26"], blocked["1 Nov 26"], blocked["8 Nov 26"]) == (0, 0, 1)


@pytest.mark.parametrize("days", [0, 1, 6, 13, 31, 92, 189, 190, 366, 800])
def test_the_steps_of_time_are_even_and_reach_from_the_day_before_to_the_last(days):
    first = date.fromordinal(TODAY.toordinal() - days)
    found = weeks(first, TODAY)
    gaps = {(after - before).days for before, after in pairwise(found[1:])}
    assert (found[0].toordinal(), found[-1]) == (first.toordinal() - 1, TODAY)
    assert gaps <= ({7} if days <= 189 else {28})
    assert found == sorted(set(found))


# --- which plans ----------------------------------------------------------------------------------


def test_a_report_is_of_the_plans_asked_for_and_in_their_order():
    other = Plan("ZZ", "Strathbeg plan")
    mine, theirs = action(1), replace(action(2), id="ZZ1", plan="ZZ", objective="ZZ-1")
    objectives = (replace(MONEY, id="ZZ-1", plan="ZZ"), replace(MONEY, id="GL-1", plan="GL"))
    records = Records((PLAN, other), objectives, (theirs, mine))
    all_plans = build_report(records, ASKED)
    assert [one.action.id for one in all_plans.lines] == ["GL1", "ZZ1"]
    assert all_plans.charts[0].labels == ("GL: Fair money", "ZZ: Fair money")
    one_plan = build_report(records, replace(ASKED, plans=("zz",)))
    assert [one.action.id for one in one_plan.lines] == ["ZZ1"]
    assert (one_plan.asked.plans, one_plan.plans) == (("ZZ",), (other,))


def test_an_unknown_plan_is_refused_with_the_plans_that_there_are():
    with pytest.raises(UsageError, match=r"no plan 'XY'.*GL \(Glenmore Compact action plan\)"):
        report([action(1)], asked=replace(ASKED, plans=("XY",)))


def test_a_register_without_a_plan_is_refused_with_what_to_do():
    with pytest.raises(UsageError, match="compactbot actions import"):
        report([], plans=())


def test_a_plan_without_actions_has_an_empty_report():
    made = report([])
    assert (made.counts.actions, made.lines, made.charts) == (0, (), ())


def test_a_retired_action_is_not_in_the_report():
    gone = action(1, retired=moment("2026-01-05 12:00"))
    assert report([gone, action(2)]).counts.actions == 1
