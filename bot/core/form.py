"""What a form about an update needs: how a message is read, what can be chosen, and logging it."""

from __future__ import annotations

from bot.core import update_replies as replies
from bot.core.errors import Refused
from bot.core.intents import wish_of
from bot.core.register import Action, Change, Person, Proposal
from bot.core.skills.context import Context
from bot.core.skills.desk import (
    actions_by_id,
    desk_of,
    require_contributor,
    require_own,
    said_of,
    scope_of,
)
from bot.core.types import Message, Reply
from bot.core.updates.proposals import propose, propose_one

_LIKELY = 0.25  # of confidence; below it hardly ever one of the actions is meant


def read(context: Context, message: Message) -> tuple[Proposal, ...]:
    """What a message reports, the likeliest meaning where it reports nothing; nothing is logged."""
    if context.desk is None or not context.desk.register.plans():
        return ()
    scope = scope_of(context, context.desk, message)
    return propose(message.text, scope) or (propose_one(message.text, scope),)


def likely(context: Context, message: Message) -> Action | None:
    """The action that a message is likely to be an update on; None where it is likely none."""
    if context.desk is None or not context.desk.register.plans():
        return None
    if not wish_of(message.text, context.today()).reports:
        return None
    found = propose(message.text, scope_of(context, context.desk, message))
    sure = [one for one in found if one.matches and one.matches[0].confidence >= _LIKELY]
    if not sure:
        return None
    return actions_by_id(context.desk).get(sure[0].matches[0].action)


def choices(context: Context) -> tuple[Action, ...]:
    """The actions that can be chosen, by plan and position."""
    return context.desk.register.actions() if context.desk else ()


def log(context: Context, message: Message, change: Change, by: Person) -> Reply:
    """Log what somebody filled in about a message: under its author's name, by who filled it in.

    A message that waits is settled by it; one that was logged is not logged again.
    Raises Refused.
    """
    desk = desk_of(context)
    require_contributor(by)
    said = said_of(context, message)
    known = desk.register.outcome(said.chat, said.message)
    waiting = known.waiting if known else None
    closes = waiting.id if waiting and waiting.closed_at is None else ""
    if closes:
        require_own(by, said.by)
    if change.action not in actions_by_id(desk):
        raise Refused(f"There is no action {change.action}. Type 'actions' to see them.")
    outcome = desk.register.log(said, [change], closes=closes, by=by, at=context.now())
    tell = replies.of_repeated if outcome.repeated else replies.of_logged
    return tell(outcome.updates, actions_by_id(desk))
