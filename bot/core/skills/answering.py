"""Words that answer a question of ours, or a digest -> the update that they are.

What a person is asked for is the next that they say in the chat. What is said under a digest is
read with the actions in it first. Commands and questions stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core import update_replies
from bot.core.asked import Awaited
from bot.core.intents import ID, Wish
from bot.core.register import Action, Match, Needs, Proposal, Status
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import actions_by_id, desk_of, require_contributor, said_of, scope_of
from bot.core.skills.snooze import kept
from bot.core.skills.update import receive, told
from bot.core.types import NOBODY, Intent, Message, Reply, Text
from bot.core.updates.finder import Finder
from bot.core.updates.proposals import Scope, propose, propose_one

_ID = re.compile(ID, re.I)
_STATES = re.compile(r"(?:it(?:'s| is|’s) )?(?:still )?(?:blocked|stuck)[\s.!]*", re.I)
_WELL = re.compile(r"(?:all |very )?(?:good|great|ok(?:ay)?|fine|well)[\s.!]*", re.I)
_ASKS = re.compile(
    r"(?:(?:please )?(?:tell|show|give|explain|describe|list|remind)|who|what|when|where|which|why"
    r"|how|is|are|was|were|does|do|did|can|could|should|would|will|has|have)\b",
    re.I,
)
_MOST_ACTIONS = 9  # that a number can answer


def answering(context: Context, message: Message, wish: Wish) -> Reply | None:
    """What is done with words that answer us; None where they answer nothing."""
    desk = context.desk
    if desk is None or message.author == NOBODY:
        return None
    person, at = message.author.id, message.at or context.now()
    awaited = desk.asked.words(person, message.chat, at)
    if awaited and wish.intent is Intent.DISMISS and "which" not in wish.said:
        desk.asked.drop_words(person, message.chat)
        return Reply((Text(update_replies.LEFT),))
    words = words_of(message, wish)
    if awaited and (words or wish.intent is not Intent.ASK):
        desk.asked.drop_words(person, message.chat)
    if not words:
        return None
    if awaited:
        return _of_asked(context, message, words, awaited)
    return _under_digest(context, desk, message, words) if message.answers else None


def words_of(message: Message, wish: Wish) -> str:
    """What a message says, if it is neither a command nor a question; else nothing."""
    text = message.text.strip()
    if wish.intent is Intent.UPDATE:
        rest = wish.said.get("rest", "")
        return text if wish.reports else "" if _ID.fullmatch(rest) else rest
    if wish.intent in (Intent.ACTIONS, Intent.SMALL_TALK):
        return text if _STATES.fullmatch(text) or _WELL.fullmatch(text) else ""
    asks = wish.intent is not Intent.ASK or text.endswith("?") or _ASKS.match(text)
    return "" if asks else text


# --- what we asked for ----------------------------------------------------------------------------


def _of_asked(context: Context, message: Message, words: str, awaited: Awaited) -> Reply | None:
    """The words on the action that was asked about; None where they name another one."""
    desk = desk_of(context)
    require_contributor(message.author)
    action = actions_by_id(desk).get(awaited.action)
    if action is None:
        return None
    scope = scope_of(context, desk, message)
    if _stands_alone(words, scope, awaited):
        return None
    if awaited.verb == "snooze" and awaited.until:
        return kept(context, message, action, awaited.until, words)
    return _received(context, desk, message, (answer_on(action, words, scope, awaited.verb),))


def answer_on(action: Action, words: str, scope: Scope, verb: str) -> Proposal:
    """What words say of an action of which it was asked how it is going, or what blocks it."""
    read = _on(action, propose_one(words, scope))
    if verb != "block":
        return read
    return replace(read, status=Status.BLOCKED, reason=read.reason or words.rstrip("."))


def _stands_alone(words: str, scope: Scope, awaited: Awaited) -> bool:
    """Whether words are clearly an update on another action, or no reason to snooze this one."""
    parts = propose(words, scope)
    if not parts or any(one.needs for one in parts):
        return False
    told = any(one.percent is not None or one.status is Status.DONE for one in parts)
    return {one.matches[0].action for one in parts} != {awaited.action} or (
        awaited.verb == "snooze" and told
    )


def _on(action: Action, read: Proposal) -> Proposal:
    return replace(read, matches=(Match(action.id, 1.0),), needs=None)


def _received(
    context: Context, desk: Desk, message: Message, proposals: Sequence[Proposal]
) -> Reply:
    return told(context, message, receive(desk.register, said_of(context, message), proposals))


# --- what is said under a digest ------------------------------------------------------------------


def _under_digest(context: Context, desk: Desk, message: Message, words: str) -> Reply | None:
    """An update on an action of the digest that a message stands under; None where it is none."""
    if desk.reminders is None:
        return None
    delivery = desk.reminders.delivery_of(message.chat, message.answers)
    known = actions_by_id(desk)
    actions = [known[one] for one in (delivery.actions if delivery else ()) if one in known]
    actions = [one for one in actions if not one.retired][:_MOST_ACTIONS]
    if not actions:
        return None
    parts = propose(words, scope_of(context, desk, message))
    if parts and not any(one.needs is Needs.CHOOSE for one in parts):
        return None  # it is clear as it is
    narrow = _narrow(context, desk, actions)
    reports = bool(parts) or bool(_STATES.fullmatch(words))
    parts = parts or (propose_one(words, narrow),)
    found = [_narrowed(one, narrow, actions, reports=reports) for one in parts]
    if None in found:
        return None
    require_contributor(message.author)
    return _received(context, desk, message, [one for one in found if one])


def _narrow(context: Context, desk: Desk, actions: Sequence[Action]) -> Scope:
    """What a message is held against where only these actions can be meant."""
    finder = Finder(actions, {}, context.language.glossary, desk.meaning)
    return Scope(context.today(), finder)


def _narrowed(
    part: Proposal, narrow: Scope, actions: Sequence[Action], *, reports: bool
) -> Proposal | None:
    """A part of a message on the action of the digest that it fits, or a choice among them.

    None: it does not read as a report, and fits none of them.
    """
    if part.needs is not Needs.CHOOSE and reports:
        return part
    if len(actions) == 1:
        return replace(_on(actions[0], part), needs=None if reports else Needs.CONFIRM)
    read = propose_one(part.text, narrow)
    if read.needs is not Needs.CHOOSE:
        return replace(read, needs=None if reports else Needs.CONFIRM)
    if not reports:
        return None
    alike = round(1 / len(actions), 2)
    likeliest = dict.fromkeys([*(one.action for one in read.matches), *(a.id for a in actions)])
    return replace(part, matches=tuple(Match(one, alike) for one in likeliest))
