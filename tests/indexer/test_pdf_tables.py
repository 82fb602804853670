"""PDFs: tables with and without rules, merged cells, and rows over the ends of pages."""

from __future__ import annotations

import pytest

from indexer.readers.pdf import elements, read
from indexer.tables.grids import Grid, Joined
from tests.indexer import pdfs
from tests.indexer.pdfs import Pen, heading, para, report, table
from tests.indexer.reading import check, read_text

HEADER = ("Action", "Timescale", "Lead")
ROWS = (
    ("Write a guide to grants", "By June", "Council"),
    ("Hold four open meetings in Kinlarig and in Glenmore", "Each year", "Forum"),
    ("Review the compact", "March", "Both"),
)


@pytest.fixture
def grids(monkeypatch):
    """The grids that the reader hands over."""
    seen: list[Grid] = []
    real = elements.Tables.elements

    def note(self, grid):
        seen.append(grid)
        return real(self, grid)

    monkeypatch.setattr(elements.Tables, "elements", note)
    return seen


def texts(grid: Grid) -> list[list[str]]:
    return [[slot.text for slot in row] for row in grid.rows]


def joined(grid: Grid) -> list[str]:
    signs = {Joined.NO: ".", Joined.LEFT: "<", Joined.ABOVE: "^"}
    return ["".join(signs[slot.joined] for slot in row) for row in grid.rows]


def read_grids(data: bytes, grids: list[Grid]) -> list[Grid]:
    grids.clear()
    read(data, "glenmore.pdf")
    return grids


def test_a_ruled_table_is_read_cell_by_cell(grids):
    data = report([para("The plan follows."), table([HEADER, *ROWS], widths=[200, 100, 80])])
    (grid,) = read_grids(data, grids)
    assert texts(grid) == [list(HEADER), *map(list, ROWS)]
    assert grid.where == "the table on page 1"
    check(read_text(data, "plan.pdf"))


def test_merged_cells_say_where_they_belong(grids):
    rows = [
        ("Theme", *HEADER),
        ("Money", *ROWS[0]),
        ("", *ROWS[1]),
        ("Voice", ROWS[2][0], "no date, no lead", ""),
    ]
    spans = (("SPAN", (0, 1), (0, 2)), ("SPAN", (2, 3), (3, 3)))
    (grid,) = read_grids(report([table(rows, *spans)]), grids)
    assert joined(grid) == ["....", "....", "^...", "...<"]
    assert texts(grid)[1][0] == "Money"
    assert texts(grid)[3][2] == "no date, no lead"


def test_cells_with_several_paragraphs_and_bullets_have_a_part_for_each(grids):
    cell = "Meet the forum.<br/><br/>• in Kinlarig<br/>• in Glenmore, with the community council"
    (grid,) = read_grids(report([table([HEADER, (cell, "Now", "Forum")])]), grids)
    parts = [(part.marker, part.text) for part in grid.rows[1][0].parts]
    assert parts == [
        ("", "Meet the forum."),
        ("•", "in Kinlarig"),
        ("•", "in Glenmore, with the community council"),
    ]


def test_a_table_over_several_pages_is_one_with_its_headings_once(grids):
    rows = [(f"Action number {i} of the plan", "Soon", "Forum") for i in range(120)]
    data = report([heading("Plan"), table([HEADER, *rows], widths=[250, 100, 80])])
    (grid,) = read_grids(data, grids)
    assert texts(grid) == [list(HEADER), *map(list, rows)]
    pages = [row[0].parts[0].pages[0][1] for row in grid.rows]
    assert sorted(pages) == pages
    assert pages[-1] >= 3


def test_a_row_that_is_split_over_two_pages_is_whole(grids):
    pen = Pen()
    draw(pen, [(100, 60)], ["Write a guide", "Printed in spring,"], header=True)
    pen.page()
    draw(pen, [(700, 60)], ["", "and sent to all."], header=False)
    (grid,) = read_grids(pen.done(), grids)
    assert texts(grid) == [
        ["Action", "Timescale"],
        ["Write a guide", "Printed in spring, and sent to all."],
    ]


