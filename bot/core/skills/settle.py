"""Settle what waits in the inbox: choose an action, confirm, set aside; and show the inbox."""

from __future__ import annotations

from dataclasses import replace

from bot.core import action_replies as replies
from bot.core.intents import Wish
from bot.core.register import Action, Change, Needs, Person, Proposal, Waiting, Wording
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import (
    Refused,
    actions_by_id,
    desk_of,
    require_contributor,
    require_officer,
    require_own,
    scope_of,
)
from bot.core.skills.update import apart, changes_of, told
from bot.core.types import Message, Reply
from bot.core.updates.proposals import Scope


def inbox(context: Context, message: Message, wish: Wish) -> Reply:
    """What waits: for an officer all of it, for others what they said themselves."""
    desk = desk_of(context)
    require_contributor(message.author)
    return replies.of_inbox(_seen_by(message.author, desk.register.waiting()), context.zone)


def pick(context: Context, message: Message, wish: Wish) -> Reply:
    """Log a waiting message on the action that was chosen: by id, by its place, or a new one."""
    desk = desk_of(context)
    waiting = _waiting(desk, message, wish)
    proposal = waiting.proposals[0]
    choice = wish.said["rest"].upper()
    if choice == "NONE":
        return replies.of_choice(waiting, actions_by_id(desk))
    if choice == "NEW":
        action = _new_action(context, desk, message, proposal)
    else:
        action = _chosen(desk, proposal, choice)
    return _logged(desk, waiting, [proposal.change(action.id)])


def confirm(context: Context, message: Message, wish: Wish) -> Reply:
    """Log what is clear in a waiting message; each part that is not waits by itself, and is asked."""
    desk = desk_of(context)
    waiting = _waiting(desk, message, wish)
    unclear = [one for one in waiting.proposals if one.needs is Needs.CHOOSE]
    said = waiting.said
    asked = apart(desk, replace(said, message=said.message or waiting.id), unclear)
    reply = _logged(desk, waiting, changes_of(waiting.proposals))
    for further in asked:
        reply = Reply((*reply.blocks, *further.blocks), (*reply.buttons, *further.buttons))
    return reply


def dismiss(context: Context, message: Message, wish: Wish) -> Reply:
    """Take a message out of the inbox without logging it."""
    desk = desk_of(context)
    waiting = _waiting(desk, message, wish)
    gone = desk.register.dismiss(waiting.id, message.author, message.at or context.now())
    return replies.of_dismissed(gone or waiting)


def _logged(desk: Desk, waiting: Waiting, changes: list[Change]) -> Reply:
    outcome = desk.register.log(waiting.said, changes, closes=waiting.id)
    return told(desk, replace(outcome, waiting=None))


def _waiting(desk: Desk, message: Message, wish: Wish) -> Waiting:
    """The message that a press is about; without a key, the latest of this person in this chat."""
    key = wish.said.get("which", "")
    everything = desk.register.waiting(closed=True)
    if key:
        found = next((one for one in everything if one.id.lower() == key.lower()), None)
    else:
        mine = [w for w in everything if w.said.by.id == message.author.id and not w.closed_at]
        found = next((w for w in reversed(mine) if w.said.chat == message.chat), None)
    if found is None:
        raise Refused(replies.UNKNOWN_KEY.format(key or wish.said.get("rest", "")))
    require_own(message.author, found.said.by)
    if found.closed_at is not None:
        raise Refused(replies.SETTLED)
    return found


def _seen_by(person: Person, waiting: tuple[Waiting, ...]) -> list[Waiting]:
    return [one for one in waiting if _may_settle(person, one)]


def _may_settle(person: Person, waiting: Waiting) -> bool:
    try:
        require_own(person, waiting.said.by)
    except Refused:
        return False
    return True


def _chosen(desk: Desk, proposal: Proposal, choice: str) -> Action:
    actions = {action.id.upper(): action for action in desk.register.actions()}
    if choice.isdigit() and 0 < int(choice) <= len(proposal.matches):
        choice = proposal.matches[int(choice) - 1].action.upper()
    if choice not in actions:
        raise Refused(f"There is no action {choice}. Type 'actions' to see them.")
    return actions[choice]


def _new_action(context: Context, desk: Desk, message: Message, proposal: Proposal) -> Action:
    """A new action in the plan of the chat, under the objective of the action that is nearest."""
    require_officer(message.author)
    scope: Scope = scope_of(context, desk, message)
    actions = actions_by_id(desk)
    near = [actions[match.action] for match in proposal.matches if match.action in actions]
    plans = desk.register.plans()
    plan = scope.plan or (plans[0].id if len(plans) == 1 else "")
    if not plan:
        raise Refused(replies.WHICH_PLAN.format(plans[0].id, proposal.text))
    beside = next((one for one in near if one.plan == plan), None)
    first = next(one.id for one in desk.register.objectives() if one.plan == plan)
    objective = beside.objective if beside else first
    at = message.at or context.now()
    return desk.register.add_action(plan, objective, Wording(proposal.text), message.author, at)
