from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.actions.dates import DateRole, dates_in, due_in, due_of_timescale

DAYS = st.dates()
LIKELY_DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
WORDS = (
    "by on before until after since from to the a of in within next last this end early mid not"
    " but now and , . - -> ( : due was meant should won't slipped moved met signed final draft"
    " 12 31st 3rd 29 2027 26/27 2026/27 12/3 31/02/27 2027-02-30 60% two couple 999 weeks days"
    " months years fortnight week month year quarter q2 friday thurs sat weekend march may feb"
    " december thrusday christmas easter spring new financial today yesterday tomorrow ago time"
).split()
PHRASES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
ANYTHING = st.one_of(st.text(max_size=200), PHRASES)

AHEAD = [
    "today",
    "tomorrow",
    "by friday",
    "this monday",
    "next wednesday",
    "thursday week",
    "tuesday fortnight",
    "by the 15th",
    "by the 31st",
    "in two weeks",
    "within 3 months",
    "in 10 working days",
    "this week",
    "end of next week",
    "by the weekend",
    "eom",
    "mid month",
    "next month",
    "end of the quarter",
    "end of Q2",
    "end of the year",
    "year end",
    "by 12 march",
    "by 29 feb",
    "mid january",
    "early feb",
    "first week of march",
    "last friday in june",
    "before christmas",
    "before the easter break",
    "by easter",
    "by the summer",
    "before the summer",
    "in winter",
    "in the new year",
]


@given(ANYTHING, DAYS)
def test_no_text_on_any_day_is_an_error(text, today):
    for said in dates_in(text, today):
        assert text[said.start : said.end] == said.text
        assert said.text.strip() == said.text != ""
    assert due_in(text, today) in {None, *(said.date for said in dates_in(text, today))}
    due_of_timescale(text, today)


@given(PHRASES, LIKELY_DAYS)
def test_dates_stand_in_their_order_and_never_overlap(text, today):
    found = dates_in(text, today)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(PHRASES, LIKELY_DAYS)
def test_what_happened_is_never_to_come(text, today):
    assert all(said.date <= today for said in dates_in(text, today) if said.role is DateRole.PAST)


@pytest.mark.parametrize("phrase", AHEAD)
@given(LIKELY_DAYS)
def test_a_due_date_without_a_year_is_never_past(phrase, today):
    (said,) = dates_in(phrase, today)
    assert said.role is DateRole.DUE
    assert said.date >= today


@given(LIKELY_DAYS, st.integers(0, 800))
def test_days_are_counted_from_today(today, days):
    assert due_in(f"in {days} days", today) == today + timedelta(days=days)


@given(LIKELY_DAYS, st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_whole_date_means_itself_however_it_is_written(today, day):
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d%b%Y"):
        assert due_in(f"due {day.strftime(form)}", today) == day


@given(LIKELY_DAYS, LIKELY_DAYS)
def test_a_day_without_a_year_comes_within_the_year_or_at_the_next_leap_day(today, day):
    due = due_in(f"by {day.day} {day:%B}", today)
    assert due is not None
    assert (due.day, due.month) == (day.day, day.month)
    assert due - today <= timedelta(days=366 if (day.day, day.month) != (29, 2) else 8 * 366)


@given(LIKELY_DAYS, st.sampled_from("monday tuesday wednesday thursday friday".split()))
def test_a_weekday_is_ahead_when_due_and_behind_when_it_happened(today, name):
    due = due_in(f"by {name}", today)
    (met,) = dates_in(f"met on {name}", today)
    assert due is not None
    assert timedelta(1) <= due - today <= timedelta(7)
    assert timedelta(1) <= today - met.date <= timedelta(7)
    assert f"{due:%A}".lower() == f"{met.date:%A}".lower() == name


@pytest.mark.parametrize("piece", ["the ", "1/2/", "a couple of ", "not ", "(", "\n", "x", "wed, "])
def test_a_very_long_message_is_read_to_its_end(piece):
    text = (piece * 100_000)[:100_000] + " . due 12 march"
    assert due_in(text, date(2026, 11, 22)) == date(2027, 3, 12)
