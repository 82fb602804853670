"""One principle for each week, none again until all were shown."""

from __future__ import annotations

import re

from bot.core.answers.select import whole
from bot.core.intents import Wish
from bot.core.replies import NO_PRINCIPLES, of_principle
from bot.core.skills.context import Context
from bot.core.types import Message, Reply, Text
from indexer.types import Form, Passage

_NAMES_PRINCIPLES = re.compile(r"(?:\w+ )?(?:principle|value|cornerstone)s?\b", re.I)


def principle_of_the_week(context: Context, message: Message, wish: Wish) -> Reply:
    """The principle whose turn it is by the calendar: weeks are counted from Monday."""
    documents = {document.id: document for document in context.search.documents}
    principles = [
        passage
        for _, passage in context.search.headings()
        if passage.form is Form.PARAGRAPH and _is_principle(passage)
    ]
    if context.language.home:
        at_home = [passage for passage in principles if passage.area == context.language.home]
        principles = at_home or principles
    if not principles:
        return Reply((Text(NO_PRINCIPLES),))
    week = (context.today().toordinal() - 1) // 7
    passage = principles[week % len(principles)]
    return of_principle(whole(passage, documents[passage.document]))


def _is_principle(passage: Passage) -> bool:
    """Whether the section stands directly below a heading such as 'Principles of working'."""
    return len(passage.headings) > 1 and bool(_NAMES_PRINCIPLES.match(passage.headings[-2]))
