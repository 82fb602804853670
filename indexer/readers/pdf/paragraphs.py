"""Lines of one column -> blocks: what belongs to one paragraph, item or heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from indexer.readers.pdf.geometry import Line
from indexer.readers.pdf.marks import NOTHING, Mark, Sort, mark_of

_WIDER_GAP = 1.22  # times the leading parts two paragraphs
_OTHER_SIZE = 0.07
_TITLE_SIZE = 1.1  # times the size of the text
_INDENT = 0.8  # of the size
_USUAL_LEADING, _MOST_LEADING = 1.2, 1.35  # times the size
_ENDS = re.compile(r"[.?!:;][\"'”’)\]]*$")
_SPACE = re.compile(r"\S\s+\S")
_CLOSES = re.compile(r"[.?!][\"'”’)\]]*$")


@dataclass
class Block:
    """Lines that belong together, and what the first of them begins with."""

    lines: list[Line] = field(default_factory=list)
    mark: Mark = NOTHING
    left: float = 0.0  # the edges that the lines of the column reach
    right: float = 0.0

    @property
    def size(self) -> float:
        """The size that most of its text has."""
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def filled(self) -> frozenset[int]:
        """The places of the lines that follow a line of one word with no room for a letter more."""
        return frozenset(
            place
            for place, (above, line) in enumerate(pairwise(self.lines), 1)
            if not _SPACE.search(above.text) and self.right - above.x1 <= _letter(line)
        )


@dataclass(frozen=True, slots=True)
class Print:
    """How a document is printed: the size of its text, and the leading of each size."""

    size: float
    bold: bool
    leadings: dict[int, float]

    def leading(self, size: float) -> float:
        """From one line to the next within a paragraph of this size."""
        return self.leadings.get(round(size), size * _USUAL_LEADING)


def print_of(columns: Iterable[Sequence[Line]]) -> Print:
    """How the lines of a document are printed."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    steps: dict[int, Counter[float]] = {}
    certain: dict[int, Counter[float]] = {}  # where a sentence goes on from line to line
    for column in columns:
        for line in column:
            sizes[round(line.size * 2) / 2] += len(line.text)
            bold += len(line.text) * line.bold
            total += len(line.text)
        for above, below in pairwise(column):
            step = below.base - above.base
            if abs(above.size - below.size) < 0.5 and 0.9 < step / above.size < 2.5:
                goes_on = below.text[:1].islower() and not _ENDS.search(above.text)
                for found in (steps, certain) if goes_on else (steps,):
                    found.setdefault(round(above.size), Counter())[round(step * 2) / 2] += 1
    size = sizes.most_common(1)[0][0] if sizes else 11.0
    leadings = {
        of: _smallest_usual(certain[of])
        if of in certain
        else min(_smallest_usual(found), _MOST_LEADING * of)
        for of, found in steps.items()
    }
    return Print(size, bold > 0.6 * total, leadings)


def _smallest_usual(steps: Counter[float]) -> float:
    """The smallest step that a fair share of the lines takes."""
    least = 0.15 * steps.total()
    return min(
        step
        for step in steps
        if sum(steps[near] for near in (step - 0.5, step, step + 0.5)) >= least
    )


def blocks_of(lines: Sequence[Line], printed: Print, right: float | None = None) -> list[Block]:
    """The blocks of one column; ``right`` is the edge that its lines may reach, if it is known."""
    edge = _edge(lines) if right is None else right
    left = min((line.x0 for line in lines), default=0.0)
    blocks: list[Block] = []
    for line in lines:
        mark = _mark(line, blocks, edge, printed)
        if blocks and not mark.sort.starts and not _begins(blocks[-1], line, printed):
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block([line], mark, left, edge))
    return blocks


def _edge(lines: Sequence[Line]) -> float:
    ends = sorted(line.x1 for line in lines)
    return ends[int(0.9 * (len(ends) - 1) + 0.5)] if ends else 0.0


