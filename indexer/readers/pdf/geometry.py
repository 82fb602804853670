"""The values between a PDF's page and its elements. Lengths are points, y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle on a page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """From the left edge to the right one."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From the upper edge to the lower one."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


class Word(NamedTuple):
    """Characters without a gap. ``base`` is the line it stands on, ``size`` that of its font."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool

    @property
    def middle(self) -> tuple[float, float]:
        """A point in the middle of its letters."""
        return (self.x0 + self.x1) / 2, self.base - self.size * 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line of one column, and how they look.

    A wide gap is a tab in ``text``. ``start`` is where the text begins after a bullet or a number;
    ``first`` is the width of the first word; ``signs`` are the raised reference signs that were
    taken out of the text, as (offset, sign).
    """

    text: str
    page: int
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    start: float
    first: float
    signs: tuple[tuple[int, str], ...] = ()

    @property
    def area(self) -> Area:
        """The rectangle of its letters, roughly."""
        return Area(self.x0, self.base - self.size * 0.8, self.x1, self.base + self.size * 0.25)


@dataclass(frozen=True, slots=True)
class Rules:
    """The straight lines of a page: (y, x0, x1) of the level ones, (x, top, bottom) of the others.

    ``panels`` are rectangles that are filled or drawn around.
    """

    level: tuple[tuple[float, float, float], ...] = ()
    upright: tuple[tuple[float, float, float], ...] = ()
    panels: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page, before it is put in order.

    ``turned`` are the words that stand on their side; ``pictured`` is the share of the page that
    pictures cover, ``unmapped`` the share of its characters that the file cannot name, ``cut``
    whether it has more characters than are read.
    """

    page: int
    width: float
    height: float
    words: tuple[Word, ...]
    turned: tuple[Word, ...] = ()
    rules: Rules = Rules()
    pictured: float = 0.0
    unmapped: float = 0.0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline: its title, its depth from 1, its page from 1 or 0."""

    title: str
    depth: int
    page: int
