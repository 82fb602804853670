"""Show actions: a list by state, plan, lead or words; one with its story; its whole history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rapidfuzz import fuzz

from bot.core import action_replies as replies
from bot.core.actions.standing import Standing
from bot.core.intents import Wish
from bot.core.register import Plan, Status
from bot.core.skills.context import Context
from bot.core.skills.desk import action_meant, all_standings, desk_of, standing_of
from bot.core.types import Message, Reply
from bot.core.updates.proposals import propose_one
from indexer.words import content_stems, fold

_SOON = timedelta(days=28)
_ALIKE = 85  # of 100; a lead of so like a name is the one meant
_FITS = 0.25  # confidence; from it on an action is about the words, by its meaning

State = Callable[[Standing, date, int], bool]


def _is_silent(one: Standing, today: date, weeks: int) -> bool:
    """Whether it is open and nobody said anything of it for so many weeks."""
    since = timedelta(weeks=weeks)
    return one.is_open and (one.last is None or one.last.said.at.date() < today - since)


_STATES: tuple[tuple[tuple[str, ...], str, State], ...] = (
    (("overdue", "late"), "Overdue actions", lambda one, today, _: one.is_overdue(today)),
    (
        ("blocked", "stuck"),
        "Blocked actions",
        lambda one, _, __: one.status is Status.BLOCKED,
    ),
    (("silent",), "Open actions that nobody reported on for {} weeks", _is_silent),
    (
        ("done", "completed", "finished"),
        "Actions that are done",
        lambda one, _, __: one.status is Status.DONE,
    ),
    (("open",), "Open actions", lambda one, _, __: one.is_open),
    (
        ("due", "due soon"),
        "Actions due within four weeks",
        lambda one, today, _: (
            one.is_open and one.due is not None and today <= one.due <= today + _SOON
        ),
    ),
    (("unassigned",), "Actions without a lead", lambda one, _, __: not one.lead),
)


def actions(context: Context, message: Message, wish: Wish) -> Reply:
    """The actions that are asked for; without more said, all of them."""
    desk = desk_of(context)
    today = context.today()
    found, title = all_standings(desk), "All actions"
    state = wish.said.get("which", wish.said.get("state", "")).lower()
    for names, heading, holds in _STATES:
        if state in names:
            found = [one for one in found if holds(one, today, context.silent_weeks)]
            title = heading.format(context.silent_weeks)
    if state == "my":
        found, title = _led_by(found, message.author.name), "Your actions"
    if rest := wish.said.get("rest", "").strip():
        found, heading = _narrowed(context, message, found, rest)
        title = f"{title} {heading}"
    return replies.of_list(title, found, today)


def _narrowed(
    context: Context, message: Message, found: list[Standing], rest: str
) -> tuple[list[Standing], str]:
    """The actions of a plan, of a lead, or about words: whichever these words name."""
    desk = desk_of(context)
    plan = _plan_named(rest, desk.register.plans())
    if plan:
        return [one for one in found if one.action.plan == plan.id], f"of {plan.title}"
    led = _led_by(found, rest)
    if led:
        return led, f"led by {rest}"
    scope = desk.scopes.of(message.chat, context.today(), rest)
    ranks = {
        m.action: n for n, m in enumerate(propose_one(rest, scope).matches) if m.confidence >= _FITS
    }
    asked = content_stems(rest)
    about = [
        one
        for one in found
        if one.action.id in ranks or (asked and asked <= content_stems(one.action.text))
    ]
    return sorted(about, key=lambda one: ranks.get(one.action.id, len(ranks))), f"about {rest}"


def _plan_named(words: str, plans: Sequence[Plan]) -> Plan | None:
    said = fold(words).removeprefix("plan ").removeprefix("the ").removesuffix(" plan")
    return next((p for p in plans if said in (fold(p.id), fold(p.area), fold(p.title))), None)


def _led_by(found: Sequence[Standing], name: str) -> list[Standing]:
    """The actions whose lead is, or holds, a name."""
    said = fold(name)
    if not said:
        return []
    return [
        one for one in found if one.lead and fuzz.token_set_ratio(said, fold(one.lead)) >= _ALIKE
    ]


def action(context: Context, message: Message, wish: Wish) -> Reply:
    """One action: the plan's words, how it stands, and what was said of it last."""
    desk = desk_of(context)
    found = action_meant(context, message, wish.said["which"])
    objectives = {one.id: one for one in desk.register.objectives()}
    updates = desk.register.updates(found.id)
    return replies.of_action(
        standing_of(desk, found), objectives.get(found.objective), updates, context.zone
    )


def history(context: Context, message: Message, wish: Wish) -> Reply:
    """Every wording and every version of every update of one action."""
    desk = desk_of(context)
    found = action_meant(context, message, wish.said["which"])
    updates = desk.register.updates(found.id, ended=True)
    return replies.of_history(found, updates, desk.register.wordings(found.id), context.zone)
