"""Leave an action out of reminders until a day, and why; tell of it again."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.core import reminder_replies as replies
from bot.core.action_replies import OUT_OF_PLAN, of_which
from bot.core.actions.dates import due_in, due_of_timescale
from bot.core.asked import Awaited
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.register import Action
from bot.core.reminders import clauses
from bot.core.skills.ask import ask_after_all
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import (
    actions_by_id,
    desk_of,
    is_sure,
    meant_by,
    require_contributor,
    said_of,
)
from bot.core.types import Message, Reply, Text

_LENGTH = rf"(?P<count>{clauses.NUMBER}) (?P<unit>days?|weeks?|months?)\b"
_WHY = r"(?:[,;:]|\s+[-–])\s*(?P<rest>.+)|\s+(?P<because>(?:because|as|since)\b.+)"
_FORMS = tuple(
    re.compile(rf"(?P<which>.+?){form}", re.I | re.S)
    for form in (
        rf",? (?:until|till|to) (?P<day>{clauses.DATE})(?:{_WHY}|\s+(?P<bare>.+))?",
        rf",? (?:for )?{_LENGTH}(?:{_WHY}|\s+(?P<bare>.+))?",
        rf",? (?:until|till|to) (?P<day>[^,;:]+?)(?:{_WHY})?",
        rf"(?:{_WHY})?",
    )
)
_BECAUSE = re.compile(r"(?:because(?: of)?|as|since)\s+", re.I)
_NEAREST = 3
_EXAMPLE = "GLE2"


def snooze(context: Context, message: Message, wish: Wish) -> Reply:
    """Snooze an action, ask until when, wake one, or show which are snoozed."""
    desk, verb = desk_of(context), wish.said["verb"].lower()
    words = wish.said.get("rest", "")
    if verb == "snoozed":
        return _shown(context, desk)
    said = _said(words.strip(" ."))
    if not said:
        first = next((one.id for one in desk.register.actions()), _EXAMPLE)
        return Reply((Text(replies.HOW_TO_SNOOZE.format(first)),))
    meant = meant_by(context, message, said["which"] if verb == "snooze" else words)
    if meant is None:
        return ask_after_all(context, message)
    require_contributor(message.author)
    actions = actions_by_id(desk)
    if not is_sure(meant):
        return of_which([actions[one.action] for one in meant.matches[:_NEAREST]], verb)
    action = actions[meant.matches[0].action]
    if action.retired:
        raise Refused(OUT_OF_PLAN.format(action.id))
    if verb == "wake":
        return _woken(context, desk, message, action)
    until = _until(said, action, context.today())
    if until is None:
        return replies.of_until_when(action)
    why = said.get("rest") or said.get("because") or said.get("bare") or ""
    return kept(context, message, action, until, _BECAUSE.sub("", why.strip(), count=1))


def _said(words: str) -> dict[str, str]:
    """The parts of what was said: which action, until when, and why; nothing where it is empty."""
    matches = (form.fullmatch(words) for form in _FORMS)
    found = next((match for match in matches if match), None)
    return {name: part for name, part in found.groupdict().items() if part} if found else {}


def kept(context: Context, message: Message, action: Action, until: date, reason: str) -> Reply:
    """Leave an action out until a day; without a reason the next words of the person are it."""
    desk = desk_of(context)
    made = desk.register.snooze(said_of(context, message), action.id, until, reason)
    if not made.reason:
        awaited = Awaited("snooze", action.id, until)
        at = message.at or context.now()
        desk.asked.ask_words(message.author.id, message.chat, awaited, at)
    return replies.of_snoozed(made, action)


def _until(said: dict[str, str], action: Action, today: date) -> date | None:
    """The day that is said; None where none is. Raises Refused where it is none, or has passed."""
    if "count" in said:
        days = clauses.days(clauses.number(said["count"]), said["unit"], most=730)
        until = today + timedelta(days=days) if days else None
    elif "day" in said:
        until = due_of_timescale(said["day"], today) or due_in(f"due {said['day']}", today)
    else:
        return None
    if until is None:
        written = said.get("day") or f"{said['count']} {said['unit']}"
        raise Refused(replies.NO_DAY.format(written, action.id))
    if until <= today:
        raise Refused(replies.PAST_DAY.format(clauses.day(until), action.id))
    return until


def _woken(context: Context, desk: Desk, message: Message, action: Action) -> Reply:
    today = context.today()
    if not any(one.action == action.id and today < one.until for one in desk.register.snoozes()):
        raise Refused(replies.NOT_SNOOZED.format(action.id))
    desk.register.snooze(said_of(context, message), action.id, today, "")
    return replies.of_woken(action)


def _shown(context: Context, desk: Desk) -> Reply:
    actions, today = actions_by_id(desk), context.today()
    found = [one for one in desk.register.snoozes() if today < one.until]
    return replies.of_snoozes([(one, actions[one.action]) for one in found])
