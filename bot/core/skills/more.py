"""Show further passages for the last question of a chat."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answers.select import verified
from bot.core.intents import Wish
from bot.core.replies import of_more
from bot.core.skills.context import Context
from bot.core.types import Message, Reply


def more(context: Context, message: Message, wish: Wish) -> Reply:
    """Each passage is shown once, and only while its document still says it."""
    last = context.history.last(message.chat)
    if last is None:
        return of_more(())
    context.history.remember(message.chat, replace(last, more=()))
    held = {document.id: document for document in context.search.documents}
    still = tuple(
        c for c in last.more if c.document_id in held and verified(c, held[c.document_id])
    )
    return of_more(still, changed=len(still) < len(last.more))
