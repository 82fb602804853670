"""The words of a message -> the phrases in them that mean days, each with a way to work them out.

A rule is a regular expression over the words in their one spelling, and a resolver. Where rules
overlap, the phrase that begins first counts, and of those the longest. A phrase that means no day
("31 november") still takes its words, so that no part of it is read as another.

What is meant where people differ: the week ends on Friday and a weekend on Sunday; "next friday" is
the Friday of next week; a weekday is never today; "early" is the first ten days, "mid" ends on the
15th, "late" on the last day; "a few" are three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.core.actions.dates.days import ONE_DAY, Clock, Span
from bot.core.actions.dates.pieces import Resolver, Rule
from bot.core.actions.dates.tokens import Token

_ENDS = re.compile(r"\b(?:end|close|mid|middle|late|eom|eow|eoy)\b")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mean days: tokens ``first`` to ``end`` (half-open), without a preposition."""

    first: int
    end: int
    resolver: Resolver
    match: re.Match[str]

    @property
    def text(self) -> str:
        """The words that its rule matched."""
        return self.match.group()

    def span(self, clock: Clock) -> Span | None:
        """The days that it means. None: there are none such ("31 november")."""
        try:
            return self.resolver(self.match, clock)
        except (ValueError, OverflowError):  # no such day, or beyond the calendar
            return None

    def eve(self, span: Span) -> date:
        """The last day that is "before" it: of a feast or a whole period it is the day before."""
        is_whole = "feast" in self.match.groupdict() or span.first < span.last
        if is_whole and not _ENDS.search(self.match.group()):
            return span.first - ONE_DAY
        return span.last


def phrases_in(tokens: tuple[Token, ...], rules: tuple[Rule, ...]) -> tuple[Phrase, ...]:
    """The phrases of these rules in a message, in their order; no two overlap."""
    found = sorted(_found(tokens, rules), key=lambda phrase: (phrase.first, -phrase.end))
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.first >= kept[-1].end:
            kept.append(phrase)
    return tuple(kept)


def _found(tokens: tuple[Token, ...], rules: tuple[Rule, ...]) -> Iterator[Phrase]:
    text = " ".join(token.word for token in tokens)
    starts, ends, place = {}, {}, 0
    for index, token in enumerate(tokens):
        starts[place] = index
        place += len(token.word)
        ends[place] = index + 1
        place += 1
    for rule in rules:
        group = "core" if "core" in rule.pattern.groupindex else 0
        for match in rule.pattern.finditer(text):
            first, end = starts[match.start(group)], ends[match.end(group)]
            yield Phrase(first, end, rule.resolver, match)
