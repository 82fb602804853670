"""What a column is for, however it is headed: "By whom", "Lead Responsibility", "Owner" -> LEAD."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer.words import fold


class Meaning(StrEnum):
    """What stands in a column."""

    THEME = "theme"
    OBJECTIVE = "objective"
    ACTION = "action"
    TIMESCALE = "timescale"
    LEAD = "lead"
    PROGRESS = "progress"
    FUTURE_REPORTING = "future reporting"
    STATUS = "status"
    REFERENCE = "reference"
    OUTCOME = "outcome"
    RESOURCES = "resources"
    COMMENTS = "comments"
    OTHER = "other"


# Whole headings, folded, whose words taken one by one would mislead.
_PHRASES = {
    Meaning.ACTION: (
        "what|what we will do|what will we do|what we are going to do|what we plan to do"
        "|what will be done|what needs to be done|what needs doing|what is needed|to do|next step"
        "|what are we going to do|how we will do it|how will we do it|we will|what we said"
        "|what we said we would do|what will happen"
    ),
    Meaning.LEAD: (
        "who|by whom|whom|who is responsible|who by|who will do it|who will do this|who leads"
        "|who will lead|who is leading|action by|led by|lead by|responsible|accountable"
        "|delivered by"
        "|for action by|whose|who is involved|to be done by|who else"
    ),
    Meaning.TIMESCALE: (
        "when|time scale|time frame|time line|dead line|by when|when by|by|when will it happen"
        "|when will it be done|when will we do it"
        "|how soon|to be completed by|to be done by when|complete by|completed by|start|end|finish"
        "|from|until"
    ),
    Meaning.PROGRESS: (
        "progress to date|what we have done|what have we done|what we did|what has been done"
        "|what has happened|how are we doing|where are we now|where we are|where we are now"
        "|action taken|action to date|work to date|achieved to date|done so far|progress so far"
        "|action completed|what we have achieved|you said we did|what has changed"
    ),
    Meaning.STATUS: (
        "done|complete|completed|how complete|percent complete|r a g|r/a/g|red amber green|brag"
        "|blue red amber green|on track|done y n|action complete"
    ),
    Meaning.OUTCOME: (
        "how will we know|how we will know|how will we measure|what does success look like"
        "|what will success look like|what difference will it make|what difference"
        "|how will we know we have succeeded|how will success be measured|so that"
        "|what will be different|what we want to achieve|what we want to see"
    ),
    Meaning.REFERENCE: "#|no|ref no|number|id|item|item no|action id|action no|s n|serial",
    Meaning.FUTURE_REPORTING: "reporting|reported to|reports to|where reported|reporting to",
    Meaning.THEME: (
        "area of work|area for improvement|area of focus|key area|priority area|theme area"
        "|thematic area|focus area|area of activity|area for action|action area"
    ),
    Meaning.OTHER: "lead time|action group|steering group|what it is|what this means|what is it",
}
# The word that a heading is about, which in English stands last: "action owner" is an owner.
_WORDS = {
    Meaning.THEME: "theme priority workstream strand pillar principle topic",
    Meaning.OBJECTIVE: "objective aim goal ambition issue finding recommendation challenge purpose",
    Meaning.ACTION: (
        "action task activity commitment step deliverable pledge intervention initiative actions"
        " undertaking"
    ),
    Meaning.TIMESCALE: (
        "timescale timeframe timeline timing timetable date deadline due when completion period"
        " schedule duration start"
    ),
    Meaning.LEAD: "lead owner responsibility responsible accountable accountability ownership who",
    Meaning.PROGRESS: "progress update position achievement",
    Meaning.FUTURE_REPORTING: "reporting monitoring",
    Meaning.STATUS: "status rag",
    Meaning.REFERENCE: "ref reference",
    Meaning.OUTCOME: (
        "outcome measure indicator kpi kpis output impact result milestone target success benefit"
        " evidence criterion criteria"
    ),
    Meaning.RESOURCES: "resource cost budget funding resourcing finance",
    Meaning.COMMENTS: "comment note remark commentary observation",
}
# Who does it: a lead only beside a word that says so.
_BODIES = frozenset(
    "officer person organisation organization agency body partner team department service director"
    " manager contact name sector member group party board directorate".split()
)
_SAYS_LEAD = frozenset("lead leading responsible accountable delivery owner owning action".split())
# Words behind the one that counts, which change nothing.
_BEHIND = frozenset(
    "required needed agreed proposed planned plan point item description detail title statement"
    " implication arrangement identified involved summary text commenced expected anticipated"
    " area level section column requirement rating code".split()
)
_EMPTY = frozenset("the a an our your any key main overall is are will be and".split())
_JOINS = re.compile(r"\s*(?:[/&,;|+]|\b(?:and|or)\b|\s-\s)\s*")
_OF = re.compile(
    r"\b(?:for|of|against|on|towards|to|in|by|as at|at|from|since|with|within|until)\b"
)
_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_DATED = re.compile(
    r"\b(?:\d[\d/.-]*(?:st|nd|rd|th)?|q[1-4]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?)\b"
)
_NOT_LETTERS = re.compile(r"[^a-z/&,;|+#\s-]")
_LEAST_LETTERS, _LONG_WORD = 5, 8
_MOST_CHARACTERS = 120


def _plain(word: str) -> str:
    """A word in the singular, roughly: enough to find it in the lists above."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_BY_PHRASE = {p: meaning for meaning, said in _PHRASES.items() for p in said.split("|")}
