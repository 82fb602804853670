"""Telegram's limits, and ours where we keep further away. Lengths are UTF-16 units of the text as
people see it, after its tags are read.

Where each figure comes from: core.telegram.org/bots/api and /bots/faq.
"""

from __future__ import annotations

TEXT = 4_096  # of a message
CAPTION = 1_024  # of a photo or document
ENTITIES = 100  # of a message: bold, italic, quotes, mentions; the rest would be shown plain
PIECE = 1_000  # of a paragraph that is kept together where messages are cut
HEADING = 150  # of a heading that stands in the same message as what it heads
QUOTE = 2_900  # of one quote in one piece, so that its source stands in the same message
FOLDED = 600  # from here on a quote is shown folded
SOURCE = 600  # of a source line; a longer one goes on under it
BEFORE = 400  # of the line before a quote
NAME = 64  # of a person

DATA = 64  # bytes of what a key of an inline keyboard carries
LABEL = 38  # of a key: what a phone shows of one that has its row to itself
ROW = 8  # keys in a row
KEYS = 60  # of a message; Telegram takes 100, and some 10 kB of them
NOTICE = 200  # of the answer to a press

RESULTS = 50  # that an inline query is answered with
RESULT_ID = 64  # bytes
RESULT_TITLE = 60  # what a phone shows
RESULT_ABOUT = 110
QUERY = 256  # of what is typed after the bot's name

PHOTO = 10_000_000  # bytes of a photo that is sent
DOCUMENT = 50_000_000  # bytes of a document that is sent


def size(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
