"""Which actions need attention, for which reasons, and in which order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.register import Status
from bot.core.reminders.attention import NEWS, Need, attention
from tests.core.reminders.digests import TODAY, WINDOW, ago, found, standing


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ({"due": TODAY - timedelta(1)}, (Need.OVERDUE,)),
        ({"due": TODAY}, (Need.DUE,)),
        ({"due": TODAY + timedelta(14)}, (Need.DUE,)),
        ({"due": TODAY + timedelta(15)}, ()),
        ({"status": Status.BLOCKED}, (Need.BLOCKED,)),
        ({"news": ago(4)}, (Need.SILENT,)),
        ({"news": ago(4) + timedelta(1)}, ()),
        ({"news": None}, (Need.UNREPORTED,)),
        ({"lead": ""}, (Need.NO_LEAD,)),
        ({"due": None}, (Need.NO_DATE,)),
        ({"lead": "", "due": None, "part_of": "GL9"}, ()),
        ({"future_reporting": "A report comes on 1 December 2026."}, (Need.REPORT,)),
        ({"future_reporting": "A report comes on 1 March 2027."}, ()),
        ({"future_reporting": "A report comes on 1 November 2026."}, ()),
        ({"status": Status.DONE, "due": TODAY - timedelta(9), "news": ago(9), "lead": ""}, ()),
        (
            {"due": date(2026, 11, 3), "status": Status.BLOCKED, "news": ago(6), "lead": ""},
            (Need.OVERDUE, Need.BLOCKED, Need.SILENT, Need.NO_LEAD),
        ),
    ],
)
def test_each_reason_is_found(said, needs):
    assert tuple(need for one in found(standing(**said)) for need in one.needs) == needs


def test_the_most_urgent_comes_first_and_of_two_the_one_that_is_due_first():
    order = [
        standing(1, due=None),
        standing(2, news=None),
        standing(3, news=ago(9)),
        standing(4, due=TODAY + timedelta(9)),
        standing(5, due=TODAY + timedelta(2)),
        standing(6, status=Status.BLOCKED),
        standing(7, due=date(2026, 11, 9)),
        standing(8, due=date(2026, 11, 2)),
        standing(9, future_reporting="We report by 1 December 2026."),
    ]
    ids = [one.action.id for one in found(*order)]
    assert ids == ["GL8", "GL7", "GL6", "GL5", "GL4", "GL9", "GL3", "GL2", "GL1"]


def test_a_report_to_the_board_needs_no_news_of_what_is_only_due_or_lacks_a_lead():
    plain = [standing(1, due=TODAY), standing(2, lead=""), standing(3, news=ago(5))]
    assert [one.action.id for one in attention(plain, WINDOW, NEWS)] == ["GL3"]


@given(
    st.dates(date(2026, 6, 1), date(2027, 6, 1)) | st.none(),
    st.sampled_from([*Status, None]),
    st.dates(date(2026, 6, 1), TODAY) | st.none(),
    st.sampled_from(["", "Ferry Trust"]),
)
def test_what_is_done_needs_nothing_and_what_is_overdue_or_blocked_is_always_found(
    due, status, news, lead
):
    one = standing(due=due, status=status, news=news, lead=lead)
    needs = {need for each in found(one) for need in each.needs}
    if status is Status.DONE:
        assert not needs
    else:
        assert (Need.BLOCKED in needs) == (status is Status.BLOCKED)
        assert (Need.OVERDUE in needs) == (due is not None and due < TODAY)
