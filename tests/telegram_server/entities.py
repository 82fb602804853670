"""A text and its marks as Telegram keeps them: cleaned, trimmed, measured in UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

MOST_ENTITIES = 100
MOST_BYTES = 35_000
_QUOTES = {"blockquote", "expandable_blockquote"}
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_TAKEN_OUT = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_AUTOMATIC = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?\b")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{4,32}\b")),
    ("url", re.compile(r"https?://[^\s<>\"]+")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


@dataclass(frozen=True)
class Entity:
    """A mark on ``length`` UTF-16 units from ``offset``; ``more`` is url, language and the like."""

    type: str
    offset: int
    length: int
    more: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        return self.offset + self.length

    @property
    def json(self) -> dict[str, Any]:
        made = {"type": self.type, "offset": self.offset, "length": self.length}
        return made | dict(self.more)


def units(text: str) -> int:
    """Its length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, entity: Entity) -> str:
    """What an entity marks."""
    raw = text.encode("utf-16-le", "surrogatepass")[2 * entity.offset : 2 * entity.end]
    return raw.decode("utf-16-le", "replace")


def cleaned(text: str) -> str:
    """Without the characters that Telegram takes out; control characters become spaces.

    What is longer than 35,000 bytes is cut there, without a word and before it is parsed.
    """
    kept_in = _TAKEN_OUT.sub("", _CONTROL.sub(" ", text))
    return kept_in.encode("utf-8", "surrogatepass")[:MOST_BYTES].decode("utf-8", "ignore")


def trimmed(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Without white space around it, the marks moved along; empty marks go."""
    lead = units(text) - units(text.lstrip())
    shown = text.strip()
    size = units(shown)
    moved = []
    for entity in entities:
        start = min(max(entity.offset - lead, 0), size)
        end = min(max(entity.end - lead, 0), size)
        if end > start:
            moved.append(replace(entity, offset=start, length=end - start))
    return shown, moved


def lawful(marks: Sequence[Entity]) -> list[Entity]:
    """In order, without what Telegram drops in silence: marks inside code, quotes inside quotes.

    Of marks on the same words the outer one comes first.
    """
    allowed: list[Entity] = []
    around: list[Entity] = []
    for mark in sorted(marks, key=lambda e: (e.offset, -e.length)):
        while around and around[-1].end <= mark.offset:
            around.pop()
        kinds = {other.type for other in around}
        in_quote = mark.type in _QUOTES and bool(_QUOTES & kinds)
        if not in_quote and not kinds & {"pre", "code"}:
            allowed.append(mark)
            around.append(mark)
    return allowed


def kept(entities: Sequence[Entity]) -> list[Entity]:
    """The marks that Telegram keeps: the first hundred, outer ones before inner ones."""
    ordered = sorted(entities, key=lambda mark: (mark.offset, -mark.length))
    return ordered[:MOST_ENTITIES]


def found_in(text: str, marked: Sequence[Entity] = ()) -> list[Entity]:
    """Commands, mentions, links and hashtags in plain words, as Telegram marks them by itself.

    What is code or has a link already (``marked``) is left alone.
    """
    shut = [m for m in marked if m.type in {"code", "pre", "text_link", "text_mention"}]
    found: list[Entity] = []
    for kind, pattern in _AUTOMATIC:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            mark = Entity(kind, start, units(match.group()))
            if not any(mark.offset < other.end and other.offset < mark.end for other in shut):
                shut.append(mark)
                found.append(mark)
    return found
