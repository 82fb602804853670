import io
import random
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from indexer.errors import DocumentError
from indexer.readers import excel
from indexer.readers.sheet_values import shown
from indexer.types import Role
from tests.indexer.mutations import mutated
from tests.indexer.reading import Read, check, read_text

PLAN = [
    ["Theme", "Action", "Timescale", "Lead"],
    ["Halls", "Open a hall", date(2031, 3, 12), "Forum"],
    [None, "Mow the green", None, None],
]


def sheet(rows: list[list[object]] = PLAN, title: str = "Plan") -> Worksheet:
    worksheet = Workbook().active
    worksheet.title = title
    for row in rows:
        worksheet.append(row)
    return worksheet


def data(worksheet: Worksheet) -> bytes:
    file = io.BytesIO()
    worksheet.parent.save(file)
    return file.getvalue()


def read(worksheet: Worksheet) -> Read:
    found = read_text(data(worksheet), "glenmore.xlsx")
    check(found)
    return found


def changed(original: bytes, name: str, old: str, new: str) -> bytes:
    """The workbook with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as source, zipfile.ZipFile(file, "w") as target:
        for member in source.namelist():
            text = source.read(member)
            if member == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            target.writestr(member, text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


# --- sheets and tables ---


def test_a_sheet_is_a_section_and_its_rows_are_those_of_a_table():
    found = read(sheet())
    assert found.headings() == [("Plan",)]
    assert found.cells() == [
        (1, "Halls", "Open a hall", "Action", "Open a hall"),
        (1, "Halls", "Open a hall", "Timescale", "12 March 2031"),
        (1, "Halls", "Open a hall", "Lead", "Forum"),
        (2, "Halls", "Mow the green", "Action", "Mow the green"),
    ]
    assert [b.cell.blanks for b in found.blocks if b.cell][-1] == ("Timescale", "Lead")
    assert found.document.notes == ()


def test_a_sheet_without_a_name_of_its_own_has_no_heading():
    assert read(sheet(title="Sheet1")).headings() == [()]


def test_each_sheet_has_its_section_and_rows_are_counted_through():
    worksheet = sheet()
    other = worksheet.parent.create_sheet("Next year")
    for row in PLAN:
        other.append(row)
    found = read(worksheet)
    assert found.headings() == [("Plan",), ("Next year",)]
    assert sorted({row for row, *_ in found.cells()}) == [1, 2, 3, 4]
    assert {b.cell.table for b in found.blocks if b.cell} == {1, 2}


def test_titles_head_the_tables_below_them_and_notes_follow():
    rows = [["Plan for Glenmore"], [], *PLAN, [], ["Contacts"], [], ["Name", "Telephone"]]
    found = read(sheet([*rows, ["Ann Bell", "01632 960001"], [], ["All dates are drafts."]]))
    assert found.headings() == [("Plan", "Plan for Glenmore"), ("Plan", "Contacts")]
    assert found.cells()[-2:] == [
        (3, "", "Ann Bell", "Name", "Ann Bell"),
        (3, "", "Ann Bell", "Telephone", "01632 960001"),
    ]
    assert found.said(found.blocks[-1]) == "All dates are drafts."
    assert found.blocks[-1].cell is None


def test_a_title_right_above_the_headings_is_the_theme_of_the_rows():
    found = read(sheet([["Plan for 2031"], ["Action", "Lead"], ["Open", "Forum"]]))
    assert {theme for _, theme, *_ in found.cells()} == {"Plan for 2031"}


def test_a_table_goes_on_below_blank_rows():
    found = read(
        sheet([*PLAN, [], ["Money", "Pay", None, "Bell"], [], [None, "Save", None, "Bell"]])
    )
    assert [
        (row, theme, title) for row, theme, title, column, _ in found.cells() if column == "Action"
    ] == [
        (1, "Halls", "Open a hall"),
        (2, "Halls", "Mow the green"),
        (3, "Money", "Pay"),
        (4, "Money", "Save"),
    ]


def test_tables_stand_side_by_side():
    rows = [["Action", "Lead", None, "Name", "Telephone"], ["Open", "Forum", None, "Ann", "960001"]]
    found = read(sheet(rows))
    assert [(row, column) for row, _, _, column, _ in found.cells()] == [
        (1, "Action"),
        (1, "Lead"),
        (2, "Name"),
        (2, "Telephone"),
    ]


def test_merged_cells_hold_for_all_that_they_cover():
    worksheet = sheet(
        [
            ["Action", "Timescale", None, "Lead"],
            [None, "Start", "End", None],
            ["Open", "May", "June", "Forum"],
            ["Mow", "May", "June", None],
            ["Sow", "To be agreed", None, None],
        ]
    )
    for area in ("A1:A2", "B1:C1", "D1:D2", "D3:D4", "B5:C5"):
        worksheet.merge_cells(area)
    found = read(worksheet).cells()
    assert [(column, text) for row, _, _, column, text in found if row == 2] == [
        ("Action", "Mow"),
        ("Timescale Start", "May"),
        ("Timescale End", "June"),
        ("Lead", "Forum"),
    ]
    assert found[-1] == (3, "", "Sow", "Timescale Start / Timescale End", "To be agreed")


def test_the_lines_of_a_cell_are_paragraphs_and_items():
    found = read(
        sheet([["Action", "Lead"], ["Teach:\n• first aid\n- sums", "the forum\nof Glenmore"]])
    )
    assert found.cells()[1:3] == [
        (1, "", "Teach: • first aid - sums", "Action", "first aid"),
        (1, "", "Teach: • first aid - sums", "Action", "sums"),
    ]
    assert found.cells()[-1][-1] == "the forum of Glenmore"


def test_the_title_in_the_properties_is_the_title():
    worksheet = sheet()
    worksheet.parent.properties.title = "The Glenmore plan"
    assert read(worksheet).document.title == "The Glenmore plan"


def test_the_line_at_the_top_that_says_the_name_of_the_sheet_in_full_is_the_title():
    top = [["Glenmore Action Plan 2031/32"], ["Updated 1 May 2031"], [], *PLAN]
    assert read(sheet(top, "Action plan")).document.title == "Glenmore Action Plan 2031/32"
    assert read(sheet([["Kinlarig"], [], *PLAN], "Action plan")).document.title == "Action plan"


def test_a_sheet_with_a_cell_far_away_is_read():
    worksheet = sheet()
    worksheet["XFD1048576"] = "far"
    assert read(worksheet).document.text.endswith("far")


# --- what is not read ---


def test_hidden_sheets_rows_and_columns_are_left_out_and_named():
    worksheet = sheet(
        [*PLAN, ["Money", "Pay in secret", None, "Bell"], ["Money", "Save", None, "Bell"]]
    )
    worksheet.row_dimensions[4].hidden = True
    worksheet.column_dimensions["C"].hidden = True
    secret = worksheet.parent.create_sheet("Drafts")
    secret.append(["a draft"])
    secret.sheet_state = "hidden"
    empty = worksheet.parent.create_sheet("Empty")
    empty.sheet_state = "veryHidden"
    found = read(worksheet)
    assert [title for _, _, title, column, _ in found.cells() if column == "Action"] == [
        "Open a hall",
        "Mow the green",
        "Save",
    ]
    assert "Timescale" not in {column for *_, column, _ in found.cells()}
    assert found.document.notes == (
        "sheet 'Plan': row 4, column C: hidden and left out. Show what matters.",
        "sheet 'Drafts' is hidden and was left out. Show it if it matters.",
    )


def test_a_hidden_column_parts_no_table():
    rows = [["Action", "Lead", "Cost", "When", "Status"], ["Open", "Forum", 5, "May", "Begun"]]
    worksheet = sheet(rows)
    worksheet.column_dimensions["C"].hidden = True
    assert [(row, column) for row, _, _, column, _ in read(worksheet).cells()] == [
        (1, "Action"),
        (1, "Lead"),
        (1, "When"),
        (1, "Status"),
    ]


def test_a_cell_merged_over_hidden_places_is_read():
    worksheet = sheet([*PLAN, [None, "Sow", None, None]])
    worksheet.merge_cells("D2:D4")
    worksheet.row_dimensions[3].hidden = True
    leads = [
        (title, text) for _, _, title, column, text in read(worksheet).cells() if column == "Lead"
    ]
    assert leads == [("Open a hall", "Forum"), ("Sow", "Forum")]


def test_errors_and_formulas_without_a_result_are_blank_and_named():
    worksheet = sheet([*PLAN, ["Money", "Pay", "#REF!", "=A1"]])
    worksheet["C4"].data_type = "e"
    found = read(worksheet)
    assert [b.cell.blanks for b in found.blocks if b.cell][-1] == ("Timescale", "Lead")
    assert found.document.notes == (
        "sheet 'Plan': C4: an error of a formula, and read as blank. Correct what matters.",
        "sheet 'Plan': D4: a formula without a result, and read as blank. "
        "Open the file in Excel and save it, so that it is computed.",
    )


def test_a_formula_is_read_as_the_value_that_was_computed():
    worksheet = sheet([["Action", "Cost"], ["Open", "=2+3"]])
    file = changed(
        data(worksheet), "xl/worksheets/sheet1.xml", "<f>2+3</f><v></v>", "<f>2+3</f><v>5</v>"
    )
    found = read_text(file, "glenmore.xlsx")
    assert found.cells()[-1][-1] == "5"
    assert found.document.notes == ()


def test_comments_on_cells_are_said_to_be_left_out():
    worksheet = sheet()
    worksheet["B2"].comment = Comment("Is that so?", "Ann")
    assert read(worksheet).document.notes == (
        "sheet 'Plan': the comments on its cells were not read.",
    )


# --- values as they are shown ---


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (None, "General", ""),
        ("  two \u00a0 words\u200b ", "General", "two words"),
        ("one_x000D_\ntwo", "General", "one\ntwo"),
        (True, "General", "Yes"),
        (False, "General", "No"),
        (0, "General", "0"),
        (3.0, "General", "3"),
        (-12, "General", "-12"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "1e+20"),
        (0.6, "0%", "60%"),
        (0.123, "0.0%", "12.3%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "#,##0", "1,234"),
        (1200, '"£"#,##0', "£1,200"),
        (1200, "£#,##0.00", "£1,200.00"),
        (1200, "[$£-809]#,##0", "£1,200"),
        (-1200, '"£"#,##0;[Red]-"£"#,##0', "-£1,200"),
        (-5, "#,##0_);(#,##0)", "-5"),
        (1200, '_-"£"* #,##0_-;-"£"* #,##0_-;_-"£"* "-"??_-;_-@_-', "£1,200"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2"),
        (4, '0 "hours"', "4 hours"),
        (0.25, "# ?/?", "0.25"),
        (12345, "0.00E+00", "12345"),
        (date(2031, 3, 2), "dd/mm/yyyy", "2 March 2031"),
        (datetime(2031, 3, 2), "dd/mm/yyyy", "2 March 2031"),
        (datetime(2031, 3, 2, 9, 5), "dd/mm/yyyy hh:mm", "2 March 2031 09:05"),
        (datetime(2031, 3, 1), "mmm-yy", "March 2031"),
        (datetime(2031, 1, 1), "yyyy", "2031"),
        (datetime(2031, 3, 2), "[$-F800]dddd, mmmm dd, yyyy", "2 March 2031"),
        (time(9, 30), "h:mm", "09:30"),
        (timedelta(hours=36, minutes=5), "[h]:mm", "36:05"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_people_see_it(value, number_format, expected):
    assert shown(value, number_format) == expected


# --- what must not be read ---


def refusal(file: bytes) -> str:
    with pytest.raises(DocumentError) as refused:
        excel.read(file, "glenmore.xlsx")
    return refused.value.reason


def test_a_cell_merged_over_everything_is_refused():
    file = changed(
        data(sheet()),
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    assert "too large" in refusal(file)


def test_a_workbook_of_too_many_cells_is_refused():
    chance = random.Random(7)  # what repeats is taken for a file made to fill the memory
    rows = "".join(f"<row><c><v>{chance.random()}</v></c></row>" for _ in range(250_000))
    file = changed(data(sheet([])), "xl/worksheets/sheet1.xml", "<sheetData>", f"<sheetData>{rows}")
    assert "Split it" in refusal(file)


def test_a_workbook_without_its_sheets_is_refused():
    file = changed(data(sheet()), "xl/workbook.xml", "<sheets>", "<sheet>")
    assert "damaged" in refusal(file)


def test_damaged_workbooks_are_read_or_refused():
    worksheet = sheet([*PLAN, ["Money", 0.6, "=A1", True]])
    worksheet.merge_cells("A2:A3")
    original, chance = data(worksheet), random.Random(7)
    refusals = []
    for _ in range(300):
        try:
            excel.read(mutated(original, chance), "glenmore.xlsx")
        except DocumentError as refused:
            refusals.append(refused.reason)
    assert 10 < len(refusals) < 290
    assert all(reason[:1].islower() for reason in refusals)


def test_a_theme_in_a_sheet_is_text_but_no_cell():
    worksheet = sheet()
    elements = excel.read(data(worksheet), "glenmore.xlsx").elements
    assert [e.text for e in elements if e.role is Role.LABEL] == ["Halls"]
