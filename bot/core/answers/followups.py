"""A question in a thread -> the question it means, with the words of the turn before put in."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.answers.understand import Language, understand
from bot.core.answers.wants import want_of
from bot.core.ports import Search
from bot.core.types import Question, Turn, Want
from indexer.words import words

EARLIER_WEIGHT = 0.3
_INSTEAD = re.compile(
    r"^(?:and|but|or|ok(?:ay)?|so|now|then)?[\s,]*(?:what about|how about|what of"
    r"|same (?:for|in|with)|and)\s+(?P<rest>.+?)\W*$",
    re.I,
)
# "it", "that one", "there" point back; "it says that ...", "is there a ..." do not.
_POINTS_BACK = re.compile(
    r"\b(?:its|it's|they|them|their|theirs|this|those|these|he|she|him|her|his|one|ones|same|else"
    r"|more)\b"
    r"|\bit\b(?! (?:\w+ )?that\b)"
    r"|\bthat\b(?=\W*$| (?:one|is|was|be|for|due|action|plan|way)\b)"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )\bthere\b",
    re.I,
)
_CARRIES_ON = re.compile(r"^(?:and|but|so|or|also|then|ok(?:ay)?)\b", re.I)
_FEW_WORDS, _SHORT_TOPIC = 2, 5


def in_thread(text: str, last: Turn | None, search: Search, language: Language) -> Question:
    """Read a question that may lean on the turn before it in the same chat."""
    alone = understand(text, search, language)
    if last is None:
        return alone
    instead = _INSTEAD.match(alone.text)
    if alone.unknown_areas:
        return _of_unknown_area(alone, last) if instead else alone
    if instead and len(words(instead.group("rest"))) <= _SHORT_TOPIC:
        return _substituted(instead.group("rest"), alone, last, search, language)
    if _CARRIES_ON.match(alone.text) or _POINTS_BACK.search(alone.text):
        return _continued(alone, last)
    if _is_short(alone, search, language):
        # It may be a new question, so what stands near the last answer is only preferred.
        return replace(alone, follows=last)
    return alone


def _of_unknown_area(alone: Question, last: Turn) -> Question:
    """'and Farloch?' asks the earlier question of an area that no document covers."""
    return replace(
        last.question, asked=alone.asked, areas=(), unknown_areas=alone.unknown_areas, follows=None
    )


def _is_short(alone: Question, search: Search, language: Language) -> bool:
    """Whether a question says too little to stand alone: 'how long is the funding for?'

    One that names an area, an acronym or nothing that the documents know stands alone.
    """
    words_ = alone.words
    if len(words_) > _FEW_WORDS or alone.areas or any(map(language.glossary.acronym, words_)):
        return False
    return not words_ or any(search.frequency(word) for word in words_)


def _substituted(
    rest: str, alone: Question, last: Turn, search: Search, language: Language
) -> Question:
    """'and Calderdale?' asks the earlier question of another area; 'and kindness?' of another
    topic in the same area."""
    earlier = last.question
    topic = understand(rest, search, language)
    if not alone.areas and not any(search.frequency(word) for word in topic.words):
        return _continued(alone, last)  # "what about the 2nd one?" names nothing new
    if alone.areas and not topic.words:
        return replace(
            earlier,
            asked=alone.asked,
            text=" ".join(earlier.words),
            areas=alone.areas,
            unknown_areas=(),
            documents=(),
            compares=False,
            follows=None,
        )
    return replace(
        topic,
        compares=topic.compares or (earlier.compares and not topic.areas),
        asked=alone.asked,
        areas=topic.areas or earlier.areas or _areas(last),
        want=want_of(rest) if want_of(rest) is not Want.ANYTHING else earlier.want,
        kinds=topic.kinds or earlier.kinds,
        follows=last,
    )


def _continued(alone: Question, last: Turn) -> Question:
    """'when is it due?' asks on about what was answered."""
    earlier = last.question
    carried = [(word, EARLIER_WEIGHT) for word in earlier.words if word not in alone.words]
    same_area = not alone.areas or alone.areas == earlier.areas
    return replace(
        alone,
        text=f"{alone.text} ({_subject(earlier)})",
        expansions=(*alone.expansions, *carried),
        areas=alone.areas or earlier.areas or _areas(last),
        documents=_documents(last) if same_area else (),
        compares=alone.compares and len(alone.areas) > 1,
        follows=last if same_area else None,
    )


def _subject(earlier: Question) -> str:
    """What a thread is about: the text of its first question."""
    return earlier.text.rpartition(" (")[2].rstrip(")") if earlier.follows else earlier.text


def _areas(last: Turn) -> tuple[str, ...]:
    area = last.citations[0].area if last.citations else ""
    return (area,) if area else ()


def _documents(last: Turn) -> tuple[str, ...]:
    return (last.citations[0].document_id,) if last.citations else ()
