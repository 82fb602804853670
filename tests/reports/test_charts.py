"""Charts as PNG: of the right size, told apart without colour, for few objectives and many."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from matplotlib.image import imread

from bot.core.reports.values import Chart, Drawn
from bot.reports.charts import draw
from tests.reports.hostile import NASTY

NAMES = ("Done", "In progress", "Blocked", "Not started", "Status not reported")


def chart(labels, drawn=Drawn.BARS, counts=(1, 2, 3, 4, 5)):
    series = tuple(
        (name, (count,) * len(labels)) for name, count in zip(NAMES, counts, strict=True)
    )
    return Chart(drawn, "Status by objective", "words", "Objective", tuple(labels), series)


def size(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def dots_per_inch(png):
    place = png.index(b"pHYs") + 4
    return round(struct.unpack(">I", png[place : place + 4])[0] * 0.0254)


@pytest.mark.parametrize("many", [1, 2, 7, 15])
def test_a_chart_of_few_or_many_objectives_is_ten_inches_wide_and_fits_a_page(many):
    png = draw(chart([f"Objective {n}: more and better places to meet" for n in range(many)]))
    width, height = size(png)
    assert (width, dots_per_inch(png)) == (3000, 300)
    assert 500 < height < 3000


def test_a_chart_of_a_quarter_by_weeks_can_be_drawn():
    assert size(draw(chart([f"{n} Sep 26" for n in range(14)], Drawn.STEPS))) == (3000, 1170)


def test_a_chart_without_any_count_can_be_drawn():
    assert size(draw(chart(["Halls"], counts=(0, 0, 0, 0, 0))))[0] == 3000


def test_series_differ_without_their_colours():
    """In grey, and by their patterns: each bar differs from each other one."""
    alone = [[1 if place == bar else 0 for place in range(5)] for bar in range(5)]
    looks = {grey(draw(chart(["Halls"], counts=tuple(counts)))) for counts in alone}
    assert len(looks) == 5


def grey(png):
    picture = imread(BytesIO(png))
    across, down = picture.shape[1] // 3, picture.shape[0] // 4
    bar = picture[down : down * 2, across * 2 : across * 2 + 300, :3].mean(axis=2)
    return (round(float(bar.mean()), 2), round(float(bar.std()), 2))


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("drawn", list(Drawn))
def test_hostile_names_can_be_drawn(text, drawn):
    assert size(draw(chart([text, text], drawn)))[0] == 3000


def test_the_same_chart_is_the_same_picture():
    one = chart(["Halls"])
    assert draw(one) == draw(replace(one))


def test_nothing_but_drawing_pays_for_the_library_that_draws():
    code = (
        "import sys, bot.reports.files, bot.reports.html, bot.reports.word, bot.reports.charts;"
        "sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
