"""A day -> the principle or case study of its week, none again until all were shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, zip_longest

from bot.core.answers.select import whole
from bot.core.ports import Search
from bot.core.types import Citation
from indexer.types import Document, Form, Kind, Passage

_NAMES_PRINCIPLES = re.compile(r"(?:\w+ )?(?:principle|value|cornerstone)s?\b", re.I)


def week_of(day: date) -> int:
    """The number of the week that a day is in; weeks begin on Monday."""
    return (day.toordinal() - 1) // 7


def principles(search: Search, home: str) -> list[Passage]:
    """The principles that the documents name: those at home, or all where there are none."""
    found = [
        passage
        for _, passage in search.headings()
        if passage.form is Form.PARAGRAPH and _is_principle(passage)
    ]
    return [one for one in found if home and one.area == home] or found


def of_the_week(search: Search, home: str, day: date) -> tuple[Kind, Citation] | None:
    """The first paragraph of the principle or case study whose turn it is, and which it is.

    They take turns by the calendar, so that it is the same one all week; None: there are none.
    """
    documents = {document.id: document for document in search.documents}
    pairs = zip_longest(principles(search, home), _case_studies(search, documents))
    found = [passage for passage in chain.from_iterable(pairs) if passage]
    if not found:
        return None
    passage = found[week_of(day) % len(found)]
    document = documents[passage.document]
    kind = Kind.CASE_STUDY if document.kind is Kind.CASE_STUDY else Kind.PRINCIPLES
    return kind, whole(passage, document)


def _case_studies(search: Search, documents: dict[str, Document]) -> Iterator[Passage]:
    """The first paragraph of each case study."""
    told = set()
    for _, passage in search.headings():
        document = documents[passage.document]
        is_first = document.kind is Kind.CASE_STUDY and document.id not in told
        if is_first and passage.form is Form.PARAGRAPH and not _is_principle(passage):
            told.add(document.id)
            yield passage


def _is_principle(passage: Passage) -> bool:
    """Whether the section stands directly below a heading such as 'Principles of working'."""
    return len(passage.headings) > 1 and bool(_NAMES_PRINCIPLES.match(passage.headings[-2]))
