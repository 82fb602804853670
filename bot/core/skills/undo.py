"""Undo an update, or correct it; the record keeps what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import update_replies as replies
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.register import Change, Match, Proposal, Status, Update, UpdateState
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import (
    actions_by_id,
    desk_of,
    may_change,
    require_contributor,
    require_own,
    scope_of,
)
from bot.core.skills.revise import revised
from bot.core.types import Message, Reply
from bot.core.updates.proposals import propose, propose_one


def undo(context: Context, message: Message, wish: Wish) -> Reply:
    """Undo the update that is named, or else this person's last one in this chat."""
    desk = desk_of(context)
    require_contributor(message.author)
    meant = _meant(desk, message, wish.said.get("which", ""))
    if meant is None:
        raise Refused(replies.NOTHING_TO_UNDO)
    require_own(message.author, meant.said.by)
    at = message.at or context.now()
    undone = desk.register.withdraw([meant.id], message.author, at)
    if not undone:
        raise Refused(replies.UNDONE_ALREADY)
    return replies.of_undone(undone, actions_by_id(desk))


def edit(context: Context, message: Message, wish: Wish) -> Reply:
    """Correct the update that is named, or this person's last one in this chat, by what follows."""
    desk = desk_of(context)
    require_contributor(message.author)
    meant = _meant(desk, message, wish.said.get("which", ""))
    if meant is None or meant.state is not UpdateState.CURRENT:
        raise Refused(replies.NOTHING_TO_EDIT)
    require_own(message.author, meant.said.by)
    if not meant.said.message:
        raise Refused(replies.NOT_EDITABLE.format(meant.id))
    words = wish.said["rest"]
    outcome = desk.register.outcome(meant.said.chat, meant.said.message)
    others = [one.change for one in outcome.updates if one.id != meant.id] if outcome else []
    proposals = [*map(_as_said, others), *_corrected(context, desk, message, meant, words)]
    said = replace(meant.said, text=words, at=message.at or context.now())
    return revised(context, message, said, proposals)


def _corrected(
    context: Context, desk: Desk, message: Message, meant: Update, words: str
) -> Sequence[Proposal]:
    """What the words say: of the same action, unless they name others for sure."""
    scope = scope_of(context, desk, replace(message, text=words))
    proposals = propose(words, scope) or (propose_one(words, scope),)
    if len(proposals) > 1:
        return proposals
    one = proposals[0]
    if one.needs is None and one.matches[0].action != meant.action:
        return proposals
    return [_over(meant.change, one)]


def _over(before: Change, new: Proposal) -> Proposal:
    """A correction of an update: what it does not speak of stays."""
    moving = new.status in (None, Status.IN_PROGRESS)
    says_status = not moving or (new.percent is not None and before.status is not Status.BLOCKED)
    status = new.status if says_status else before.status
    percent = before.percent if new.percent is None else new.percent
    return replace(
        new,
        matches=(Match(before.action, 1.0),),
        needs=None,
        status=status,
        percent=None if status is Status.DONE else percent,
        due=new.due or before.due,
        lead=before.lead if new.lead is None else new.lead,
        reason=new.reason or (before.reason if not says_status else ""),
    )


def _as_said(change: Change) -> Proposal:
    matches = (Match(change.action, 1.0),)
    return Proposal(
        change.note,
        matches,
        None,
        change.status,
        change.percent,
        change.due,
        change.lead,
        change.reason,
    )


def _meant(desk: Desk, message: Message, key: str) -> Update | None:
    """The update of this id, or on this action; without either the last of this person here."""
    if not key:
        return _last(desk, message)
    name = key.replace(" ", "").replace("-", "").upper()
    every = desk.register.updates(ended=True)
    named = [one for one in every if one.id == name]
    if named:
        return named[-1]
    on = [one for one in every if one.action.upper() == name and one.state is UpdateState.CURRENT]
    if not on:
        raise Refused(replies.NO_SUCH_UPDATE.format(key))
    mine = [one for one in on if may_change(message.author, one.said.by)]
    return (mine or on)[-1]


def _last(desk: Desk, message: Message) -> Update | None:
    """Raises Refused where the same words undid it before: they were delivered again."""
    mine = [
        one
        for one in desk.register.updates(ended=True)
        if one.said.by.id == message.author.id and one.said.chat == message.chat
    ]
    if message.at and any(one.ended_at == message.at for one in mine):
        raise Refused(replies.UNDONE_ALREADY)
    here = [one for one in mine if one.state is UpdateState.CURRENT]
    return here[-1] if here else None
