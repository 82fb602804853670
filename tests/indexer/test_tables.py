import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.tables import Row, table_at

CELL_LINES = "\tAction\n\tTimescale\n\tLead\n\n"


def rows(text: str, start: int = 0) -> list[tuple[tuple[str, ...], str, str]]:
    """The texts of each row, with its theme and title."""
    table = table_at(text.split("\n"), start)
    assert table is not None
    return [(tuple(text for _, text in row.cells), row.theme, row.title) for row in table.rows]


def lines(text: str) -> int:
    table = table_at(text.split("\n"), 0)
    return table.lines if table else 0


def test_a_row_on_a_line_has_its_cells_between_tabs():
    table = table_at(["Action\tLead", "Open a hall\tForum", "Mow the green\t "], 0)
    assert table is not None
    assert table.lines == 3
    assert table.rows == (
        Row((("Action", "Open a hall"), ("Lead", "Forum")), "Open a hall", "", ()),
        Row((("Action", "Mow the green"), ("Lead", "")), "Mow the green", "", ("Lead",)),
    )


def test_a_theme_is_carried_down_blank_cells_and_a_title_is_not():
    text = "Theme\tAction\tLead\nHalls\tOpen one\tForum\n\tClean one\t\nGreens\tMow one\tCouncil"
    assert rows(text) == [
        (("Halls", "Open one", "Forum"), "Halls", "Open one"),
        (("", "Clean one", ""), "Halls", "Clean one"),
        (("Greens", "Mow one", "Council"), "Greens", "Mow one"),
    ]


def test_a_row_without_a_title_goes_on_with_the_row_before():
    table = table_at(["Action\tProgress\tLead", "Open\tBegun\t", "\tand ended\tForum"], 0)
    assert table is not None
    first, second = table.rows
    assert (first.continues, first.blanks) == (False, ("Lead",))
    assert (second.continues, second.title, second.blanks) == (True, "Open", ("Lead",))


def test_a_table_without_a_column_of_actions_has_rows_without_titles():
    text = "Name\tTelephone\nForum\t01632 960001\n\t01632 960002"
    assert rows(text) == [
        (("Forum", "01632 960001"), "", ""),
        (("", "01632 960002"), "", ""),
    ]


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
        ("\tAction\tLead\nOpen\tForum", 0),
    ],
    ids=(
        "blank-lines ends file-ends no-rows one-line sentences long-heading one-column corner"
    ).split(),
)
def test_a_table_of_rows_ends_where_the_tabs_end(text, expected):
    assert lines(text) == expected


def test_a_short_row_is_filled_up():
    assert rows("Action\tWhen\tLead\nOpen\tMay") == [(("Open", "May", ""), "", "Open")]


def test_cells_on_lines_of_their_own_are_put_into_rows():
    text = (
        CELL_LINES
        + "\tOpen a hall.\n\n\n\t\n\t\n\n\tMow the green.\n\tby May\n\tForum\n\nAfterwards"
    )
    table = table_at(text.split("\n"), 0)
    assert table is not None
    assert table.rows == (
        Row(
            (("Action", "Open a hall."), ("Timescale", ""), ("Lead", "")),
            "Open a hall.",
            "",
            ("Timescale", "Lead"),
        ),
        Row(
            (("Action", "Mow the green."), ("Timescale", "by May"), ("Lead", "Forum")),
            "Mow the green.",
            "",
            (),
        ),
    )
    assert text.split("\n")[table.lines :] == ["Afterwards"]


def test_a_cell_may_have_several_lines():
    teaching = "Teach:\n\n· first aid\n\n· sums"
    text = f"{CELL_LINES}\t{teaching}\n\tby May\n\tForum\n"
    assert rows(text) == [((teaching, "by May", "Forum"), "", teaching)]


def test_a_last_row_that_breaks_off_has_blanks():
    table = table_at((CELL_LINES + "\tOpen a hall.\n ").split("\n"), 0)
    assert table is not None
    assert [row.blanks for row in table.rows] == [("Timescale", "Lead")]


def test_what_follows_a_row_that_breaks_off_stands_below_the_table():
    text = CELL_LINES + "\tOpen a hall.\n\nAfterwards\n\nThe board meets.\n" + "It talks.\n" * 30
    assert rows(text) == [(("Open a hall.", "", ""), "", "Open a hall.")]
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


def test_a_tab_inside_the_last_cell_loses_nothing():
    assert rows("Action\tLead\nOpen\tForum\tand Council")[0][0] == ("Open", "Forum and Council")


def test_a_table_may_begin_further_down():
    assert rows("The plan\n\nAction\tLead\nOpen\tForum", 2) == [(("Open", "Forum"), "", "Open")]


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
                "Halls\tOpen\t",
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
        headings = {tuple(heading for heading, _ in row.cells) for row in table.rows}
        assert len(headings) <= 1
        for row in table.rows:
            assert any(text for _, text in row.cells)
            assert set(row.blanks) <= {heading for heading, _ in row.cells}
