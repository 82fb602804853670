"""Show actions: a list by state, plan, lead or words; one with its story; its whole history."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rapidfuzz import fuzz

from bot.core import action_replies as replies
from bot.core.actions.standing import Standing
from bot.core.errors import Refused
from bot.core.intents import ID, Wish
from bot.core.register import Action, Plan, Status
from bot.core.skills.ask import ask_after_all
from bot.core.skills.context import Context
from bot.core.skills.desk import (
    actions_by_id,
    all_standings,
    desk_of,
    has_plans,
    is_sure,
    meant_by,
    standing_of,
)
from bot.core.skills.settle import answered
from bot.core.types import Message, Reply
from indexer.words import content_stems, fold

_SOON = timedelta(days=28)
_ALIKE = 85  # of 100; a lead of so like a name is the one meant
_ABOUT = 0.5  # cosine; from it on an action is about the words, by its meaning
_NEAREST = 3  # actions that are offered where words do not say which is meant
_ID = re.compile(ID, re.I)


def is_due_soon(one: Standing, today: date) -> bool:
    """Whether it is open and due within four weeks."""
    return one.is_open and one.due is not None and today <= one.due <= today + _SOON


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
        lambda one, today, _: is_due_soon(one, today),
    ),
    (("unassigned",), "Actions without a lead", lambda one, _, __: not one.lead),
)


def actions(context: Context, message: Message, wish: Wish) -> Reply:
    """The actions that are asked for; without more said, all of them.

    Words that no action is about are looked for in the documents.
    """
    rest = wish.said.get("rest", "").strip()
    if rest and not has_plans(context):
        return ask_after_all(context, message)
    found, title = _in_state(context, message, wish)
    if rest:
        narrowed, heading = _narrowed(context, message, found, rest)
        if not narrowed and found:
            return ask_after_all(context, message)
        found, title = narrowed, f"{title} {heading}"
    return replies.of_list(title, found, context.today())


def _in_state(context: Context, message: Message, wish: Wish) -> tuple[list[Standing], str]:
    """The actions in the state that is asked for, and what that is called."""
    found = all_standings(desk_of(context))
    state = wish.said.get("which", wish.said.get("state", "")).lower()
    if state == "my":
        return led_by(found, message.author.name), f"Actions led by {message.author.name or 'you'}"
    for names, heading, holds in _STATES:
        if state in names:
            held = [one for one in found if holds(one, context.today(), context.rules.silent_weeks)]
            return held, heading.format(context.rules.silent_weeks)
    return found, "All actions"


def _narrowed(
    context: Context, message: Message, found: list[Standing], rest: str
) -> tuple[list[Standing], str]:
    """The actions of a plan, of a lead, or about words: whichever these words name."""
    desk = desk_of(context)
    plan = plan_named(rest, desk.register.plans())
    if plan:
        return [one for one in found if one.action.plan == plan.id], f"of {plan.title}"
    led = led_by(found, rest)
    if led:
        return led, f"led by {rest}"
    asked = content_stems(rest)
    likenesses = desk.scopes.finder(context.today()).likenesses(rest, rest)
    near = {action.id: like.dense for action, like in likenesses if like.dense >= _ABOUT}
    about = [
        one
        for one in found
        if one.action.id in near or (asked and asked <= content_stems(one.action.text))
    ]
    return sorted(about, key=lambda one: -near.get(one.action.id, 0.0)), f"about {rest}"


def plan_named(words: str, plans: Sequence[Plan]) -> Plan | None:
    """The plan of this id, area or title."""
    said = fold(words).removeprefix("plan ").removeprefix("the ").removesuffix(" plan")
    return next((p for p in plans if said in (fold(p.id), fold(p.area), fold(p.title))), None)


def plan_meant(words: str, plans: Sequence[Plan]) -> Plan:
    """The plan of this id, area or title. Raises Refused, with the plans that there are."""
    found = plan_named(words, plans)
    if found is None:
        known = ", ".join(f"{one.id} ({one.title})" for one in plans)
        raise Refused(replies.NO_SUCH_PLAN.format(words, known))
    return found


def led_by(found: Sequence[Standing], name: str) -> list[Standing]:
    """The actions whose lead is, or holds, a name."""
    said = fold(name)
    if not said:
        return []
    return [
        one for one in found if one.lead and fuzz.token_set_ratio(said, fold(one.lead)) >= _ALIKE
    ]


def action(context: Context, message: Message, wish: Wish) -> Reply:
    """One action: the plan's words, how it stands, and what was said of it last.

    A bare id is an answer, where this person was asked which action they mean.
    """
    bare = bool(_ID.fullmatch(message.text.strip(" .!")))
    if bare and has_plans(context) and (reply := answered(context, message)):
        return reply
    if context.desk:
        context.desk.asked.passed(message.author.id, message.chat)
    return _with_one(context, message, wish.said["which"], "action", _story)


def history(context: Context, message: Message, wish: Wish) -> Reply:
    """Every wording and every version of every update of one action."""
    return _with_one(context, message, wish.said["which"], "history", _history)


def _with_one(
    context: Context,
    message: Message,
    words: str,
    command: str,
    show: Callable[[Context, Action], Reply],
) -> Reply:
    """Show the one action that words mean; ask where several may be meant, or it is a question."""
    meant = meant_by(context, message, words) if has_plans(context) else None
    if meant is None:
        return ask_after_all(context, message)
    known = actions_by_id(desk_of(context))
    if is_sure(meant):
        return show(context, known[meant.matches[0].action])
    return replies.of_which([known[m.action] for m in meant.matches[:_NEAREST]], command)


def _story(context: Context, found: Action) -> Reply:
    desk = desk_of(context)
    objectives = {one.id: one for one in desk.register.objectives()}
    updates = desk.register.updates(found.id)
    return replies.of_action(
        standing_of(desk, found), objectives.get(found.objective), updates, context.zone
    )


def _history(context: Context, found: Action) -> Reply:
    register = desk_of(context).register
    updates = register.updates(found.id, ended=True)
    return replies.of_history(found, updates, register.wordings(found.id), context.zone)
