"""Question -> hits: the query, and one search or one for each area compared."""

from __future__ import annotations

from dataclasses import replace

from bot.core.ports import Search
from bot.core.types import Question, Want
from indexer.types import Hit, Query

CANDIDATES = 24
_SHAPES = {
    Want.CONTACT: ("xphone", "xemail", "xlink"),
    Want.HOW_MUCH: ("xmoney", "xpercent"),
    Want.WHEN: ("xdate",),
}
_SHAPE_WEIGHT = 0.5


def find(question: Question, search: Search) -> list[Hit]:
    """The best hits for a question, best first."""
    return search.search(query_of(question, question.areas))


def find_for_each(question: Question, search: Search, areas: tuple[str, ...]) -> list[list[Hit]]:
    """The best hits of each area, for a comparison."""
    subject = replace(question, text=" ".join(question.words))
    return [search.search(query_of(subject, (area,))) for area in areas]


def query_of(question: Question, areas: tuple[str, ...]) -> Query:
    """What to search for: the question's words, the sector's words, and shapes asked for."""
    terms = [(word, 1.0) for word in question.words]
    terms += question.expansions
    terms += [(shape, _SHAPE_WEIGHT) for shape in _SHAPES.get(question.want, ())]
    return Query(
        text=question.text,
        terms=tuple(terms),
        areas=areas,
        documents=question.documents,
        limit=CANDIDATES,
    )
