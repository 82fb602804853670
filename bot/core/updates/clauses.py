"""Message -> clauses, each with what kind of speech it is: said, asked, ordered or supposed.

Offsets count characters of the message, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.updates.speech import (
    Speech,
    announces,
    is_inverted,
    speech_of_clause,
    speech_of_sentence,
)
from indexer.words import TYPOGRAPHIC


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a message between commas, dashes or full stops; ``text`` is in lower case.

    ``sentence`` counts the sentences of the message; ``topic`` is set for words before a colon.
    """

    text: str
    start: int
    end: int
    speech: Speech
    sentence: int
    topic: bool = False


_SENTENCE = re.compile(r"[^.!?;\n]*(?:\.(?=\w)[^.!?;\n]*)*(?:[.!?;]+|\n|$)")
_BREAK = re.compile(
    r",\s|\s[-–—/>]+\s|\s-{1,2}(?=\w)|:(?=\s)|[()]"
    r"|\s(?=(?:but|though|although|however|because|cos|coz|while|whilst)\s)"
    r"|(?<=\w)\s(?=(?:and|so|then)\s(?:we|it|its|it's|they|i|he|she|the|now|just|should|will"
    r"|due)\b)"
)
_TURNS = re.compile(r"(?:but|though|although|however|anyway)\b")  # "not sure who asked, but ..."
_TOPIC_WORDS = 16  # a longer name before a colon is a sentence of its own


def lowered(text: str) -> str:
    """The text in lower case with plain quotes and dashes; each character stays in its place."""
    plain = text.translate(TYPOGRAPHIC)
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a message, in order.

    Where a sentence asks, orders or supposes, all its clauses do up to a "but", except the topic
    before a colon.
    """
    low = lowered(text)
    found: list[Clause] = []
    for number, (start, end) in enumerate(_sentences(low)):
        parts = list(_parts(low, start, end))
        if not parts:
            continue
        after_topic = parts[1][0] if parts[0][2] and len(parts) > 1 else start
        is_heading = announces(low[start:end])
        speech = Speech.ORDERS if is_heading else speech_of_sentence(low[after_topic:end])
        for begin, stop, topic in parts:
            if _TURNS.match(low, begin) and not (is_heading or low.endswith("?", start, end)):
                speech = speech_of_sentence(low[begin:end])
            own = Speech.TELLS if topic and not is_heading else speech
            if own is Speech.TELLS and not topic:
                own = speech_of_clause(low[begin:stop])
            found.append(Clause(low[begin:stop], begin, stop, own, number, topic))
    return found


def _sentences(low: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(low):
        start, end = _trimmed(low, match.start(), match.end())
        if start < end:
            yield start, end


def _parts(low: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is a topic) of each part of a sentence."""
    at, first = start, True
    for match in _BREAK.finditer(low, start, end):
        begin, stop = _trimmed(low, at, match.start())
        if begin < stop:
            yield begin, stop, first and _is_topic(low[begin:stop], match.group().strip())
            first = False
        at = match.end()
    begin, stop = _trimmed(low, at, end)
    if begin < stop:
        yield begin, stop, False


def _is_topic(text: str, mark: str) -> bool:
    """Whether the words before a colon or dash name what follows: "how we plan: paper started"."""
    named = mark == ":" or (mark.startswith(("-", "–", "—")) and not is_inverted(text))
    return named and len(text.split()) <= _TOPIC_WORDS


def _trimmed(low: str, start: int, end: int) -> tuple[int, int]:
    while start < end and low[start].isspace():
        start += 1
    while end > start and low[end - 1].isspace():
        end -= 1
    return start, end
