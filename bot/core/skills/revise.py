"""A message was edited or deleted: its updates follow, and the record keeps what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import update_replies as replies
from bot.core.intents import wish_of
from bot.core.register import Match, Outcome, Proposal, Said, Status
from bot.core.skills.answering import answer_on, words_of
from bot.core.skills.change import proposal_of
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import actions_by_id, desk_of, require_contributor, said_of, scope_of
from bot.core.skills.update import apart, changes_of, parts_of, told, unclear_of, with_next_part
from bot.core.types import Intent, Message, Reply, Text
from bot.core.updates.proposals import propose


def edited(context: Context, message: Message) -> Reply | None:
    """Bring the updates of a message to its new words. None where there is nothing to say.

    The action of a single update stays while the new words name no other for sure. A message that
    was no report is one where its new words are.
    """
    desk = context.desk
    if desk is None or not message.id or not desk.register.plans():
        return None
    before = desk.register.outcome(message.chat, message.id)
    known = before is not None and bool(before.updates or before.waiting)
    if known and before and message.text in _texts(before):
        return None  # a link was unfolded, or the edit came twice
    proposals = _proposed(context, desk, message) or _answered(context, desk, message, before)
    if not known and not proposals:
        return None
    require_contributor(message.author)
    if before and len(before.updates) == 1 and len(proposals) == 1 and proposals[0].needs:
        same = Match(before.updates[0].action, 1.0)
        proposals = [replace(proposals[0], matches=(same,), needs=None)]
    return _followed(context, desk, message, proposals)


def _texts(outcome: Outcome) -> set[str]:
    waiting = {outcome.waiting.said.text} if outcome.waiting else set()
    return {update.said.text for update in outcome.updates} | waiting


def _proposed(context: Context, desk: Desk, message: Message) -> Sequence[Proposal]:
    wish = wish_of(message.text, context.today())
    if wish.intent is Intent.CHANGE:
        one = proposal_of(context, message, wish)
        return (one,) if one else ()
    if wish.intent is not Intent.UPDATE:
        return ()
    return propose(wish.said.get("rest", message.text), scope_of(context, desk, message))


def _answered(
    context: Context, desk: Desk, message: Message, before: Outcome | None
) -> Sequence[Proposal]:
    """What an answer to a question of ours says with its new words, of the same action as before.

    It was one if its first words did not read as a report by themselves either.
    """
    words = words_of(message, wish_of(message.text, context.today()))
    if before is None or len(before.updates) != 1 or not words:
        return ()
    (update,) = before.updates
    first = replace(message, text=update.said.text)
    if _proposed(context, desk, first) or update.said.text != update.change.note:
        return ()
    action = actions_by_id(desk)[update.action]
    verb = "block" if update.change.status is Status.BLOCKED else "update"
    return (answer_on(action, words, scope_of(context, desk, message), verb),)


def _followed(
    context: Context, desk: Desk, message: Message, proposals: Sequence[Proposal]
) -> Reply:
    said = said_of(context, message)
    for number, _ in enumerate(parts_of(desk.register, message.chat, message.id), 1):
        desk.register.delete(message.chat, f"{message.id}#{number}", message.author, said.at)
    if not proposals:
        return _taken_back(desk, said)
    return revised(context, message, said, proposals)


def _taken_back(desk: Desk, said: Said) -> Reply:
    outcome = desk.register.revise(said, (), said.by)
    if outcome.waiting:
        desk.register.dismiss(outcome.waiting.id, said.by, said.at)
    return Reply((Text(replies.NO_PROGRESS_NOW),))


def revised(context: Context, message: Message, said: Said, proposals: Sequence[Proposal]) -> Reply:
    """Give a message other words: its updates have new versions, or it waits with them.

    ``message`` is what asks for it, ``said`` the message as it reads now. Where updates of it were
    logged, a part that is not clear waits by itself, and is asked.
    """
    register = desk_of(context).register
    before = register.outcome(said.chat, said.message) or Outcome()
    if before.updates:
        return _updates_revised(context, message, said, proposals)
    clear = changes_of(proposals)
    if not any(one.needs for one in proposals) and not before.waiting:
        return told(context, message, register.revise(said, clear, message.author))
    waits = register.revise(said, (), message.author).waiting
    if any(one.needs for one in proposals) or not waits:
        return told(context, message, register.wait(said, proposals))
    by = message.author
    outcome = register.log(said, clear, closes=waits.id, by=by, at=said.at)
    return told(context, message, outcome)


def _updates_revised(
    context: Context, message: Message, said: Said, proposals: Sequence[Proposal]
) -> Reply:
    desk = desk_of(context)
    outcome = desk.register.revise(said, changes_of(proposals), message.author)
    apart(desk.register, said, unclear_of(proposals))
    reply = Reply(())
    if outcome.updates:
        reply = told(context, message, replace(outcome, waiting=None, repeated=False), "Corrected")
    return with_next_part(context, message, reply, said)


def deleted(context: Context, message: Message) -> Reply | None:
    """Withdraw the updates of a message that was deleted; it waits no longer."""
    desk = context.desk
    if desk is None or not message.id:
        return None
    at = message.at or context.now()
    parts = len(parts_of(desk.register, message.chat, message.id))
    names = [message.id, *(f"{message.id}#{number}" for number in range(1, parts + 1))]
    gone = [desk.register.delete(message.chat, name, message.author, at) for name in names]
    updates = [update for outcome in gone if outcome for update in outcome.updates]
    if updates:
        return replies.of_undone(updates, actions_by_id(desk), replies.DELETED)
    waited = [outcome.waiting for outcome in gone if outcome and outcome.waiting]
    return replies.of_dismissed(waited[0]) if waited else None
