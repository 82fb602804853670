"""Settle what waits in the inbox: choose an action, confirm, set aside; and show the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import action_replies, update_replies
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.register import Action, Change, Needs, Proposal, Waiting, Wording
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import (
    actions_by_id,
    desk_of,
    may_change,
    require_contributor,
    require_officer,
    require_own,
    scope_of,
)
from bot.core.skills.update import (
    apart,
    changes_of,
    question,
    told,
    unclear_of,
    whole_of,
    with_next_part,
)
from bot.core.types import Intent, Message, Reply
from bot.core.updates.proposals import propose_one

_MOST_FOUND = 8


def inbox(context: Context, message: Message, wish: Wish) -> Reply:
    """What waits: for an officer all of it, for others what they said themselves."""
    desk = desk_of(context)
    require_contributor(message.author)
    seen = [one for one in desk.register.waiting() if may_change(message.author, one.said.by)]
    return update_replies.of_inbox(seen, context.zone)


def pick(context: Context, message: Message, wish: Wish) -> Reply:
    """Log a waiting message on the action that was chosen, ask about it again, or search for it."""
    verb, choice = wish.said.get("verb", "").lower(), wish.said.get("rest", "")
    if verb == "pick" and (reply := _told_again(context, message, wish)):
        return reply
    waiting, asked = _waiting(context, message, wish)
    if verb == "search":
        return _searched(context, message, waiting, choice)
    if verb == "settle" or not asked:
        return question(context, message, waiting, anew=True)
    return choose(context, message, waiting, choice)


def choose(context: Context, message: Message, waiting: Waiting, choice: str) -> Reply:
    """Log a waiting message on an action: by its id, its place in the list, or a new one.

    Of several parts it must be the only one that is not clear; else they are shown again.
    """
    part = part_to_choose(waiting)
    if part is None:
        return question(context, message, waiting)
    if choice.lower() == "new":
        action = _new_action(context, message, part)
    else:
        action = _chosen(desk_of(context), part, choice)
    return _logged(context, message, waiting, changes_with(waiting, part, action.id))


def part_to_choose(waiting: Waiting) -> Proposal | None:
    """The part of a waiting message for which an action is chosen; None where it is not one."""
    parts = waiting.proposals if len(waiting.proposals) == 1 else unclear_of(waiting.proposals)
    return parts[0] if len(parts) == 1 else None


def changes_with(waiting: Waiting, part: Proposal, action: str) -> list[Change]:
    """What is logged once the action of a part is chosen: that, and what was clear before."""
    clear = [one for one in waiting.proposals if one is not part]
    return [*changes_of(clear), part.change(action)]


def confirm(context: Context, message: Message, wish: Wish) -> Reply:
    """Log what is clear in a waiting message; the parts that are not are asked one by one."""
    if reply := _told_again(context, message, wish):
        return reply
    waiting, asked = _waiting(context, message, wish)
    unclear = unclear_of(waiting.proposals)
    if not asked or (unclear and len(waiting.proposals) == 1):
        return question(context, message, waiting)
    if unclear:
        apart(desk_of(context).register, whole_of(waiting), unclear)
    return _logged(context, message, waiting, changes_of(waiting.proposals))


def dismiss(context: Context, message: Message, wish: Wish) -> Reply:
    """Take a message out of the inbox without logging it; "no" to one action asks for another."""
    waiting, asked = _waiting(context, message, wish)
    if not asked or ("rest" in wish.said and len(waiting.proposals) == 1):
        return question(context, message, waiting, anew=True)
    desk, at = desk_of(context), message.at or context.now()
    gone = desk.register.dismiss(waiting.id, message.author, at)
    desk.asked.forget(message.author.id, message.chat)
    reply = update_replies.of_dismissed(gone or waiting)
    return with_next_part(context, message, reply, whole_of(waiting))


def answered(context: Context, message: Message) -> Reply | None:
    """What a bare id does where it answers the last question of a person; None if it is none."""
    desk = desk_of(context)
    at = message.at or context.now()
    key = desk.asked.last(message.author.id, message.chat, at, just_now=True)
    waiting = next((one for one in desk.register.waiting() if one.id == key), None)
    if waiting is None or not may_change(message.author, waiting.said.by):
        return None
    _refuse_again(desk.register.waiting(closed=True), message)
    return choose(context, message, waiting, message.text.strip())


def _logged(
    context: Context, message: Message, waiting: Waiting, changes: Sequence[Change]
) -> Reply:
    desk, at = desk_of(context), message.at or context.now()
    desk.asked.forget(message.author.id, message.chat)
    outcome = desk.register.log(waiting.said, changes, closes=waiting.id, by=message.author, at=at)
    if changes:
        return with_next_part(context, message, told(context, message, outcome), whole_of(waiting))
    return with_next_part(context, message, Reply(()), whole_of(waiting))


def _told_again(context: Context, message: Message, wish: Wish) -> Reply | None:
    """What became of a press that comes again from who made it: perhaps they were never told."""
    desk, key = desk_of(context), wish.said.get("which", "").upper()
    closed = (one for one in desk.register.waiting(closed=True) if one.id == key)
    found = next((one for one in closed if one.outcome == "logged"), None)
    if found is None or found.closed_by is None or found.closed_by.id != message.author.id:
        return None
    outcome = desk.register.outcome(found.said.chat, found.said.message)
    logged = {update.action for update in outcome.updates} if outcome else set()
    if outcome is None or wish.said.get("rest", "").upper() not in (*logged, ""):
        return None
    return told(context, message, replace(outcome, repeated=True)) if logged else None


def _waiting(context: Context, message: Message, wish: Wish) -> tuple[Waiting, bool]:
    """The message that is settled, and whether this answers a question that was put.

    Without a key it is the last question of this person in this chat; for "yes" and "no" only as
    long as they said nothing else. For a number, where that question is not known any more, the
    last that waits of them is asked anew: it must not be taken for an answer to another one.
    """
    desk, at = desk_of(context), message.at or context.now()
    in_words = wish.intent is not Intent.PICK
    last = desk.asked.last(message.author.id, message.chat, at, just_now=in_words)
    everything = desk.register.waiting(closed=True)
    key = wish.said.get("which", "").upper()
    if not key:
        _refuse_again(everything, message)
    found = next((one for one in everything if one.id == (key or last)), None)
    if found is None and not key and not in_words:
        mine = [one for one in everything if one.said.by.id == message.author.id]
        here = [one for one in mine if one.said.chat == message.chat and not one.closed_at]
        found = here[-1] if here else None
    if found is None:
        missing = update_replies.UNKNOWN_KEY.format(key) if key else update_replies.NOTHING_ASKED
        raise Refused(missing)
    require_own(message.author, found.said.by)
    if found.closed_at is not None:
        raise Refused(update_replies.SETTLED)
    return found, bool(key or last)


def _refuse_again(everything: Sequence[Waiting], message: Message) -> None:
    """An answer that is delivered again does not answer the next question."""
    if message.at and any(
        one.closed_at == message.at and one.closed_by and one.closed_by.id == message.author.id
        for one in everything
    ):
        raise Refused(update_replies.SETTLED)


def _chosen(desk: Desk, proposal: Proposal, choice: str) -> Action:
    offered = update_replies.choices_of(proposal)
    if choice.isdecimal():
        if not 0 < int(choice) <= len(offered):
            raise Refused(update_replies.ONE_OF.format(len(offered)))
        choice = offered[int(choice) - 1]
    actions = {action.id.upper(): action for action in actions_by_id(desk).values()}
    found = actions.get(choice.replace(" ", "").replace("-", "").upper())
    if found is None:
        raise Refused(f"There is no action {choice}. Type 'actions' to see them.")
    if found.retired:
        raise Refused(action_replies.OUT_OF_PLAN.format(found.id))
    return found


def _searched(context: Context, message: Message, waiting: Waiting, words: str) -> Reply:
    """The actions that are nearest to words, or to what was said."""
    desk = desk_of(context)
    unclear = [one for one in waiting.proposals if one.needs is Needs.CHOOSE]
    said = words or (unclear or waiting.proposals)[0].text
    scope = scope_of(context, desk, message)
    best = propose_one(said, scope).matches if not words else ()
    scored = scope.finder.scored(said, said, scope.plan)
    ids = dict.fromkeys([*(m.action for m in best), *(one.action.id for one in scored)])
    actions = actions_by_id(desk)
    found = [actions[one] for one in list(ids)[:_MOST_FOUND]]
    desk.asked.note(message.author.id, message.chat, waiting.id, message.at or context.now())
    return update_replies.of_search(waiting, found)


def _new_action(context: Context, message: Message, proposal: Proposal) -> Action:
    """A new action in the plan of the chat, under the objective of the action that is nearest."""
    require_officer(message.author)
    desk = desk_of(context)
    actions = actions_by_id(desk)
    plans = desk.register.plans()
    plan = scope_of(context, desk, message).plan or (plans[0].id if len(plans) == 1 else "")
    if not plan:
        raise Refused(action_replies.WHICH_PLAN.format(plans[0].id, proposal.text))
    near = [actions[match.action] for match in proposal.matches if match.action in actions]
    beside = next((one for one in near if one.plan == plan), None)
    first = next(one.id for one in desk.register.objectives() if one.plan == plan)
    objective = beside.objective if beside else first
    at = message.at or context.now()
    return desk.register.add_action(plan, objective, Wording(proposal.text), message.author, at)
