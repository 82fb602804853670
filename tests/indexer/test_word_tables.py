"""The tables of a Word document, as its reader hands them over."""

from __future__ import annotations

from docx import Document

from indexer.readers.word import read as read_word
from indexer.readers.word.markup import parsed
from indexer.readers.word.notes import Notes
from indexer.readers.word.numbering import Numbering
from indexer.readers.word.paragraphs import Paragraphs
from indexer.readers.word.story import blocks
from indexer.readers.word.styles import Styles
from indexer.readers.word.writing import Writer
from indexer.tables.grids import Grid, Joined, Slot, Tables
from indexer.types import Element, Role
from tests.indexer.reading import check, read_text
from tests.indexer.word_files import NAMES, cell, p, r, row, saved, styled, table, word

ABOVE, LEFT = "<above>", "<left>"
MERGED = "<w:vMerge/>"
TOP = '<w:vMerge w:val="restart"/>'


class _Kept(Tables):
    """Keeps the grids that it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[Grid] = []

    def elements(self, grid):
        self.grids.append(grid)
        return iter(())


def grid(body: str) -> Grid:
    """The one table of a body, as it is handed over."""
    styles = Styles(None)
    root = parsed(f"<w:body {NAMES}>{body}</w:body>".encode(), "a.docx")
    kept = _Kept()
    writer = Writer(Notes({}, {}), kept)
    writer.elements(blocks(root, Paragraphs(styles, Numbering(None, styles))), listing=False)
    (made,) = kept.grids
    return made


def shown(made: Grid) -> list[list[str]]:
    marks = {Joined.ABOVE: ABOVE, Joined.LEFT: LEFT, Joined.NO: ""}
    return [[slot.text or marks[slot.joined] for slot in row] for row in made.rows]


def test_merged_cells_say_what_they_are_part_of():
    made = grid(
        table(
            row(cell("Theme"), cell("Action", '<w:gridSpan w:val="2"/>')),
            row(cell("Money", TOP), cell("Pay"), cell("May")),
            row(cell("", MERGED), cell("Ask"), cell("June")),
            row(cell("Rooms"), properties='<w:gridBefore w:val="1"/>'),
        )
    )
    assert shown(made) == [
        ["Theme", "Action", LEFT],
        ["Money", "Pay", "May"],
        [ABOVE, "Ask", "June"],
        ["", "Rooms", ""],
    ]
    assert made.headings is None


def test_a_cell_merged_with_nothing_above_it_is_a_cell():
    assert shown(grid(table(row(cell("Theme", MERGED), cell("Lead")), row(cell("a"), cell("b")))))[
        0
    ] == ["Theme", "Lead"]


def test_the_first_rows_that_are_marked_are_headings():
    head = "<w:tblHeader/>"
    rows = (row(cell("a"), cell("b"), properties=head), row(cell("c"), cell("d")))
    assert grid(table(*rows)).headings == 1
    assert grid(table(rows[0], rows[0], rows[1], rows[0])).headings == 2
    assert grid(table(rows[0], rows[0])).headings is None
    off = '<w:tblHeader w:val="0"/>'
    assert grid(table(row(cell("a"), cell("b"), properties=off), rows[1])).headings is None


def test_a_cell_keeps_its_paragraphs_and_lists_and_a_table_inside_its_text():
    inner = table(row(cell("in"), cell("side")))
    content = p("We will:") + p("• pay") + p("• ask") + inner + p("1.2 Then meet.")
    (first, _), _ = grid(table(row(cell(content), cell("x")), row(cell("y"), cell("z")))).rows
    assert first == Slot(
        (
            Element("We will:"),
            Element("pay", Role.ITEM, marker="•"),
            Element("ask", Role.ITEM, marker="•"),
            Element("in"),
            Element("side"),
            Element("Then meet.", number="1.2"),
        )
    )


def test_rows_and_cells_inside_content_controls_are_read_and_deleted_rows_are_not():
    wrapped = f"<w:sdt><w:sdtContent>{row(cell('c'), cell('d'))}</w:sdtContent></w:sdt>"
    inside = row(f"<w:sdt><w:sdtContent>{cell('e')}</w:sdtContent></w:sdt>", cell("f"))
    deleted = row(cell("gone"), cell("gone"), properties="<w:del/>")
    data = word(table(row(cell("a"), cell("b")), wrapped, deleted, inside))
    assert [element.text for element in read_word(data, "a.docx").elements] == ["c", "d", "e", "f"]


def test_a_table_of_one_cell_is_a_box_around_text():
    made = read_text(word(table(row(cell(styled("Heading1", "Aims") + p("To help."))))), "a.docx")
    assert made.outline() == [(("Aims",), ["To help."])]


def test_an_absurd_table_is_read_within_bounds():
    wide = cell("a", '<w:gridSpan w:val="999999999"/>')
    assert len(grid(table(row(wide, wide), row(wide))).rows[0]) == 63
    deep = p("inside")
    for _ in range(40):
        deep = table(row(cell("a"), cell("b")), row(cell(deep), cell("x")))
    check(read_text(word(deep), "a.docx"))


def test_a_table_knows_where_it_stands():
    made = grid(styled("Heading1", "Money") + table(row(cell("a"), cell("b"))))
    assert made.where == "the table below 'Money'"


def test_tables_as_word_makes_them_are_read():
    document = Document()
    made = document.add_table(3, 3)
    for at, text in enumerate(("Theme", "Action", "Lead")):
        made.cell(0, at).text = text
    made.cell(1, 0).merge(made.cell(2, 0)).text = "Volunteering"
    made.cell(1, 1).text = "Open a desk"
    made.cell(1, 2).text = "Voluntary Action"
    made.cell(2, 1).merge(made.cell(2, 2)).text = "Nothing agreed yet"
    read = read_text(saved(document), "a.docx")
    check(read)
    assert ("Volunteering", "Open a desk", "Lead", "Voluntary Action") in [
        (theme, title, column, text) for _, theme, title, column, text in read.cells()
    ]


def test_a_note_in_a_table_stands_after_it():
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = table(row(cell("Sum"), cell("By")), row(cell(p(r("£5") + reference)), cell("May")))
    note = f'<w:footnote w:id="1">{p("Each year.")}</w:footnote>'
    made = read_word(word(body, footnotes=note), "a.docx").elements
    assert [(element.text, element.role) for element in made[-2:]] == [
        ("May", Role.PARAGRAPH),
        ("Each year.", Role.FOOTNOTE),
    ]
