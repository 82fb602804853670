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
    areas = _areas_to_compare(question, search)
    if len(areas) > 1:
        return _comparison(question, search, limits, areas)
    ranked = candidates(find(question, search), question)
    chosen = choose(ranked, question, limits.quotes, limits.characters)
    ruling = decide.on(question, chosen, ranked, search)
    if ruling.verdict is Verdict.SILENT:
        nearest = _citations(chosen[:_MORE], search.documents)
        return Answer(question, Verdict.SILENT, more=nearest, reason=ruling.reason)
    if ruling.first:
        chosen = choose([ruling.first, *ranked], question, limits.quotes, limits.characters)
    more = choose(ranked, question, _MORE, limits.characters, beside=chosen)
    citations = _citations(chosen, search.documents)
    return Answer(
        question,
        ruling.verdict if citations else Verdict.SILENT,
        citations=citations,
        more=_citations(more, search.documents),
        related=related(ranked, chosen),
        confidence=ruling.confidence,
    )


def _comparison(
    question: Question, search: Search, limits: Limits, areas: tuple[str, ...]
) -> Answer:
    """The best quote of each area, side by side."""
    share = limits.characters // len(areas)
    chosen: list[Candidate] = []
    for hits in find_for_each(question, search, areas):
        ranked = candidates(hits, question)
        chosen += choose(ranked, question, limits.quotes // len(areas) or 1, share, chosen)
    ruling = decide.on(replace(question, want=Want.ANYTHING), chosen, chosen, search)
    citations = _citations(chosen, search.documents)
    if ruling.verdict is Verdict.SILENT:
        return Answer(question, Verdict.SILENT, more=citations, reason=ruling.reason)
    return Answer(question, ruling.verdict, citations, confidence=ruling.confidence)


def _areas_to_compare(question: Question, search: Search) -> tuple[str, ...]:
    """The areas named, or else all that there are compacts of; none where nothing is compared."""
    if not question.compares:
        return ()
    named = question.areas
    held = dict.fromkeys(document.area for document in search.documents if document.area)
    return (named if len(named) > 1 else tuple(held))[:_MOST_AREAS]


def _citations(chosen: list[Candidate], documents: tuple[Document, ...]) -> tuple[Citation, ...]:
    """Citations of candidates; one whose words are not the document's is left out."""
    held = {document.id: document for document in documents}
    made = (cite(candidate) for candidate in chosen)
    return tuple(c for c in made if verified(c, held[c.document_id]))
