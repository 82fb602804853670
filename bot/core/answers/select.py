"""Hits -> citations: the shortest texts that answer, best first, without repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.core.answers.wants import has_kind
from bot.core.types import Citation, Question, Turn, Want
from indexer.types import Document, Form, Hit, Kind, Passage
from indexer.words import content_stems, content_words, leans_back, stem

_FRAGMENT = 30  # characters; less says little on its own
_SHORTEST_CUT = 120  # characters; less is not worth a citation
_COVERAGE_WEIGHT = 0.15
_KIND_BONUS = 0.08
_HEADING_BONUS = 0.10
_SAME_WORDS = 0.7  # of the shorter of two quotes; above it they say the same
_THREAD_BONUS = 0.20
_SUPERSEDED = 0.05  # less for a document that another one has taken the place of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that could be given: a hit, the span of it to quote, and how well it fits."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The words to quote."""
        offset = self.hit.passage.start
        return self.hit.passage.text[self.start - offset : self.end - offset]


def candidates(hits: Iterable[Hit], question: Question) -> list[Candidate]:
    """A candidate from each hit, best first."""
    terms = _terms(question)
    made = [_candidate(hit, question, terms) for hit in hits]
    return sorted(made, key=lambda candidate: -candidate.score)


def choose(
    ranked: Sequence[Candidate],
    question: Question,
    quotes: int,
    characters: int,
    beside: Sequence[Candidate] = (),
) -> list[Candidate]:
    """The best candidates that do not repeat each other, within a number and a length.

    The first is kept whatever its length; one that is too long for what is left is cut to its
    best sentences. ``beside`` are candidates that are shown already.
    """
    chosen: list[Candidate] = []
    left = characters
    for candidate in ranked:
        if len(chosen) == quotes:
            break
        if any(_repeats(candidate, other) for other in (*beside, *chosen)):
            continue
        if chosen and candidate.end - candidate.start > left:
            cut = shortened(candidate, question, left)
            if cut is None:
                continue
            candidate = cut
        chosen.append(candidate)
        left -= candidate.end - candidate.start
    return chosen


def shortened(candidate: Candidate, question: Question, limit: int) -> Candidate | None:
    """The candidate cut to its best run of whole sentences within a length, or None."""
    passage = candidate.hit.passage
    if limit < _SHORTEST_CUT or passage.form is Form.LIST:
        return None
    start, end = _best_run(candidate.hit, question, limit)
    return replace(candidate, start=start, end=end) if end - start <= limit else None


def _terms(question: Question) -> dict[str, float]:
    """Stems that an answer may hold, with how much each is worth."""
    terms = {stem(word): 1.0 for word in question.words}
    for phrase, weight in question.expansions:
        for word in content_words(phrase):
            terms.setdefault(stem(word), weight)
    return terms


def _candidate(hit: Hit, question: Question, terms: dict[str, float]) -> Candidate:
    passage = hit.passage
    text = passage.text
    score = hit.score + _COVERAGE_WEIGHT * _coverage(f"{text} {passage.context}", terms)
    if question.want is not Want.ANYTHING:
        score += _KIND_BONUS if has_kind(question.want, text) else -_KIND_BONUS
    heading = " ".join(passage.headings[-1:]) + " " + (passage.cell.column if passage.cell else "")
    score += _HEADING_BONUS * _share(heading, terms)
    if len(text) < _FRAGMENT:
        score -= _KIND_BONUS
    if question.follows:
        score += _THREAD_BONUS * _nearness(hit, question.follows)
    if hit.document.superseded_by and hit.document.id not in question.documents:
        score -= _SUPERSEDED
    if Kind.ACTION_PLAN in question.kinds and passage.form is Form.CELL:
        score += _KIND_BONUS
    return Candidate(hit, passage.start, passage.end, score)


def _nearness(hit: Hit, turn: Turn) -> float:
    """How near a hit stands to what the thread quoted first: 1 the same row, 0.5 the section."""
    if not turn.citations or turn.citations[0].document_id != hit.document.id:
        return 0.0
    first = turn.citations[0]
    cell = hit.passage.cell
    if cell and cell.title in (first.row, first.quote):
        return 1.0
    same_section = hit.passage.headings == first.headings
    return 0.5 if same_section and not cell else 0.0


def _share(text: str, terms: dict[str, float]) -> float:
    """How much of a short text the question's terms make up, 0..1."""
    held = content_stems(text)
    return sum(terms.get(word, 0.0) for word in held) / len(held) if held else 0.0


def _coverage(text: str, terms: dict[str, float]) -> float:
    """How much of the question's terms, by weight, stand in a text, 0..1."""
    held = content_stems(text)
    best = sum(terms.values())
    return sum(weight for term, weight in terms.items() if term in held) / best if best else 0.0


def _best_run(hit: Hit, question: Question, limit: int) -> tuple[int, int]:
    """The run of sentences around the one that fits best, grown while it stays within a limit."""
    spans = hit.passage.sentences
    terms = _terms(question)
    values = [
        cosine
        + _COVERAGE_WEIGHT * _coverage(_sentence(hit, i), terms)
        + _KIND_BONUS * has_kind(question.want, _sentence(hit, i))
        for i, cosine in enumerate(hit.cosines)
    ]
    first = last = max(range(len(values)), key=values.__getitem__)
    if first and leans_back(_sentence(hit, first)):
        first -= 1
    while True:
        grown = [
            (values[i], a, b)
            for i, a, b in ((last + 1, first, last + 1), (first - 1, first - 1, last))
            if 0 <= i < len(spans) and spans[b][1] - spans[a][0] <= limit
        ]
        if not grown:
            return spans[first][0], spans[last][1]
        _, first, last = max(grown)


def _sentence(hit: Hit, index: int) -> str:
    start, end = hit.passage.sentences[index]
    return hit.passage.text[start - hit.passage.start : end - hit.passage.start]


def _repeats(one: Candidate, other: Candidate) -> bool:
    a, b = one.hit.passage, other.hit.passage
    if a.document == b.document and min(one.end, other.end) > max(one.start, other.start):
        return True
    mine, theirs = set(content_words(one.text)), set(content_words(other.text))
    return len(mine & theirs) > _SAME_WORDS * min(len(mine), len(theirs))


def cite(candidate: Candidate) -> Citation:
    """The citation of a candidate."""
    document = candidate.hit.document
    return replace(
        whole(candidate.hit.passage, document),
        quote=candidate.text,
        start=candidate.start,
        end=candidate.end,
        page=document.page(candidate.start),
    )


def whole(passage: Passage, document: Document) -> Citation:
    """The citation of a whole passage."""
    cell = passage.cell
    lead = document.text[passage.lead[0] : passage.lead[1]] if passage.lead else ""
    return Citation(
        quote=passage.text,
        document=document.name,
        document_id=document.id,
        title=document.title,
        start=passage.start,
        end=passage.end,
        area=passage.area or document.area,
        edition=document.edition or document.date,
        headings=passage.headings,
        paragraph=passage.number,
        page=document.page(passage.start),
        row=cell.title if cell and cell.title not in passage.text else "",
        column=cell.column if cell else "",
        lead=lead,
        where=passage.where,
        summary_of=document.origin.title if document.origin else "",
        superseded_by=document.superseded_by,
    )


def verified(citation: Citation, document: Document) -> bool:
    """Whether the document says exactly these words at these offsets."""
    inside = 0 <= citation.start < citation.end <= len(document.text)
    return inside and document.text[citation.start : citation.end] == citation.quote
