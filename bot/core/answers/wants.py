"""Words of a question -> the kind of answer expected; a text -> whether it has that kind."""

from __future__ import annotations

import re

from bot.core.types import Want
from indexer.types import Kind


def _any(*patterns: str, flags: re.RegexFlag = re.I) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


_START = r"^(?:so |and |but )?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_FULL_MONTH = "january|february|april|june|july|august|september|october|november|december"
_NUMBER = "|".join(
    "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty"
    " hundred thousand million half quarter both several".split()
)
_UNIT = r"(?:hours?|days?|weeks?|months?|years?|quarters?)"
_OFTEN = r"\b(?:weekly|monthly|quarterly|annual(?:ly)?|yearly)\b"

# The first that fits wins, so the narrow ones stand before the wide ones.
_WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    (
        Want.CONTACT,
        _any(
            r"\b(?:phone|telephone|tel|mobile|e-?mail|contact)\b(?: (?:number|details?|info\w*))?$",
            r"\b(?:phone|telephone|mobile|e-?mail|web|postal)\b(?: ?site)? (?:address|number)",
            r"\bcontact (?:number|details?|address|info\w*|for)\b",
            r"\b(?:phone|telephone|e-?mail) (?:for|of)\b",
            r"\b(?:phone|tel|mobile) no\b|\bget in touch\b|\bhow (?:do|can) (?:i|we) contact\b",
            r"\bwhom? (?:do|can|should) (?:i|we) (?:ring|call|phone|e-?mail|contact|write)\b",
        ),
    ),
    (
        Want.HOW_MUCH,
        _any(
            r"\bhow much\b|\bwhat does it cost\b",
            r"\bwhat (?:amount|sum|budget|salary|percentage|percent|proportion|share|rate)\b",
            r"\b(?:salary|budget|cost|fee|price) (?:is|of|for)\b",
            r"\bwhat (?:is|was|are|were) the (?:cost|budget|amount|price|salary|fee|percentage)\b",
        ),
    ),
    (
        Want.HOW_MANY,
        _any(
            r"\bhow (?:many|often|long|old|big|large)\b",
            r"\bnumber of\b|\bwhat (?:number|length)\b",
        ),
    ),
    (
        Want.WHEN,
        _any(
            r"(?:^|[,.;?–-] )(?:and |so |but )?when\b",
            r"(?<!for )\bwhen(?:'s| is| was| are| were| did| do| does| will| would| should)\b",
            r"\b(?:what|which) (?:date|year|month|day|time)\b",
            r"\bby when\b|\bhow soon\b|\bdeadline\b|\bdates (?:for|of)\b",
        ),
    ),
    (
        Want.WHO,
        _any(
            _START + r"who(?:'s|s|m)?\b",
            r"\bwho(?:'s|s|m)\b",
            r"\bwho (?:is|was|are|were|will|would|does|do|did|has|have)\b",
            r"\bwho (?:runs?|leads?|chairs?|sits?|pays?|signed|wrote)\b",
            r"\bwhose job\b|\bnamed person\b|\bnames? of\b|\bwhat(?:'s|s| is| was) the name\b",
        ),
    ),
    (
        Want.WHERE,
        _any(
            _START + r"where\b",
            r"\b(?:which|what) (?:area|place|council|borough|county|city)s?\b",
            r"\bwhere (?:is|was|are|were|do|does|did|will)\b",
        ),
    ),
    (
        Want.LIST,
        _any(
            r"\blist\b|\bbullet|\ball (?:the|of)\b|\bname the\b",
            r"\bwhat (?:are|were) the\b",
            r"\bwhich (?:partners|values|principles|actions|themes|organisations|groups)\b",
        ),
    ),
    (
        Want.ADVICE,
        _any(
            r"^(?:can|could|should|must|may|do|does|is|are|will|would)\b",
            r"\bare we (?:allowed|meant|supposed)\b",
            r"\b(?:should|must|can) (?:we|i|they|the council)\b",
        ),
    ),
)

