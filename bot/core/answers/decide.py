"""Question and candidates -> verdict: answer, answer with a caution, or say that nothing does.

No score tells an unanswerable question of the same subject from an answerable one, so the checks
look at what is asked: a place that no document covers, a figure or a contact that no quote has,
a cell that is blank. Each can be said to the person in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.answers.select import Candidate
from bot.core.answers.wants import (
    ASKS_NAME,
    MEASURED,
    MONEY,
    NAME,
    REACHED_BY,
    has_kind,
)
from bot.core.ports import Search
from bot.core.types import Question, Verdict, Want
from indexer.types import Kind
from indexer.words import STOPWORDS, content_stems, sentences, stem, words

FAR = 0.36  # cosine; off-topic questions stay below it, see docs/decisions.md
NEAR = 0.5  # cosine; a quote this near is about the thing asked whatever its words
SURE = 0.6  # of answers with less confidence, every third or so is wrong
_COUNTED = re.compile(r"\bhow (?:many|much)\s+((?:[\w'/&-]+\s*){1,6})", re.I)
# "How much notice" and "how much of my week" ask for no money; "how much did it cut" may.
_MONEY_ASKED = re.compile(
    r"\bhow much (?:money|cash|funding|grants?|does|did|do|is|was|will|would|are|were|has|have)\b"
    r"|\b(?:salar(?:y|ies)|costs?|budget|fees?|prices?|wages?)\b",
    re.I,
)
_AREAS_NAMED = 5
_RARE_PASSAGES, _RARE_SHARE = 5, 0.02
_UNITS = frozenset("hour day week month year".split())
_MEASURES = frozenset(stem(word) for word in "big large long old often many much name".split())
_CONTACT_WORDS = frozenset(
    stem(word)
    for word in "contact number phone telephone tel mobile email e mail address details website"
    " web site ring call reach touch postal info information".split()
)
# What a question asks of an action, and the heading of the column that would say it.
_BLANKS = (
    (
        re.compile(r"\b(?:lead\w*|responsib\w+|in charge|owner|owns|runs|running)\b", re.I),
        re.compile(r"lead|owner|who|respons", re.I),
    ),
    (
        re.compile(r"\b(?:when|deadline|due|timescale|by what date)\b", re.I),
        re.compile(r"time|when|date|due", re.I),
    ),
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, how sure it is (0..1), why, and the quote that must come first, if one must."""

    verdict: Verdict
    confidence: float = 0.0
    reason: str = ""
    first: Candidate | None = None


def before_search(question: Question, search: Search) -> str:
    """Why no search can answer: an area that no document covers. Empty where one may."""
    if question.unknown_areas and not question.areas:
        named = " or ".join(question.unknown_areas)
        return f"None of the documents I hold is about {named}.{_held(search)}"
    return ""


def _held(search: Search) -> str:
    """Which areas there are documents of: those of compacts first, a few by name."""
    documents = sorted(search.documents, key=lambda d: d.kind is not Kind.COMPACT)
    areas = list(dict.fromkeys(document.area for document in documents if document.area))
    if len(areas) > _AREAS_NAMED:
        areas[_AREAS_NAMED:] = [f"{len(areas) - _AREAS_NAMED} other areas"]
    if not areas:
        return ""
    *most, last = areas
    return f" They are about {', '.join(most)} and {last}." if most else f" They are about {last}."


def on(
    question: Question, chosen: Sequence[Candidate], ranked: Sequence[Candidate], search: Search
) -> Ruling:
    """The verdict on what was chosen."""
    narrowed = question.compares or question.follows
    if not chosen or (_is_far(ranked) and not narrowed):
        return Ruling(Verdict.SILENT, reason="The documents I hold do not say.")
    if blank := _blank(question, _asked_of(question, chosen, ranked)):
        return Ruling(Verdict.SILENT, reason=blank)
    distinctive = _distinctive(question, search)
    fitting = tuple(c for c in ranked if _answers_kind(question, c, distinctive))
    if not fitting:
        return Ruling(Verdict.SILENT, reason=_lacking(question))
    if not set(fitting) & set(chosen):
        return Ruling(Verdict.CAUTION, _confidence(fitting[0].score), first=fitting[0])
    confidence = _confidence(max(c.score for c in chosen if c in fitting))
    verdict = Verdict.ANSWERED if confidence >= SURE else Verdict.CAUTION
    first = None if chosen[0] in fitting else next(c for c in chosen if c in fitting)
    return Ruling(verdict, confidence, first=first)


