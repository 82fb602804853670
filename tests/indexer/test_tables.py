import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.tables.flattened import table_at
from tests.indexer.reading import read_text

CELL_LINES = "\tAction\n\tTimescale\n\tLead\n\n"
HEADINGS = ("Action", "Timescale", "Lead")


def rows(text: str, start: int = 0) -> list[tuple[str, ...]]:
    """The rows of the table that begins at a line, its headings first."""
    table = table_at(text.split("\n"), start)
    assert table is not None
    return [*table.rows]


def lines(text: str) -> int:
    table = table_at(text.split("\n"), 0)
    return table.lines if table else 0


def letters(text: str) -> list[str]:
    return sorted(filter(str.isalpha, text))


# --- one row a line, with tabs ---


def test_a_row_on_a_line_has_its_cells_between_tabs():
    table = table_at(["Action\tLead", "Open a hall\tForum", "Mow the green\t "], 0)
    assert table is not None
    assert (table.lines, table.headings) == (3, None)
    assert table.rows == (("Action", "Lead"), ("Open a hall", "Forum"), ("Mow the green", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Action\tLead\nOpen\tForum\n\nMow\tCouncil\n\nThe board meets.", 5),
        ("Action\tLead\nOpen\tForum\nThe board meets.", 2),
        ("Action\tLead\nOpen\tForum\n", 3),
        ("Action\tLead\nThe board meets.", 0),
        ("Action\tLead", 0),
        ("The board meets in June.\tIt does.\nOpen\tForum", 0),
        ("We open one more hall for the club\tLead\nOpen\tForum", 0),
        ("Action\nOpen\tForum", 0),
        ("\tGlenmore\tKinlarig\nSigned\t2019\t2021", 2),
        ("\tAction\tLead\nOpen\tForum", 0),
        ("\tAction\tLead\n\tOpen\tForum", 0),
        ("\tAction\tLead", 0),
    ],
    ids=(
        "blank-lines ends file-ends no-rows one-line sentences long-heading one-column corner"
        " corner-short corner-unnamed corner-alone"
    ).split(),
)
def test_a_table_of_rows_ends_where_the_tabs_end(text, expected):
    assert lines(text) == expected


def test_rows_are_as_long_as_they_stand():
    assert rows("Action\tWhen\tLead\nOpen\tMay\nMow\tMay\tForum\tand Council") == [
        ("Action", "When", "Lead"),
        ("Open", "May"),
        ("Mow", "May", "Forum", "and Council"),
    ]


def test_a_table_may_begin_further_down():
    assert rows("The plan\n\nAction\tLead\nOpen\tForum", 2)[1:] == [("Open", "Forum")]


# --- one cell a line ---


def test_cells_on_lines_of_their_own_are_put_into_rows():
    text = (
        CELL_LINES
        + "\tOpen a hall.\n\n\n\t\n\t\n\n\tMow the green.\n\tby May\n\tForum\n\nAfterwards"
    )
    table = table_at(text.split("\n"), 0)
    assert table is not None
    assert table.headings == 1
    assert table.rows == (
        HEADINGS,
        ("Open a hall.", "", ""),
        ("Mow the green.", "by May", "Forum"),
    )
    assert text.split("\n")[table.lines :] == ["Afterwards"]


def test_a_cell_may_have_several_lines():
    teaching = "Teach:\n\n· first aid\n\n· sums"
    text = f"{CELL_LINES}\t{teaching}\n\tby May\n\tForum\n"
    assert rows(text) == [HEADINGS, (teaching, "by May", "Forum")]


def test_a_last_row_that_breaks_off_has_blanks():
    assert rows(CELL_LINES + "\tOpen a hall.\n ") == [HEADINGS, ("Open a hall.", "", "")]


def test_what_follows_a_row_that_breaks_off_stands_below_the_table():
    text = CELL_LINES + "\tOpen a hall.\n\nAfterwards\n\nThe board meets.\n" + "It talks.\n" * 30
    assert rows(text) == [HEADINGS, ("Open a hall.", "", "")]
    assert text.split("\n")[lines(text) :][0] == "Afterwards"


@pytest.mark.parametrize(
    "text",
    [
        "\tAction\n\nOpen",
        "\tWe open one more hall for the club\n\tForum\n\n\tOpen\n\tForum",
        "\tThis is a sentence.\n\tLead\n\n\tOpen\n\tForum",
        "\tAction\n\tLead\n",
        "\tAction\n\tLead\n\nThe board meets.",
        "\t\n\t\n\tx\n",
    ],
    ids=["one column", "long heading", "a sentence", "no rows", "prose", "no headings"],
)
def test_indented_lines_alone_are_no_table(text):
    assert lines(text) == 0


# --- pipes ---


def test_pipes_part_cells():
    table = table_at("| Action | Lead |\n|:--|---|\n| Open \\| mow | |\nAfter".split("\n"), 0)
    assert table is not None
    assert table.rows == (("Action", "Lead"), ("Open | mow", ""))
    assert (table.lines, table.headings) == (3, 1)


def test_pipes_without_a_rule_leave_the_headings_open():
    table = table_at(["| Action | Lead |", "| Open | Forum |"], 0)
    assert table is not None
    assert table.headings is None


