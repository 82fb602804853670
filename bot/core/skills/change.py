"""Say one thing of one action by command: done, blocked, another lead, another date."""

from __future__ import annotations

from dataclasses import replace

from bot.core import action_replies as replies
from bot.core.actions.dates import due_in, due_of_timescale
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.register import Needs, Proposal, Status
from bot.core.skills.ask import ask_after_all
from bot.core.skills.context import Context
from bot.core.skills.desk import (
    actions_by_id,
    desk_of,
    has_plans,
    is_sure,
    meant_by,
    require_contributor,
    require_officer,
    said_of,
)
from bot.core.skills.update import asked_for_words, receive, told
from bot.core.types import Message, Reply

_STATUSES = {
    "done": Status.DONE,
    "complete": Status.DONE,
    "finish": Status.DONE,
    "close": Status.DONE,
    "block": Status.BLOCKED,
    "unblock": Status.IN_PROGRESS,
    "start": Status.IN_PROGRESS,
    "reopen": Status.IN_PROGRESS,
    "on track": Status.IN_PROGRESS,
}
_NOTED = {"on track": "On track"}  # in the record, where the command itself would say little
_DATES = ("due", "deadline")
_EVERYDAY = ("give", "hand", "led")  # of which a sure action must be said, or it is everyday talk
_NOBODY = ("nobody", "no one", "no-one", "none")


def change(context: Context, message: Message, wish: Wish) -> Reply:
    """It is logged as an update, so that it stands in the story of the action and can be undone.

    Words that name no action are a question. Where several may be meant, it waits and is asked.
    """
    if not has_plans(context):
        return ask_after_all(context, message)
    proposal = proposal_of(context, message, wish)
    if proposal is None:
        return ask_after_all(context, message)
    desk = desk_of(context)
    require_contributor(message.author)
    if proposal.lead is not None:
        require_officer(message.author)
    action = actions_by_id(desk)[proposal.matches[0].action]
    if action.retired and proposal.needs is None:
        raise Refused(replies.OUT_OF_PLAN.format(action.id))
    if proposal.needs is None and wish.said["verb"].lower() == "block" and not proposal.reason:
        return asked_for_words(context, message, action, "block")
    return told(context, message, receive(desk.register, said_of(context, message), (proposal,)))


def proposal_of(context: Context, message: Message, wish: Wish) -> Proposal | None:
    """What a command says of which action; None where it turns out to be none.

    Raises Refused where the action is clear, and the date is none.
    """
    verb, rest = wish.said["verb"].lower(), wish.said.get("rest", "")
    meant = meant_by(context, message, wish.said["which"])
    in_doubt = verb in _EVERYDAY or message.text.rstrip().endswith("?")
    if meant is None or (in_doubt and not is_sure(meant)):
        return None
    needs = None if is_sure(meant) else Needs.CHOOSE
    bare = Proposal(_NOTED.get(verb, message.text), meant.matches, needs)
    if verb in _STATUSES:
        return replace(bare, status=_STATUSES[verb], reason=rest)
    if verb not in _DATES:
        return replace(bare, lead="" if rest.lower() in _NOBODY else rest)
    due = due_of_timescale(rest, context.today()) or due_in(f"due {rest}", context.today())
    if due is None and needs is None:
        raise Refused(replies.NOT_UNDERSTOOD_DATE.format(rest, meant.matches[0].action))
    return replace(bare, due=due) if due else None
