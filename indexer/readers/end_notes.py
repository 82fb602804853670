"""Footnotes of a plain text: found below a line or a heading, and put where they are referred to.

A reference is taken out of the text only where its note was found. Until the elements are made a
mark inside the word before it keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.decoding import without_markup
from indexer.readers.hyphens import Vocabulary, joined
from indexer.types import Element, Role

RULE = re.compile(r"\s*(?:[-_=*–—~]\s?){3,}\s*")
_HEADING = re.compile(r"\W*(?:foot|end)?notes(?: and references)?\W*|\W*references\W*", re.I)
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_RAISED, "0123456789")
_SIGN = rf"(?:\[\^?\d{{1,3}}\]|(?<![\dkc]m)(?<!\sm)[{_RAISED}]{{1,3}})"
_SIGNS = re.compile(_SIGN)
_REFERENCE = re.compile(rf"(?<!\S)(\S)(\S*?)\s?({_SIGN}(?:,?\s?{_SIGN})*)")
_NOTE = re.compile(rf"\s*(\[\^?\d{{1,3}}\]:?|[{_RAISED}]{{1,3}})\s*(?=\S)")
_PLAIN_NOTE = re.compile(r"\s*\(?(\d{1,3})[.)]?\s+(?=\S)")
_MARK = re.compile("\x1e([0-9]+)\x1e")  # no text has this character
_ENDS = (".", "!", "?", '."', ".”", ")")


@dataclass(frozen=True, slots=True)
class _Block:
    """Notes that stand together: the lines they take, and the lines of each by its sign."""

    start: int
    end: int
    notes: dict[str, list[str]]


def taken_out(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The lines with marks in place of references to notes, and the notes by their signs."""
    if not any(_SIGNS.search(line) for line in lines if "[" in line or not line.isascii()):
        return list(lines), {}
    body = list(lines)
    notes: dict[str, str] = {}
    vocabulary = Vocabulary.of(lines)
    referred = {sign for line in lines for sign in _referred(line)}
    at = 0
    while at < len(lines):
        block = _block(lines, at)
        if block and set(block.notes) <= referred - set(notes):
            body[block.start : block.end] = [""] * (block.end - block.start)
            for sign, said in block.notes.items():
                notes[sign] = without_markup(joined(said, vocabulary)[0], " ")
        at = block.end if block else at + 1
    return [_marked(line, notes) for line in body] if notes else body, notes


def placed(elements: Iterable[Element], notes: Mapping[str, str]) -> Iterator[Element]:
    """The elements without marks, each followed by the notes that it refers to first."""
    left = dict(notes)
    for element in elements:
        signs = _MARK.findall(element.text)
        yield replace(element, text=_MARK.sub("", element.text)) if signs else element
        for sign in signs:
            if note := left.pop(sign, ""):
                yield Element(note, Role.FOOTNOTE, marker=sign)
    for sign, note in left.items():  # what referred to them was left out
        yield Element(note, Role.FOOTNOTE, marker=sign)


def _plain(sign: str) -> str:
    return sign.strip("[^]: ").translate(_DIGITS)


def _referred(line: str) -> Iterator[str]:
    """The signs in a line that stand behind a word. A table's are left where they are."""
    if "\t" not in line and ("[" in line or not line.isascii()):
        for match in _REFERENCE.finditer(line):
            if not _SIGNS.fullmatch(f"{match.group(1)}{match.group(2)}"):
                yield from map(_plain, _SIGNS.findall(match.group(3)))


def _marked(line: str, notes: Mapping[str, str]) -> str:
    def mark(match: re.Match[str]) -> str:
        signs = [_plain(sign) for sign in _SIGNS.findall(match.group(3))]
        if not set(signs) <= set(notes):
            return match.group()
        return match.group(1) + "".join(f"\x1e{sign}\x1e" for sign in signs) + match.group(2)

    return _REFERENCE.sub(mark, line) if any(_referred(line)) else line


def _block(lines: Sequence[str], start: int) -> _Block | None:
    """The notes that begin at a line: below a rule or a heading, or with a sign of their own."""
    line = lines[start]
    headed = bool(RULE.fullmatch(line) or _HEADING.fullmatch(line))
    if not headed and not _NOTE.match(line):
        return None
    notes: dict[str, list[str]] = {}
    at = end = start + headed
    while at < len(lines):
        found = _NOTE.match(lines[at]) or (_PLAIN_NOTE.match(lines[at]) if headed else None)
        sign = _plain(found.group(1)) if found else ""
        if found and (not notes or int(sign) == int(next(reversed(notes))) + 1):
            notes[sign] = [lines[at][found.end() :]]
        elif lines[at].strip():
            said = next(reversed(notes.values()), None)
            if said is None or end != at or said[-1].rstrip().endswith(_ENDS):
                break
            said.append(lines[at])
        at += 1
        end = at if lines[at - 1].strip() else end
    return _Block(start, end, notes) if notes else None