def test_a_row_at_the_top_of_a_page_that_goes_on_with_nothing_is_its_own(grids):
    pen = Pen()
    draw(pen, [(100, 60)], ["Write a guide", "Print it."], header=True)
    pen.page()
    draw(pen, [(700, 60)], ["", "Send it to all."], header=False)
    (grid,) = read_grids(pen.done(), grids)
    assert texts(grid)[1:] == [["Write a guide", "Print it."], ["", "Send it to all."]]


def test_in_a_table_of_numbered_rows_one_without_a_number_at_the_top_of_a_page_is_a_rest(grids):
    pen = Pen()
    for bottom, number, action in [(188, "1", "Meet."), (144, "2", "Open."), (100, "3", "Dine in")]:
        draw(pen, [(bottom, 44)], [number, action], header=number == "1")
    pen.page()
    draw(pen, [(700, 60)], ["", "June."], header=False)
    (grid,) = read_grids(pen.done(), grids)
    assert [row[0] for row in texts(grid)] == ["Action", "1", "2", "3"]
    assert texts(grid)[-1][1].split() == ["Dine", "in", "June."]


def draw(pen: Pen, spans: list[tuple[int, int]], cells: list[str], *, header: bool) -> None:
    bottom, height = spans[0]
    rows = [bottom, bottom + height, *([bottom + height + 24] if header else [])]
    pen.canvas.grid([72, 272, 472], rows)
    for at, text in enumerate(cells):
        pen.line(text, x=78 + 200 * at, y=bottom + height - 16)
    for at, text in enumerate(("Action", "Timescale") if header else ()):
        pen.line(text, x=78 + 200 * at, y=bottom + height + 8)


def test_a_word_that_is_cut_in_a_narrow_cell_is_whole_again(grids):
    pen = Pen()
    right = 82 + pdfs.width("Representati") + 3
    for x in (76, right + 6, 300):
        pen.canvas.line(x, 700, x, 600)
    for y in (700, 680, 640, 600):
        pen.canvas.line(76, y, 300, y)
    for x, y, *lines in [
        (82, 686, "Theme"),
        (82, 666, "Representati", "on"),
        (82, 626, "Partnership", "of both"),
        (right + 12, 686, "Action"),
        (right + 12, 666, "Meet once a month"),
        (right + 12, 626, "Open the hall"),
    ]:
        pen.lines(lines, x, y)
    (grid,) = read_grids(pen.done(), grids)
    assert [row[0] for row in texts(grid)] == ["Theme", "Representation", "Partnership of both"]


def test_lines_drawn_as_thin_rectangles_or_as_one_path_make_a_table(grids):
    thin, path = Pen(), Pen()
    for y in (700, 670, 640):
        thin.canvas.rect(72, y, 400, 0.5, stroke=0, fill=1)
    for x in (72, 272, 471.5):
        thin.canvas.rect(x, 640, 0.5, 60, stroke=0, fill=1)
    whole = path.canvas.beginPath()
    for y in (700, 670, 640):
        whole.moveTo(72, y)
        whole.lineTo(472, y)
    for x in (72, 272, 472):
        whole.moveTo(x, 640)
        whole.lineTo(x, 700)
    path.canvas.drawPath(whole)
    for pen in (thin, path):
        for text, x, y in [("Action", 80, 680), ("Lead", 280, 680), ("Meet", 80, 650)]:
            pen.line(text, x=x, y=y)
        pen.line("Forum", x=280, y=650)
        (grid,) = read_grids(pen.done(), grids)
        assert texts(grid) == [["Action", "Lead"], ["Meet", "Forum"]]


def test_a_table_with_level_lines_only_has_its_columns_from_its_gaps(grids):
    pen = Pen()
    for y in (710, 690, 670, 650, 630):
        pen.canvas.line(72, y, 500, y)
    for at, row in enumerate([HEADER, *ROWS]):
        for x, text in zip((76, 330, 430), row, strict=True):
            pen.line(text, x=x, y=696 - 20 * at, size=9)
    (grid,) = read_grids(pen.done(), grids)
    assert texts(grid) == [list(HEADER), *map(list, ROWS)]


