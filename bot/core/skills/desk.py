"""What the skills of the action register share: who may, which action is meant, what was said."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core import action_replies as replies
from bot.core.actions.standing import Standing, standing, standings
from bot.core.errors import UsageError
from bot.core.register import Action, Match, Needs, Person, Role, Said
from bot.core.skills.context import Context, Desk
from bot.core.types import Message
from bot.core.updates.proposals import Scope, propose_one


class Refused(UsageError):
    """A person may not do this, or it cannot be done; the message is what they read."""


def desk_of(context: Context) -> Desk:
    """The register and its scopes. Raises Refused where there is no action plan to speak of."""
    if context.desk is None or not context.desk.register.plans():
        raise Refused(replies.NO_PLANS)
    return context.desk


def require_contributor(person: Person) -> None:
    """Raises Refused unless a person may log updates."""
    if person.role not in (Role.CONTRIBUTOR, Role.OFFICER):
        raise Refused(replies.MAY_NOT_LOG)


def require_officer(person: Person) -> None:
    """Raises Refused unless a person may change plans, and what others said."""
    if person.role is not Role.OFFICER:
        raise Refused(replies.MAY_NOT_CHANGE)


def require_own(person: Person, author: Person) -> None:
    """Raises Refused unless a person said it themselves, or is an officer."""
    require_contributor(person)
    if person.id != author.id and person.role is not Role.OFFICER:
        raise Refused(replies.NOT_YOURS.format(author.name or "somebody else"))


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


def action_meant(context: Context, message: Message, words: str) -> Action:
    """The one action that words mean. Raises Refused where none does for sure."""
    desk = desk_of(context)
    scope = desk.scopes.of(message.chat, context.today(), words)
    proposal = propose_one(words, scope)
    known = actions_by_id(desk)
    if not proposal.matches:
        raise Refused(replies.NO_ACTIONS)
    if proposal.needs is Needs.CHOOSE:
        raise Refused(replies.which(_of(proposal.matches[:3], known)))
    return known[proposal.matches[0].action]


def _of(matches: Iterable[Match], known: dict[str, Action]) -> list[Action]:
    return [known[match.action] for match in matches]


def all_standings(desk: Desk) -> list[Standing]:
    """How every action stands, by plan and position."""
    return standings(desk.register.actions(), desk.register.updates())


def standing_of(desk: Desk, action: Action) -> Standing:
    """How one action stands."""
    return standing(action, desk.register.updates(action.id))
