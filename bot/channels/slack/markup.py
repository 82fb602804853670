"""Text as people read it <-> text as Slack carries it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.channels.slack.limits import size

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BREAKS = ("\n\n", "\n", ". ", "; ", ", ", " ")


def clean(text: str) -> str:
    """The text without signs that a message cannot carry."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", whole.replace("\r\n", "\n"))


def escaped(text: str) -> str:
    """The text so that nothing in it is a link, a mention or a call to everyone."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(user: str) -> str:
    """Words that call a person, by their id."""
    return f"<@{user}>"


def plain(text: str, names: Mapping[str, str]) -> str:
    """What a person wrote, in plain words; people stand in it by the names known for their ids."""

    def word(match: re.Match[str]) -> str:
        kind, target, label = match.group(1), match.group(2), match.group(3)
        if kind == "@":
            return names.get(target) or label or target
        if kind == "#":
            return f"#{label or target}"
        if kind == "!":
            return label or f"@{target.partition('^')[0]}"
        return label or target.removeprefix("mailto:")

    read = _TOKEN.sub(word, text)
    for entity, sign in _ENTITIES:
        read = read.replace(entity, sign)
    return read


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people that a raw text mentions, in order."""
    return tuple(match.group(2) for match in _TOKEN.finditer(text) if match.group(1) == "@")


def without(text: str, user: str) -> str:
    """A raw text without the mentions of one person."""
    return re.sub(rf"[ \t]*<@{re.escape(user)}(?:\|[^<>]*)?>[ \t]*", " ", text).strip()


def cut(text: str, most: int, shown: Callable[[str], str] = escaped) -> list[str]:
    """The text in pieces of which each is at most so long as it is shown. Only blanks get lost.

    It is cut between paragraphs, else between sentences, else between words, else anywhere.
    """
    pieces, rest = [], text.strip()
    while size(shown(rest)) > most:
        end = _break(rest, _longest(rest, most, shown))
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [piece for piece in (*pieces, rest) if piece]


def _longest(text: str, most: int, shown: Callable[[str], str]) -> int:
    """The length of the longest beginning that fits, at least one sign."""
    low, high = 1, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if size(shown(text[:middle])) <= most:
            low = middle
        else:
            high = middle - 1
    return low


def _break(text: str, end: int) -> int:
    """Where to cut before ``end``: in its second half, after the best break that there is."""
    for mark in _BREAKS:
        found = text.rfind(mark, end // 2, end)
        if found > 0:
            return found + len(mark.rstrip() or " ")
    return end
