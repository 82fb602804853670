"""Words of a question -> the kind of answer expected; a quote -> whether it has one of that kind."""

from __future__ import annotations

import re

from bot.core.types import Want
from indexer.types import Kind

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty"
    " hundred thousand million half third quarter both several"
)
_UNIT = r"(?:hours?|days?|weeks?|months?|years?|quarters?)"

_WANTS: tuple[tuple[Want, str], ...] = (
    (
        Want.CONTACT,
        r"\b(?:phone|telephone|tel|mobile|e-?mail|contact (?:number|details?|address|info\w*)"
        r"|(?:web)?site address|postal address|get in touch|ring|how (?:do|can) (?:i|we) contact"
        r"|(?:phone )?number (?:for|of)|contact for)\b",
    ),
    (
        Want.HOW_MUCH,
        r"\bhow much (?:money|cash|funding|is|was|are|were|does|did|do|will|would|has|have)\b"
        r"|\bwhat (?:amount|sum|budget|salary|percentage|percent|proportion|share|rate)\b"
        r"|\b(?:salary|budget|cost|fee|price) (?:is|of|for)\b|\bhow much\b|\bwhat does it cost\b"
        r"|\bwhat (?:is|was|are|were)? ?the (?:cost|budget|amount|price|salary|fee|percentage)\b",
    ),
    (
        Want.HOW_MANY,
        r"\bhow many\b|\bhow (?:often|long|old|big|large)\b|\bnumber of\b|\bwhat (?:number|length)\b",
    ),
    (
        Want.WHEN,
        r"^when\b|\bwhen(?:'s| is| was| are| were| did| do| does| will| would| should)?\b"
        r"|\b(?:what|which) (?:date|year|month|day|time)\b|\bby when\b|\bhow soon\b|\bdeadline\b",
    ),
    (
        Want.WHO,
        r"^(?:so |and |but )?who(?:'s|s|m)?\b|\bwho(?:'s|s|m| is| was| are| were| will| would| does| do| did|"
        r" has| have| runs?| leads?| chairs?| sits?| pays?| signed| wrote)\b|\bwhose job\b|\bnamed person\b",
    ),
    (
        Want.WHERE,
        r"^(?:so |and |but )?where\b|\b(?:which|what) (?:area|place|council|borough|county|city)s?\b"
        r"|\bwhere (?:is|was|are|were|do|does|did|will)\b|^(?:is|was|are) there anywhere\b|^somewhere\b",
    ),
    (
        Want.LIST,
        r"\blist\b|\bwhat (?:are|were) the\b|\bwhich (?:partners|values|principles|actions|themes"
        r"|organisations|groups|areas)\b|\ball (?:the|of)\b|\bname the\b|\bbullet",
    ),
    (
        Want.ADVICE,
        r"^(?:can|could|should|must|may|do|does|is|are|will|would)\b|\bare we (?:allowed|meant|supposed)\b"
        r"|\b(?:should|must|can) (?:we|i|they|the council)\b",
    ),
)
_COMPILED = tuple((want, re.compile(pattern, re.I)) for want, pattern in _WANTS)

_HAS = {
    Want.CONTACT: re.compile(
        r"[\w.+-]+@[\w-]+\.\w|https?://|www\.\w|(?:\+44|\b0)[\d\s()-]{8,}\d"
        r"|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b"
    ),
    Want.HOW_MUCH: re.compile(
        r"[£€$]\s?\d|\d\s?(?:%|per ?cent)|\b\d[\d,.]*\b|\b(?:%s)\b" % _NUMBER_WORDS.replace(" ", "|"),
        re.I,
    ),
    Want.HOW_MANY: re.compile(
        r"\b\d[\d,.]*(?:%%|\b)|\b(?:%s)\b|\b(?:weekly|monthly|quarterly|annual(?:ly)?|yearly)\b"
        % _NUMBER_WORDS.replace(" ", "|"),
        re.I,
    ),
    Want.WHEN: re.compile(
        rf"\b(?:19|20)\d\d\b|\b{_MONTH} \d|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b"
        rf"|\b(?:weekly|monthly|quarterly|annual(?:ly)?|yearly|earliest|early stage|outset|regular(?:ly)?)\b"
        rf"|\b(?:next|last|each|every|per|later|within) {_UNIT}\b|\b(?:january|february|march|april|may"
        rf"|june|july|august|september|october|november|december|spring|summer|autumn|winter)\b",
        re.I,
    ),
    Want.WHO: re.compile(
        r"\b[A-Z][a-z]+ [A-Z][a-z]+|\b[A-Z]{2,}\b|\b(?:partners?|council|sector|group|board|officers?"
        r"|team|members?|representatives?|chair\w*|organisations?|agenc(?:y|ies)|workers?)\b"
    ),
}
MONEY = re.compile(r"[£€$]\s?\d|\d\s?(?:%|per ?cent)", re.I)
MEASURED = re.compile(rf"\b(?:\d[\d,.]*|{_NUMBER_WORDS.replace(' ', '|')}) {_UNIT}\b", re.I)

_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.CASE_STUDY, r"\b(?:case stud(?:y|ies)|examples? (?:of|from)|good practice)\b"),
    (Kind.PRINCIPLES, r"\b(?:principles?|values?|cornerstones?)\b"),
    (Kind.ACTION_PLAN, r"\b(?:actions?|action plans?)\b"),
)


def want_of(text: str) -> Want:
    """The kind of answer that a question expects."""
    folded = " ".join(text.split())
    return next((want for want, pattern in _COMPILED if pattern.search(folded)), Want.ANYTHING)


def kinds_of(text: str) -> tuple[Kind, ...]:
    """The kinds of content that a question names."""
    return tuple(kind for kind, pattern in _KINDS if re.search(pattern, text, re.I))


def has_kind(want: Want, text: str) -> bool:
    """Whether a text holds something of the kind wanted; True for kinds that any text can hold."""
    pattern = _HAS.get(want)
    return pattern is None or bool(pattern.search(text))
