import random

import pytest

from indexer.errors import DocumentError
from indexer.readers import delimited
from tests.indexer.mutations import mutated
from tests.indexer.reading import Read, check, read_text

PLAN = "Action,Timescale,Lead\nOpen a hall,May 2031,Forum\nMow the green,,\n"
CELLS = [
    (1, "", "Open a hall", "Action", "Open a hall"),
    (1, "", "Open a hall", "Timescale", "May 2031"),
    (1, "", "Open a hall", "Lead", "Forum"),
    (2, "", "Mow the green", "Action", "Mow the green"),
]


def read(text: str | bytes) -> Read:
    found = read_text(text, "glenmore.csv")
    check(found)
    return found


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    assert read(PLAN.replace(",", delimiter)).cells() == CELLS


@pytest.mark.parametrize(
    "encoded",
    [PLAN.encode("utf-8-sig"), PLAN.encode("utf-16"), PLAN.replace("\n", "\r\n").encode()],
    ids=["mark", "utf-16", "windows lines"],
)
def test_files_of_other_programs_are_read(encoded):
    assert read(encoded).cells() == CELLS


def test_windows_letters_are_read():
    assert (
        "Glenmore’s – £5"
        in read("Action,Cost\nOpen,Glenmore’s – £5\n".encode("cp1252")).document.text
    )


def test_commas_inside_cells_part_nothing():
    text = 'Action;Lead\n"Open, clean and mow";Forum, Bell\nPay, save;Bell\n'
    assert [title for _, _, title, column, _ in read(text).cells() if column == "Action"] == [
        "Open, clean and mow",
        "Pay, save",
    ]


def test_a_cell_in_quotation_marks_may_have_lines_and_marks():
    found = read('Action,Lead\n"Teach:\n- first aid\n- ""sums"", too",Forum\n')
    assert [text for *_, text in found.cells()] == ["Teach:", "first aid", '"sums", too', "Forum"]


def test_a_title_above_the_headings_stands_before_the_table():
    found = read("Plan for 2031,,\n,,\n" + PLAN)
    assert found.said(found.blocks[0]) == "Plan for 2031"
    assert [(row, title, column) for row, _, title, column, _ in found.cells()] == [
        (row, title, column) for row, _, title, column, _ in CELLS
    ]


def test_rows_that_are_too_short_or_long_are_reported_by_their_number():
    assert read(PLAN + "\nSow,June\nReap,July,Bell,again\n").document.notes == (
        "the table: row 6 has more cells than the table has headings. "
        "They were read, but belong to no column. Check them.",
        "the table: row 5 has fewer cells than the table has headings. "
        "What is missing was taken as blank. Check them.",
    )


def test_a_quotation_mark_that_is_not_closed_is_reported():
    found = read(PLAN + '"Sow,June,Bell\nReap,July,Forum\n')
    assert "Reap,July,Forum" in found.document.text
    assert found.document.notes[0] == (
        "the table, line 5: a quotation mark is not closed or stands inside a cell. "
        "Check that the cells from there on are right."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\x00\x01\x02" * 100, "not a text file"),
        (b"a,b\n" * 40_000, "Split it"),
        (b"a,b\n" + b"," * 500_000 + b"x", "Split it"),
        (b'a,b\n"' + b"x" * 200_000, "never closed"),
    ],
    ids=["bytes", "rows", "columns", "open"],
)
def test_what_is_no_table_is_refused(text, said):
    with pytest.raises(DocumentError, match=said):
        delimited.read(text, "glenmore.csv")


def test_damaged_tables_are_read_or_refused():
    original, chance = ("Plan,,\n" + PLAN * 3).encode(), random.Random(7)
    refusals = []
    for _ in range(300):
        try:
            delimited.read(mutated(original, chance), "glenmore.csv")
        except DocumentError as refused:
            refusals.append(refused.reason)
    assert refusals
    assert all(reason[:1].islower() for reason in refusals)
