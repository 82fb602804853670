"""Message -> what is wanted. One function, a table of patterns, no state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.types import Intent

MOST_CHARACTERS = 2000

_PATTERNS: tuple[tuple[Intent, str], ...] = (
    (
        Intent.HELP,
        r"(?:help|\?|commands?|what can you do|how (?:do|does) (?:i use )?(?:you|this) work)",
    ),
    (
        Intent.ABOUT,
        r"(?:about|sources|documents|what do you (?:know|hold|have)"
        r"|(?:what|which) (?:documents|sources|files|compacts) (?:do|have|are) (?:you|there)"
        r"(?: (?:have|hold|got|know|read|use))*)",
    ),
    (
        Intent.PRINCIPLE_OF_THE_WEEK,
        r"(?:(?:what(?:'s|s| is) )?(?:the |this )?(?:principle|value) (?:of|for) (?:the|this) week"
        r"|this week'?s principle)",
    ),
    (Intent.MORE, r"(?:(?:show|see|tell) (?:me )?more|more|next|go on)"),
    (
        Intent.SMALL_TALK,
        r"(?:(?:hi|hiya|hello|hey|morning|good (?:morning|afternoon|evening)|thanks?(?: you)?|ta"
        r"|cheers|thx|bye|goodbye|ok(?:ay)?|great|nice one|well done|lol|you there|all|there|team"
        r"|everyone|folks|so much|very much|a lot|again|for (?:that|this|your help)"
        r"|how are you(?: doing)?|how(?:'s| is) it going|today|this morning)[\s,!.?]*)+",
    ),
)
_COMPILED = tuple((intent, re.compile(pattern, re.I)) for intent, pattern in _PATTERNS)
_STANDS_FOR = re.compile(r"what (?:does|do) (?:the )?(?P<name>\S+) (?:stand for|mean)", re.I)
_LOOK_UP = re.compile(
    r"(?:please )?(?:(?:can|could) you )?(?:tell (?:me|us) about|explain|describe|show (?:me|us)"
    r"|look up|what(?:'s|s| is| are) (?:the |meant by )?|define)\s*(?P<name>.+)",
    re.I,
)
_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What a message wants, and the name it asks to look up, if any."""

    intent: Intent
    name: str = ""


def wish_of(text: str) -> Wish:
    """What a message wants. Anything that is nothing else is a question."""
    plain = text.strip()
    if not re.search(r"\w", plain):
        return Wish(Intent.HELP if "?" in plain else Intent.EMPTY)
    if len(plain) > MOST_CHARACTERS:
        return Wish(Intent.TOO_LONG)
    folded = plain.strip(" ?!.,").removeprefix("/")
    for intent, pattern in _COMPILED:
        if pattern.fullmatch(folded):
            return Wish(intent)
    match = _STANDS_FOR.fullmatch(folded) or _LOOK_UP.fullmatch(folded)
    name = match.group("name") if match else folded
    return Wish(Intent.ASK, name if len(name.split()) <= _NAME_WORDS else "")
