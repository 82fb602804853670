"""Clause -> per cent done, in digits, in words, or as so many of so many."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {
    f"{tens}ty": 10 * n for n, tens in enumerate("twen thir for fif six seven eigh nine".split(), 2)
}
_NUMBER_WORDS |= {"a": 1, "fourty": 40, "hundred": 100}
_TENS = "twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_WORDED = rf"(?:(?:{_TENS})(?:[\s-](?:{_UNITS}))?|ten|five|fifteen|a hundred|one hundred|zero)"
_SIGN = r"(?:%|per\s?cents?\b|percents?\b|pct\b|pc\b|percentage\b)"
_PERCENT = re.compile(
    rf"(?<![\w.,£$€/])(?P<figure>\d{{1,3}}(?:\.\d+)?|{_WORDED})\s?{_SIGN}"
    rf"|\b(?:{_SIGN}|complete|done):?\s(?P<after>\d{{1,3}})\b(?!\s*(?:of|/))"
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4}
_PARTS |= {"fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10, "eighths": 8, "sixth": 6}
_READY = (
    r"(?:done|complete[d]?|finished|there|through|written|drafted|built|ready|filled|in place|way"
    r"|in"
    r"|of the (?:way|work|job|task)|of (?:it|the \w+|them|our \w+|all)|over|up|sorted|into|along"
    r"|spent|signed|recruited|edited|up and running|in the bag|typed|designed|gone|down|on|mapped"
    r"|scoped|agreed|covered|booked|met|delivered|printed|trained|tested|interviewed)"
)
_FRACTION = re.compile(
    r"(?<![\w-])(?P<count>(?:one|two|three|four|a|nine|seven|eight)?)[\s-]*"
    r"(?P<part>halves|half|thirds?|quarters?|fifths?|tenths?|eighths)[\s-]*"
    rf"(?:of\s+the\s+way|{_READY})\b"
    r"|\b(?P<mid>half[\s-]?way|mid[\s-]?way|50[/:-]50|half[\s-]?(?:finished|done|written|drafted"
    r"|complete|built|there|ready)|the half[\s-]?way (?:mark|point|stage))\b"
)
_NOT_FRACTION = re.compile(
    r"^(?:third|3rd|thirds?)\s+sector|^half\s+(?:a|an|term|day|hour|past|of the (?:members|people))"
)
_OF = re.compile(
    r"(?<![\w.,£/:])(?P<some>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)?"
    r"(?P<all>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!\s*%)"
)
_ABOUT_OTHERS = re.compile(  # a share of people or money says nothing of the work
    r"^\s*(?:of|off|more|less|fewer|increase|decrease|rise|drop|cut|up on|down on|match|fewer|extra"
    r"|lower|higher|discount|turnout|response rate|reduction|growth|uplift|likely|chance)\b"
    r"(?!\s+(?:the |our |all )?\w+ (?:are |is |now |have |has |been )*(?!replied|responded|lost"
    r"|wanted|reported|voted|needed|asked|agreed)(?:\w+ed|done|complete|written|live)\b"
    r"|\s+(?:it|the (?:way|work|job|task|plan|strategy|report|draft|document|content|action"
    r"|pages|chapters|sections|data|interviews|surveys|forms|text|framework|website|site|directory"
    r"|profile|entries|actions|policy|programme|course|modules?|groups)|them|our|this|that|all)\b)"
)
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
    found = [value for value, start, _ in percents_in(text) if not _FROM.search(text[:start])]
    return found[-1] if found else None


def _figures(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _PERCENT.finditer(text):
        figure = match.group("figure") or match.group("after")
        value = _value(figure)
        if value is None or value > 100 or _ABOUT_OTHERS.match(text[match.end() :]):
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
        said = text[match.start("part") : match.end("part") + 24]
        if _NOT_FRACTION.match(said):
            continue
        count = _NUMBER_WORDS.get(match.group("count") or "one", 1)
        share = 100 * count / _PARTS[match.group("part")]
        if share <= 100:
            yield match.start(), match.end(), round(share)


def _counts(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _OF.finditer(text):
        some, every = (
            int(word) if word.isdigit() else _NUMBER_WORDS[word]
            for word in match.group("some", "all")
        )
        if 0 < every <= 200 and some <= every:
            yield match.start(), match.end(), round(100 * some / every)
