"""Whenever the scheduler looks, and wherever the clock, the zone or the time are moved to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.core.reminders.calendar import bank_holiday
from bot.core.reminders.planning import ON_TIME, Skip, plan
from bot.core.reminders.schedule import Occurrence, next_after, occurrence_on, occurrences
from bot.core.reminders.values import Dated, Nation, Reminder, Span, Weekly
from tests.core.reminders.reminding import OFFICER, ZONES, first_shown, utc

DAYS = st.dates(date(2025, 6, 1), date(2029, 6, 1))
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from(range(0, 60, 5)))
GRACES = st.sampled_from([timedelta(0), timedelta(hours=6), timedelta(days=2), timedelta(days=30)])
SPANS = st.builds(
    lambda first, days, why: Span(first, first + timedelta(days), why),
    DAYS,
    st.integers(0, 60),
    st.sampled_from(["", "recess", "pre-election period"]),
)
WEEKLY = st.builds(Weekly, st.integers(0, 6), TIMES, st.integers(1, 5), DAYS)
NOTICES = st.lists(st.sampled_from([0, 0, 1, 2, 5, 10, 30, 260]), min_size=1, max_size=4)
DATED = st.builds(
    Dated,
    st.just("board meeting"),
    DAYS,
    TIMES,
    st.booleans(),
    st.sampled_from([None, 0, 5, 10]),
    NOTICES.map(tuple),
)
REMINDERS = st.builds(
    Reminder,
    st.just("R1"),
    st.just("C1"),
    st.one_of(WEEKLY, DATED),
    st.sampled_from(ZONES),
    st.datetimes(
        datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(utc(1, 1, 1).tzinfo)
    ),
    st.just(OFFICER),
    nation=st.sampled_from([None, *Nation]),
    quiet=st.lists(SPANS, max_size=3).map(tuple),
)
MINUTES = st.one_of(st.integers(0, 12), st.integers(0, 3000), st.integers(0, 60 * 24 * 40))
FORWARD = st.lists(MINUTES.map(lambda count: timedelta(minutes=count)), max_size=40)
STEPS = st.lists(
    st.one_of(MINUTES, MINUTES.map(lambda count: -count)).map(lambda n: timedelta(minutes=n)),
    max_size=40,
)


@dataclass
class Run:
    """A scheduler without a database: it looks, and keeps what it was told."""

    grace: timedelta
    sent: list[Occurrence] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)

    def look(self, reminder: Reminder, now: datetime) -> None:
        due = plan(reminder, max(self.days, default=None), now, self.grace)
        self.skipped += due.skipped
        if due.send:
            assert due.send.at <= now
            assert due.late is (now - due.send.at > ON_TIME)
            today = now.astimezone(ZoneInfo(reminder.zone)).date()
            assert not bank_holiday(today, reminder.nation)
            assert not any(span.first <= today <= span.last for span in reminder.quiet)
            self.sent.append(due.send)

    @property
    def days(self) -> list[date]:
        return [one.day for one in (*self.sent, *(skip.occurrence for skip in self.skipped))]


@given(REMINDERS, STEPS, GRACES)
def test_none_is_missed_in_silence_nor_comes_twice_however_the_clock_goes(found, steps, grace):
    run, now, latest = Run(grace), found.begins, found.begins
    for step in steps:
        now += step
        latest = max(latest, now)
        run.look(found, now)
    by_rule = {one.day for one in occurrences(found, found.begins, latest)} if steps else set()
    assert set(run.days) == by_rule
    assert len(run.days) == len(by_rule)
    assert all(skip.why.endswith(".") for skip in run.skipped)


@given(REMINDERS, FORWARD, GRACES)
def test_what_is_sent_was_due_later_than_what_was_sent_before(found, steps, grace):
    run, now = Run(grace), found.begins
    for step in steps:
        now += step
        run.look(found, now)
    assert all(one.at < other.at and one.day < other.day for one, other in pairwise(run.sent))


@given(REMINDERS, st.lists(st.tuples(MINUTES, st.sampled_from(ZONES), TIMES), max_size=30), GRACES)
def test_no_day_is_sent_twice_whatever_becomes_of_the_zone_and_the_time(found, changes, grace):
    run, now = Run(grace), found.begins
    for minutes, zone, at in changes:
        now += timedelta(minutes=minutes)
        run.look(replace(found, zone=zone, rule=replace(found.rule, at=at)), now)
    assert len(run.days) == len(set(run.days))


@given(REMINDERS)
def test_who_looks_in_time_sends_all_that_are_not_quiet_and_none_late(found):
    run = Run(timedelta(0))
    expected = list(occurrences(found, found.begins, found.begins + timedelta(days=500)))
    for one in expected:
        run.look(found, one.at)
    at = {one.at: one for one in expected if one.quiet is None}  # the last where two meet
    assert run.sent == list(at.values())


@given(REMINDERS)
def test_the_time_on_the_wall_is_kept_wherever_the_wall_shows_it(found):
    zone = ZoneInfo(found.zone)
    for one in occurrences(found, found.begins, found.begins + timedelta(days=300)):
        local = one.at.astimezone(zone)
        assert one.at == first_shown(one.on, found.rule.at, zone)
        assert local.date() == one.on
        assert local.time() >= found.rule.at
        assert one.day <= one.on
        assert not bank_holiday(one.on, found.nation)


@given(REMINDERS, st.integers(0, 300), st.integers(0, 300))
def test_a_stretch_of_time_has_what_its_two_parts_have(found, one, other):
    first, middle = found.begins, found.begins + timedelta(days=one)
    last = middle + timedelta(days=other)
    after = middle + timedelta.resolution
    parts = [*occurrences(found, first, middle), *occurrences(found, after, last)]
    assert parts == list(occurrences(found, first, last))
    assert all(occurrence_on(found, part.day) == part for part in parts)


@given(REMINDERS)
def test_the_next_one_that_is_told_is_the_next_one_that_is_sent(found):
    told = next_after(found, found.begins)
    due = [
        one
        for one in occurrences(found, found.begins, found.begins + timedelta(days=3600))
        if one.quiet is None and one.at > found.begins
    ]
    assert told == next(iter(due), None)
