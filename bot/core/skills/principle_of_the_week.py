"""One principle for each week, none again until all were shown."""

from __future__ import annotations

from bot.core.answers.select import whole
from bot.core.intents import Wish
from bot.core.reminders.of_the_week import principles, week_of
from bot.core.replies import NO_PRINCIPLES, of_principle
from bot.core.skills.context import Context
from bot.core.types import Message, Reply, Text


def principle_of_the_week(context: Context, message: Message, wish: Wish) -> Reply:
    """The principle whose turn it is by the calendar: weeks are counted from Monday."""
    found = principles(context.search, context.language.home)
    if not found:
        return Reply((Text(NO_PRINCIPLES),))
    documents = {document.id: document for document in context.search.documents}
    passage = found[week_of(context.today()) % len(found)]
    return of_principle(whole(passage, documents[passage.document]))
