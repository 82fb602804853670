"""Answer a question, or look a name up, from the documents."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.answers.answer import answer
from bot.core.answers.followups import in_thread
from bot.core.answers.lookup import look_up
from bot.core.answers.understand import understand
from bot.core.errors import StorageError
from bot.core.intents import Wish, question_of
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
    return _with_progress(context, question, reply)


def ask_after_all(context: Context, message: Message) -> Reply:
    """Answer a message that was taken for something else and turned out to be a question."""
    return ask(context, message, question_of(message.text))


def _with_progress(context: Context, question: Question, reply: Reply) -> Reply:
    """The reply with what the register holds on a question; as it is where that cannot be read."""
    if context.desk is None:
        return reply
    from bot.core.skills.reported import reported_on  # late: questions alone need no updates

    try:
        return reported_on(context, context.desk, question, reply)
    except StorageError:
        return reply


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
