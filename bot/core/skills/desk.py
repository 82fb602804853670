"""What the skills of the action register share: who may, which action is meant, what was said."""

from __future__ import annotations

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core import action_replies as replies
from bot.core import update_replies
from bot.core.actions.standing import Standing, standing, standings
from bot.core.errors import Refused
from bot.core.intents import ID
from bot.core.register import Action, Match, Needs, Person, Proposal, Role, Said
from bot.core.skills.context import Context, Desk
from bot.core.types import Message
from bot.core.updates.proposals import Scope, propose_one

_ID = re.compile(ID, re.I)
_TOLD = 0.5  # of the words, by weight, that the nearest action has; else they name none


def has_plans(context: Context) -> bool:
    """Whether there is an action plan to speak of. Raises Refused where it cannot be reached."""
    if context.lost:
        raise Refused(update_replies.UNREACHABLE)
    return context.desk is not None and bool(context.desk.register.plans())


def desk_of(context: Context) -> Desk:
    """The register and its scopes. Raises Refused where there is no action plan to speak of."""
    if not has_plans(context) or context.desk is None:
        raise Refused(update_replies.NO_PLANS)
    return context.desk


def require_contributor(person: Person) -> None:
    """Raises Refused unless a person may log updates."""
    if person.role not in (Role.CONTRIBUTOR, Role.OFFICER):
        raise Refused(update_replies.MAY_NOT_LOG)


def require_officer(person: Person) -> None:
    """Raises Refused unless a person may change plans, and what others said."""
    if person.role is not Role.OFFICER:
        raise Refused(update_replies.MAY_NOT_CHANGE)


def require_own(person: Person, author: Person) -> None:
    """Raises Refused unless a person said it themselves, or is an officer."""
    require_contributor(person)
    if not may_change(person, author):
        raise Refused(update_replies.NOT_YOURS.format(author.name or "Somebody else"))


def may_change(person: Person, author: Person) -> bool:
    """Whether a person may change what an author said."""
    return person.role is Role.OFFICER or (
        person.role is Role.CONTRIBUTOR and person.id == author.id
    )


def said_of(context: Context, message: Message) -> Said:
    """The message as it goes into the record."""
    at = message.at or context.now()
    return Said(message.text, message.chat, message.id, message.author, at)


def scope_of(context: Context, desk: Desk, message: Message) -> Scope:
    """What the message is held against."""
    return desk.scopes.of(message.chat, context.today(), message.text)


def actions_by_id(desk: Desk) -> dict[str, Action]:
    """All actions of the plans, also those that went out of them, by id."""
    return {action.id: action for action in desk.register.actions(retired=True)}


def meant_by(context: Context, message: Message, words: str) -> Proposal | None:
    """Which action words mean, as far as they tell; None where they name nothing of the plans.

    Raises Refused for an id of one of the plans that no action has.
    """
    desk = desk_of(context)
    if _ID.fullmatch(words.strip()):
        named = _by_id(desk, words)
        return Proposal(words, (Match(named.id, 1.0),), None) if named else None
    scope = desk.scopes.of(message.chat, context.today(), words)
    proposal = propose_one(words, scope)
    if is_sure(proposal):
        return proposal
    nearest = scope.finder.scored(words, words, scope.plan)[:1]
    return proposal if nearest and nearest[0].likeness.told >= _TOLD else None


def is_sure(proposal: Proposal) -> bool:
    """Whether one action is meant, and no choice is needed."""
    return proposal.needs is not Needs.CHOOSE


def _by_id(desk: Desk, words: str) -> Action | None:
    """The action of an id, also one that went out of its plan; None for no id of our plans."""
    said = re.sub(r"[\s-]", "", words).upper()
    known = {action.id.upper(): action for action in desk.register.actions(retired=True)}
    is_ours = said.rstrip("0123456789.") in {plan.id.upper() for plan in desk.register.plans()}
    if said in known or not is_ours or not known:
        return known.get(said)
    nearest = process.extractOne(said, list(known), scorer=OSA.distance)[0]
    raise Refused(replies.NO_SUCH_ACTION.format(said, known[nearest].id))


def all_standings(desk: Desk) -> list[Standing]:
    """How every action stands, by plan and position."""
    return standings(desk.register.actions(), desk.register.updates())


def standing_of(desk: Desk, action: Action) -> Standing:
    """How one action stands."""
    return standing(action, desk.register.updates(action.id))