_HAS: dict[Want, re.Pattern[str]] = {
    Want.LIST: re.compile(r"\n|(?:[^,.;:\n]{2,60}, ){2,}[^,.;:\n]{2,60},? and \b"),
    Want.CONTACT: _any(
        r"[\w.+-]+@[\w-]+\.\w|https?://|www\.\w",
        r"(?:\+44|\b0)[\d\s()-]{8,}\d",
        r"\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b",  # a postcode
    ),
    Want.HOW_MUCH: _any(
        r"[£€$]\s?\d|\d\s?(?:%|per ?cent)", r"\b\d[\d,.]*\b", rf"\b(?:{_NUMBER})\b"
    ),
    Want.HOW_MANY: _any(r"\b\d[\d,.]*(?:%|\b)", rf"\b(?:{_NUMBER})\b", _OFTEN),
    Want.WHEN: _any(
        rf"\b(?:19|20)\d\d\b|\b{_MONTH} \d|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b",
        rf"\b(?:{_FULL_MONTH}|spring|summer|autumn|winter)\b",
        r"\b(?-i:March|May)\b",
        rf"\b(?:next|last|each|every|per|later|within) {_UNIT}\b",
        _OFTEN,
        r"\b(?:earliest|early stage|outset|regular(?:ly)?)\b",
    ),
    Want.WHO: _any(
        r"\b[A-Z][a-z]+ [A-Z][a-z]+|\b[A-Z]{2,}\b",
        r"\b(?:partners?|council|sector|group|board|officers?|team|members?|representatives?)\b",
        r"\b(?:chair\w*|organisations?|agenc(?:y|ies)|workers?)\b",
        flags=re.NOFLAG,
    ),
}
# What a way to reach somebody looks like, by the word that asks for it; the first that fits wins.
REACHED_BY: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (_any(r"\b(?:e-?mail)\b"), _any(r"[\w.+-]+@[\w-]+\.\w")),
    (
        _any(r"\b(?:phone|telephone|tel|mobile|ring|call|number)\b"),
        _any(r"(?:\+44|\b0)[\d\s()-]{8,}\d"),
    ),
    (_any(r"\bweb|\bsite\b|\blink\b|\burl\b"), _any(r"https?://|www\.\w")),
    (_any(r"\baddress\b|\bpost\w*\b"), _any(r"\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b")),
    (_any(r""), _HAS[Want.CONTACT]),
)
# "Who is the chair of ...?" asks for a name; these are the words of such posts.
ASKS_NAME = re.compile(
    r"\b(?:who(?:'s|s| is| was| are| were| got| became)\b|names? (?:of|for)\b).*?"
    r"\b(?P<post>chair|convener|leader|director|manager|head|chief executive|mayor|secretary"
    r"|treasurer|co-?ordinator|officer|worker|editor)(?:s|person|man|woman|ing)?\b",
    re.I,
)
NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z][a-z]+ )?(?:Mc|Mac|O')?[A-Z][a-z]+\b|\b[A-Z]{3,}\b")
MONEY = re.compile(r"[£€$]\s?\d|\d\s?(?:%|per ?cent)", re.I)
MEASURED = re.compile(rf"\b(?:\d[\d,.]*|{_NUMBER}) {_UNIT}\b", re.I)

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.CASE_STUDY, _any(r"\bcase stud(?:y|ies)\b|\bexamples? (?:of|from)\b|\bgood practice\b")),
    (Kind.PRINCIPLES, _any(r"\b(?:principles?|values?|cornerstones?)\b")),
    (Kind.ACTION_PLAN, _any(r"\bactions?\b")),
)


def want_of(text: str) -> Want:
    """The kind of answer that a question expects."""
    plain = " ".join(text.split()).rstrip("?!. ")
    return next((want for want, pattern in _WANTS if pattern.search(plain)), Want.ANYTHING)


def kinds_of(text: str) -> tuple[Kind, ...]:
    """The kinds of content that a question names."""
    return tuple(kind for kind, pattern in _KINDS if pattern.search(text))


def has_kind(want: Want, text: str) -> bool:
    """Whether a text holds something of the kind wanted; True for kinds that any text can hold."""
    pattern = _HAS.get(want)
    return pattern is None or bool(pattern.search(text))
