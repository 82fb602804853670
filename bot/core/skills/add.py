"""Add an action to a plan, and say which plan a chat is about: officers only."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from bot.core import action_replies as replies
from bot.core.intents import Wish
from bot.core.register import Plan, Wording
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import Refused, desk_of, require_officer, scope_of
from bot.core.types import Message, Reply


def add_action(context: Context, message: Message, wish: Wish) -> Reply:
    """A new action, at the end of the objective that is named, or else of the plan's last one."""
    desk = desk_of(context)
    require_officer(message.author)
    text = wish.said["rest"]
    named = wish.said.get("which", "") or scope_of(context, desk, message).plan
    plans = desk.register.plans()
    plan = _plan(desk, named or (plans[0].id if len(plans) == 1 else ""), text)
    objectives = {one.id: one.name for one in desk.register.objectives() if one.plan == plan.id}
    under = wish.said.get("under", "")
    found = process.extractOne(under, objectives, scorer=WRatio) if under else None
    objective = str(found[2]) if found else list(objectives)[-1]
    at = message.at or context.now()
    return replies.of_added(
        desk.register.add_action(plan.id, objective, Wording(text), message.author, at)
    )


def plan_of_chat(context: Context, message: Message, wish: Wish) -> Reply:
    """From now on the actions of this plan come first for what is said in this chat."""
    desk = desk_of(context)
    require_officer(message.author)
    plan = _plan(desk, wish.said["which"], "")
    at = message.at or context.now()
    desk.register.set_plan_of(message.chat, plan.id, message.author, at)
    return replies.of_plan_set(plan.id, plan.title)


def _plan(desk: Desk, named: str, text: str) -> Plan:
    plans = {plan.id: plan for plan in desk.register.plans()}
    if not named:
        raise Refused(replies.WHICH_PLAN.format(next(iter(plans)), text))
    if named.upper() not in plans:
        raise Refused(replies.NO_SUCH_PLAN.format(named, ", ".join(plans)))
    return plans[named.upper()]
