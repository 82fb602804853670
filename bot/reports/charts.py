"""Chart -> PNG: stacked bars that can be told apart without colour, each with its figure on it."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.core.reports.values import Chart, Drawn
from bot.reports.printable import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 10.0  # inches
_DPI = 300
_INK = "#1a1a1a"
# Okabe and Ito's colours, which the colour-blind can tell apart; each has its own pattern too.
_LOOKS = (
    ("#0072b2", ""),
    ("#9ad0f0", "//"),
    ("#d55e00", "xx"),
    ("#f0e442", ".."),
    ("#e6e6e6", ""),
)
_LABEL_WIDTH, _MOST_LINES = 52, 3  # characters, lines
_LETTERS = 10  # points
_LINE = 0.155  # inches
_LEAST_WIDE, _LEAST_HIGH = 0.015, 0.06  # of the axis: in a smaller bar a figure hides its ends
_MOST_UPRIGHT = 9  # more dates than that do not fit side by side


def draw(chart: Chart) -> bytes:
    """The chart as a PNG of 10 inches in width, at 300 dots an inch."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # late: half a second to import
    from matplotlib.figure import Figure

    labels = [_label(label) for label in chart.labels]
    figure = Figure(figsize=(WIDTH, _height(chart, labels)), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)  # attaches itself: no window and no state of pyplot's
    axes = figure.add_subplot()
    (_bars if chart.drawn is Drawn.BARS else _columns)(axes, chart, labels)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=_LETTERS, colors=_INK)
    figure.suptitle(chart.title, fontsize=13, fontweight="bold", color=_INK, x=0.01, ha="left")
    figure.legend(
        *axes.get_legend_handles_labels(),
        loc="outside lower center",
        ncols=len(chart.series),
        frameon=False,
        fontsize=_LETTERS,
        handlelength=2.2,
        handleheight=1.4,
    )
    png = BytesIO()
    figure.savefig(
        png, format="png", metadata={"Title": chart.title}, pil_kwargs={"optimize": True}
    )
    return png.getvalue()


def _height(chart: Chart, labels: list[str]) -> float:
    """Inches."""
    return 3.9 if chart.drawn is Drawn.STEPS else 1.3 + _LINE * sum(_slots(labels))


def _slots(labels: list[str]) -> list[float]:
    """How much room each bar needs beside its label, in lines."""
    return [max(label.count("\n") + 1, 2) + 0.7 for label in labels]


def _bars(axes: Axes, chart: Chart, labels: list[str]) -> None:
    from matplotlib.ticker import MaxNLocator

    slots = _slots(labels)
    places = [end - slot / 2 for end, slot in zip(accumulate(slots), slots, strict=True)]
    left = [0] * len(labels)
    most = _most(chart)
    for (name, counts), (colour, hatch) in zip(chart.series, _LOOKS, strict=True):
        axes.barh(places, counts, 1.7, left, label=name, color=colour, hatch=hatch, edgecolor=_INK)
        for bar, count in enumerate(counts):
            if count > most * _LEAST_WIDE:
                _figure(axes, left[bar] + count / 2, places[bar], count)
            left[bar] += count
    axes.set_yticks(places, labels, parse_math=False)
    axes.set_ylim(sum(slots), 0)  # the first on top
    axes.set_xlim(0, most)
    axes.set_xlabel("Number of actions", fontsize=_LETTERS, color=_INK)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    axes.grid(axis="x", color="#d0d0d0", linewidth=0.6)


def _columns(axes: Axes, chart: Chart, labels: list[str]) -> None:
    from matplotlib.ticker import MaxNLocator

    places = range(len(labels))
    bottom = [0] * len(labels)
    most = _most(chart)
    for (name, counts), (colour, hatch) in zip(chart.series, _LOOKS, strict=True):
        axes.bar(
            places, counts, 0.72, bottom, label=name, color=colour, hatch=hatch, edgecolor=_INK
        )
        for place, count in enumerate(counts):
            if count > most * _LEAST_HIGH:
                _figure(axes, place, bottom[place] + count / 2, count)
            bottom[place] += count
    upright = len(labels) <= _MOST_UPRIGHT
    axes.set_xticks(
        places, labels, rotation=0 if upright else 45, ha="center" if upright else "right"
    )
    axes.set_ylim(0, most)
    axes.set_xlabel(chart.axis, fontsize=_LETTERS, color=_INK)
    axes.set_ylabel("Number of actions", fontsize=_LETTERS, color=_INK)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    axes.grid(axis="y", color="#d0d0d0", linewidth=0.6)


def _figure(axes: Axes, x: float, y: float, count: int) -> None:
    axes.text(
        x,
        y,
        str(count),
        ha="center",
        va="center",
        fontsize=_LETTERS,
        color=_INK,
        bbox={"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": "none"},
    )


def _most(chart: Chart) -> float:
    """How long the longest bar is, and a little room behind it."""
    bars = zip(*(counts for _, counts in chart.series), strict=True)
    return max(1, *map(sum, bars)) * 1.03


def _label(text: str) -> str:
    """In lines of 40 characters and at most four of them; signs that the font lacks are boxes."""
    lines = wrap(_drawable(printable(text)), _LABEL_WIDTH)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: _LABEL_WIDTH - 1]}…"]
    return "\n".join(lines)


def _drawable(text: str) -> str:
    from matplotlib.font_manager import findfont, get_font

    held = get_font(findfont("DejaVu Sans")).get_charmap()
    return "".join(sign if ord(sign) in held or sign.isspace() else "▯" for sign in text)
