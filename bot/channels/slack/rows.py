"""An answer -> the buttons under it: its context, whether it helped, the way to a person."""

from __future__ import annotations

from bot.channels.slack import wording
from bot.channels.slack.elements import Press
from bot.channels.slack.limits import VALUE, size
from bot.channels.slack.markup import clean, cut
from bot.core.types import Reply, Spot

GOOD, BAD, CALL, CONTEXT = "feedback-good", "feedback-bad", "call-person", "context"
_MOST_ASKED = 1_000  # characters of a question that is passed on
_MOST_SPOTS = 5


def row_for(reply: Reply) -> tuple[Press, ...]:
    """The buttons under an answer from the documents; none under anything else."""
    answer = reply.answer
    if answer is None:
        return ()
    spots = ";".join(f"{c.document_id} {c.start} {c.end}" for c in answer.citations[:_MOST_SPOTS])
    shown = [Press(wording.CONTEXT, CONTEXT, spots)] if spots and size(spots) <= VALUE else []
    asked = (cut(clean(answer.question.asked), _MOST_ASKED) or ["?"])[0]
    return (
        *shown,
        Press(wording.HELPFUL, GOOD, "good"),
        Press(wording.NOT_HELPFUL, BAD, "bad"),
        Press(wording.PERSON, CALL, asked),
    )


def spots_of(value: str) -> list[Spot]:
    """The spots that a button carries; none where it is not one of ours."""
    found = (one.rsplit(" ", 2) for one in value.split(";"))
    return [
        Spot(parts[0], int(parts[1]), int(parts[2]))
        for parts in found
        if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal()
    ]
