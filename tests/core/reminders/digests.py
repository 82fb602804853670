"""Actions of invented Glenmore that need attention, and the digests that tell of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.terminal import to_text
from bot.core.actions.standing import Standing
from bot.core.digest_replies import of_digest
from bot.core.register import Action, Change, Person, Said, Update, Wording
from bot.core.reminders.attention import Attention, Window, attention
from bot.core.reminders.contents import Contents, Order
from bot.core.types import Item, Reply
from tests.core.reminders.reminding import LONDON, utc, weekly

TODAY = date(2026, 11, 23)
WINDOW = Window(TODAY, ZoneInfo(LONDON), 14, 4)
ISLA = Person("here:isla", "Isla Rennie")


def standing(number: int = 1, *, news: date | None = TODAY, **said: Any) -> Standing:
    """How an action stands; ``news`` is the day of the last update, None: there never was one."""
    own = {key: said.pop(key) for key in ("text", "future_reporting") if key in said}
    parent = said.pop("part_of", "")
    wording = Wording(**({"text": f"Mend hall number {number}."} | own))
    action = Action(f"GL{number}", "GL", "GL-1", wording, number, part_of=parent)
    how = {"status": None, "percent": None, "due": date(2027, 12, 1), "lead": "Ferry Trust"} | said
    return Standing(action, **how, last=update(action.id, news) if news else None)


def update(action: str, day: date, **change: Any) -> Update:
    """What Isla said of an action on a day at noon."""
    at = utc(day.year, day.month, day.day, 12)
    return Update(f"U{action}", 1, Change(action, **change), Said("news", "here", action, ISLA, at))


def ago(weeks: int) -> date:
    """So many weeks before today."""
    return TODAY - timedelta(weeks=weeks)


def found(*standings: Standing) -> tuple[Attention, ...]:
    """Those that need attention, the most urgent first."""
    return tuple(attention(standings, WINDOW))


def contents(*standings: Standing, **said: Any) -> Contents:
    """What a digest of the first reminder tells of these actions."""
    order = replace(Order(weekly()), **{k: said.pop(k) for k in _OF_ORDER if k in said})
    given = {
        "order": order,
        "window": WINDOW,
        "plan": "Glenmore Compact action plan",
        "plan_id": "GL",
        "unfinished": sum(one.is_open for one in standings),
        "found": found(*standings),
        "snoozed": 0,
        "done": (),
        "since": date(2026, 11, 16),
        "answers": None,
        "skipped": (),
        "called": {},
        "matter": None,
        "week": None,
    }
    return Contents(**(given | said))


_OF_ORDER = ("reminder", "occurrence", "late", "person", "whole")


def said_by(told: Contents) -> str:
    """The digest as it is read aloud."""
    return to_text(of_digest(told)[0])


def items(reply: Reply) -> list[Item]:
    """The lines about single actions."""
    return [one for one in reply.blocks if isinstance(one, Item) and one.label]


def moment(day: date, hour: int = 9, minute: int = 30) -> datetime:
    """A time of a day, in UTC."""
    return utc(day.year, day.month, day.day, hour, minute)