@pytest.mark.parametrize(
    "text", ["| note |\n| other |", "| a | b |", "| a | b |\n|---|---|", "a | b"]
)
def test_pipes_alone_are_no_table(text):
    assert lines(text) == 0


# --- columns of spaces ---

ALIGNED = """\
Action            Timescale   Lead
Open a hall       May 2031    Forum
Mow the green                 Kinlarig Council

After it the board meets."""


def test_columns_of_spaces_stand_below_their_headings():
    assert rows(ALIGNED) == [
        HEADINGS,
        ("Open a hall", "May 2031", "Forum"),
        ("Mow the green", "", "Kinlarig Council"),
    ]
    assert lines(ALIGNED) == 3


def test_lines_right_below_a_row_go_on_with_it_where_blank_lines_part_rows():
    text = (
        "Action       Timescale  Lead\n\n"
        "Open a hall  May 2031   Forum\nin Glenmore\n\n"
        "Mow          June       Council and\n                        Forum\n"
    )
    assert rows(text) == [
        HEADINGS,
        ("Open a hall in Glenmore", "May 2031", "Forum"),
        ("Mow", "June", "Council and Forum"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name        Telephone\nForum       01632 960001\nBell        01632 960002",
        "Action      Lead\nThe board meets in June and talks.\nIt ends.",
        "Action      Lead\nOpen        Forum",
        "Action      Lead\n   Open  a hall  and   mow\n Sow   Bell",
        "Action  Lead",
        "The board meets.  It talks.",
    ],
    ids=["unknown headings", "prose", "one row", "out of line", "no rows", "two spaces"],
)
def test_spaces_alone_are_no_table(text):
    assert lines(text) == 0


def test_columns_of_spaces_end_where_lines_stand_alone():
    text = f"{ALIGNED[: ALIGNED.index('After') - 1]}" + "Board\n" * 9
    assert rows(text)[-1] == ("Mow the green", "", "Kinlarig Council")


@pytest.mark.parametrize(
    "text",
    [
        "Action  Lead\nx\n",
        "Action   Lead\nOpen     Bell\nx y z the quick brown fox\n",
        "Action  Lead\n\n        Bell\n",
        "\ta\tb\n",
        "\ta\tb\nx\ty\tz\n",
        "| a |\n",
        "| a | b |\nx\n",
        "\tAction\n\tLead\n\n",
    ],
)
def test_much_that_looks_like_a_table_is_looked_at_once(text):
    given_lines = (text * 5_000).split("\n")
    looks = 0

    class Counted(list):
        def __getitem__(self, place):
            nonlocal looks
            looks += 1
            return super().__getitem__(place)

    at, counted = 0, Counted(given_lines)
    while at < len(given_lines):
        table = table_at(counted, at)
        at += table.lines if table else 1
    assert looks < 40 * len(given_lines)


# --- in a text ---


def test_each_form_of_a_table_is_understood_alike():
    spaces = "Open a hall    May        Forum\nMow the green             Bell"
    forms = [
        "Action\tTimescale\tLead\nOpen a hall\tMay\tForum\nMow the green\t\tBell",
        CELL_LINES + "\tOpen a hall\n\tMay\n\tForum\n\n\tMow the green\n\t\n\tBell\n",
        "| Action | Timescale | Lead |\n| Open a hall | May | Forum |\n| Mow the green | | Bell |",
        f"Action         Timescale  Lead\n{spaces}",
    ]
    found = [read_text(f"Plan\n\n{form}\n\nIt ends here.") for form in forms]
    assert found[0].cells() == [
        (1, "", "Open a hall", "Action", "Open a hall"),
        (1, "", "Open a hall", "Timescale", "May"),
        (1, "", "Open a hall", "Lead", "Forum"),
        (2, "", "Mow the green", "Action", "Mow the green"),
        (2, "", "Mow the green", "Lead", "Bell"),
    ]
    assert [read.cells() for read in found[1:]] == [found[0].cells()] * 3
    assert {read.blocks[-1].cell for read in found} == {None}


def test_a_note_says_below_which_heading_a_table_stands():
    read = read_text("Plan\n\nAction\tLead\nOpen\tForum\tand more\nMow\tBell")
    assert read.document.notes == (
        "the table below 'Plan': row 2 has more cells than the table has headings. "
        "They were read, but belong to no column. Check them.",
    )


@given(
    st.lists(
        st.sampled_from(
            [
                "",
                " ",
                "\t",
                "\tAction",
                "\tLead",
                "Theme\tAction",
                "\t\t",
                "\tGlenmore\tLead",
                "Halls\tOpen\t",
                "| Action | Lead |",
                "|---|",
                "Action  Lead",
                "Open    Forum",
                "It ends.",
            ]
        ),
        min_size=1,
    )
)
def test_any_lines_may_be_asked_for_a_table(given_lines):
    for start in range(len(given_lines)):
        table = table_at(given_lines, start)
        if table is None:
            continue
        assert 1 <= table.lines <= len(given_lines) - start
        assert len(table.rows) > 1
        said = "".join(given_lines[start : start + table.lines])
        held = "".join(cell for row in table.rows for cell in row)
        assert letters(held) == letters(said)
