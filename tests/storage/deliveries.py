"""One message, its edits and its deletion, as they are delivered: in any order, and repeatedly."""

from __future__ import annotations

from bot.core.register import Change, Outcome
from bot.storage.register import SqlRegister
from tests.storage.sample import CHAT, ISLA, UNCLEAR, after, half, said

PERCENT = {"log": 50, "edit": 60, "later edit": 70}
_MINUTE = {"edit": 1, "later edit": 2}


def deliver(register: SqlRegister, kind: str, message: str) -> Outcome | None:
    """Deliver a message ("log", or "wait" where it is unclear), an edit of it or its deletion."""
    if kind == "log":
        return register.log(said("half way", message), [half()])
    if kind == "wait":
        return register.wait(said("half way", message), [UNCLEAR])
    if kind == "delete":
        return register.delete(CHAT, message, ISLA, after(3))
    words = said(kind, message, at=after(_MINUTE[kind]))
    return register.revise(words, [Change("GW1", percent=PERCENT[kind])], ISLA)
