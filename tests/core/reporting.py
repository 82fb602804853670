"""A small plan of invented Glenmore, what people said of it, and the report on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.register import (
    Action,
    Change,
    Objective,
    Person,
    Plan,
    ReportRun,
    Said,
    Status,
    Update,
    Wording,
    WordingVersion,
)
from bot.core.reports.build import build_report
from bot.core.reports.values import Asked, Line, Records, Report

MORAG = Person("t:1", "Morag Tulloch")
PLAN = Plan("GL", "Glenmore Compact action plan", "Glenmore", "2026 to 2029")
HALLS = Objective("GL-1", "GL", "Halls and places to meet", 1)
MONEY = Objective("GL-2", "GL", "Fair money", 2)
LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 22)
ASKED = Asked(date(2026, 9, 1), TODAY, TODAY, LONDON)


def action(number: int, objective: Objective = HALLS, **said: Any) -> Action:
    """An action of the plan. What is said of its wording and status are its keywords."""
    own = {name: said.pop(name) for name in ("part_of", "status", "retired") if name in said}
    wording = Wording(**({"text": f"Mend hall number {number}."} | said))
    return Action(f"GL{number}", objective.plan, objective.id, wording, number, **own)


def update(number: int, on: Action | str, at: str, said: str = "", **change: Any) -> Update:
    """Morag's update at a time, as in '2026-10-05 09:00', in UTC."""
    named = on if isinstance(on, str) else on.id
    words = said or f"news number {number}"
    by = change.pop("by", MORAG)
    version, ended = change.pop("version", 1), change.pop("ended", "")
    state = change.pop("state", None)
    made = Update(
        f"U{number}",
        version,
        Change(named, note=words, **change),
        Said(f"@bot {words}", "glenmore-team", f"m{number}", by, moment(at)),
        ended_at=moment(ended) if ended else None,
    )
    return replace(made, state=state) if state else made


def moment(text: str) -> datetime:
    """A time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wording(of: Action, at: str, version: int = 1, **changed: Any) -> WordingVersion:
    """A wording that an action had from a time on."""
    return WordingVersion(
        of.id, version, replace(of.wording, **changed), moment(at), MORAG, "plan.md"
    )


def run(since: str, until: str, made_at: str, plans: tuple[str, ...] = ()) -> ReportRun:
    """A report that was made."""
    days = date.fromisoformat(since), date.fromisoformat(until)
    return ReportRun(plans, *days, moment(made_at), MORAG)


def report(
    actions: Sequence[Action], updates: Sequence[Update] = (), asked: Asked = ASKED, **more: Any
) -> Report:
    """The report on these actions."""
    plain = {"plans": (PLAN,), "objectives": (HALLS, MONEY)}
    records = Records(actions=tuple(actions), updates=tuple(updates), **(plain | more))
    return build_report(records, asked)


def line(one: Action, *updates: Update, asked: Asked = ASKED) -> Line:
    """What a report says of one action."""
    return report([one], updates, asked).lines[0]


def busy_report() -> Report:
    """A report that has something of everything."""
    mend, heat, grant, board = (
        action(1, timescale="by Hogmanay", due=date(2026, 12, 31), lead="Hall Trust"),
        action(2, progress="A survey was made in spring.", timescale="ongoing"),
        action(3, MONEY, text="Pay grants within 21 days.", due=date(2026, 10, 31)),
        action(4, MONEY, text="Bring the figures to the board.", status=Status.DONE),
    )
    loose = action(
        5,
        MONEY,
        text="Share one form.",
        part_of="GL3",
        future_reporting="To the board in May 2027.",
    )
    updates = (
        update(1, mend, "2026-08-20 10:00", "roof surveyed", status=Status.IN_PROGRESS, percent=10),
        update(2, mend, "2026-10-05 09:30", "half the slates are on", percent=50),
        update(
            3,
            grant,
            "2026-11-02 16:05",
            "stuck, legal have not replied",
            status=Status.BLOCKED,
            reason="legal have not replied",
        ),
    )
    actions = (mend, heat, grant, board, loose)
    first = [wording(one, "2026-01-05 12:00") for one in actions]
    return report(actions, updates, wordings=tuple(first))