_BY_WORD = {_plain(w): meaning for meaning, said in _WORDS.items() for w in said.split()}
_TYPED = tuple(w for w in (*_BY_WORD, *_BODIES, *_BEHIND) if len(w) >= _LEAST_LETTERS)


@lru_cache(maxsize=4096)
def meaning(heading: str) -> Meaning:
    """What a column with this heading holds; OTHER where the heading does not say.

    Of two things in one heading ("Lead / timescale") the first counts.
    """
    said = fold(heading[:_MOST_CHARACTERS]).replace("(s)", "").replace("'", "")
    for text in (_BRACKETED.sub(" ", said), said):
        found = _of_phrase(_NOT_LETTERS.sub(" ", _DATED.sub(" ", text)))
        if found is not Meaning.OTHER:
            return found
    return Meaning.OTHER


def _of_phrase(text: str) -> Meaning:
    known = _whole(text)
    if known is not None:
        return known
    for part in _JOINS.split(text):
        found = _of_part(part)
        if found is not Meaning.OTHER:
            return found
    return Meaning.OTHER


def _whole(text: str) -> Meaning | None:
    """The meaning of a heading that is known as a whole, in the singular or the plural."""
    said = [word for word in text.replace("-", " ").split() if word not in ("the", "our", "key")]
    phrase = " ".join(said)
    single = " ".join(map(_plain, said))
    return _BY_PHRASE.get(phrase, _BY_PHRASE.get(single))


def _of_part(text: str) -> Meaning:
    known = _whole(text)
    if known is not None:
        return known
    before = _OF.split(text, maxsplit=1)[0]
    found = _of_words(before)
    return found if found is not Meaning.OTHER or before == text else _of_words(text)


def _of_words(text: str) -> Meaning:
    """By the last word that counts."""
    said = [_known(word) for word in re.findall(r"[a-z]+", text) if word not in _EMPTY]
    while len(said) > 1 and said[-1] in _BEHIND:
        said.pop()
    if not said:
        return Meaning.OTHER
    if said[-1] in _BODIES:
        return Meaning.LEAD if _SAYS_LEAD & {*said[:-1]} - {"action"} else Meaning.OTHER
    return _BY_WORD.get(said[-1], Meaning.OTHER)


def _known(word: str) -> str:
    """A word in the singular, as our lists have it even where it is mistyped."""
    plain = _plain(word)
    spelt = _spelt(plain)
    return spelt if spelt != plain else _plain(_spelt(word))


def _spelt(word: str) -> str:
    """The word of our lists that a mistyped one is nearest to, if it is near enough."""
    if len(word) < _LEAST_LETTERS or word in _BY_WORD or word in _BODIES or word in _BEHIND:
        return word
    slips = 1 if len(word) < _LONG_WORD else 2
    near = process.extractOne(word, _TYPED, scorer=OSA.distance, score_cutoff=slips)
    return near[0] if near and near[0][0] == word[0] else word
