"""Proposals and what became of them -> an object for scripts, or lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.action_replies import STATUS_WORDS, named, told
from bot.core.register import Action, Needs, Outcome, Proposal
from bot.core.update_replies import choices_of


@dataclass(frozen=True, slots=True)
class Typed:
    """A message of the command line (line 0) or of a batch, or the fault for which it is none."""

    line: int
    id: object
    text: str
    fault: str = ""


def as_json(
    typed: Typed, proposals: Sequence[Proposal], outcome: Outcome, actions: Mapping[str, Action]
) -> dict[str, Any]:
    """One update with its fields; the further ones of a message stand in ``parts``."""
    first = _part(proposals[0], actions) if proposals else _NOTHING
    return {
        "id": typed.id,
        "message": typed.text,
        "is_update": bool(proposals),
        **first,
        "logged": bool(outcome.updates),
        "updates": [update.id for update in outcome.updates],
        "waiting": outcome.waiting.id if outcome.waiting else None,
        "repeated": outcome.repeated,
        "parts": [_part(one, actions) for one in proposals] if len(proposals) > 1 else [],
    }


_NOTHING: dict[str, Any] = {
    "matches": [],
    "status": None,
    "percent": None,
    "due": None,
    "reason": None,
    "needs": None,
}


def _part(proposal: Proposal, actions: Mapping[str, Action]) -> dict[str, Any]:
    return {
        "matches": [
            {
                "action": match.action,
                "plan": actions[match.action].plan,
                "text": actions[match.action].text,
                "confidence": match.confidence,
            }
            for match in proposal.matches
        ],
        "status": proposal.status,
        "percent": proposal.percent,
        "due": proposal.due.isoformat() if proposal.due else None,
        "reason": proposal.reason or None,
        "needs": proposal.needs,
    }


def lines_of(
    typed: Typed,
    proposals: Sequence[Proposal],
    outcome: Outcome,
    actions: Mapping[str, Action],
    *,
    asks: bool,
) -> Iterator[str]:
    """What a message means and what became of it; ``asks``: the person is asked what is unclear."""
    if typed.line:
        yield f"{'' if typed.id is None else f'{typed.id}: '}{typed.text.strip()}"
    if not proposals:
        yield "  This reports no progress, so nothing is logged." if typed.line else _NO_UPDATE
    is_asked = asks and bool(outcome.waiting)
    for one in proposals:
        if not (is_asked and len(proposals) == 1 and one.needs is Needs.CHOOSE):
            yield from _read(one, actions)
    if proposals and not is_asked:
        yield f"  {_end(outcome, proposals)}"
    if typed.line:
        yield ""


_NO_UPDATE = (
    "This reports no progress, so nothing is logged. To ask something, use: compactbot ask."
)


def _read(proposal: Proposal, actions: Mapping[str, Action]) -> Iterator[str]:
    said = told(proposal.status, proposal.percent, proposal.due, proposal.reason)
    if proposal.needs is Needs.CHOOSE:
        yield f"  Read as: {said or STATUS_WORDS[None]}. Which action it means is not clear:"
        yield from (f"    {named(actions[one])}" for one in choices_of(proposal))
    else:
        yield f"  {named(actions[proposal.matches[0].action])}"
        yield f"  Read as: {said or STATUS_WORDS[None]}."


def _end(outcome: Outcome, proposals: Sequence[Proposal]) -> str:
    waiting = outcome.waiting
    if waiting and waiting.closed_at is None:
        action = " ACTION" if len(proposals) == 1 and proposals[0].needs is Needs.CHOOSE else ""
        return (
            f"It waits as {waiting.id}. Log it with: compactbot inbox {waiting.id}{action};"
            f" set it aside with: compactbot inbox {waiting.id} --dismiss"
        )
    if outcome.repeated:
        return "It came before, and is not logged again."
    if outcome.updates:
        return f"Logged as {', '.join(update.id for update in outcome.updates)}."
    clear = all(one.needs is None for one in proposals)
    would = "" if clear else " It would wait until somebody says what it means."
    return f"Nothing was logged (--dry-run).{would}"
