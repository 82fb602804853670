"""Plain text -> logical lines: what belongs together is joined, contents pages are found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.decoding import without_markup
from indexer.readers.end_notes import RULE
from indexer.readers.hyphens import Vocabulary, joined

BULLET = re.compile(r"^(\s*)([·•◦▪●○‣∙*–—-]|[ivx]{1,4}[.)]|\(?[a-z][.)])\s+(?=\S)")
CONTENTS = ("contents", "table of contents")
_UNIT = (  # what follows a decimal that is a quantity and no paragraph number
    "million|billion|per ?cent|times|hours?|days?|weeks?|months?|years?|miles?|am|pm|fte|FTE"
    "|full-time|part-time"
)
NUMBER = re.compile(
    r"^\s*((?:\d{1,2}\.)+\d{1,2}|\d{1,2}|[A-Z]\.\d{1,2})[.)]?"
    rf"(?:\s+(?=\S)(?!(?:{_UNIT})\b)|\s*$)"
)
_RUN_IN = re.compile(r"^\*\*([^*]{3,100})\*\*\s*[-–—:]\s*(?=\S)")
_STUCK_BOLD = re.compile(r"(?<=[^\s*])\*\*(\s*[^*\n]{2,80}?)\*\*\s*$")
MARKDOWN_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+|https?://|www\.|(?:\+44|\b0)[\d\s()-]{8,}\d"
)
_ENDS = (".", "!", "?", ";", ":", ",", '."', ".”", ".’")
_WITHIN = (re.compile(r"\s*\d{1,2}\s"), re.compile(r"\s*[–—]\s+(?=[^A-Z])"))
SHORT_LINE = 60
_WRAPPED_WIDTH = 110
_END = 200  # characters of a long line's beginning and end that are looked at
NO_WORDS = Vocabulary(frozenset(), frozenset())
RUN_IN_MARK = "\x1f"  # put before a title that ran into its paragraph; no text has it


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line: a paragraph or a short line, with how it stood."""

    text: str
    alone: bool  # a blank line, or the start, stands before it


def unstuck(line: str) -> list[str]:
    """A line with a bold title stuck to its end as several lines."""
    return _STUCK_BOLD.sub(r"\n\n\1", line).split("\n")


def contents_lines(lines: list[str]) -> dict[int, str]:
    """Where the lines of a contents page stand, and the title each has.

    Dots before a page number are enough. With a tab alone, which a table has too, the title stands
    again as a line of its own, or the line stands below the word "contents".
    """
    paged = {i: title for i, line in enumerate(lines) if (title := _before_page_number(line))}
    others = {title_key(line) for i, line in enumerate(lines) if i not in paged}
    found: dict[int, str] = {}
    inside = False
    for i, line in enumerate(lines):
        title = paged.get(i, "")
        if title and (inside or "..." in line or title_key(title) in others):
            found[i] = title
        elif line.strip():
            inside = title_key(line) in CONTENTS
    return found


def _before_page_number(line: str) -> str:
    """What stands before dots or a tab and a page number; else nothing."""
    rest = line.strip().rstrip("0123456789")
    digits = len(line.strip()) - len(rest)
    title = rest.rstrip(" .\t")
    leads = "..." in rest[len(title) :] or "\t" in rest[len(title) :]
    return title if leads and 1 <= digits <= 3 else ""


def title_key(title: str) -> str:
    """A title as it is compared: without its number, its case and its marks."""
    return re.sub(r"\W+", " ", re.sub(r"^\W*(?:\d+\W+)*(?=\w)", "", title)).strip().lower()


@dataclass
class _Growing:
    """A logical line while others are joined to it. ``settled`` is all but its last piece."""

    pieces: list[str]
    alone: bool
    settled: str = ""

    @property
    def view(self) -> str:
        """Its text; of a long one only both ends, or a text without an end would take for ever."""
        return self.settled + self.pieces[-1]

    def add(self, text: str, vocabulary: Vocabulary) -> None:
        """Join a line, on a line of its own where both are parts of an address."""
        last = self.pieces.pop()
        block = not BULLET.match(self.settled + last) and _is_fragment(self.settled + last)
        if block and _is_fragment(text):
            first, second = f"{last}\n", text
        else:
            indent = last[: len(last) - len(last.lstrip())]
            whole, (_, start) = joined([last, text], vocabulary)
            first, second = indent + whole[:start], whole[start:]
        self.pieces += [first, second]
        self.settled += first
        if len(self.settled) > 2 * _END:
            self.settled = self.settled[:_END] + self.settled[-_END:]


