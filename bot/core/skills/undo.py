"""Undo an update, or correct it; the record keeps what was said before."""

from __future__ import annotations

from dataclasses import replace

from bot.core import action_replies as replies
from bot.core.intents import Wish
from bot.core.register import Match, Update
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import (
    Refused,
    actions_by_id,
    desk_of,
    require_contributor,
    require_own,
    said_of,
    scope_of,
)
from bot.core.skills.update import changes_of, told
from bot.core.types import Message, Reply
from bot.core.updates.proposals import propose, propose_one


def undo(context: Context, message: Message, wish: Wish) -> Reply:
    """Undo the update that is named, or else this person's last one in this chat."""
    desk = desk_of(context)
    require_contributor(message.author)
    meant = _named(desk, wish.said["which"]) if "which" in wish.said else _last(desk, message)
    if meant is None:
        raise Refused(replies.NOTHING_TO_UNDO)
    require_own(message.author, meant.said.by)
    at = message.at or context.now()
    undone = desk.register.withdraw([meant.id], message.author, at)
    if not undone:
        raise Refused(replies.UNDONE_ALREADY)
    return replies.of_undone(undone, actions_by_id(desk))


def edit(context: Context, message: Message, wish: Wish) -> Reply:
    """Give this person's last update in this chat the words that follow."""
    desk = desk_of(context)
    require_contributor(message.author)
    meant = _last(desk, message)
    if meant is None:
        raise Refused(replies.NOTHING_TO_EDIT)
    words = wish.said["rest"]
    scope = scope_of(context, desk, message)
    proposals = propose(words, scope) or (propose_one(words, scope),)
    if len(proposals) == 1 and proposals[0].needs:
        proposals = (replace(proposals[0], matches=(Match(meant.action, 1.0),), needs=None),)
    said = replace(meant.said, text=words, at=said_of(context, message).at)
    return told(desk, desk.register.revise(said, changes_of(proposals), message.author))


def _named(desk: Desk, key: str) -> Update | None:
    every = desk.register.updates(ended=True)
    found = [one for one in every if one.id.lower() == key.lower() or one.action == key.upper()]
    return found[-1] if found else None


def _last(desk: Desk, message: Message) -> Update | None:
    mine = [one for one in desk.register.updates() if one.said.by.id == message.author.id]
    here = [one for one in mine if one.said.chat == message.chat]
    return here[-1] if here else None
