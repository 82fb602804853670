"""Makes docs/sample-report: the report on an invented plan after an invented quarter.

    .venv/bin/python benchmarks/sample_report.py [FOLDER]

word.png and web.png there are pictures of two of the files, taken with LibreOffice and Chromium.

It goes the whole way: a plan is imported into a register in a database of its own, what people
said is logged, a first report was made in August, and the second one is written.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.core.register import (
    Action,
    Change,
    Objective,
    Person,
    Plan,
    PlanDiff,
    PlanStep,
    ReportRun,
    Role,
    Said,
    Status,
    Step,
    Wording,
)
from bot.core.reports.build import build_report, records_of
from bot.core.reports.values import Asked, Report
from bot.reports.files import render
from bot.storage.register import SqlRegister, open_register

TARGET = Path(__file__).parents[1] / "docs" / "sample-report"
LONDON = ZoneInfo("Europe/London")
OFFICER = Person("terminal", "Ailsa Rennie", Role.OFFICER)
MORAG, FERGUS, ISLA = (
    Person(f"chat:{number}", name)
    for number, name in enumerate(("Morag Tulloch", "Fergus Baird", "Isla Menzies"), 1)
)
PLAN = Plan("GL", "Glenmore Compact action plan", "Glenmore", "2026 to 2029", "glenmore-plan.docx")
PLANNED = (
    (
        "Halls and places to meet",
        Wording(
            "Repair the roofs of the three village halls.",
            "by the end of 2026",
            date(2026, 12, 31),
            "Glenmore Halls Trust",
        ),
        Wording(
            "Open one hall a day each week as a warm place to meet, with soup and company.",
            "from October 2026",
            None,
            "Glenmore Halls Trust",
            future_reporting="A short paper goes to the board in February 2027.",
        ),
        Wording("Put a ramp and a level path at every door that people use.", "ongoing"),
    ),
    (
        "Fair and timely money",
        Wording(
            "Pay every grant within 21 days of a signed claim.",
            "31 October 2026",
            date(2026, 10, 31),
            "Glenmore Council",
            future_reporting="Figures are reported to the board in January 2027.",
        ),
        Wording(
            "Agree one application form for all small grants.",
            "March 2027",
            date(2027, 3, 31),
            "Funders' group",
        ),
        Wording(
            "Publish a calendar of all funds, with the dates by which to apply.",
            "summer 2026",
            date(2026, 8, 31),
            "Glenmore Forum of Voluntary Groups",
        ),
    ),
    (
        "A say in decisions, from the first draft on",
        Wording(
            "Give the forum ten weeks to reply to every written consultation.",
            "",
            None,
            "Glenmore Council",
            progress="Agreed by the council in spring 2026.",
        ),
        Wording(
            "Hold two open meetings a year on the budget, one of them in the evening.",
            "December 2026",
            date(2026, 12, 11),
            "Glenmore Council",
        ),
        Wording("Pay the travel of volunteers who sit on a working group.", "", None, ""),
    ),
    (
        "Volunteers who are welcomed and looked after",
        Wording(
            "Open the council's training to volunteers without a fee.",
            "November 2026",
            date(2026, 11, 30),
            "Learning team",
        ),
        Wording(
            "Write a short guide for those who take volunteers on for the first time.",
            "spring 2027",
            date(2027, 5, 31),
            "Glenmore Forum of Voluntary Groups",
            future_reporting="The guide is presented to the board in June 2027.",
        ),
        Wording(
            "Thank volunteers in public once a year.", "annually", None, "The Provost's office"
        ),
    ),
)
TOLD = (
    ("2026-07-02 09:12", MORAG, 1, "roof survey done for all 3 halls, about 10% of the work",
     {"status": Status.IN_PROGRESS, "percent": 10}),
    ("2026-07-20 14:40", ISLA, 6, "funding calendar: first draft with the funders",
     {"status": Status.IN_PROGRESS, "percent": 40}),
    ("2026-08-04 11:05", FERGUS, 5, "met twice about the single form, everyone is for it",
     {"status": Status.IN_PROGRESS}),
    ("2026-09-08 08:55", ISLA, 6, "the funding calendar is live on the forum's site. done!",
     {"status": Status.DONE}),
    ("2026-09-14 16:30", MORAG, 1, "Kirkton hall roof finished, so we are at 40%",
     {"status": Status.IN_PROGRESS, "percent": 40}),
    ("2026-09-30 10:02", FERGUS, 4, "grants: 14 of 19 were paid in time in September, so 75% there",
     {"status": Status.IN_PROGRESS, "percent": 75}),
    ("2026-10-06 09:20", MORAG, 2, "Warm Wednesdays started in Kirkton, 31 people came & 4 dogs",
     {"status": Status.IN_PROGRESS}),
    ("2026-10-21 17:48", MORAG, 1,
     "second roof is on (60% now). slates for the third come late, so it slips from 31 december"
     " to 29 january",
     {"status": Status.IN_PROGRESS, "percent": 60, "due": date(2027, 1, 29)}),
    ("2026-11-03 12:15", FERGUS, 4,
     "21 day payments are stuck: finance cannot release anything until the new ledger is in",
     {"status": Status.BLOCKED, "reason": "finance waits for the new ledger"}),
    ("2026-11-10 09:41", ISLA, 10, "training: 3 of 12 courses are open to volunteers, call it 25%",
     {"status": Status.IN_PROGRESS, "percent": 25}),
    ("2026-11-12 19:03", ISLA, 8, "evening budget meeting booked for 2 december in Kirkton hall",
     {"status": Status.IN_PROGRESS, "percent": 80}),
    ("2026-11-18 15:27", MORAG, 2, "Warm Wednesdays: 6 weeks, 204 visits, the soup rota is full",
     {"status": Status.IN_PROGRESS, "percent": 50}),
)  # fmt: skip


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        register = open_register(f"sqlite:///{folder}/register.db")
        report = after_a_quarter(register)
        register.close()
    made_at = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    for kind in ("docx", "html", "md"):
        (target / f"report.{kind}").write_bytes(render(report, kind, made_at))
    for file in sorted(target.iterdir()):
        print(f"{file.name}: {file.stat().st_size:,} bytes")


def after_a_quarter(register: SqlRegister) -> Report:
    """Fill an empty register with the plan and what was said, and report on it."""
    register.apply(plan_diff(), OFFICER, at("2026-06-15 10:00"))
    for number, (when, who, action, words, change) in enumerate(TOLD, 1):
        said = Said(words, "glenmore-team", f"{1000 + number}", who, at(when))
        register.log(said, [Change(f"GL{action}", note=words, **change)])
    first = ReportRun((), date(2026, 6, 1), date(2026, 8, 31), at("2026-08-31 15:00"), OFFICER)
    register.record_report(first)
    today = date(2026, 11, 22)
    title = "Compact progress report to the board"
    return build_report(records_of(register), Asked(first.until, today, today, LONDON, title=title))


def plan_diff() -> PlanDiff:
    objectives, steps, number = [], [], 0
    for position, (name, *wordings) in enumerate(PLANNED, 1):
        objective = Objective(f"GL-{position}", "GL", name, position)
        objectives.append(objective)
        for wording in wordings:
            number += 1
            action = Action(f"GL{number}", "GL", objective.id, wording, number)
            steps.append(PlanStep(Step.ADD, None, action))
    return PlanDiff(PLAN, True, tuple(objectives), tuple(steps))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


if __name__ == "__main__":
    main()
