"""What a document says of an action, and what stands in the register -> what it says from now on.

A field that the document did not change keeps what people made of it since: who filled in a lead
by hand does not lose it to the next edition.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.register import Wording

FIELDS = ("text", "timescale", "lead", "progress", "future_reporting", "reference")


def merged(now: Wording, imported: Wording | None, document: Wording, action: str) -> Wording:
    """The wording of an action after an import.

    ``imported`` is what a document said of it last, None where none ever did; ``action`` is its id,
    which in an export of ours stands in place of its number. The date follows the timescale.
    """
    if document.reference == action:
        document = replace(document, reference=now.reference)
    base = imported or Wording("")
    taken = {
        name: getattr(document, name)
        for name in FIELDS
        if not _same(getattr(document, name), getattr(base, name))
        and not _same(getattr(document, name), getattr(now, name))
    }
    after = replace(now, **taken)
    return replace(after, due=document.due) if "timescale" in taken else after


def _same(one: str, other: str) -> bool:
    """Equal but for white space, which is another in each form of file."""
    return one.split() == other.split()
