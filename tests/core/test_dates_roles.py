import json
from datetime import date

import pytest

from bot.core.actions.dates import DateRole, dates_in, due_in

TODAY = date(2026, 11, 22)  # a Sunday

DUE = [
    ("hall repairs 60% done, should be open by 12 march", "2027-03-12"),
    ("report due 20 dec", "2026-12-20"),
    ("deadline is 5 feb", "2027-02-05"),
    ("deadline: 5 feb", "2027-02-05"),
    ("finish date - 5 feb", "2027-02-05"),
    ("target end of Q2", "2027-06-30"),
    ("eta 3rd week of jan", "2027-01-22"),
    ("aiming for mid jan", "2027-01-15"),
    ("hoping for christmas", "2026-12-25"),
    ("on track for 12th march", "2027-03-12"),
    ("expected in the spring", "2027-05-31"),
    ("to be finished by 18 december", "2026-12-18"),
    ("everything in place by 1st dec", "2026-12-01"),
    ("will be with you on friday", "2026-11-27"),
    ("will get it done in the new year", "2027-01-31"),
    ("out by wed", "2026-11-25"),
    ("ready mon", "2026-11-23"),
    ("fri at the latest", "2026-11-27"),
    ("no later than 5 feb", "2027-02-05"),
    ("give me til weds", "2026-11-25"),
    ("goes live 1st april", "2027-04-01"),
    ("launch on 3 march", "2027-03-03"),
    ("on 3 march we launch", "2027-03-03"),
    ("12 march is the deadline", "2027-03-12"),
    ("draft goes to the board on 5 feb", "2027-02-05"),
    ("going to cabinet in feb", "2027-02-28"),
    ("ready for the 14 january board", "2027-01-14"),
    ("will be agreed at the board on 14 jan", "2027-01-14"),
    ("board signs it off on 3 dec", "2026-12-03"),
    ("paper being written for 14 jan board", "2027-01-14"),
    ("survey went out on monday, report by xmas", "2026-12-25"),
    ("we met on 3 nov and will report by xmas", "2026-12-25"),
    ("agreed on tuesday that it will be finished by easter", "2027-03-28"),
    ("started on 2 nov, should finish by end of feb", "2027-02-28"),
    ("the next forum is on 8 dec but the paper will be ready by 1 dec", "2026-12-01"),
    ("minutes of 3 november sent, final version by 18 dec", "2026-12-18"),
    ("not due until june", "2027-06-30"),
    ("wont be finished until march", "2027-03-31"),
    ("not before 5 feb", "2027-02-05"),
    ("wont be done until after xmas", "2026-12-28"),
    ("may be done by june", "2027-06-30"),
    ("this may be finished in may", "2027-05-31"),
    ("should have it done by end feb", "2027-02-28"),
    ("befriending 40% there, packs back 4 dec, launch early jan", "2027-01-10"),
    ("blocked til the council sign, they said mid december", "2026-12-15"),
    ("last two sessions done, report on the 10th", "2026-12-10"),
    ("directory is slow, maybe march now", "2027-03-31"),
    ("policy to go to trustees 14 dec for approval", "2026-12-14"),
    ("phase 1 finished in october, phase 2 by march", "2027-03-31"),
    ("started april, finishes march", "2027-03-31"),
    ("6 months in, 6 months to go", "2027-05-22"),
    ("hr say its january before anyone is in post", "2027-01-31"),
    ("funder gave us until the end of january", "2027-01-31"),
    ("pls change the due date to 10 jan", "2027-01-10"),
    ("hut painted by the fourteenth of december", "2026-12-14"),
    ("should be with us by the twenty-first of january", "2027-01-21"),
    ("first hut is up, second to be in place by 1 february", "2027-02-01"),
    ("sums to check, need till 19 feb", "2027-02-19"),
    ("hut done in two weeks", "2026-12-06"),
    ("all done in a fortnight", "2026-12-06"),
    ("were opening the hut on the second of december", "2026-12-02"),
    ("roof on by half term", "2027-02-19"),
    ("roof on before october half term", "2027-10-24"),
    ("report later this month", "2026-11-30"),
    ("missed friday's deadline", "2026-11-20"),
    # it has slipped
    ("slipped from 30 nov to 15 january", "2027-01-15"),
    ("has slipped to Q2", "2027-06-30"),
    ("slipped a month to end of jan", "2027-01-31"),
    ("moved to 12 feb", "2027-02-12"),
    ("moved from Q1 to Q2", "2027-06-30"),
    ("pushed back to next month", "2026-12-31"),
    ("put back a fortnight to 14 dec", "2026-12-14"),
    ("delayed till after xmas", "2026-12-28"),
    ("deadline extended to 28/2", "2027-02-28"),
    ("extended by two months to 31 jan", "2027-01-31"),
    ("rescheduled for 5 feb", "2027-02-05"),
    ("brought forward from march to january", "2027-01-31"),
    ("now 5 feb instead of 12 jan", "2027-02-05"),
    ("was 12 jan, now 5 feb", "2027-02-05"),
    ("not 12 jan but 5 feb", "2027-02-05"),
    ("5 feb not 12 jan", "2027-02-05"),
    ("12 jan -> 5 feb", "2027-02-05"),
    ("12 jan → 5 feb", "2027-02-05"),
    ("won't make 12 march, more like 15 april", "2027-04-15"),
    ("will not be ready for the 3 dec board, aiming for 14 jan instead", "2027-01-14"),
    ("3 dec doesn't work, can do 10 dec", "2026-12-10"),
    ("we had hoped for xmas but realistically its end of jan", "2027-01-31"),
    ("i said 1st of december but it will be the 8th", "2026-12-08"),
    ("meant to be done by 31 oct but now aiming for 15 dec", "2026-12-15"),
    ("original date was 13 nov, revised date 11 dec", "2026-12-11"),
    ("was due yesterday, will be with you tomorrow", "2026-11-23"),
    ("should of been done in october, now looking like january", "2027-01-31"),
    ("got an extension to the end of january", "2027-01-31"),
    ("extension granted till 31 jan", "2027-01-31"),
    ("directory wont be out in march now, more like may", "2027-05-31"),
    ("had said end of nov but it'll be feb", "2027-02-28"),
    ("was going to be the 3rd, its now the 10th", "2026-12-10"),
    ("10 jan (previously 3 jan)", "2027-01-10"),
    ("due date is 10 jan not 3 jan", "2027-01-10"),
    ("end of nov looking tight, might be mid dec", "2026-12-15"),
    # several
    ("draft by 5 feb, final by end of march", "2027-03-31"),
    ("final by end of march, draft by 5 feb", "2027-03-31"),
    ("first draft 11 dec, second draft 15 jan, final 12 feb", "2027-02-12"),
    ("15 jan for the draft, 12 feb for the final", "2027-02-12"),
    ("by friday - sorry, monday", "2026-11-23"),
    ("closes 4 dec, report to board 5 march", "2027-03-05"),
    # it is overdue
    ("was meant to be done by 31 october but no capacity", "2026-10-31"),
    ("supposed to be finished by 31 october", "2026-10-31"),
    ("should have been done by 31 october", "2026-10-31"),
    ("was due 30 nov", "2026-11-30"),
    ("was due last friday", "2026-11-20"),
    ("due yesterday", "2026-11-21"),
    ("was due on the 13th", "2026-11-13"),
    ("target was end of october", "2026-10-31"),
    ("missed the 31 oct deadline", "2026-10-31"),
    ("missed the deadline of 13 november", "2026-11-13"),
    ("overdue since 13 november", "2026-11-13"),
    ("not finished, was meant to be this week", "2026-11-20"),
]


