"""What a digest says and how long it is, on values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.terminal import to_text
from bot.core.digest_replies import MOST_CHARACTERS, MOST_LINES, of_digest
from bot.core.register import Status
from bot.core.reminders.contents import Answers, Matter
from bot.core.reminders.schedule import Occurrence
from bot.core.reminders.values import Delivery, DeliveryState
from bot.core.types import Citation, Heading, Item
from indexer.types import Kind
from tests.core.reminders.digests import (
    ISLA,
    TODAY,
    ago,
    contents,
    items,
    moment,
    said_by,
    standing,
)

MONDAY = Occurrence(TODAY, TODAY, moment(TODAY))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=120)
BOARD = Matter("board meeting", date(2027, 3, 12), date(2027, 2, 26), papers=True, left=5)


def test_a_busy_week_read_aloud():
    told = contents(
        standing(1, due=date(2026, 11, 3), status=Status.BLOCKED, reason="no venue"),
        standing(2, due=date(2026, 11, 27), lead="Hall committee"),
        standing(3, news=ago(6), lead="Ferry Trust"),
        standing(4, news=None, due=None, lead=""),
        standing(5, status=Status.DONE),
        snoozed=2,
        done=(standing(5, status=Status.DONE),),
        answers=Answers(5, {Status.DONE: 1, Status.IN_PROGRESS: 2}),
    )
    assert said_by(told).split("\n\n") == [
        "Glenmore Compact action plan: Monday 23 November 2026",
        "Since last time: 1 done, 2 on track; no news of 2.",
        "4 open actions: 1 overdue, 1 blocked, 1 due within 2 weeks, 1 silent for 4 weeks, 1 never"
        " reported on, 1 with no lead, 1 with no date.",
        "Ferry Trust",
        "GL1 “Mend hall number 1”: overdue since 3 November 2026; blocked: no venue",
        "GL3 “Mend hall number 3”: no news for 6 weeks",
        "Hall committee",
        "GL2 “Mend hall number 2”: due on Friday 27 November 2026",
        "No lead named",
        "GL4 “Mend hall number 4”: never reported on; no lead and no date",
        "Done since 16 November 2026: GL5.",
        "2 actions are snoozed.",
    ]


def test_an_empty_week_is_one_line_under_its_title():
    assert said_by(contents(standing(1))).split("\n\n")[1:] == [
        "Nothing needs attention: no action is overdue, blocked, due within 2 weeks or silent for"
        " 4 weeks."
    ]
    done = contents(standing(1, status=Status.DONE))
    assert said_by(done).endswith("Nothing needs attention: every action is done.")


def test_each_action_stands_once_with_its_buttons():
    one = standing(7, due=date(2026, 11, 3), status=Status.BLOCKED, news=ago(9))
    reply, ids = of_digest(contents(one))
    (item,) = items(reply)
    assert ids == ("GL7",)
    assert item.label == "GL7"
    assert [(button.label, button.says) for button in item.buttons] == [
        ("On track", "on track GL7"),
        ("Update", "update GL7"),
        ("Done", "done GL7"),
        ("Blocked", "block GL7"),
        ("Snooze", "snooze GL7"),
    ]


def test_who_agreed_is_called_and_not_named_and_others_are_named():
    told = contents(
        standing(1, news=None, lead="Isla Rennie"),
        standing(2, news=None, lead="Ferry Trust and Isla Rennie"),
        standing(3, news=None, lead="Hall committee"),
        called={"Isla Rennie": ISLA, "Ferry Trust and Isla Rennie": ISLA},
    )
    heads = [one for one in of_digest(told)[0].blocks[2:] if not getattr(one, "label", "")]
    assert heads == [
        Item("", calls=ISLA),
        Item("Ferry Trust and Isla Rennie", calls=ISLA),
        Heading("Hall committee"),
    ]
    whole, _ = of_digest(replace(told, order=replace(told.order, whole=True)))
    assert not [one for one in whole.blocks if isinstance(one, Item) and one.calls]


def test_a_person_gets_their_own_without_names_of_leads():
    told = contents(standing(1, news=None, lead="Isla Rennie"), person=ISLA)
    lines = said_by(told).split("\n\n")
    assert lines[0] == "Your actions: Monday 23 November 2026"
    assert lines[2] == "GL1 “Mend hall number 1”: never reported on"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (TODAY, "due today"),
        (TODAY + timedelta(1), "due tomorrow"),
        (TODAY + timedelta(6), "due on Sunday 29 November 2026"),
        (TODAY + timedelta(7), "due on 30 November 2026"),
    ],
)
def test_a_day_that_is_near_is_said_as_people_say_it(due, words):
    assert said_by(contents(standing(due=due))).endswith(words)


def test_a_block_without_a_reason_and_a_promised_report_are_said():
    told = contents(
        standing(1, status=Status.BLOCKED),
        standing(2, future_reporting="A report goes to the board by December 2026."),
    )
    assert "GL1 “Mend hall number 1”: blocked, no reason given" in said_by(told)
    assert "1 with a report promised" not in said_by(told)  # the month ends after two weeks
    soon = contents(standing(2, future_reporting="We report by 1 December 2026."))
    assert "GL2 “Mend hall number 2”: report promised: 1 December 2026" in said_by(soon)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (TODAY, "This should have come on Monday at 09:30; I could not send it then."),
        (
            TODAY - timedelta(7),
            "This should have come on Monday 16 November 2026 at 09:30; I could not send it then.",
        ),
    ],
)
def test_a_late_one_says_when_it_should_have_come(due, words):
    occurrence = Occurrence(due, due, moment(due))
    assert words in said_by(contents(standing(), occurrence=occurrence, late=True))
    assert "should have come" not in said_by(contents(standing(), occurrence=occurrence))


def test_what_was_left_out_is_said_in_one_line():
    def skipped(day: date) -> Delivery:
        why = "It could not be sent when it was due, and then it was too late for it."
        state = DeliveryState.SKIPPED
        return Delivery("D1", "R1", day, "C1", moment(day), state, moment(day), why=why)

    one = said_by(contents(standing(), skipped=(skipped(ago(1)),)))
    assert (
        "The one of Monday 16 November 2026 was not sent. It could not be sent when it was due, and"
        " then it was too late for it." in one
    )
    several = said_by(contents(standing(), skipped=tuple(skipped(ago(week)) for week in (1, 2, 3))))
    assert "3 were not sent, from 2 November 2026 to 16 November 2026. The last: It" in several


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (Answers(1, {}), "Since last time: no news of that action."),
        (Answers(4, {}), "Since last time: no news of those 4 actions."),
        (Answers(2, {Status.BLOCKED: 1, None: 1}), "Since last time: 1 blocked, 1 with a note."),
    ],
)
def test_what_came_of_the_last_one_is_said_without_shaming(answers, words):
    assert words in said_by(contents(standing(), answers=answers))


def test_before_the_board_it_says_when_papers_are_due_and_offers_the_report():
    told = contents(standing(1, news=ago(9)), matter=BOARD)
    reply, _ = of_digest(told)
    assert to_text(reply).split("\n\n")[:3] == [
        "Board meeting on Friday 12 March 2027",
        "Papers are due on Friday 26 February 2027, in 5 working days.",
        "1 of 1 open action needs news: 1 silent for 4 weeks.",
    ]
    assert [(button.label, button.says) for button in reply.buttons] == [
        ("Report", "report for GL")
    ]


@pytest.mark.parametrize(
    ("matter", "lines"),
    [
        (
            replace(BOARD, deadline=TODAY, left=0),
            ["Papers are due on Monday 23 November 2026, today."],
        ),
        (
            replace(BOARD, deadline=ago(1), left=0),
            ["Papers were due on Monday 16 November 2026, that day has passed."],
        ),
        (
            replace(BOARD, deadline=TODAY + timedelta(6), left=1),
            ["Papers are due on Sunday 29 November 2026, in 1 working day."],
        ),
        (
            replace(BOARD, deadline=TODAY + timedelta(1), left=0),
            ["Papers are due on Tuesday 24 November 2026, in 1 day."],
        ),
        (replace(BOARD, papers=False, deadline=TODAY, left=0), ["That is today."]),
        (replace(BOARD, papers=False, deadline=ago(1), left=0), ["That day has passed."]),
        (replace(BOARD, papers=False, deadline=BOARD.on, left=9), ["That is in 9 working days."]),
    ],
)
def test_how_far_off_a_deadline_is(matter, lines):
    assert said_by(contents(standing(), matter=matter)).split("\n\n")[1:2] == lines


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("annual review meeting", "Annual review meeting on Friday 12 March 2027"),
        ("case studies", "Case studies: due on Friday 12 March 2027"),
        ("report", "Report: due on Friday 12 March 2027"),
    ],
)
def test_the_years_round_is_called_by_its_own_words(what, title):
    told = contents(standing(), matter=replace(BOARD, what=what))
    assert said_by(told).startswith(title)


def citation(quote: str, *headings: str) -> Citation:
    return Citation(
        quote, "a.md", "a", "Glenmore Compact", 0, len(quote), area="Dunross", headings=headings
    )


def test_the_principle_of_the_week_is_quoted_by_its_first_sentence():
    week = (
        Kind.PRINCIPLES,
        citation("We say things early. And twice.", "Principles", "Early word"),
    )
    assert said_by(contents(standing(), week=week)).endswith(
        "“We say things early.”\n— Principle of the week: Early word, Glenmore Compact"
    )


def test_a_long_case_study_is_only_named_and_the_board_gets_none():
    week = (Kind.CASE_STUDY, citation("The ferry was painted. " * 9, "What happened"))
    long = (
        Kind.CASE_STUDY,
        citation("The ferry " + "and the pier " * 20 + "were painted.", "Ferry"),
    )
    assert "“The ferry was painted.”" in said_by(contents(standing(), week=week))
    assert said_by(contents(standing(), week=long)).endswith(
        "Case study of the week: Glenmore Compact. Ask: tell me about Dunross"
    )
    assert "Case study" not in said_by(contents(standing(), week=week, matter=BOARD))


# --- the limits -----------------------------------------------------------------------------------

BUSY = st.builds(
    standing,
    st.integers(1, 999),
    news=st.dates(date(2026, 1, 1), TODAY) | st.none(),
    text=WORDS,
    due=st.dates(date(2026, 10, 1), date(2027, 1, 1)) | st.none(),
    lead=WORDS,
    status=st.sampled_from([*Status, None]),
    reason=WORDS,
    future_reporting=st.sampled_from(["", "We report by 1 December 2026."]),
)
WEEK = st.builds(
    lambda quote, name: (Kind.PRINCIPLES, citation(f"{quote}.", "Principles", name)), WORDS, WORDS
)


@settings(max_examples=200)
@given(
    st.lists(BUSY, max_size=40, unique_by=lambda one: one.action.id),
    WORDS,
    st.booleans(),
    st.none() | WEEK,
    st.sampled_from([None, Answers(40, dict.fromkeys([*Status, None], 7))]),
)
def test_a_digest_fits_the_screen_of_a_phone_and_the_whole_has_every_action(
    standings, plan, late, week, answers
):
    told = contents(
        *standings,
        plan=plan,
        late=late,
        occurrence=MONDAY,
        week=week,
        answers=answers,
        snoozed=12,
        done=tuple(one for one in standings if not one.is_open),
    )
    reply, ids = of_digest(told)
    assert len(to_text(reply)) <= MOST_CHARACTERS
    assert len(items(reply)) == len(ids) <= MOST_LINES
    assert bool(ids) == bool(told.found)
    whole, every = of_digest(replace(told, order=replace(told.order, whole=True)))
    assert sorted(every) == sorted(one.action.id for one in told.found)
    assert len(items(whole)) == len(every)
    shows_all = [button.says for button in reply.buttons if button.label.startswith("Show all")]
    assert shows_all == (["digest R1"] if len(ids) < len(every) else [])


def test_what_does_not_fit_is_counted_and_behind_show_all():
    told = contents(*(standing(number, news=None) for number in range(1, 13)))
    reply, ids = of_digest(told)
    assert len(ids) == MOST_LINES
    assert "4 more: type 'digest R1' to see all." in to_text(reply)
    assert [button.label for button in reply.buttons] == ["Show all 12"]


def test_a_time_of_day_is_that_of_the_reminders_zone():
    summer = date(2027, 6, 7)
    occurrence = Occurrence(summer, summer, moment(summer, 8, 30))
    told = contents(standing(), occurrence=occurrence, late=True)
    told = replace(told, window=replace(told.window, today=summer))
    assert f"Monday at {time(9, 30):%H:%M}" in said_by(told)