def logical_lines(
    raw: Sequence[str], vocabulary: Vocabulary = NO_WORDS, *, wrapped: bool | None = None
) -> list[Line]:
    """Joins what belongs together: wrapped lines, broken paragraphs, numbers, contact blocks.

    ``wrapped``: the lines end at a width, wherever a paragraph goes on; None: as they look.
    """
    wrapped = is_wrapped(raw) if wrapped is None else wrapped
    lines: list[_Growing] = []
    alone = True
    for line in (part for whole in raw for part in _lines_of(whole)):
        if not line.strip() or RULE.fullmatch(line):
            alone = True
            continue
        if lines and _continues(lines[-1].view, line, alone=alone, wrapped=wrapped):
            lines[-1].add(line.strip(), vocabulary)
        else:
            lines.append(_Growing([line.rstrip()], alone))
        alone = False
    return [Line("".join(line.pieces), line.alone) for line in lines]


def _lines_of(line: str) -> list[str]:
    """A line without markup; a title that runs into its paragraph is a line of its own."""
    text = without_markup(line, " ").rstrip()
    bullet = BULLET.match(text)
    run_in = _RUN_IN.match(text[bullet.end() :] if bullet else text)
    if not run_in:
        return [text]
    return ["", RUN_IN_MARK + run_in.group(1), "", run_in.string[run_in.end() :]]


def is_wrapped(raw: Sequence[str]) -> bool:
    """Whether lines end at a width: hardly one is wider, and most that go on come near it."""
    lengths = sorted(len(line) for line in raw if line.strip())
    going_on = sorted(
        len(a) for a, b in pairwise(raw) if a.strip() and b.strip() and not starts_something(b)
    )
    return (
        len(going_on) > 0
        and lengths[int(len(lengths) * 0.97)] <= _WRAPPED_WIDTH
        and (len(lengths) > 20 or going_on[len(going_on) // 2] > SHORT_LINE)
    )


def _continues(before: str, line: str, *, alone: bool, wrapped: bool) -> bool:
    text = line.strip()
    last = before.rsplit("\n", 1)[-1].strip()
    if NUMBER.fullmatch(last + " ") and not BULLET.match(line):
        return True  # a paragraph number on a line of its own
    if starts_something(line):
        address = last.endswith(",") and _is_fragment(text)  # 8 High Street
        return not alone and (address or (wrapped and _falls_within(before, last, text)))
    if CONTACT.search(text) and _is_fragment(text):
        return _is_fragment(last) and not NUMBER.match(last)
    if _BROKEN_WORD.search(last) and text[:1].islower() and not alone:
        return True
    if alone:
        return text[:1].islower() and not last.endswith(_ENDS) and len(last) > SHORT_LINE
    if wrapped:
        return len(last) > SHORT_LINE // 2 or not last.endswith(_ENDS)
    return _is_fragment(last) and _is_fragment(text) and not BULLET.match(before)


def _falls_within(before: str, last: str, text: str) -> bool:
    """Whether a number or a dash at the start of a line stands within a sentence.

    As in "within / 20 working days", but not where the text before is of that kind itself.
    """
    if len(last) <= SHORT_LINE // 2 or last.endswith(_ENDS):
        return False
    return any(begins.match(text) and not begins.match(before) for begins in _WITHIN)


def starts_something(line: str) -> bool:
    """Whether a line begins an item, a numbered paragraph or a heading of its own."""
    return bool(BULLET.match(line) or NUMBER.match(line) or MARKDOWN_HEADING.match(line))


def _is_fragment(text: str) -> bool:
    """A short line that is no sentence: a name, an address line, a telephone number."""
    last = text.rsplit("\n", 1)[-1]
    return len(last) <= SHORT_LINE and not last.endswith((".", ";", "?", "!")) and "**" not in last