def _mark(line: Line, blocks: Sequence[Block], edge: float, printed: Print) -> Mark:
    """What the line begins with, unless it only looks so because a sentence was broken there."""
    mark = mark_of(line)
    if mark is NOTHING or mark.sort is Sort.BULLET or not blocks:
        return mark
    before = blocks[-1].lines[-1]
    inside = (
        not _ENDS.search(before.text)
        and 0 < line.base - before.base <= printed.leading(line.size) * _WIDER_GAP
        and same_look(before, line)
        and "\t" not in line.text[: mark.length]
        and _is_full(before, line, edge)
    )
    starts = {round(block.lines[0].x0) for block in blocks if block.mark.sort is mark.sort}
    hangs = any(abs(line.x0 - start) < 2 for start in starts) and line.x0 < before.x0 - 2
    return NOTHING if inside and not hangs else mark


def same_look(one: Line, other: Line) -> bool:
    """Whether two lines are printed alike."""
    alike = abs(one.size - other.size) <= _OTHER_SIZE * max(one.size, other.size)
    return alike and (one.bold == other.bold)


def _letter(line: Line) -> float:
    """How wide a letter of the line's first word is."""
    return line.first / max(len(line.text.split(maxsplit=1)[0]), 1) if line.text.strip() else 0.0


def _is_full(line: Line, following: Line, edge: float) -> bool:
    """Whether the next line's first word had no room at the end of this one."""
    return edge - line.x1 < following.first + 0.3 * line.size


def _begins(block: Block, line: Line, printed: Print) -> bool:
    """Whether a line without a mark begins a block of its own."""
    before = block.lines[-1]
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size):
        return True
    step = line.base - before.base
    if step > printed.leading(line.size) * _WIDER_GAP or step < 0:
        return True
    if line.size > _TITLE_SIZE * printed.size and not _CLOSES.search(before.text):
        return before.bold != line.bold  # the lines of one title end where it reads well
    full = _is_full(before, line, block.right)
    if before.bold != line.bold and not (full and not _ENDS.search(before.text)):
        return True
    if block.mark.sort.starts and len(block.lines) == 1:
        return _leaves_item(block, line, full=full)
    indent = line.x0 - block.lines[-1].x0
    if indent > _INDENT * line.size and len(block.lines) > 1:
        return bool(_ENDS.search(before.text)) or not full
    if indent < -_INDENT * line.size and len(block.lines) > 1:
        return bool(_ENDS.search(before.text)) or not full
    starts = line.text[:1].isupper() or line.text[:1].isdigit() or line.text[:1] in "“‘\"'("
    if full or before.text.endswith(("-", ",")):
        return False
    return starts or bool(_CLOSES.search(before.text))


def _leaves_item(block: Block, line: Line, *, full: bool) -> bool:
    """Whether the line after the first of an item does not belong to it."""
    before = block.lines[-1]
    if abs(line.x0 - before.start) <= line.size:
        return not full and bool(_CLOSES.search(before.text)) and line.text[:1].isupper()
    return not full or bool(_CLOSES.search(before.text) and line.x0 > before.start)


def blocks_over(lines: Sequence[Line], printed: Print, right: float) -> list[Block]:
    """The blocks of a cell that may stand on more than one page."""
    made: list[Block] = []
    for _, own in groupby(lines, lambda line: line.page):
        blocks = blocks_of([*own], printed, right)
        if made and goes_on(made[-1], blocks[0], printed):
            made[-1].lines += blocks.pop(0).lines
        made += blocks
    return made


def goes_on(block: Block, following: Block, printed: Print) -> bool:
    """Whether a block at the end of a column or page goes on in the first of the next one."""
    last, first = block.lines[-1], following.lines[0]
    if following.mark.sort.starts or not same_look(last, first):
        return False
    text = last.text.rstrip()
    if _ENDS.search(text):
        return False
    ragged = not _is_full(last, first, block.right)
    if first.text[:1].islower():
        return True
    return not ragged and abs(last.size - printed.size) < 0.1 * printed.size and len(text) > 30
