from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sections import assemble
from indexer.tables.grids import Grid, Joined, Slot, Tables
from indexer.types import Element, Role

JOINED = {"<": Joined.LEFT, "^": Joined.ABOVE}


def slot(said: str) -> Slot:
    """'<' and '^' are parts of merged cells; '/' parts paragraphs."""
    if said in JOINED:
        return Slot(joined=JOINED[said])
    return Slot(tuple(Element(part.strip()) for part in said.split("/") if part.strip()))


def grid(text: str, headings: int | None = None, **about) -> Grid:
    """A grid drawn with a line for each row and '|' between its cells."""
    lines = (line.strip() for line in text.strip().splitlines())
    rows = tuple(tuple(slot(cell.strip()) for cell in line.split("|")) for line in lines)
    return Grid(rows, headings, **about)


def read(*grids: Grid) -> tuple[list[Element], list[str]]:
    tables = Tables()
    return [element for one in grids for element in tables.elements(one)], tables.notes


def elements(text: str, headings: int | None = None) -> list[Element]:
    return read(grid(text, headings))[0]


def cells(found: list[Element]) -> list[tuple[int, str, str, str, str]]:
    """The row, theme, title, column and text of what stands in rows, labels aside."""
    return [
        (e.cell.row, e.cell.theme, e.cell.title, e.cell.column, e.text)
        for e in found
        if e.cell and e.role is not Role.LABEL
    ]


def rows(found: list[Element]) -> list[tuple[int, str, str]]:
    """The row, theme and title of each row, once."""
    return list(dict.fromkeys((e.cell.row, e.cell.theme, e.cell.title) for e in found if e.cell))


def plain(found: list[Element]) -> list[str]:
    return [e.text for e in found if e.cell is None]


def blanks(found: list[Element]) -> dict[int, tuple[str, ...]]:
    return {e.cell.row: e.cell.blanks for e in found if e.cell}


PLAN = """
    Action        | By when | Who
    Open a hall   | May     | Forum
    Mow the green |         |
"""


# --- headings ---


def test_a_row_is_named_after_its_action_and_knows_what_is_blank():
    found = elements(PLAN)
    assert cells(found) == [
        (1, "", "Open a hall", "Action", "Open a hall"),
        (1, "", "Open a hall", "By when", "May"),
        (1, "", "Open a hall", "Who", "Forum"),
        (2, "", "Mow the green", "Action", "Mow the green"),
    ]
    assert blanks(found) == {1: (), 2: ("By when", "Who")}
    assert {e.cell.table for e in found if e.cell} == {1}


def test_a_title_above_the_headings_stands_before_the_table_and_is_the_theme_of_its_rows():
    found = elements("Halls of Glenmore | < | <\n" + PLAN.strip())
    assert plain(found) == ["Halls of Glenmore"]
    assert rows(found) == [
        (1, "Halls of Glenmore", "Open a hall"),
        (2, "Halls of Glenmore", "Mow the green"),
    ]


def test_a_title_that_is_not_merged_is_found_by_the_headings_below_it():
    found = elements("Plan for 2031 | |\n | Draft |\n" + PLAN.strip())
    assert plain(found) == ["Plan for 2031", "Draft"]
    assert len(rows(found)) == 2


def test_headings_in_two_rows_are_put_together():
    found = elements(
        """
        Action      | Timescale | <    | Who
        ^           | Start     | End  | ^
        Open a hall | May       | June | Forum
        """
    )
    assert [column for *_, column, _ in cells(found)] == [
        "Action",
        "Timescale Start",
        "Timescale End",
        "Who",
    ]


def test_as_many_rows_are_headings_as_the_file_marks():
    found = elements("Year | Halls\nof plan | opened\n2031 | 4", headings=2)
    assert cells(found) == [
        (1, "", "2031", "Year of plan", "2031"),
        (1, "", "2031", "Halls opened", "4"),
    ]


def test_a_file_that_marks_every_row_as_a_heading_is_not_believed():
    assert len(rows(elements(PLAN, headings=3))) == 2


def test_headings_that_stand_again_after_a_page_are_left_out():
    found = elements(PLAN + "Action | By when | Who\nSow | |")
    assert [title for *_, title in rows(found)] == ["Open a hall", "Mow the green", "Sow"]


def test_headings_alone_are_text():
    assert plain(elements("Action | By when | Who")) == ["Action", "By when", "Who"]


def test_a_blank_corner_heads_the_names_of_rows():
    found = elements("| Glenmore | Kinlarig\nSigned | 2019 | 2021\nHalls | 4 | 9")
    assert cells(found)[:3] == [
        (1, "", "Signed", "", "Signed"),
        (1, "", "Signed", "Glenmore", "2019"),
        (1, "", "Signed", "Kinlarig", "2021"),
    ]


