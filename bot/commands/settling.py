"""A waiting message -> what a person at the terminal says it means -> logged, or left to wait."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from bot.commands.actions.opened import action_named
from bot.commands.person import officer
from bot.core.action_replies import named, told, told_by
from bot.core.errors import UsageError
from bot.core.ports import Register
from bot.core.register import Action, Needs, Outcome, Waiting
from bot.core.skills.settle import changes_with, part_to_choose
from bot.core.skills.update import apart, changes_of, parts_of, unclear_of, whole_of
from bot.core.update_replies import choices_of

_LEAVE = "Enter leaves it in the inbox"
_CHOOSE = f"Which one? Its number or id, s to set it aside, {_LEAVE}: "
_CONFIRM = f"Log it? y to log it, s to set it aside, {_LEAVE}: "


def log_on(register: Register, waiting: Waiting, action: str) -> Outcome:
    """Log a waiting message on an action. Raises UsageError where it has several unclear parts."""
    part = part_to_choose(waiting)
    if part is None:
        raise UsageError(
            f"{waiting.id} holds {len(waiting.proposals)} updates. Log what is clear in them with:"
            f" compactbot inbox {waiting.id}. What is not then waits by itself."
        )
    changes = changes_with(waiting, part, action)
    return register.log(waiting.said, changes, closes=waiting.id, by=officer(), at=_now())


def log_clear(register: Register, waiting: Waiting) -> tuple[Outcome, list[Waiting]]:
    """Log the parts of a waiting message that are clear; the others wait by themselves.

    Raises UsageError where no part is clear, and it is but one.
    """
    unclear = unclear_of(waiting.proposals)
    if unclear and len(waiting.proposals) == 1:
        raise UsageError(f"say which action it is about: compactbot inbox {waiting.id} ACTION")
    whole = whole_of(waiting)
    if unclear:
        apart(register, whole, unclear)
    changes = changes_of(waiting.proposals)
    logged = register.log(waiting.said, changes, closes=waiting.id, by=officer(), at=_now())
    parts = parts_of(register, whole.chat, whole.message) if unclear else []
    return logged, [one.waiting for one in parts if one.waiting]


def set_aside(register: Register, waiting: Waiting) -> str:
    """Take a message out of the inbox; the sentence that says so."""
    register.dismiss(waiting.id, officer(), _now())
    return f"Set {waiting.id} aside; nothing was logged, and the record keeps its words."


def ask(register: Register, waiting: Waiting, read: Callable[[str], str]) -> None:
    """Ask the person at the terminal until a message is settled, or they leave it to wait."""
    actions = {action.id: action for action in register.actions(retired=True)}
    while True:
        try:
            answer = read(_shown(waiting, actions)).strip().lower()
        except EOFError:
            answer = ""
        if not answer:
            print(f"It waits as {waiting.id}. Later: compactbot inbox {waiting.id} ACTION")
            return
        try:
            parts = _settled(register, waiting, answer, actions.values())
        except UsageError as mistake:
            print(f"{mistake}")
            continue
        for part in parts:
            ask(register, part, read)
        return


def _shown(waiting: Waiting, actions: dict[str, Action]) -> str:
    """The question, with what it is about."""
    part = part_to_choose(waiting)
    if part is None or part.needs is not Needs.CHOOSE or len(waiting.proposals) > 1:
        return _CONFIRM
    read = told(part.status, part.percent, part.due, part.reason)
    lines = [f"“{part.text.strip()}”. Read as: {read or 'a note'}."]
    choices = enumerate(choices_of(part), 1)
    lines += [f"  {place}. {named(actions[one])}" for place, one in choices]
    return "\n".join([*lines, _CHOOSE])


def _settled(
    register: Register, waiting: Waiting, answer: str, actions: Collection[Action]
) -> list[Waiting]:
    """Do what was answered; the parts that are still to be asked. Raises UsageError."""
    if answer == "s":
        print(set_aside(register, waiting))
        return []
    if answer in ("y", "yes"):
        outcome, parts = log_clear(register, waiting)
    else:
        outcome, parts = log_on(register, waiting, _chosen(waiting, answer, actions)), []
    print("\n".join(logged_lines(register, outcome)))
    return parts


def _chosen(waiting: Waiting, answer: str, actions: Collection[Action]) -> str:
    part = part_to_choose(waiting)
    choices = choices_of(part) if part else []
    if answer.isdecimal():
        if not 0 < int(answer) <= len(choices):
            raise UsageError(f"there is no number {answer}.")
        return choices[int(answer) - 1]
    return action_named([one for one in actions if not one.retired], answer).id


def logged_lines(register: Register, outcome: Outcome) -> list[str]:
    """What was logged, a line an update."""
    if outcome.repeated:
        return ["That was settled already."]
    actions = {action.id: action for action in register.actions(retired=True)}
    return [
        f"Logged {update.id}: {named(actions[update.action])}: {told_by(update.change)}."
        for update in outcome.updates
    ]


def _now() -> datetime:
    return datetime.now(UTC)
