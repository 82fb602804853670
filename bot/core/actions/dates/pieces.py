"""The named pieces that the grammar of dates is put together from, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.core.actions.dates.days import Clock, Span
from bot.core.actions.dates.tokens import MONTHS, SHORT_WEEKDAYS, WEEKDAYS

Resolver = Callable[[re.Match[str], Clock], Span | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a phrase looks like and how its days are worked out.

    Where the pattern has a group ``core``, the phrase is that; the rest must only stand around it.
    """

    pattern: re.Pattern[str]
    resolver: Resolver


def rule(pattern: str, resolver: Resolver) -> Rule:
    """A rule whose pattern matches whole words."""
    return Rule(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), resolver)


def one_of(words: Iterable[str]) -> str:
    """Any of these words; the longest is tried first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


_FIRST_NINE = "first second third fourth fifth sixth seventh eighth ninth".split()
_ORDINALS = [
    *_FIRST_NINE,
    *"tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth".split(),
    *("eighteenth", "nineteenth", "twentieth", *(f"twenty {nth}" for nth in _FIRST_NINE)),
    *("thirtieth", "thirty first"),
]
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNTS = {
    **{word: number for number, word in enumerate(_NUMBERS, 1)},
    **{"a": 1, "an": 1, "the": 1, "couple of": 2, "a couple of": 2, "couple": 2, "a couple": 2},
    **{"few": 3, "a few": 3, "another": 1, "a further": 1, "the next": 1, "the coming": 1},
}

MONTH_NAME = one_of(MONTHS)
MONTH = rf"(?P<month>{MONTH_NAME})"
WEEKDAY = rf"(?P<weekday>{one_of(WEEKDAYS)})"
ANY_WEEKDAY = rf"(?P<weekday>{one_of([*WEEKDAYS, *SHORT_WEEKDAYS])})"
DAY_NUMBER = r"(?:0?[1-9]|[12][0-9]|3[0-9])"  # up to 39, so that "31 november" is one phrase
DAY = rf"(?P<day>{DAY_NUMBER}(?:st|nd|rd|th)?|{one_of(_ORDINALS)}(?= of ))"
ORDINAL_DAY = rf"(?P<day>{DAY_NUMBER}(?:st|nd|rd|th))"
YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
SHORT_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|[2-5][0-9](?! (?:%|[a-z]+s)(?!\S)))"
FINANCIAL_YEAR = (
    r"(?P<from>20[0-9]{2}|[1-4][0-9](?=[/-][1-5][0-9](?!\S)))[/-](?P<till>20[0-9]{2}|[1-5][0-9])"
)
NTH = rf"(?P<nth>{one_of([*_ORDINALS[:5], '1st', '2nd', '3rd', '4th', '5th', 'last'])})"
COUNT = (
    r"(?:(?:about|around|roughly|another|a further) )?"
    rf"(?P<count>[0-9]{{1,3}}|{one_of(_COUNTS)})(?: more)?"
)
UNIT = r"(?:calendar )?(?P<unit>days?|working days?|weeks?|fortnights?|months?|years?)"
OF = r"(?:of |in )?(?:the )?"
PART = (
    r"(?:(?:early|mid) (?:to|/|or) )?(?P<part>early|(?:very )?(?:start|beginning)|mid|middle|late"
    r"|(?:very |tail |back )?end|(?:first|last|1st|2nd|second|third|3rd|fourth|4th) week"
    r"|week [1-5]|(?:first|last) (?:working )?day|first half|second half)"
)
END = r"(?:the )?(?:very |back |tail )?(?:end|close) (?:of )?(?:the )?"

# Words before a month, a "sat" or a "the 15th" that show that it is one.
_BEFORE_MAY = (
    "by before until till in for to from since after during over around about mid early late -> of"
    " expected due like say".split()
)
CUE = one_of(
    "on is its be was now within ready complete completed finish finishes finishing ends starts"
    " started launch launched closes target eta deadline date out live latest likely maybe probably"
    " not next".split()
    + _BEFORE_MAY
)
CUE_OF_MONTH = rf"(?:{CUE} (?!may )|{one_of(_BEFORE_MAY)} )"  # "the deadline may slip"
# What meets, so that "the june board" is in June.
FORUM = one_of(
    "board committee cabinet council panel forum trustees directors executive leadership".split()
)
# What may follow "by the 15th" or "q2", so that it is no "3rd sector" or "q2 figures".
GOES_ON = one_of(
    ", . ; : ! ? ) - ( but and if at we so with as for i they then now in when because is it or to"
    " hopefully latest though due the was were this next cos all our my instead rather not".split()
)


def number(text: str) -> int:
    """The number that a count, an ordinal or a day is: "two", "3rd", "a few"; -1 for "last"."""
    if text == "last":
        return -1
    if text in _COUNTS:
        return _COUNTS[text]
    if text in _ORDINALS:
        return _ORDINALS.index(text) + 1
    return int(re.sub(r"[^0-9]", "", text))


def month_number(text: str) -> int:
    """1 to 12."""
    return MONTHS.index(text) + 1


def weekday_number(text: str) -> int:
    """0 is Monday."""
    return SHORT_WEEKDAYS[text] if text in SHORT_WEEKDAYS else WEEKDAYS.index(text)


def year_number(text: str) -> int:
    """The year in four digits; two digits are of this century."""
    return int(text) if len(text) > 2 else 2000 + int(text)


def said_year(match: re.Match[str]) -> int | None:
    """The year that a phrase names, or None."""
    text = match.groupdict().get("year")
    return None if text is None else year_number(text)


def start_year(match: re.Match[str]) -> int | None:
    """The year in which a financial year begins ("2026/27"), or None where it is none."""
    first, last = year_number(match["from"]), year_number(match["till"])
    return first if last == first + 1 else None


def steps(match: re.Match[str]) -> int:
    """How many weeks, months or years from this one: "next" is 1, "last" is -1."""
    return {"next": 1, "last": -1}.get((match.groupdict().get("which") or "").strip(), 0)
