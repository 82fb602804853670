"""What people type for a reminder, and what reminder it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.core.reminders.defaults import ReminderDefaults
from bot.core.reminders.rules import wanted
from bot.core.reminders.saying import comes_next, in_words, looks_at
from bot.core.reminders.values import Dated, Nation, Span, Weekly
from tests.core.reminders.reminding import OFFICER

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
DEFAULTS = ReminderDefaults()
BOARD = date(2027, 3, 12)


def rule_of(words: str):
    return wanted(words, DEFAULTS, TODAY).rule


def made(words: str, name: str = ""):
    return wanted(words, DEFAULTS, TODAY).reminder("here", OFFICER, NOW, name=name)


def refusal(words: str) -> str:
    with pytest.raises(Refused) as refused:
        made(words)
    return str(refused.value)


@pytest.mark.parametrize(
    ("words", "weekday", "at", "weeks"),
    [
        ("weekly monday 9:30 here", 0, time(9, 30), 1),
        ("weekly", 0, time(9, 30), 1),
        ("every monday at half past nine", 0, time(9, 30), 1),
        ("mondays 9.30", 0, time(9, 30), 1),
        ("every two weeks on tuesday at 10am", 1, time(10), 2),
        ("every other wednesday at noon", 2, time(12), 2),
        ("fortnightly thu 14:00", 3, time(14), 2),
        ("every 3 weeks on friday at quarter to ten", 4, time(9, 45), 3),
        ("weekly saturday at 9", 5, time(9), 1),
        ("once a week on sunday at nine o'clock in the morning", 6, time(9), 1),
        ("weekly fri at 2", 4, time(14), 1),
        ("weekly fri half past two", 4, time(14, 30), 1),
        ("weekly fri 01:30", 4, time(1, 30), 1),
        ("weekly fri 1:30 am", 4, time(1, 30), 1),
        ("weekly fri 0930", 4, time(9, 30), 1),
        ("weekly fri at 1430", 4, time(14, 30), 1),
        ("weekly fri at 12 noon", 4, time(12), 1),
        ("weekly fri 12am", 4, time(0), 1),
        ("weekly fri 12:15", 4, time(12, 15), 1),
        ("weekly fri 7 in the evening", 4, time(19), 1),
        ("weekly fri at twenty five past ten", 4, time(10, 25), 1),
        ("weekly fri at half nine", 4, time(9, 30), 1),
        ("9:30 every friday, please", 4, time(9, 30), 1),
    ],
)
def test_a_weekly_rule_as_people_type_it(words, weekday, at, weeks):
    assert rule_of(words) == Weekly(weekday, at, weeks)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (
            "before the board on 12 march 2027 papers 10 working days before",
            Dated("board meeting", BOARD, time(9, 30), False, 10, (5, 0)),
        ),
        (
            "before the next board meeting on friday 12 march 2027 at 9",
            Dated("board meeting", BOARD, time(9), False, None, (5, 0)),
        ),
        (
            "10, 5 and 1 working days before the board on 2027-03-12",
            Dated("board meeting", BOARD, time(9, 30), False, None, (10, 5, 1)),
        ),
        (
            "two weeks before our board on 12/03/2027 and on the day",
            Dated("board meeting", BOARD, time(9, 30), False, None, (10, 0)),
        ),
        (
            "before the annual review meeting on 1 june every year, 10 working days before, at 9am",
            Dated("annual review meeting", date(2027, 6, 1), time(9), True, None, (10,)),
        ),
        (
            "before the case studies on 3 may yearly",
            Dated("case studies", date(2027, 5, 3), time(9, 30), True, None, (5, 0)),
        ),
        (
            "before the board on 12 march 2027, papers are due two weeks before it, notice 3 days",
            Dated("board meeting", BOARD, time(9, 30), False, 10, (3,)),
        ),
    ],
)
def test_a_rule_for_a_day_as_people_type_it(words, rule):
    assert rule_of(words) == rule


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("due within 3 weeks", "due_within", 21),
        ("with due within 10 days", "due_within", 10),
        ("silent after 6 weeks", "silent_after", 6),
        ("silent for two months", "silent_after", 9),
        ("holidays of scotland", "nation", Nation.SCOTLAND),
        ("bank holidays of northern ireland", "nation", Nation.NORTHERN_IRELAND),
        ("english bank holidays", "nation", Nation.ENGLAND),
        ("welsh holidays", "nation", Nation.WALES),
        ("without bank holidays", "nation", None),
        ("in Europe/Dublin", "zone", "Europe/Dublin"),
        ("dublin time", "zone", "Europe/Dublin"),
        ("in america/new_york", "zone", "America/New_York"),
        ("time zone europe/isle_of_man", "zone", "Europe/Isle_of_Man"),
        (
            "quiet 21 december to 4 january recess",
            "quiet",
            (Span(date(2026, 12, 21), date(2027, 1, 4), "recess"),),
        ),
        (
            "quiet from 21 to 31 december because of the holidays, quiet on 2027-05-06",
            "quiet",
            (
                Span(date(2026, 12, 21), date(2026, 12, 31), "holidays"),
                Span(date(2027, 5, 6), date(2027, 5, 6)),
            ),
        ),
    ],
)
def test_a_setting_may_stand_before_or_after_the_rule(words, field, value):
    assert getattr(made(f"weekly monday 9:30 {words}"), field) == value
    assert getattr(made(f"{words}, weekly monday 9:30"), field) == value


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("for plan GLE", "GLE"),
        ("for the Glenmore plan", "Glenmore"),
        ("for GLE", "GLE"),
        ("about plan sa", "sa"),
        ("", ""),
    ],
)
def test_a_plan_may_be_named(words, plan):
    assert wanted(f"weekly monday {words} at 9", DEFAULTS, TODAY).plan == plan


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("daily at 9", "could not read 'daily at 9'"),
        ("every monday at 25:00", "could not read 'at 25:00'"),
        ("every monday at 9:75", "could not read 'at 9:75'"),
        ("every 0 weeks", "could not read 'every 0 weeks'"),
        ("weekly monday in Mars/Base", "could not read 'in Mars/Base'"),
        ("weekly monday due within 0 weeks", "could not read 'due within 0 weeks'"),
        ("before the board on 31 november", "could not read '31 november'"),
        ("before the board on 12 march 2025", "12 March 2025 has passed"),
        ("weekly monday quiet 4 january 2027 to 21 december 2026", "could not read 'quiet"),
        ("before the board on 12 march 2027 every monday", "both a weekly reminder and one for"),
        ("at 9", "When should I remind you?"),
        ("weekly papers 10 working days before", "When should I remind you?"),
    ],
)
def test_what_is_not_understood_is_named_with_an_example(words, part):
    assert part in refusal(words)
    assert "remind" in refusal(words)


def test_every_few_weeks_counts_from_the_first_day_to_come():
    assert made("every two weeks on tuesday").rule.since == date(2026, 11, 24)
    assert made("every two weeks on monday at 8").rule.since == date(2026, 11, 30)
    assert made("every two weeks on monday at 11").rule.since == date(2026, 11, 23)


def test_weeks_may_be_counted_from_a_day_on_which_the_reminder_then_begins():
    one = made("every two weeks on wednesday from 6 january 2027")
    assert one.rule.since == date(2027, 1, 6)
    assert comes_next(one, NOW) == "next: Wednesday 6 January 2027"


def test_the_configuration_reads_alike_on_every_day_and_may_name_a_day_that_has_passed():
    assert made("every two weeks on tuesday", name="a").rule == Weekly(1, time(9, 30), 2)
    assert made("before the board on 12 march 2025", name="b").rule.on == date(2025, 3, 12)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "weekly monday 9:30",
            "every Monday at 09:30 (Europe/London), bank holidays of Scotland;"
            " next: Tuesday 1 December 2026, as Monday is a bank holiday",
        ),
        (
            "every two weeks on tuesday at 10am without holidays in utc for plan GLE",
            "every 2 weeks on Tuesday at 10:00 (UTC), no bank holidays, for plan GLE;"
            " next: Tuesday 24 November 2026",
        ),
        (
            "before the board on 12 march 2027 papers 10 working days before",
            "before the board meeting on Friday 12 March 2027 (papers due 26 February 2027): 5"
            " working days before the papers are due and on that day, at 09:30 (Europe/London),"
            " bank holidays of Scotland; next: Friday 19 February 2027",
        ),
        (
            "before the review meeting on 1 june yearly 10 and 1 working days before",
            "before the review meeting on 1 June each year: 10 and 1 working days before it, at"
            " 09:30 (Europe/London), bank holidays of Scotland; next: Monday 17 May 2027",
        ),
        (
            "1 working day before the board on 12 march 2027",
            "before the board meeting on Friday 12 March 2027: 1 working day before it, at 09:30"
            " (Europe/London), bank holidays of Scotland; next: Thursday 11 March 2027",
        ),
    ],
)
def test_a_reminder_is_told_back_with_its_next_day(words, said):
    asked = wanted(words, DEFAULTS, TODAY)
    one = asked.reminder("here", OFFICER, NOW, plan=asked.plan)
    assert f"{in_words(one)}; {comes_next(one, NOW)}" == said


def test_what_it_looks_at_and_when_it_is_quiet_is_told_back():
    one = made("weekly monday due within 10 days silent after 1 week quiet on 25 december")
    assert looks_at(one, TODAY) == (
        "It tells of what is due within 10 days and silent for 1 week. Quiet on 25 December 2026."
    )
    assert "Quiet" not in looks_at(one, date(2026, 12, 26))


def test_one_that_is_paused_or_over_says_so():
    one = made("before the board on 12 march 2027")
    assert comes_next(one, datetime(2027, 4, 1, tzinfo=UTC)) == "it does not come again"


PIECES = (
    "weekly monday at 9 9:30 before the board on 12 march 2027 papers 10 working days quiet to"
    " every two weeks for plan here due within silent after holidays of england in utc"
).split()


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_words_are_a_reminder_or_are_refused_with_an_example(words):
    try:
        one = made(words)
    except Refused as refused:
        said = str(refused)
    else:
        said = f"remind {in_words(one)}; {comes_next(one, NOW)}"
    assert "remind" in said
