"""Tables for a spreadsheet: text stays text, whatever it looks like."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given

from bot.reports.printable import printable
from bot.reports.sheets import CUT, MOST_CHARACTERS, Sheet, neutral, write_csv, write_xlsx
from tests.reports.hostile import texts


def csv_of(headings, rows):
    stream = StringIO(newline="")
    write_csv(stream, headings, rows)
    return stream.getvalue()


def read_csv(text):
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


def read_xlsx(*sheets):
    stream = BytesIO()
    write_xlsx(stream, sheets)
    stream.seek(0)
    return openpyxl.load_workbook(stream)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "\u00a0="])
def test_text_that_begins_like_a_formula_has_an_apostrophe_before_it(sign):
    assert neutral(f"{sign}SUM(A1)") == f"'{sign}SUM(A1)"


@pytest.mark.parametrize("text", ["", "a=b", "1-2", "'=1", "(=1)", "–5"])
def test_other_text_stays_as_it_is(text):
    assert neutral(text) == text


def test_csv_is_utf_8_with_a_mark_and_windows_line_ends(tmp_path: Path):
    write_csv(tmp_path / "a.csv", ["Name", "Says"], [["Mòrag", 'a "b", c\nd']])
    expected = '\ufeffName,Says\r\nMòrag,"a ""b"", c\nd"\r\n'
    assert (tmp_path / "a.csv").read_bytes() == expected.encode()


def test_csv_keeps_numbers_and_writes_dates_as_iso_8601():
    at = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
    rows = read_csv(csv_of(["a"], [[-5, 1.5, date(2026, 3, 12), at, None, ""]]))
    assert rows[1] == ["-5", "1.5", "2026-03-12", "2026-10-05 09:30+00:00", "", ""]


def test_headings_are_neutralised_too():
    assert read_csv(csv_of(["=1+1"], []))[0] == ["'=1+1"]


@given(texts)
def test_any_text_comes_back_from_csv(text):
    (cell,) = read_csv(csv_of(["a"], [[text]]))[1]
    assert cell == neutral(printable(text)) or (cell == "" and not printable(text))


@given(texts)
def test_any_text_comes_back_from_xlsx_as_text(text):
    cell = read_xlsx(Sheet("One", ("a",), ((text,), ("end",))))["One"]["A2"]
    back = "" if cell.value is None else cell.value
    assert back.replace("_x005F_", "_") == printable(text)
    assert cell.data_type in ("s", "inlineStr", "n")
    assert cell.data_type != "n" or cell.value is None


def test_a_formula_in_xlsx_is_text_and_stays_so_when_it_is_edited():
    sheet = read_xlsx(Sheet("One", ("a",), (("=1+1",), ("plain",))))["One"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == (
        "=1+1",
        "s",
        True,
    )
    assert not sheet["A3"].quotePrefix


def test_what_looks_like_an_escape_of_excel_is_kept_as_text():
    stream = BytesIO()
    write_xlsx(stream, [Sheet("One", ("a",), (("_x0041_",),))])
    assert openpyxl.load_workbook(stream)["One"]["A2"].value == "_x005F_x0041_"


def test_numbers_and_dates_are_numbers_and_dates_in_xlsx():
    at = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
    sheet = read_xlsx(Sheet("One", ("a", "b", "c"), ((-5, date(2026, 3, 12), at),)))["One"]
    assert [cell.value for cell in sheet[2]] == [
        -5,
        datetime(2026, 3, 12),
        datetime(2026, 10, 5, 9, 30),
    ]


def test_the_header_of_a_sheet_is_bold_stays_in_sight_and_filters():
    sheet = read_xlsx(Sheet("One", ("a", "b"), (("1", "2"),)))["One"]
    assert (sheet["A1"].font.bold, sheet.freeze_panes, sheet.auto_filter.ref) == (
        True,
        "A2",
        "A1:B2",
    )


def test_columns_are_as_wide_as_their_text_within_reason():
    sheet = read_xlsx(Sheet("One", ("a", "b"), (("x" * 20, "long " * 99),)))["One"]
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (24, 60)


def test_text_that_no_cell_can_hold_is_cut_and_says_so():
    value = read_xlsx(Sheet("One", ("a",), (("w" * 40_000,),)))["One"]["A2"].value
    assert len(value) == MOST_CHARACTERS
    assert value.endswith(CUT)


def test_the_name_of_a_sheet_is_made_to_fit():
    book = read_xlsx(Sheet("Halls [and] more/less: a very long name", ("a",), ()))
    assert book.sheetnames == ["Halls  and  more less  a very l"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c\x7fd\x9fe\ud800f\ufffeg\U0001ffffh", "abcdefgh"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        (
            "tab\t, e\u0301, \u202eright\u202c, 👩🏽‍🚒, \u00a0",
            "tab\t, e\u0301, \u202eright\u202c, 👩🏽‍🚒, \u00a0",
        ),
    ],
)
def test_printable_text_loses_only_what_cannot_be_seen(text, kept):
    assert printable(text) == kept
