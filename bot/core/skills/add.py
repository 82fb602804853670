"""Add an action to a plan, and say which plan a chat is about: officers only."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from bot.core import action_replies as replies
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.register import Plan, Wording
from bot.core.skills.actions import plan_meant
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import desk_of, require_officer, scope_of
from bot.core.types import Message, Reply
from indexer.words import fold

_ALIKE = 60  # of 100; an objective that is less like what was named is another one


def add_action(context: Context, message: Message, wish: Wish) -> Reply:
    """A new action, at the end of the objective that is named, or else of the plan's last one.

    One that the plan has already, word for word, is not added again.
    """
    desk = desk_of(context)
    require_officer(message.author)
    text = wish.said.get("rest", "")
    plans = desk.register.plans()
    if not text:
        raise Refused(replies.HOW_TO_ADD.format(plans[0].id))
    named = wish.said.get("which", "") or scope_of(context, desk, message).plan
    plan = _plan(desk, named or (plans[0].id if len(plans) == 1 else ""), text)
    held = [one for one in desk.register.actions() if one.plan == plan.id]
    same = next((one for one in held if fold(one.text) == fold(text)), None)
    if same:
        raise Refused(replies.HELD_ALREADY.format(same.id))
    objective = _objective(desk, plan, wish.said.get("under", ""))
    at = message.at or context.now()
    return replies.of_added(
        desk.register.add_action(plan.id, objective, Wording(text), message.author, at)
    )


def _objective(desk: Desk, plan: Plan, under: str) -> str:
    """The objective that is named, or else the last one. Raises Refused where none is like it."""
    objectives = {one.id: one.name for one in desk.register.objectives() if one.plan == plan.id}
    if not under:
        return list(objectives)[-1]
    found = process.extractOne(under, objectives, scorer=WRatio, score_cutoff=_ALIKE)
    if not found:
        known = "; ".join(f"“{name}”" for name in objectives.values() if name)
        raise Refused(replies.NO_SUCH_OBJECTIVE.format(plan.id, under, known))
    return str(found[2])


def plan_of_chat(context: Context, message: Message, wish: Wish) -> Reply:
    """From now on the actions of this plan come first for what is said in this chat."""
    desk = desk_of(context)
    require_officer(message.author)
    plan = _plan(desk, wish.said["which"], "")
    at = message.at or context.now()
    desk.register.set_plan_of(message.chat, plan.id, message.author, at)
    return replies.of_plan_set(plan.id, plan.title)


def _plan(desk: Desk, named: str, text: str) -> Plan:
    plans = desk.register.plans()
    if not named:
        raise Refused(replies.WHICH_PLAN.format(plans[0].id, text))
    return plan_meant(named, plans)
