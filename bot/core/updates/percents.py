"""Clause -> per cent done, in digits, in words, or as so many of so many."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = "zero one two three four five six seven eight nine".split()
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = (
    {word: number for number, word in enumerate([*_DIGITS, "ten", "eleven", "twelve"])}
    | {word: 10 * number for number, word in enumerate(_TENS, 1)}
    | {"a": 1, "fifteen": 15, "fourty": 40, "hundred": 100}
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8}
_PARTS |= {"tenth": 10}

_WORDED = (
    rf"(?:(?:{'|'.join(_TENS[1:])}|fourty)(?:[\s-](?:{'|'.join(_DIGITS[1:])}))?"
    r"|zero|five|ten|fifteen|(?:a|one) hundred)"
)
_SIGN = r"(?:%|per\s?cents?\b|pct\b|pc\b|percentage\b)"
_PERCENT = re.compile(
    rf"(?<![\w.,£$€/])(?P<figure>\d{{1,3}}(?:\.\d+)?|{_WORDED})\s?{_SIGN}"
    rf"|\b(?:{_SIGN}|complete|done):?\s(?P<after>\d{{1,3}})\b(?!\s*(?:of|/))"
)
_READY = (  # what a part of the work may be
    r"(?:done|completed?|finished|there|through|written|drafted|built|ready|filled|in|way|over|up"
    r"|of (?:it|the \w+|them|our \w+|all)|sorted|into|along|spent|drawn|signed|recruited"
    r"|edited|typed|designed|gone|down|on|mapped|scoped|agreed|covered|booked|met|delivered"
    r"|printed|trained|tested|interviewed)"
)
_COUNT = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_FRACTION = re.compile(
    rf"(?<![\w-])(?P<count>(?:a|one|two|three|four|five|seven|eight|nine)?)[\s-]*"
    r"(?P<part>half|halves|(?:third|quarter|fifth|sixth|eighth|tenth)s?)[\s-]*"
    rf"{_READY}\b"
    r"|\b(?P<mid>(?:half|mid)[\s-]?way|50[/:-]50"
    r"|half[\s-]?(?:finished|done|written|drafted|complete|built|there|ready))\b"
)
_NOT_FRACTION = re.compile(
    r"thirds?\s+sector|half\s+(?:an?|term|day|hour|past|of the (?:members|people))"
)
_OF = re.compile(
    rf"(?<![\w.,£/:])(?P<some>\d{{1,3}}|{_COUNT})(?P<things>\s+\w+s)?\s+(?:out\s+)?of\s+"
    rf"(?:the\s+|our\s+|all\s+)?(?P<all>\d{{1,3}}|{_COUNT})\b(?!\s*%)"
    r"(?(things)(?!\s+\w+s\b))"  # "two routes of five", but not "two members of five groups"
    rf"|(?<![\w.,£/:])(?<!by )(?<!on )(?P<over>\d{{1,2}})/(?P<under>\d{{1,2}})\s+(?:of|{_READY})\b"
)
_MOST_COUNTED = 200  # "12 of 2026" counts nothing that a group of people does
_ABOUT_OTHERS = re.compile(  # a share of people or money says nothing of the work
    r"\s*(?:of|off|more|less|fewer|increase|decrease|rise|drop|cut|(?:up|down) on|match|extra|lower"
    r"|higher|discount|turnout|response rate|reduction|growth|uplift|likely|chance)\b"
    r"(?!\s+(?:the |our |all )?\w+ (?:are |is |now |have |has |been )*"
    r"(?!(?:repli|respond|report|vot|need|ask|agre|want)ed|lost)(?:\w+ed|done|complete|written|live)\b"
    r"|\s+(?:it|the (?:way|work|job|task|plan|strategy|report|draft|document|content|action"
    r"|pages|chapters|sections|data|interviews|surveys|forms|text|framework|website|site|directory"
    r"|profile|entries|actions|policy|programme|course|modules?|groups)|them|our|this|that|all)\b)"
)
_REACH = 30  # characters before a figure in which a "from" may stand
_FROM = re.compile(r"\b(?:from|was|were|not)\s+(?:about\s+|only\s+)?$")


def percents_in(text: str) -> Iterator[tuple[int, int, int]]:
    """(per cent, start, end) of each in a clause in lower case, in order."""
    found = [*_figures(text), *_fractions(text), *_counts(text)]
    taken = -1
    for start, end, value in sorted(found):
        if start >= taken:
            yield value, start, end
            taken = end


def percent_of(text: str) -> int | None:
    """The per cent that a clause says is done: of several the last, "from 30 to 45%" is 45."""
    found = [
        value
        for value, start, _ in percents_in(text)
        if not _FROM.search(text[max(0, start - _REACH) : start])
    ]
    return found[-1] if found else None


def _figures(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _PERCENT.finditer(text):
        figure = match.group("figure") or match.group("after")
        value = _value(figure)
        if value is None or value > 100 or _ABOUT_OTHERS.match(text, match.end()):
            continue
        yield match.start(), match.end(), value


def _value(figure: str) -> int | None:
    if figure[0].isdigit():
        return round(float(figure))
    parts = [_NUMBER_WORDS[word] for word in re.split(r"[\s-]+", figure) if word in _NUMBER_WORDS]
    return 100 if 100 in parts else sum(parts) if parts else None


def _fractions(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _FRACTION.finditer(text):
        if match.group("mid"):
            yield match.start(), match.end(), 50
            continue
        if _NOT_FRACTION.match(text, match.start("part")):
            continue
        count = _NUMBER_WORDS.get(match.group("count") or "one", 1)
        part = match.group("part")
        share = 100 * count / _PARTS[part if part in _PARTS else part.removesuffix("s")]
        if share <= 100:
            yield match.start(), match.end(), round(share)


def _counts(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _OF.finditer(text):
        some, every = (
            int(word) if word.isdigit() else _NUMBER_WORDS[word]
            for word in (match["some"] or match["over"], match["all"] or match["under"])
        )
        if 0 < every <= _MOST_COUNTED and some <= every:
            yield match.start(), match.end(), round(100 * some / every)