def test_columns_of_prose_have_rows_without_a_title():
    long = "They listen to what each of the groups in Glenmore says"
    found = elements(f"Public sector | Third sector\n{long} | {long}\nThey meet | They meet")
    assert {title for _, _, title in rows(found)} == {""}


def test_empty_columns_change_nothing():
    found = elements("Action | | Who\nOpen a hall | | Forum\nMow | | Bell")
    assert [column for *_, column, _ in cells(found)] == ["Action", "Who"] * 2


# --- ragged rows ---


def test_more_cells_than_headings_are_read_and_reported():
    found, notes = read(grid("Action | Who\nOpen | Forum | and more\nMow | Bell", where="table A"))
    assert cells(found)[2] == (1, "", "Open", "", "and more")
    assert notes == [
        "table A: row 2 has more cells than the table has headings. "
        "They were read, but belong to no column. Check them."
    ]


def test_fewer_cells_than_headings_are_blank_and_reported():
    text = "Action | When | Who\nOpen | May\nMow | June\nSow | May | Bell"
    found, notes = read(grid(text, where="table A", first_row=7))
    assert blanks(found) == {1: ("Who",), 2: ("Who",), 3: ()}
    assert notes == [
        "table A: rows 8, 9 have fewer cells than the table has headings. "
        "What is missing was taken as blank. Check them."
    ]


def test_a_table_without_a_place_is_named_by_its_number():
    assert read(grid(PLAN), grid("Action | When | Who\nOpen | May"))[1][0].startswith("table 2: ")


# --- themes ---

THEMED = """
    Theme | Action | Who
    Halls | Open   | Forum
          | Clean  |
    Money | Pay    | Bell
"""


def test_a_theme_holds_for_the_rows_below_it():
    assert rows(elements(THEMED)) == [
        (1, "Halls", "Open"),
        (2, "Halls", "Clean"),
        (3, "Money", "Pay"),
    ]
    assert blanks(elements(THEMED)) == {1: (), 2: ("Who",), 3: ()}


@pytest.mark.parametrize("again", ["^", "Halls"], ids=["merged", "said again"])
def test_a_theme_is_in_the_text_once(again):
    found = elements(THEMED.replace("          | Clean", f"{again} | Clean"))
    assert rows(found) == rows(elements(THEMED))
    assert [e.text for e in found if e.role is Role.LABEL] == ["Halls", "Money"]


def test_a_theme_is_text_that_is_no_block_and_heads_no_section():
    text, sections, _ = assemble([Element("Plan", Role.HEADING, 1), *elements(THEMED)])
    assert text == "Plan\n\nHalls\nOpen\nForum\n\nClean\n\nMoney\nPay\nBell"
    assert [section.headings for section in sections] == [("Plan",)]
    assert "Halls" not in [text[b.start : b.end] for b in sections[0].blocks]


def test_an_objective_before_the_action_is_a_theme_and_can_be_quoted():
    found = elements("Objective | Action\nPeople meet | Open\n | Clean")
    assert rows(found) == [(1, "People meet", "Open"), (2, "People meet", "Clean")]
    assert cells(found)[0] == (1, "People meet", "Open", "Objective", "People meet")


def test_an_objective_without_an_action_is_the_title():
    assert rows(elements("Objective | Lead\nMeet | Forum\nTalk | Bell")) == [
        (1, "", "Meet"),
        (2, "", "Talk"),
    ]


def test_what_stands_right_of_the_action_is_no_theme():
    found = elements("Action | Priority | Lead\nOpen | High | Forum\nClean | | Bell")
    assert rows(found) == [(1, "", "Open"), (2, "", "Clean")]
    assert blanks(found)[2] == ("Priority",)


def test_themes_in_two_columns_stand_one_in_the_other():
    text = "Theme | Objective | Action\nHalls | Meet | Open\n | Talk | Clean\nMoney | | Pay"
    assert [theme for _, theme, _ in rows(elements(text))] == [
        "Halls > Meet",
        "Halls > Talk",
        "Money",
    ]


def test_a_row_over_the_whole_table_is_the_theme_of_the_rows_below():
    found = elements(
        """
        Action         | By when | Who
        Theme 1: Halls | <       | <
        Open           | May     | Forum
        Theme 2: Money | <       | <
        Pay            |         | Bell
        """
    )
    assert rows(found) == [(1, "Theme 1: Halls", "Open"), (2, "Theme 2: Money", "Pay")]
    assert [e.text for e in found if e.role is Role.LABEL] == ["Theme 1: Halls", "Theme 2: Money"]


