"""Order -> Digest: what a reminder says when it comes round."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.digest_replies import of_digest
from bot.core.reminders.contents import Order, contents_of
from bot.core.skills.context import Context
from bot.core.types import Reply

__all__ = ["Digest", "Order", "digest"]


@dataclass(frozen=True, slots=True)
class Digest:
    """What is sent, and the ids of the actions in it, as they stand there."""

    reply: Reply
    actions: tuple[str, ...]


def digest(context: Context, order: Order) -> Digest | None:
    """The digest as things stand now; None for a person whose actions need nothing.

    Raises Refused where there is no action plan, and StorageError.
    """
    contents = contents_of(context, order)
    if order.person and not contents.found:
        return None
    return Digest(*of_digest(contents))
