"""Put what the team reported on a question before what the documents say."""

from __future__ import annotations

from bot.core.action_replies import with_progress
from bot.core.actions.standing import standings
from bot.core.answers.progress import progress_on
from bot.core.skills.context import Context, Desk
from bot.core.types import Question, Reply


def reported_on(context: Context, desk: Desk, question: Question, reply: Reply) -> Reply:
    """The reply with what the register holds on a question. Raises StorageError."""
    updates = desk.register.updates()
    found = standings(desk.register.actions(), updates)
    if question.areas:
        areas = {plan.id: plan.area for plan in desk.register.plans()}
        found = [one for one in found if areas[one.action.plan] in question.areas]
    finder = desk.scopes.finder(context.today())
    progress = progress_on(question, finder, found, updates, desk.meaning)
    return with_progress(reply, progress, context.today(), context.zone) if progress else reply