def _confidence(score: float) -> float:
    """How often an answer with such a best score is right: a line through labelled questions."""
    return round(min(0.97, max(0.05, 0.35 + 0.75 * score)), 2)


def _is_far(ranked: Sequence[Candidate]) -> bool:
    meaning = max(max(c.hit.dense, c.hit.sentence) for c in ranked)
    wording = max(c.hit.lexical for c in ranked)
    return meaning < FAR and wording < FAR


def _distinctive(question: Question, search: Search) -> frozenset[str]:
    """Stems of what the question is about: its rarer words and the sector's words for them."""
    rare = max(_RARE_PASSAGES, search.size * _RARE_SHARE)
    frequency = {stem(word): search.frequency(word) for word in question.words}
    beside = _MEASURES.union(_counted(question))
    about = {w for w, n in frequency.items() if n <= rare and w.isalpha() and w not in beside}
    if any(frequency[word] for word in about):
        return frozenset(word for word in about if frequency[word])
    return frozenset(about | _meant(question) if about else about)


def _meant(question: Question) -> frozenset[str]:
    """Stems of the sector's words for what is asked."""
    return frozenset().union(*(content_stems(phrase) for phrase, _ in question.expansions))


def _answers_kind(question: Question, candidate: Candidate, distinctive: frozenset[str]) -> bool:
    """Whether a quote has a figure or contact of the kind asked for, about the thing asked."""
    want = question.want
    said = content_stems(f"{candidate.text} {candidate.hit.passage.context}")
    if want is Want.CONTACT:
        about = {stem(word) for word in question.words} - _CONTACT_WORDS
        found = next(there for asked, there in REACHED_BY if asked.search(question.asked))
        return bool(found.search(candidate.text)) and len(about & said) >= len(about) / 2
    name = ASKS_NAME.search(question.asked) if want is Want.WHO else None
    if want not in (Want.HOW_MANY, Want.HOW_MUCH) and not name:
        return True
    post = name.group("post").lower() if name else ""
    topic = distinctive - {stem(post)}
    if topic and not topic & said and candidate.hit.sentence < NEAR:
        return False
    if name:
        return any(post in s.lower() and NAME.search(s) for s in _sentences(candidate))
    if want is Want.HOW_MANY:
        return any(_counts(question, sentence) for sentence in _sentences(candidate))
    wanted = MONEY if _MONEY_ASKED.search(question.asked) else None
    return bool(wanted.search(candidate.text)) if wanted else has_kind(want, candidate.text)


def _sentences(candidate: Candidate) -> list[str]:
    return [candidate.text[start:end] for start, end in sentences(candidate.text)]


def _counted(question: Question) -> list[str]:
    """Stems of the things that "how many ..." asks the number of."""
    match = _COUNTED.search(question.asked)
    things: list[str] = []
    for word in words(match.group(1)) if match else ():
        if word in STOPWORDS and things:
            break
        if word not in STOPWORDS:
            things.append(stem(word))
    return things


def _counts(question: Question, sentence: str) -> bool:
    """Whether a sentence gives a number of the things asked for."""
    if not has_kind(Want.HOW_MANY, sentence):
        return False
    said = {stem(word) for word in words(sentence)}
    things = _counted(question)
    if not things:
        return True
    if things[-1] in _UNITS:
        return bool(MEASURED.search(sentence)) and things[-1] in said
    return bool(_meant(question).union(things) & said)


def _asked_of(
    question: Question, chosen: Sequence[Candidate], ranked: Sequence[Candidate]
) -> Candidate:
    """The candidate that a question is about: in a thread, one of the row quoted before."""
    before = question.follows.citations[:1] if question.follows else ()
    rows = {row for citation in before for row in (citation.row, citation.quote) if row}
    in_row = (c for c in ranked if c.hit.passage.cell and c.hit.passage.cell.title in rows)
    return next(in_row, chosen[0])


def _blank(question: Question, candidate: Candidate) -> str:
    """Why a plan cannot say who leads an action or when it is due: its cell is blank."""
    cell = candidate.hit.passage.cell
    if cell is None:
        return ""
    for asked, column in _BLANKS:
        empty = [heading for heading in cell.blanks if column.search(heading)]
        if empty and asked.search(question.asked):
            title = candidate.hit.document.title
            return f"{title} leaves '{empty[0]}' blank for the action “{cell.title.rstrip('.')}”."
    return ""


def _lacking(question: Question) -> str:
    lacking = {
        Want.CONTACT: "contact details for that",
        Want.HOW_MANY: "a number for that",
        Want.HOW_MUCH: "a figure for that",
    }
    return f"The documents I hold do not give {lacking.get(question.want, 'an answer to that')}."
