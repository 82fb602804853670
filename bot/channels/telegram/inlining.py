"""What is typed after the bot's name in any chat -> quotes to put there, for those who may."""

from __future__ import annotations

import logging

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from bot.channels.telegram import wording
from bot.channels.telegram.inline import Result, results
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.reading import name_of

_BRIEF = 8.0  # seconds; afterwards nobody waits for it
_LEAST = 3  # characters of something to look for

log = logging.getLogger(__name__)


class Inlining:
    """Answers inline queries. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def answer(self, query: InlineQuery) -> None:
        """Offer quotes; nobody but who asked is shown them, and Telegram keeps none."""
        parts, user = self._parts, query.from_user
        person = await parts.access.known(user.id, name_of(user))
        found: tuple[Result, ...] = ()
        if person and len(query.query.strip()) >= _LEAST:
            reply = await parts.work.think(parts.assistant.answer_to, query.query)
            found = await parts.work.think(results, reply)
        begin = InlineQueryResultsButton(wording.INLINE_START, start_parameter="inline")
        await parts.sender.try_for(
            _BRIEF,
            parts.sender.bot.answer_inline_query,
            inline_query_id=query.id,
            results=[_article(one) for one in found],
            cache_time=0,
            is_personal=True,
            button=None if person else begin,
        )


def _article(result: Result) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        result.post.html,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(result.id, result.title, content, description=result.about)
