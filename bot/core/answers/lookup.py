"""A name -> the part of the documents that bears it: a place, a principle, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.core.answers.answer import Limits
from bot.core.answers.select import verified, whole
from bot.core.ports import Search
from bot.core.types import Answer, Citation, Question, Verdict
from indexer.types import Form, Kind, Passage
from indexer.words import content_words, without_number

_GENERIC = frozenset(
    "principle value cornerstone case study studie section compact action plan example".split()
)


def look_up(name: str, question: Question, search: Search, limits: Limits) -> Answer | None:
    """The section that bears this name, quoted from its start; None where no heading is so named.

    Areas named beside it narrow the choice; a name that is an area finds the case study or section
    about it, not the whole of a compact.
    """
    wanted = _key(name)
    documents = {document.id: document for document in search.documents}
    found = [
        passage
        for heading, passage in search.headings()
        if wanted
        and _key(heading) == wanted
        and _in_areas(passage, question)
        and not (question.areas and heading == documents[passage.document].title)
    ]
    if not found and question.areas and not question.words:
        found = [
            passage
            for _, passage in search.headings()
            if passage.area == question.areas[0]
            and documents[passage.document].kind is Kind.CASE_STUDY
        ]
    if not found:
        return None
    passages = _readable(search.section(found[0]))
    citations: list[Citation] = []
    left = limits.characters
    for passage in passages[: limits.quotes]:
        if citations and passage.end - passage.start > left:
            break
        document = documents[passage.document]
        citation = whole(passage, document)
        if verified(citation, document):
            citations.append(citation)
            left -= passage.end - passage.start
    if not citations:
        return None
    return Answer(question, Verdict.ANSWERED, tuple(citations), confidence=0.95)


def _key(text: str) -> frozenset[str]:
    """What a heading and a name have in common when they mean the same."""
    plain = re.split(r"\s*[:–—]\s*", without_number(text), maxsplit=1)[0]
    held = frozenset(word.removesuffix("s") for word in content_words(plain))
    return held - _GENERIC or held


def _in_areas(passage: Passage, question: Question) -> bool:
    return not question.areas or passage.area in question.areas


def _readable(passages: Iterable[Passage]) -> Sequence[Passage]:
    """The passages without the items that a list among them holds already."""
    held = list(passages)
    lists = [(p.start, p.end) for p in held if p.form is Form.LIST]
    return [
        p
        for p in held
        if p.form is Form.LIST or not any(a <= p.start and p.end <= b for a, b in lists)
    ]