def test_a_turned_theme_stands_in_its_cell(grids):
    pen = Pen()
    pen.canvas.grid([72, 102, 300, 500], [500, 600, 700, 720])
    for text, x, y in [
        ("Action", 110, 706),
        ("Lead", 310, 706),
        ("Meet", 110, 680),
        ("Forum", 310, 680),
        ("Listen", 110, 580),
        ("Council", 310, 580),
    ]:
        pen.line(text, x=x, y=y)
    pen.canvas.saveState()
    pen.canvas.translate(92, 610)
    pen.canvas.rotate(90)
    pen.line("Our voice", x=0, y=0)
    pen.canvas.restoreState()
    (grid,) = read_grids(pen.done(), grids)
    assert texts(grid)[1] == ["Our voice", "Meet", "Forum"]


def test_columns_that_only_stand_in_line_make_a_table(grids):
    pen = Pen()
    pen.line("The plan for the year is this, and it is looked at each March.", y=740)
    for at, row in enumerate([HEADER, *ROWS]):
        for x, text in zip((72, 340, 430), row, strict=True):
            pen.line(text, x=x, y=700 - 22 * at, size=9, font="Helvetica" + "-Bold" * (at == 0))
    pen.line("It was agreed in the hall at Kinlarig by all of the partners.", y=590)
    (grid,) = read_grids(pen.done(), grids)
    assert texts(grid) == [list(HEADER), *map(list, ROWS)]


def test_columns_that_stand_close_are_told_apart_by_where_they_begin(grids):
    pen = Pen()
    rows = (
        ("Theme", "Action", "Lead", "Timescale"),
        ("Funding", "Print a timetable", "Council", "April 2031"),
        ("", "Pay ahead of time", "Finance", ""),
        ("Helpers", "Open a small desk", "Voluntary", "June 2031"),
        ("", "in each library", "", ""),
    )
    for at, row in enumerate(rows):
        for x, text in zip((72, 150, 240, 320), row, strict=True):
            pen.line(text, x=x, y=700 - (22 * at if at < 4 else 78), size=10)
    (grid,) = read_grids(pen.done(), grids)
    assert texts(grid)[1:] == [
        ["Funding", "Print a timetable", "Council", "April 2031"],
        ["", "Pay ahead of time", "Finance", ""],
        ["Helpers", "Open a small desk in each library", "Voluntary", "June 2031"],
    ]


def test_two_columns_of_text_are_no_table(grids):
    story = [para("Partners meet four times a year and they write down what they say.")] * 30
    assert read_grids(pdfs.two_columns(story), grids) == []


def test_a_frame_around_a_page_is_no_table(grids):
    def frame(canvas, document):
        canvas.rect(30, 30, 535, 780)

    data = report([heading("Plan"), para("Partners meet in spring."), para("And again.")], frame)
    assert read_grids(data, grids) == []
    assert [e.text for e in read(data, "a.pdf").elements] == [
        "Plan",
        "Partners meet in spring.",
        "And again.",
    ]


def test_a_table_in_a_form_is_read_like_any_other(grids):
    pen = Pen()
    pen.canvas.beginForm("part")
    pen.canvas.grid([72, 272, 472], [640, 670, 700])
    for text, x, y in [("Action", 80, 680), ("Lead", 280, 680), ("Meet", 80, 650)]:
        pen.line(text, x=x, y=y)
    pen.line("Forum", x=280, y=650)
    pen.canvas.endForm()
    pen.canvas.translate(10, -50)
    pen.canvas.doForm("part")
    (grid,) = read_grids(pen.done(), grids)
    assert texts(grid) == [["Action", "Lead"], ["Meet", "Forum"]]


def test_a_sentence_with_a_coloured_ground_stays_in_its_paragraph(grids):
    pen = Pen()
    pen.canvas.setFillColorRGB(1, 1, 0)
    pen.canvas.rect(130, 717, 60, 12, stroke=0, fill=1)
    pen.canvas.setFillColorRGB(0, 0, 0)
    pen.lines(["The council will listen to groups before it", "decides."])
    assert [e.text for e in read(pen.done(), "a.pdf").elements] == [
        "The council will listen to groups before it decides."
    ]