@pytest.mark.parametrize(("message", "due"), DUE)
def test_a_message_gives_the_due_date(message, due):
    assert due_in(message, TODAY) == date.fromisoformat(due)


@pytest.mark.parametrize(
    "message",
    [
        "had our kick off on thurs",
        "met last tuesday",
        "met on weds, good turnout",
        "signed on 3 november",
        "signed off by cabinet on 17 november",
        "launched yesterday",
        "on the 5th we agreed the scope",
        "no progress since monday",
        "hasn't moved since the summer",
        "agreed 2 weeks ago",
        "finished today",
        "done and dusted on weds",
        "complete as of 20 november",
        "in q2 we had 40 visits",
        "40 members at 31 october",
        "the group meets on 12 jan",
        "next meeting is tuesday",
        "next board is on 8 dec",
        "meeting moved to 12 jan",
        "training on 8 dec for the new volunteers",
        "interviews on 3 and 4 dec",
        "back from leave on monday",
        "i'm on leave from 14 dec to 4 jan",
        "office closed from 24 dec until 5 jan",
        "new worker starts 5 jan",
        "wont start until february",
        "on hold until april",
        "waiting on legal until 3 dec",
        "waiting for legal, they meet on 3 dec",
        "will look at it again in january",
        "not by march",
        "can't make 3 dec",
        "5 feb is looking unlikely",
        "slipped from 30 nov",
        "minutes of 3 november sent round",
        "phase 1 complete 30 oct",
        "rent review done, 12 november",
        "over the summer we ran 4 sessions",
        "council elections in may",
        "parked until after the election in may",
        "grant form live since monday",
        "first meeting of the panel was on the 12th",
        "agreed at the june board",
        "chasing legal again on monday",
        "contract awarded 9 nov, starts 1 feb",
        "consultation runs from 5 jan to 13 feb",
        "sorry I missed tuesday",
        "missed the tuesday meeting",
        "from 20 to 35% this month",
        "not begun, money only comes in april",
        "we got it done in two weeks",
        "took a day off",
        "have to take a day off for it",
        "slipped by two weeks",
        "hut restarts in february",
    ],
)
def test_a_message_gives_no_due_date(message):
    assert due_in(message, TODAY) is None


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "slipped from 30 nov to 15 jan",
            [("from 30 nov", "2026-11-30", "old"), ("to 15 jan", "2027-01-15", "due")],
        ),
        (
            "moved from 31 oct to 15 jan",
            [("from 31 oct", "2026-10-31", "old"), ("to 15 jan", "2027-01-15", "due")],
        ),
        (
            "was meant to be out by 31 oct, now 15 dec",
            [("by 31 oct", "2026-10-31", "old"), ("15 dec", "2026-12-15", "due")],
        ),
        (
            "won't make 12 march, more like 15 april",
            [("12 march", "2027-03-12", "old"), ("15 april", "2027-04-15", "due")],
        ),
        (
            "Met on Thurs. Report by the 4th!",
            [("on Thurs", "2026-11-19", "past"), ("by the 4th", "2026-12-04", "due")],
        ),
        (
            "Next meeting 12 Jan, back on 4 Jan",
            [("12 Jan", "2027-01-12", "other"), ("on 4 Jan", "2027-01-04", "other")],
        ),
        ("letter of 5 november", [("of 5 november", "2026-11-05", "other")]),
        ("no word since october", [("since october", "2026-10-01", "past")]),
        ("signed in november", [("in november", "2026-11-22", "past")]),
        ("was due 31 oct", [("31 oct", "2026-10-31", "due")]),
        ("not by march", [("by march", "2027-03-31", "old")]),
    ],
)
def test_each_date_has_its_words_and_its_role(message, said):
    expected = [(text, date.fromisoformat(day), DateRole(role)) for text, day, role in said]
    assert [(found.text, found.date, found.role) for found in dates_in(message, TODAY)] == expected


@pytest.mark.shared
def test_the_labelled_updates_give_their_due_dates(shared):
    lines = (shared / "evaluation" / "updates.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for line in lines if line.strip() and (row := json.loads(line))["is_update"]]
    assert len(rows) > 10
    wrong = []
    for row in rows:
        due = due_in(row["message"], TODAY)
        if (due and due.isoformat()) not in (row["due"], row.get("due_alt", row["due"])):
            wrong.append((row["id"], due))
    assert wrong == []
