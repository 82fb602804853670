"""Question -> Answer: find, select, decide, verify."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.answers import decide
from bot.core.answers.find import find, find_for_each
from bot.core.answers.related import related
from bot.core.answers.select import Candidate, candidates, choose, cite, verified
from bot.core.ports import Search
from bot.core.types import Answer, Citation, Question, Verdict, Want
from indexer.types import Document

_MOST_AREAS = 4
_MORE = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """At most how many quotes an answer shows at once, and how many characters of them."""

    quotes: int = 3
    characters: int = 900


def answer(question: Question, search: Search, limits: Limits) -> Answer:
    """The answer to a question. Every citation in it was held against the stored text."""
    uncovered = decide.before_search(question, search)
    if uncovered:
        return Answer(question, Verdict.SILENT, reason=uncovered)
    if question.compares:
        return _comparison(question, search, limits)
    ranked = candidates(find(question, search), question)
    chosen = choose(ranked, question, limits.quotes, limits.characters)
    ruling = decide.on(question, chosen, ranked, search)
    more = choose(_rest(ranked, chosen), question, _MORE, limits.characters)
    if ruling.verdict is Verdict.SILENT:
        nearest = _citations(chosen[:_MORE], search.documents)
        return Answer(question, Verdict.SILENT, more=nearest, reason=ruling.reason)
    return Answer(
        question,
        ruling.verdict,
        citations=_citations(ruling.quotes or chosen, search.documents),
        more=_citations(more, search.documents),
        related=related(ranked, chosen),
        confidence=ruling.confidence,
        reason=ruling.reason,
    )


def _comparison(question: Question, search: Search, limits: Limits) -> Answer:
    """The best quote of each area, side by side."""
    areas = question.areas if len(question.areas) > 1 else _areas_of_compacts(search)
    areas = areas[:_MOST_AREAS]
    share = limits.characters // len(areas)
    chosen: list[Candidate] = []
    for hits in find_for_each(question, search, areas):
        ranked = candidates(hits, question)
        chosen += choose(ranked, question, limits.quotes // len(areas) or 1, share)
    ruling = decide.on(replace(question, want=Want.ANYTHING), chosen, chosen, search)
    citations = _citations(chosen, search.documents)
    if ruling.verdict is Verdict.SILENT:
        return Answer(question, Verdict.SILENT, more=citations, reason=ruling.reason)
    return Answer(question, ruling.verdict, citations, confidence=ruling.confidence)


def _rest(ranked: list[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    quoted = {candidate.hit.passage.id for candidate in chosen}
    return [candidate for candidate in ranked if candidate.hit.passage.id not in quoted]


def _areas_of_compacts(search: Search) -> tuple[str, ...]:
    return tuple(dict.fromkeys(d.area for d in search.documents if d.area))


def _citations(
    chosen: list[Candidate] | tuple[Candidate, ...], documents: tuple[Document, ...]
) -> tuple[Citation, ...]:
    """Citations of candidates; one whose words are not the document's is left out."""
    held = {document.id: document for document in documents}
    made = (cite(candidate) for candidate in chosen)
    return tuple(c for c in made if verified(c, held[c.document_id]))
