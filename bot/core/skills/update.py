"""Log a report of progress where it is clear what it means, or ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core import update_replies as replies
from bot.core.action_replies import OUT_OF_PLAN
from bot.core.asked import Awaited
from bot.core.errors import Refused
from bot.core.intents import ID, Wish
from bot.core.ports import Register
from bot.core.register import Action, Change, Needs, Outcome, Proposal, Role, Said, Waiting
from bot.core.skills.ask import ask_after_all
from bot.core.skills.context import Context
from bot.core.skills.desk import (
    actions_by_id,
    desk_of,
    has_plans,
    meant_by,
    require_contributor,
    said_of,
    scope_of,
)
from bot.core.types import NOBODY, Message, Reply, Text
from bot.core.updates.proposals import Scope, propose, propose_one

_ID = re.compile(ID, re.I)
_PART = re.compile(r"#\d+$")  # in the id of a part of a message that waits by itself


def update(context: Context, message: Message, wish: Wish) -> Reply:
    """A message that was only taken for a report is a question where it turns out to be none.

    So it is where nobody is known to have said it.
    """
    is_asked = message.author == NOBODY or not has_plans(context)
    if wish.reports and is_asked:
        return ask_after_all(context, message)
    desk = desk_of(context)
    words = message.text if wish.reports else wish.said.get("rest", "")
    if not words:
        return Reply((Text(replies.HOW_TO_UPDATE),))
    if _ID.fullmatch(words) and (meant := meant_by(context, message, words)):
        require_contributor(message.author)
        action = actions_by_id(desk)[meant.matches[0].action]
        return asked_for_words(context, message, action, "update")
    scope = scope_of(context, desk, message)
    proposals = propose(words, scope)
    if not proposals and wish.reports:
        return ask_after_all(context, message)
    require_contributor(message.author)
    outcome = receive(
        desk.register, said_of(context, message), proposals or (_asked(words, scope),)
    )
    return told(context, message, outcome)


def asked_for_words(context: Context, message: Message, action: Action, verb: str) -> Reply:
    """Ask what is to be said of an action: the next words of the person are it.

    Raises Refused for one that is out of its plan.
    """
    if action.retired:
        raise Refused(OUT_OF_PLAN.format(action.id))
    at = message.at or context.now()
    awaited = Awaited(verb, action.id)
    desk_of(context).asked.ask_words(message.author.id, message.chat, awaited, at)
    return replies.of_words_wanted(action, verb)


def _asked(words: str, scope: Scope) -> Proposal:
    """What was sent as an update although it does not read as one: the person says what it is."""
    return replace(propose_one(words, scope), needs=Needs.CHOOSE)


def receive(register: Register, said: Said, proposals: Sequence[Proposal]) -> Outcome:
    """Log what a message reports where all of it is clear; else it waits in the inbox."""
    if any(one.needs for one in proposals):
        return register.wait(said, proposals)
    return register.log(said, changes_of(proposals))


def changes_of(proposals: Sequence[Proposal]) -> list[Change]:
    """What is logged of proposals whose action is clear."""
    return [one.change(one.matches[0].action) for one in proposals if one.needs is not Needs.CHOOSE]


def unclear_of(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals for which a person must choose the action."""
    return [one for one in proposals if one.needs is Needs.CHOOSE]


def told(context: Context, message: Message, outcome: Outcome, lead: str = "Logged") -> Reply:
    """What became of a message; ``lead`` says what was done with its updates."""
    waiting = outcome.waiting
    if waiting and waiting.closed_at is None:
        return question(context, message, waiting)
    actions = actions_by_id(desk_of(context))
    if outcome.repeated or not outcome.updates:
        return replies.of_repeated(outcome.updates, actions)
    return replies.of_logged(outcome.updates, actions, lead)


def question(context: Context, message: Message, waiting: Waiting, *, anew: bool = False) -> Reply:
    """Ask what a waiting message means; its answer may be a bare number or id.

    With ``anew`` the action is asked for, also where one was proposed.
    """
    desk = desk_of(context)
    actions = actions_by_id(desk)
    at = message.at or context.now()
    desk.asked.note(message.author.id, message.chat, waiting.id, at)
    if len(waiting.proposals) > 1:
        return replies.of_several(waiting, actions)
    if waiting.proposals[0].needs is Needs.CONFIRM and not anew:
        return replies.of_confirmation(waiting, actions)
    officer = message.author.role is Role.OFFICER
    return replies.of_choice(waiting, waiting.proposals[0], actions, officer=officer)


def apart(register: Register, said: Said, parts: Sequence[Proposal]) -> None:
    """Let each part of a message wait by itself, to be asked one by one."""
    before = parts_of(register, said.chat, said.message)
    waiting = {one.waiting.said.text for one in before if one.waiting}
    new = [part for part in parts if part.text not in waiting]
    for number, part in enumerate(new, len(before) + 1):
        register.wait(replace(said, text=part.text, message=f"{said.message}#{number}"), [part])


def whole_of(waiting: Waiting) -> Said:
    """The message that waits, with its key for an id where it came without one."""
    return replace(waiting.said, message=waiting.said.message or waiting.id)


def parts_of(register: Register, chat: str, message: str) -> list[Outcome]:
    """What became of the parts of a message that were let to wait by themselves, in order."""
    found: list[Outcome] = []
    while outcome := register.outcome(chat, f"{message}#{len(found) + 1}"):
        found.append(outcome)
    return found


def with_next_part(context: Context, message: Message, reply: Reply, settled: Said) -> Reply:
    """A reply, and the question about the next part of the same message that waits still."""
    whole = _PART.sub("", settled.message)
    waits = [
        one.waiting
        for one in parts_of(desk_of(context).register, settled.chat, whole)
        if one.waiting
    ]
    if not whole or not waits:
        return reply
    further = question(context, message, waits[0])
    return Reply((*reply.blocks, *further.blocks), (*reply.buttons, *further.buttons))
