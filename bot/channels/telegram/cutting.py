"""A long text -> pieces, cut on meaning and never inside what people see as one sign."""

from __future__ import annotations

import re
from unicodedata import category, combining

from bot.channels.telegram.limits import size

_BREAKS = tuple(
    map(re.compile, (r"\n\s*\n\s*", r"\n", r"[.!?…]+[\"”’)\]]*\s|[。！？]", r"[;:,]\s|— ", r"\s"))
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_HANGUL_LEADS = re.compile("[\u1100-\u115f\ua960-\ua97f]")
_HANGUL = re.compile("[\u1100-\u115f\ua960-\ua97f\uac00-\ud7a3]")
_GOES_ON = re.compile(  # @, joiners, skin colours, tags, vowels and ends of Hangul, others
    "[@\u200c\u200d\u2060\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
    "\u1160-\u11ff\ud7b0-\ud7ff\u0e33\u0eb3\uff9e\uff9f]"
)


def cut(text: str, most: int) -> list[tuple[str, str]]:
    """The text in pieces of at most so many UTF-16 units, each after the blank before it.

    It is cut between paragraphs, else sentences, else words, else signs. Only blanks get lost: of
    those at a cut, a blank line, a new line or one space is left.
    """
    pieces: list[tuple[str, str]] = []
    gap, rest = "", text.strip()
    while len(rest) > most or size(rest) > most:
        piece, rest = _parted(rest, most)
        pieces.append((gap, piece.rstrip()))
        tail = rest.lstrip()
        gap = _gap(piece[len(piece.rstrip()) :] + rest[: len(rest) - len(tail)])
        rest = tail
    return [*pieces, (gap, rest)] if rest else pieces


def short(text: str, most: int) -> str:
    """The text on one line, its end left out (…) where it is longer than so many units."""
    line = " ".join(text[: 20 * most].split())
    if size(line) <= most and len(text) <= 20 * most:
        return line
    return _parted(line, most - 1)[0].rstrip(" .,;:—") + "…"


def one_sign(text: str, at: int) -> bool:
    """Whether the characters before and after a place belong to one sign, as people see it.

    So does the @ of an address with what is before it: a message that begins with it would call.
    """
    before, after = text[at - 1], text[at]
    if _GOES_ON.match(after) or category(after).startswith("M") or before in "\u200d\u2060":
        return True
    if _FLAG.match(before) and _FLAG.match(after):
        letters = at - len(text[:at].rstrip(_FLAGS))
        return letters % 2 == 1
    if _HANGUL_LEADS.match(before) and _HANGUL.match(after):
        return True
    return combining(before) == _VIRAMA and category(after) == "Lo"


_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_VIRAMA = 9  # the class of what joins a consonant to the next in Indian scripts


def _parted(text: str, most: int) -> tuple[str, str]:
    """The longest beginning that ends well, at least one character, and the rest."""
    fits = text[:most].encode("utf-16-le", "surrogatepass")[: 2 * most]
    end = max(1, len(fits.decode("utf-16-le", "ignore")))
    if end >= len(text):
        return text, ""
    at = next((place for place in _places(text, end) if not one_sign(text, place)), end)
    return text[:at], text[at:]


def _places(text: str, end: int) -> list[int]:
    """Where to cut at or before ``end``: the best places first, in its second half, then any."""
    found = [list(mark.finditer(text, end // 2, end + 1)) for mark in _BREAKS]
    good = [min(one.end(), end) for matches in found for one in matches[:-4:-1] if one.start()]
    return [*good, *range(end, 0, -1)]


def _gap(blank: str) -> str:
    """What is left of the blank at a cut."""
    lines = blank.count("\n")
    return "\n\n" if lines > 1 else "\n" if lines else " " if blank else ""
