"""An answer -> the keys under it: its context, whether it helped, the way to a person."""

from __future__ import annotations

from bot.channels.telegram.cutting import short
from bot.channels.telegram.keyboards import Key, Keyboard, Shown, back_to, laid
from bot.channels.telegram.markup import clean
from bot.core.types import Reply, Spot

GOOD, BAD, CALL, CONTEXT, WHY = "good", "bad", "call", "context", "why"
REASONS = (
    ("about", "Not about what I asked"),
    ("old", "Out of date"),
    ("missing", "Something is missing"),
    ("wrong", "It is wrong"),
)
_MOST_ASKED = 1_000  # characters of a question that is passed on
_MOST_SPOTS = 5


def rows_for(reply: Reply) -> Keyboard:
    """The rows of keys under an answer from the documents; none under anything else.

    Values: of ``context`` the spots, of ``call`` the question, of the rest nothing.
    """
    answer = reply.answer
    if answer is None:
        return ()
    spots = ";".join(f"{c.document_id} {c.start} {c.end}" for c in answer.citations[:_MOST_SPOTS])
    asked = short(clean(answer.question.asked), _MOST_ASKED) or "?"
    return (
        (*((Key("Context", CONTEXT, spots),) if spots else ()), Key("Ask a person", CALL, asked)),
        (Key("Helpful", GOOD, ""), Key("Not helpful", BAD, "")),
    )


def reasons(shown: Shown) -> Keyboard:
    """The keyboard that asks why an answer did not help, and leads back to the one shown."""
    keys = [Key(words, WHY, name) for name, words in REASONS]
    return laid([*keys, back_to(shown)])


def spots_of(value: str) -> list[Spot]:
    """The spots that a key carries; none where it is not one of ours."""
    found = (one.rsplit(" ", 2) for one in value.split(";"))
    return [
        Spot(parts[0], int(parts[1]), int(parts[2]))
        for parts in found
        if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal()
    ]
