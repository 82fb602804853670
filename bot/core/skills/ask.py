"""Answer a question, or look a name up, from the documents."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.action_replies import with_progress
from bot.core.actions.standing import standings
from bot.core.answers.answer import answer
from bot.core.answers.followups import in_thread
from bot.core.answers.lookup import look_up
from bot.core.answers.progress import Progress, progress_on
from bot.core.answers.understand import understand
from bot.core.intents import Wish
from bot.core.replies import of_answer
from bot.core.skills.context import Context
from bot.core.types import Answer, Message, Question, Reply, Turn

_ARTICLE = re.compile(r"^(?:an?|the) ", re.I)


def ask(context: Context, message: Message, wish: Wish) -> Reply:
    """Answer; the turn is remembered for follow-ups in the same chat."""
    last = context.history.last(message.chat)
    question = in_thread(message.text, last, context.search, context.language)
    if message.area:
        question = replace(question, areas=(message.area,), unknown_areas=())
    question, found = _looked_up(context, message, wish, question)
    found = found or answer(question, context.search, context.limits)
    shown = found.citations or found.more
    context.history.remember(message.chat, Turn(question, shown, found.more))
    acronym = context.language.glossary.acronym(_ARTICLE.sub("", wish.name))
    reply = of_answer(found, context.contact, acronym)
    progress = _progress(context, question)
    if not progress:
        return reply
    return with_progress(reply, progress, context.today(), context.zone)


def _progress(context: Context, question: Question) -> Progress:
    """What the register holds on a question; nothing where no register is kept."""
    desk = context.desk
    if desk is None:
        return Progress()
    updates = desk.register.updates()
    found = standings(desk.register.actions(), updates)
    if question.areas:
        areas = {plan.id: plan.area for plan in desk.register.plans()}
        found = [one for one in found if areas[one.action.plan] in question.areas]
    finder = desk.scopes.finder(context.today())
    return progress_on(question, finder, found, updates, desk.meaning)


def _looked_up(
    context: Context, message: Message, wish: Wish, question: Question
) -> tuple[Question, Answer | None]:
    """The section that a message names, in the thread's area or else in any, and the question."""
    if not wish.name or question.compares:
        return question, None
    alone = understand(message.text, context.search, context.language)
    if message.area:
        alone = replace(alone, areas=(message.area,), unknown_areas=())
    if set(question.words) - set(alone.words):  # words of the thread were put in
        return question, None
    for asked in (question, alone):
        found = look_up(wish.name, asked, context.search, context.limits)
        if found:
            return asked, found
    return question, None
