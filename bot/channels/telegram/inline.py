"""Reply -> what an inline query offers: each quote, ready to be put into any chat."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from bot.channels.telegram.cutting import short
from bot.channels.telegram.limits import RESULT_ABOUT, RESULT_TITLE, RESULTS
from bot.channels.telegram.markup import clean, plain
from bot.channels.telegram.posts import Post, quotes
from bot.core.types import Quote, Reply, Verdict


@dataclass(frozen=True, slots=True)
class Result:
    """One thing to choose: what the list says of it, and the message that it puts into the chat.

    ``id`` is the same for the same message, and within the platform's 64 bytes.
    """

    id: str
    title: str
    about: str
    post: Post


def results(reply: Reply) -> tuple[Result, ...]:
    """The quotes of an answer with their sources, long ones in parts; none where it is silent."""
    if reply.answer is None or reply.answer.verdict is Verdict.SILENT:
        return ()
    found = [
        result for block in reply.blocks if isinstance(block, Quote) for result in _results(block)
    ]
    return tuple({result.id: result for result in found}.values())[:RESULTS]


def _results(quote: Quote) -> list[Result]:
    about = short(clean(quote.source), RESULT_ABOUT)
    return [Result(_id(post), _title(post), about, post) for post in quotes(quote)]


def _title(post: Post) -> str:
    """The first words of the quotation."""
    quotation = post.html.partition("<blockquote")[2].partition(">")[2].partition("</")[0]
    return short(plain(quotation).strip("“”"), RESULT_TITLE) or post.plain[:RESULT_TITLE]


def _id(post: Post) -> str:
    return sha256(post.html.encode()).hexdigest()[:32]
