"""Glyphs as they were drawn -> words, in the coordinates of the upright page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from indexer.readers.pdf.drawing import turned_point
from indexer.readers.pdf.geometry import Area, Word

SOFT_HYPHEN = "\u00ad"
_HYPHENS = frozenset({"\x02", "\ufffe"})  # what the library makes of a hyphen at a line's end
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_LEAN = math.radians(8)  # a scan may lie a little askew
_APART = 0.16  # of the size: a wider gap parts two words
_BACK = 0.6  # of the size: what is drawn further back is another word
_SMALLEST, _LARGEST = 0.5, 2_000.0


class Style(NamedTuple):
    """How a run of glyphs looks, and a point on the line that it stands on.

    ``turns`` are the clockwise quarter turns that make it upright; None where it stands aslant.
    """

    size: float
    bold: bool
    turns: int | None
    origin: tuple[float, float]
    unmapped: bool


class Glyphs(NamedTuple):
    """The characters of a page as they were drawn, each with its code, its style and its edges.

    The edges are left, high, right and low; y grows upwards. A style is a place in ``styles``, or
    -1 for a space that was not drawn.
    """

    codes: list[int]
    places: list[int]
    edges: list[tuple[float, ...]]
    styles: list[Style]

    def amounts(self) -> list[tuple[Style, int]]:
        """How many characters there are of each style."""
        found = Counter(self.places)
        return [(style, found[place]) for place, style in enumerate(self.styles)]

    def upright(self, told: int) -> int:
        """How many quarter turns clockwise make most of it upright; ``told`` where it is mute."""
        counts = [0, 0, 0, 0]
        counts[told % 4] = 1
        for style, amount in self.amounts():
            if style.turns is not None:
                counts[style.turns] += amount
        return counts.index(max(counts))


def turns_of(along: tuple[float, float]) -> int | None:
    """The clockwise quarter turns that make text upright that runs in this direction."""
    angle = math.atan2(along[1], along[0])
    turns = round(angle / (math.pi / 2))
    return turns % 4 if abs(angle - turns * math.pi / 2) <= _LEAN else None


def words_of(glyphs: Glyphs, box: Area, turns: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a page that stand upright, and those that stand on their side.

    What stands aslant, as a watermark does, and what lies outside of the page is left out.
    """
    upright: list[Word] = []
    turned: list[Word] = []
    for own, words in groupby(_words(glyphs, box), lambda found: found[0]):
        if own == turns:
            upright += (word for _, word in words)
        else:
            turned += (_laid(word, box, own, turns) for _, word in words)
    width, height = (box.width, box.height) if turns % 2 == 0 else (box.height, box.width)
    page = Area(-1, -1, width + 1, height + 1)
    return (
        tuple(word for word in upright if page.holds(*word.middle)),
        tuple(word for word in turned if page.holds(*word.middle)),
    )


def _words(glyphs: Glyphs, box: Area) -> Iterator[tuple[int, Word]]:
    """Each word with its turns, in the order in which they were drawn."""
    last: Word | None = None
    turns, closed = 0, True
    for begin, end, style in _runs(glyphs):
        if style.turns is None or not _SMALLEST <= style.size <= _LARGEST:
            continue
        for word, before, after in _pieces(glyphs, begin, end, style, box):
            if last and style.turns == turns and not (closed or before) and _goes_on(last, word):
                last = Word(last.text + word.text, last.x0, *word[2:])
            else:
                if last:
                    yield turns, last
                last, turns = word, style.turns
            closed = after
    if last:
        yield turns, last


def _runs(glyphs: Glyphs) -> Iterator[tuple[int, int, Style]]:
    """Where glyphs of one style begin and end; a space that was not drawn ends none."""
    begin, current = 0, -1
    for at, place in enumerate(glyphs.places):
        if place not in (current, -1):
            if current >= 0:
                yield begin, at, glyphs.styles[current]
            begin, current = at, place
    if current >= 0:
        yield begin, len(glyphs.places), glyphs.styles[current]


def _pieces(
    glyphs: Glyphs, begin: int, end: int, style: Style, box: Area
) -> Iterator[tuple[Word, bool, bool]]:
    """The words of a run, and whether a space stands before and after each of them."""
    base = turned_point(*style.origin, box, style.turns or 0)[1]
    apart, back = _APART * style.size, _BACK * style.size
    text, first, last, begun, before = "", 0.0, 0.0, 0.0, False
    sides = _sides(glyphs.edges[begin:end], box, style.turns or 0)
    for code, (left, right) in zip(glyphs.codes[begin:end], sides, strict=True):
        said = _SAID[code]
        space = said == " "
        # Both halves of a ligature have one place, so the second is no step back.
        moved = left - last > apart or (left < last - back and left != begun)
        if text and (space or moved):
            if word := _whole(text):
                yield Word(word, first, last, base, style.size, style.bold), before, True
            text, before = "", True
        if space:
            before = True
        elif said:
            first, last = (first, max(last, right)) if text else (left, right)
            begun, text = left, text + said
    if word := _whole(text):
        yield Word(word, first, last, base, style.size, style.bold), before, False


def _sides(edges: Sequence[tuple[float, ...]], box: Area, turns: int) -> list[tuple[float, float]]:
    """Where each glyph begins and ends along its line."""
    if turns == 0:
        return [(edge[0] - box.x0, edge[2] - box.x0) for edge in edges]
    if turns == 2:
        return [(box.x1 - edge[2], box.x1 - edge[0]) for edge in edges]
    ends = [sorted((edge[1] - box.top, edge[3] - box.top)) for edge in edges]
    if turns == 1:
        return [(low, high) for low, high in ends]
    return [(box.height - high, box.height - low) for low, high in ends]


def _goes_on(word: Word, piece: Word) -> bool:
    """Whether a piece that was drawn next belongs to the same word."""
    size = max(word.size, piece.size)
    alike = abs(word.size - piece.size) < 0.05 * size and word.bold is piece.bold
    return (
        alike
        and abs(word.base - piece.base) < 0.05 * size
        and -0.3 * size < piece.x0 - (word.x1) <= (_APART * size)
    )


def _whole(text: str) -> str:
    """A word without soft hyphens, but for the one that breaks it at the end of a line."""
    body = text[:-1].replace(SOFT_HYPHEN, "") + text[-1:]
    return "" if body == SOFT_HYPHEN else body


class _Said(dict[int, str]):
    """The text of each character code; a space for what only parts words."""

    def __missing__(self, code: int) -> str:
        if code > 0x10FFFF or 0xD800 <= code < 0xE000 or code == 0:
            said = "\ufffd"
        else:
            said = chr(code)
            if said in _HYPHENS:
                said = "-"
            elif said in _UNSEEN:
                said = ""
            elif said.isspace() or code < 32 or 127 <= code < 160:
                said = " "
            said = _LIGATURES.get(said, said)
        self[code] = said
        return said


_SAID = _Said()


def _laid(word: Word, box: Area, own: int, turns: int) -> Word:
    """A word that stands on its side, as a point in the middle of where it is on the page."""
    x, y = word.middle
    width, height = (box.width, box.height) if own % 2 == 0 else (box.height, box.width)
    back = {0: (x, height - y), 1: (y, x), 2: (width - x, y), 3: (height - y, width - x)}[own]
    across, down = turned_point(back[0] + box.x0, back[1] + box.top, box, turns)
    return word._replace(x0=across, x1=across, base=down)