def test_a_theme_in_a_row_may_stand_below_another():
    found = elements(
        """
        Action  | Who
        Theme 1 | <
        Aim 1.1 | <
        Open    | Forum
        Aim 1.2 | <
        Clean   | Forum
        Theme 2 | <
        Pay     | Bell
        """
    )
    assert [theme for _, theme, _ in rows(found)] == [
        "Theme 1 > Aim 1.1",
        "Theme 1 > Aim 1.2",
        "Theme 2",
    ]


def test_a_theme_that_is_not_merged_is_known_by_its_name():
    found = elements("Action | Who\nPriority 1: Halls |\nOpen | Forum\nMow |")
    assert rows(found) == [(1, "Priority 1: Halls", "Open"), (2, "Priority 1: Halls", "Mow")]


def test_a_theme_in_the_column_of_numbers_is_known_by_being_no_number():
    found = elements("Ref | Action | Who\nThe halls of Glenmore | |\n1.1 | Open | Forum")
    assert rows(found) == [(1, "The halls of Glenmore", "Open")]


@pytest.mark.parametrize(
    "remark",
    [
        "Theme 3 | < | <",
        "Note: these dates may change. | |",
        "* to be agreed | |",
        "The partners of Glenmore look at these dates again in the spring. | < | <",
    ],
)
def test_what_stands_below_the_last_row_is_text_outside_the_rows(remark):
    found = elements(PLAN + remark)
    assert plain(found) == [remark.split("|")[0].strip()]
    assert len(rows(found)) == 2


# --- rows ---


def test_a_row_without_an_action_goes_on_with_the_row_before():
    found = elements("Action | Progress | Who\nOpen | Begun |\n | and ended | Forum\nMow | |")
    assert cells(found) == [
        (1, "", "Open", "Action", "Open"),
        (1, "", "Open", "Progress", "Begun"),
        (1, "", "Open", "Progress", "and ended"),
        (1, "", "Open", "Who", "Forum"),
        (2, "", "Mow", "Action", "Mow"),
    ]
    assert blanks(found) == {1: (), 2: ("Progress", "Who")}


def test_a_row_with_a_theme_of_its_own_does_not_go_on():
    found = elements("Theme | Action | Who\nHalls | Open | Forum\nMoney | | Bell")
    assert rows(found) == [(1, "Halls", "Open"), (2, "Money", "Bell")]


def test_a_lead_merged_over_rows_is_known_to_each_and_a_blank_one_is_not():
    found = elements("Action | Who\nOpen | Forum\nClean | ^\nMow |")
    assert [text for *_, column, text in cells(found) if column == "Who"] == ["Forum", "Forum"]
    assert blanks(found) == {1: (), 2: (), 3: ("Who",)}


def test_a_long_text_merged_over_rows_stands_once_and_is_not_blank():
    long = "It was agreed in May. " * 20
    found = elements(f"Action | Comments\nOpen | {long}\nClean | ^")
    assert [column for *_, column, _ in cells(found)] == ["Action", "Comments", "Action"]
    assert blanks(found) == {1: (), 2: ()}


def test_an_action_merged_over_rows_is_one_row():
    found = elements("Action | Who | When\nOpen | Forum | May\n^ | Bell | June")
    assert rows(found) == [(1, "", "Open")]
    assert [text for *_, text in cells(found)] == ["Open", "Forum", "May", "Bell", "June"]


def test_a_cell_over_two_columns_is_in_both():
    found = elements("Action | When | Who\nOpen | To be agreed | <\nMow | |")
    assert cells(found)[1] == (1, "", "Open", "When / Who", "To be agreed")
    assert blanks(found) == {1: (), 2: ("When", "Who")}


def test_parts_of_an_action_are_known_by_their_numbers():
    text = "No. | Action\n1.1 | Open\n1.1a | Buy\n1.1.2 | Pay\n2 | Mow\n2(a) | Sow"
    parts = {e.cell.title: e.cell.part_of for e in elements(text) if e.cell}
    assert parts == {"Open": 0, "Buy": 1, "Pay": 1, "Mow": 0, "Sow": 4}


def test_a_title_is_one_line_with_the_bullets_of_its_list():
    lines = (Element("Teach:"), Element("first aid", Role.ITEM, marker="•"))
    table = Grid(((slot("Action"), slot("Who")), (Slot(lines), slot("Forum"))))
    assert {title for _, _, title in rows(read(table)[0])} == {"Teach: • first aid"}


