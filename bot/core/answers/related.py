"""Hits that were not quoted -> the case studies and actions worth naming beside an answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.answers.select import Candidate
from indexer.types import Kind
from indexer.words import without_number

MOST = 3
_NEAR = 0.7  # of the best score
_NAME_CHARACTERS = 80


def related(ranked: Sequence[Candidate], chosen: Sequence[Candidate]) -> tuple[str, ...]:
    """Names of case studies and actions near by, best first, none that is quoted already."""
    if not chosen:
        return ()
    quoted = {name for candidate in chosen for name in _names(candidate)}
    least = _NEAR * chosen[0].score
    names = [name for c in ranked if c.score >= least for name in _names(c)]
    return tuple(name for name in dict.fromkeys(names) if name not in quoted)[:MOST]


def _names(candidate: Candidate) -> list[str]:
    passage, document = candidate.hit.passage, candidate.hit.document
    if passage.cell and passage.cell.column == "Action":
        name = " ".join(passage.cell.title.split())
        if len(name) > _NAME_CHARACTERS:
            name = name[:_NAME_CHARACTERS].rsplit(" ", 1)[0] + "…"
        return [f"action “{name.rstrip('.')}” ({passage.area or document.title})"]
    if passage.area and not document.area and passage.headings:
        return [f"case study {without_number(passage.headings[-1])} ({document.title})"]
    if document.kind is Kind.CASE_STUDY:
        return [f"case study {document.title}"]
    return []
