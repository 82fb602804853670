"""Log a report of progress, or ask what it means; edits revise it, deletions withdraw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import action_replies as replies
from bot.core.intents import Wish
from bot.core.register import Change, Match, Needs, Outcome, Proposal, Said
from bot.core.skills.ask import ask
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import actions_by_id, desk_of, require_contributor, said_of, scope_of
from bot.core.types import Message, Reply
from bot.core.updates.proposals import Scope, propose, propose_one


def update(context: Context, message: Message, wish: Wish) -> Reply:
    """A message that was only taken for a report is a question where it turns out to be none."""
    if wish.reports and (context.desk is None or not context.desk.register.plans()):
        return ask(context, message, wish)
    desk = desk_of(context)
    scope = scope_of(context, desk, message)
    words = wish.said.get("rest", message.text)
    proposals = propose(words, scope)
    if not proposals and wish.reports:
        return ask(context, message, wish)
    require_contributor(message.author)
    outcome = receive(desk, said_of(context, message), proposals or (_asked(words, scope),))
    return told(desk, outcome)


def _asked(words: str, scope: Scope) -> Proposal:
    """What was sent as an update although it does not read as one: the person says what it is."""
    return replace(propose_one(words, scope), needs=Needs.CHOOSE)


def receive(desk: Desk, said: Said, proposals: Sequence[Proposal]) -> Outcome:
    """Log what a message reports where all of it is clear; else it waits in the inbox."""
    if any(one.needs for one in proposals):
        return desk.register.wait(said, proposals)
    return desk.register.log(said, changes_of(proposals))


def changes_of(proposals: Sequence[Proposal]) -> list[Change]:
    """What is logged of proposals whose action is clear."""
    return [one.change(one.matches[0].action) for one in proposals if one.needs is not Needs.CHOOSE]


def told(desk: Desk, outcome: Outcome) -> Reply:
    """What became of a message."""
    actions = actions_by_id(desk)
    waiting = outcome.waiting
    if waiting and waiting.closed_at is None:
        if len(waiting.proposals) > 1:
            return replies.of_several(waiting, actions)
        if waiting.proposals[0].needs is Needs.CONFIRM:
            return replies.of_confirmation(waiting, actions)
        return replies.of_choice(waiting, actions)
    if outcome.repeated:
        return replies.of_repeated(outcome.updates, actions)
    return replies.of_logged(outcome.updates, actions)


def edited(context: Context, message: Message) -> Reply | None:
    """The message was edited: its updates follow its new words. None where it was no update.

    The action of a single update stays while the new words name no other for sure.
    """
    desk = context.desk
    before = desk.register.outcome(message.chat, message.id) if desk and message.id else None
    if desk is None or before is None or not (before.updates or before.waiting):
        return None
    require_contributor(message.author)
    proposals = propose(message.text, scope_of(context, desk, message))
    if len(before.updates) == 1 and len(proposals) == 1 and proposals[0].needs:
        same = Match(before.updates[0].action, 1.0)
        proposals = (replace(proposals[0], matches=(same,), needs=None),)
    return revised(context, desk, message, proposals)


def revised(context: Context, desk: Desk, message: Message, proposals: Sequence[Proposal]) -> Reply:
    """Give the updates of a message new versions; a part that is not clear waits by itself."""
    said = said_of(context, message)
    outcome = desk.register.revise(said, changes_of(proposals), message.author)
    reply = told(desk, replace(outcome, repeated=False))
    if outcome.waiting is None or outcome.waiting.closed_at:
        unclear = [one for one in proposals if one.needs is Needs.CHOOSE]
        for further in apart(desk, said, unclear):
            reply = Reply((*reply.blocks, *further.blocks), (*reply.buttons, *further.buttons))
    return reply


def apart(desk: Desk, said: Said, parts: Sequence[Proposal]) -> list[Reply]:
    """Let each part of a message wait by itself, and ask what it means."""
    waiting = [
        desk.register.wait(
            replace(said, text=part.text, message=f"{said.message}#{number}"), [part]
        )
        for number, part in enumerate(parts, 1)
    ]
    return [told(desk, one) for one in waiting]


def deleted(context: Context, message: Message) -> Reply | None:
    """The message was deleted: its updates are withdrawn, and the record keeps them."""
    desk = context.desk
    if desk is None or not message.id:
        return None
    at = message.at or context.now()
    outcome = desk.register.delete(message.chat, message.id, message.author, at)
    if outcome is None or not outcome.updates:
        return None
    return replies.of_undone(outcome.updates, actions_by_id(desk))
