"""Words -> the lines they stand on, cut at the gaps that may part two columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from indexer.readers.pdf.geometry import Line, Word

_SAME_BASE = 0.35  # of the size: what stands within it is on one line
_RAISED_BASE = 0.55  # for what is much smaller
_NO_SPACE = 0.12
_TAB = 1.1  # of the size: a wider gap may part two columns
_RAISED_SIZE = 0.82
_RAISED_BY = 0.12
_SIGN = re.compile(r"\(?\[?(?:\d{1,3}(?:,\d{1,3})*|[*†‡§¹²³⁴-⁹]{1,3})\]?\)?")
_CLOSING = frozenset(".,;:!?)]”’")  # goes on right after a sign
_UNITS = frozenset({"m", "km", "cm", "mm", "ft", "x", "CO", "H"})  # what is squared, or counted
_PRIVATE_BULLETS = "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf02d\uf0e0\uf0b0\uf06e\uf071\uf075"
BULLETS = frozenset("•·◦▪●○‣∙■□◆◇➢➤✓✔→►" + _PRIVATE_BULLETS)
_HEAD = re.compile(
    r"(?:(?P<bullet>[" + "".join(BULLETS) + r"o*–—-])"
    r"|(?P<number>\(?(?:(?:\d{1,2}\.)*\d{1,3}|[A-Z]\.\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,5}|[A-Za-z])"
    r"[.)]?)\)?)"
)


def rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand on one line of the page, each row from left to right."""
    found: list[list[Word]] = []
    bases: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        for at in range(len(found) - 1, max(-1, len(found) - 4), -1):
            base, size = bases[at]
            raised = min(size, word.size) <= _RAISED_SIZE * max(size, word.size)
            near = _RAISED_BASE if raised else _SAME_BASE
            if abs(word.base - base) <= near * max(size, word.size):
                found[at].append(word)
                if word.size > size:
                    bases[at] = (word.base, word.size)
                break
        else:
            found.append([word])
            bases.append((word.base, word.size))
    return [_once(sorted(row, key=lambda word: word.x0)) for row in found]


def _once(row: list[Word]) -> list[Word]:
    """The row without words that were drawn twice to look bold or shaded."""
    kept: list[Word] = []
    for word in row:
        again = any(
            word.text == other.text
            and abs(word.x0 - other.x0) < 0.15 * word.size
            and abs(word.base - other.base) < 0.15 * word.size
            for other in kept[-3:]
        )
        if not again:
            kept.append(word)
    return kept


def segments(row: Sequence[Word]) -> list[list[Word]]:
    """A row cut at its wide gaps; a bullet or a number stays with the text after it."""
    found: list[list[Word]] = []
    for word in row:
        before = found[-1][-1] if found else None
        if before is None or word.x0 - before.x1 > _TAB * max(word.size, before.size):
            if found and len(found[-1]) == 1 and _introduces(found[-1][0], word):
                found[-1].append(word)
            else:
                found.append([word])
        else:
            found[-1].append(word)
    return found


def _introduces(mark: Word, word: Word) -> bool:
    near = word.x0 - mark.x1 < 6 * max(mark.size, word.size)
    return near and bool(_HEAD.fullmatch(mark.text))


def line_of(words: Sequence[Word], page: int) -> Line:
    """One line out of the words of a row, from left to right."""
    size, bold = _look(words)
    plain = [word for word in words if word.size >= size * 0.95] or list(words)
    base = Counter(round(word.base, 1) for word in plain).most_common(1)[0][0]
    text, signs = "", []
    before: Word | None = None
    shown: list[Word] = []
    for word in words:
        gap = "" if before is None else _gap(before, word)
        if text and _is_sign(word, before, size, base):
            signs.append((len(text), word.text.strip("()[]")))
            before = word
            continue
        text += gap + word.text
        before = word
        shown.append(word)
    start = shown[1].x0 if len(shown) > 1 and _HEAD.fullmatch(shown[0].text) else words[0].x0
    first = shown[0].x1 - shown[0].x0
    return Line(
        text,
        page,
        words[0].x0,
        max(word.x1 for word in words),
        base,
        size,
        bold,
        start,
        first,
        tuple(signs),
    )


def _look(words: Sequence[Word]) -> tuple[float, bool]:
    """The size that most characters have, and whether all but a few are bold."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
        total += len(word.text)
        bold += len(word.text) if word.bold else 0
    return sizes.most_common(1)[0][0], bold >= 0.9 * total


def _gap(before: Word, word: Word) -> str:
    space = word.x0 - before.x1
    size = max(before.size, word.size)
    if space > _TAB * size:
        return "\t"
    apart = space > _NO_SPACE * size or _opens_note(before, word)
    return " " if apart else ""


def _opens_note(sign: Word, word: Word) -> bool:
    """Whether a raised sign stands right before the text of its note."""
    raised = sign.size <= _RAISED_SIZE * word.size and word.base > sign.base
    closes = word.text[:1] in _CLOSING
    return raised and not closes and bool(_SIGN.fullmatch(sign.text))


def _is_sign(word: Word, before: Word | None, size: float, base: float) -> bool:
    """Whether a raised small word is the sign of a footnote."""
    raised = word.size <= _RAISED_SIZE * size and base - word.base >= _RAISED_BY * size
    if not raised or before is None or not _SIGN.fullmatch(word.text):
        return False
    last = re.split(r"[\d\s/(]", before.text)[-1]
    return last not in _UNITS


def page_lines(words: Iterable[Word], page: int) -> Iterator[Line]:
    """Every segment of every row of a page as a line."""
    for row in rows(words):
        for segment in segments(row):
            yield line_of(segment, page)


def merged(lines: Sequence[Line]) -> Line:
    """Lines that stand beside each other in one column as one, from left to right."""
    if len(lines) == 1:
        return lines[0]
    ordered = sorted(lines, key=lambda line: line.x0)
    text, signs = "", []
    for line in ordered:
        text += "\t" if text else ""
        signs += [(len(text) + offset, sign) for offset, sign in line.signs]
        text += line.text
    main = max(ordered, key=lambda line: len(line.text))
    first = ordered[0]
    return Line(
        text,
        first.page,
        first.x0,
        max(line.x1 for line in ordered),
        main.base,
        main.size,
        all(line.bold for line in ordered),
        first.start,
        first.first,
        tuple(signs),
    )