@pytest.mark.parametrize(
    "alone", [Element("", number="1.2"), Element(" ", Role.ITEM, marker="1.2")]
)
def test_a_number_alone_is_what_its_cell_says(alone):
    table = Grid(((slot("No."), slot("Action")), (Slot((alone,)), slot("Open"))))
    assert [text for *_, text in cells(read(table)[0])] == ["1.2", "Open"]


def test_a_heading_inside_a_cell_heads_no_section():
    table = Grid(
        ((slot("Action"), slot("Who")), (Slot((Element("Open", Role.HEADING, 2),)), slot("Bell")))
    )
    assert {e.role for e in read(table)[0]} == {Role.PARAGRAPH}


# --- tables over several pages ---


def test_a_table_goes_on_in_the_next_without_headings():
    after = grid("Sow | June | Bell\nReap | | ", follows=True)
    found, _ = read(grid(PLAN), after)
    assert rows(found) == [
        (1, "", "Open a hall"),
        (2, "", "Mow the green"),
        (3, "", "Sow"),
        (4, "", "Reap"),
    ]
    assert blanks(found)[4] == ("By when", "Who")
    assert {e.cell.table for e in found if e.cell} == {1}


def test_a_row_goes_on_in_the_next_table():
    found, _ = read(grid(PLAN), grid("| and June | Bell", follows=True))
    assert cells(found)[-1] == (2, "", "Mow the green", "Who", "Bell")


def test_a_column_that_is_empty_on_one_page_keeps_the_others_in_their_places():
    found, _ = read(grid(PLAN), grid("Sow | | Bell", follows=True))
    assert cells(found)[-1] == (3, "", "Sow", "Who", "Bell")


def test_a_theme_goes_on_in_the_next_table_with_the_same_headings():
    after = grid("Theme | Action | Who\n | Save | Forum", follows=True)
    assert rows(read(grid(THEMED), after)[0])[-1] == (4, "Money", "Save")


def test_a_theme_in_a_row_goes_on_after_headings_that_stand_again():
    first, after = "Action | Who\nTheme 1 | <\nOpen | Forum", "Action | Who\nSow | Bell"
    assert rows(read(grid(first), grid(after, follows=True))[0])[-1] == (2, "Theme 1", "Sow")
    assert rows(read(grid(first), grid(after))[0])[-1] == (2, "", "Sow")


def test_a_table_that_does_not_follow_goes_on_only_where_its_first_row_fits():
    fits, other = grid("Sow it | June 2031 | Bell"), grid("Ann Bell | Chair | 01632 960001")
    assert rows(read(grid(PLAN), fits)[0])[-1] == (3, "", "Sow it")
    assert len(rows(read(grid(PLAN), other)[0])) == 2


def test_a_table_with_other_headings_begins_anew():
    found, _ = read(grid(THEMED), grid("Name | Post | Since\nAnn | Chair | 2030", follows=True))
    assert cells(found)[-1] == (4, "", "Ann", "Since", "2030")
    assert [e.cell.table for e in found if e.cell][-1] == 2


# --- tables without columns ---


def test_labels_name_what_stands_beside_them():
    found = elements("Contact: | Ann Bell\nTelephone | 01632 960001\nFax |")
    assert cells(found) == [
        (1, "", "Contact", "", "Ann Bell"),
        (2, "", "Telephone", "", "01632 960001"),
    ]
    assert [e.text for e in found if e.role is Role.LABEL] == ["Contact:", "Telephone", "Fax"]
    assert blanks(found)[3] == ("Fax",)


def test_two_columns_with_headings_are_no_list_of_labels():
    found = elements("Name | Telephone\nForum | 01632 960001\nBell | 01632 960002")
    assert [column for *_, column, _ in cells(found)] == ["Name", "Telephone"] * 2


CARD = "Action | Open a hall\nLead | Forum\nBy when |\nUpdate | It is open.\n"


def test_a_card_is_one_row_with_its_labels_as_columns():
    found = elements(CARD)
    assert cells(found) == [
        (1, "", "Open a hall", "Action", "Open a hall"),
        (1, "", "Open a hall", "Lead", "Forum"),
        (1, "", "Open a hall", "Update", "It is open."),
    ]
    assert blanks(found) == {1: ("By when",)}


def test_cards_one_below_another_are_rows():
    found = elements(CARD + "Action | Mow\nLead | Bell\nBy when | May\nUpdate |")
    assert rows(found) == [(1, "", "Open a hall"), (2, "", "Mow")]
    assert blanks(found) == {1: ("By when",), 2: ("Update",)}


def test_a_card_may_have_two_labels_in_a_row():
    found = elements("Action | Open a hall | < | <\nLead | Forum | By when | May")
    assert [(column, text) for *_, column, text in cells(found)] == [
        ("Action", "Open a hall"),
        ("Lead", "Forum"),
        ("By when", "May"),
    ]


def test_a_card_may_say_its_theme():
    found = elements("Theme | Halls\n" + CARD + "Action | Mow\nLead | Bell")
    assert rows(found) == [(1, "Halls", "Open a hall"), (2, "Halls", "Mow")]


@pytest.mark.parametrize(
    "text",
    [
        "Open a hall\nMow the green",
        "Open a hall | Mow the green",
        "The council of Glenmore meets in the hall each month of the year, and it talks. / It ends."
        " | "
        "The forum of Kinlarig meets there as well, and it says what each of its groups needs.",
    ],
    ids=["one column", "one row", "prose"],
)
def test_a_table_that_only_places_text_is_its_parts(text):
    found = elements(text)
    expected = [part.strip() for part in text.replace("\n", "|").replace("/", "|").split("|")]
    assert plain(found) == expected
    assert cells(found) == []


def test_a_table_without_headings_has_rows_without_columns():
    found = elements("Ann Bell, chair | 01632 960001 | Glenmore\nSam Roe | 01632 960002 | Kinlarig")
    assert cells(found)[1] == (1, "", "Ann Bell, chair", "", "01632 960001")


# --- any table ---

TEXTS = st.sampled_from(
    ["", "", "Action", "Theme", "Lead", "By when", "Ref", "1.1", "1.1a", "Theme 1", "Open a hall",
     "Forum", "May 2031", "It met in June.", "Note: a draft", "x" * 400, "one two " * 15]
)  # fmt: skip
SLOTS = st.builds(
    lambda texts, joined: Slot(joined=joined) if joined else Slot(tuple(map(Element, texts))),
    st.lists(TEXTS, max_size=2),
    st.sampled_from([Joined.NO] * 6 + [Joined.LEFT, Joined.ABOVE]),
)
GRIDS = st.builds(
    lambda rows, headings, follows: Grid(tuple(map(tuple, rows)), headings, follows=follows),
    st.lists(st.lists(SLOTS, max_size=5), max_size=7),
    st.sampled_from([None, None, 0, 1, 2, 9]),
    st.booleans(),
)


def numbered(grids: list[Grid]) -> list[Grid]:
    """The grids with each text made different from all others, and the same to understand."""
    count = iter(range(10_000))

    def made(part: Element) -> Element:
        mark = chr(0xE000 + next(count))
        return Element(f"{part.text}{mark}") if part.text else part

    return [
        Grid(
            tuple(
                tuple(Slot(tuple(map(made, s.parts)), s.joined) for s in row) for row in one.rows
            ),
            one.headings,
            follows=one.follows,
        )
        for one in grids
    ]


@given(st.lists(GRIDS, max_size=3))
def test_any_table_keeps_each_text_once_and_in_order(grids):
    grids = numbered(grids)
    tables = Tables()
    for one in grids:
        found = list(tables.elements(one))
        given_texts = [p.text for row in one.rows for s in row for p in s.parts if p.text]
        columns = " ".join(e.cell.column + " ".join(e.cell.blanks) for e in found if e.cell)
        made = Counter(e.text for e in found)
        head = {
            p.text
            for row in one.rows
            if any(p.text in columns for s in row for p in s.parts if p.text)
            for s in row
            for p in s.parts
        }  # a heading may have no cell of its own below it
        for text in given_texts:
            assert made[text] or text in head
            assert made[text] <= 1 or len(text) <= 300
        firsts = list(dict.fromkeys(e.text for e in found))
        assert firsts == [text for text in given_texts if made[text]]


@given(st.lists(GRIDS, max_size=4))
def test_any_tables_have_rows_in_order(grids):
    found, notes = read(*grids)
    numbers = [e.cell.row for e in found if e.cell]
    assert numbers == sorted(numbers)
    assert {*numbers} == {*range(1, max(numbers, default=0) + 1)}
    assert all(0 <= e.cell.part_of < e.cell.row for e in found if e.cell)
    assert all(note.endswith("Check them.") for note in notes)
    assemble(found)


def test_a_table_too_large_to_be_one_is_read_as_text_and_said_so():
    row = (slot("Action"), *[Slot()] * 399)
    found, notes = read(Grid((row,) * 400, where="the table on page 3"))
    assert [element.text for element in found] == ["Action"] * 400
    assert all(element.cell is None for element in found)
    assert notes == [
        "the table on page 3 has 400 rows of up to 400 cells. Its text was read, but not which row"
        " and column each stands in."
    ]
