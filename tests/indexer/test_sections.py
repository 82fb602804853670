from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sections import assemble
from indexer.types import Block, Cell, Element, Role, Section


def title(text: str, level: int = 1, **more: str) -> Element:
    return Element(text, Role.HEADING, level, **more)


def item(text: str, level: int = 0, marker: str = "-", **more: Cell) -> Element:
    return Element(text, Role.ITEM, level, marker=marker, **more)


def said(text: str, sections: tuple[Section, ...]) -> list[list[str]]:
    return [[text[block.start : block.end] for block in section.blocks] for section in sections]


def leads(elements: list[Element]) -> list[tuple[str, str]]:
    """The lead-in and the text of each item."""
    text, sections, _ = assemble(elements)
    return [
        (text[slice(*(block.lead or (0, 0)))], text[block.start : block.end])
        for section in sections
        for block in section.blocks
        if block.role is Role.ITEM
    ]


def groups(elements: list[Element]) -> list[list[int]]:
    """The places, among the items, of the items of each list."""
    _, sections, _ = assemble(elements)
    seen = [b.group for section in sections for b in section.blocks if b.role is Role.ITEM]
    return [[i for i, other in enumerate(seen) if other == group] for group in dict.fromkeys(seen)]


def test_elements_become_one_text_with_blank_lines_between_them():
    text, sections, _ = assemble(
        [
            title("Glenmore"),
            Element("It is a bay."),
            item("one:", marker="·"),
            item("two", marker="·"),
            Element("It ends.", number="1.11"),
        ]
    )
    assert text == "Glenmore\n\nIt is a bay.\n\n· one:\n· two\n\n1.11 It ends."
    assert said(text, sections) == [["It is a bay.", "one:", "two", "It ends."]]


def test_a_block_keeps_what_its_element_said():
    cell = Cell(1, "Lead", "Open a hall")
    text, sections, _ = assemble([Element("Forum", number="2.3", cell=cell, where="page 4")])
    assert sections == (Section((), (Block(4, 9, number="2.3", cell=cell, where="page 4"),)),)
    assert text[4:9] == "Forum"


def test_the_cells_of_a_row_stand_on_lines_of_their_own():
    first, second = Cell(1, "Action"), Cell(2, "Action")
    elements = [Element("a", cell=first), Element("b", cell=first), Element("c", cell=second)]
    assert assemble(elements)[0] == "a\nb\n\nc"


def test_headings_lead_from_the_outermost_in():
    path = [
        title("One"),
        Element("a"),
        title("Inner", 2),
        title("Innermost", 4),
        Element("b"),
        title("Inner too", 2),
        Element("c"),
        title("Two"),
        Element("d"),
    ]
    _, sections, _ = assemble(path)
    assert [section.headings for section in sections] == [
        ("One",),
        ("One", "Inner", "Innermost"),
        ("One", "Inner too"),
        ("Two",),
    ]


def test_where_a_section_stands_holds_until_the_next_heading():
    elements = [title("One", where="p. 1"), Element("a"), Element("b"), title("Two"), Element("c")]
    _, sections, _ = assemble(elements)
    assert [section.where for section in sections] == ["p. 1", ""]


def test_a_heading_with_nothing_below_it_is_text_and_no_section():
    text, sections, _ = assemble([Element("a"), title("The end")])
    assert text == "a\n\nThe end"
    assert [section.headings for section in sections] == [()]


@pytest.mark.parametrize("elements", [[], [title("Glenmore")]], ids=["nothing", "a heading"])
def test_there_are_no_sections_without_blocks(elements):
    assert assemble(elements)[1] == ()


@pytest.mark.parametrize(
    "opening",
    ["We agree:", "We agree to;", "The board:-", "**The board:**", "(as follows:)", "We agree: "],
)
def test_a_text_that_opens_a_list_is_the_lead_in_of_each_item(opening):
    found = leads([Element(opening), item("meet"), item("talk")])
    assert found == [(opening, "meet"), (opening, "talk")]


@pytest.mark.parametrize("opening", ["We agree.", "at 10:30", ""])
def test_other_text_before_a_list_is_no_lead_in(opening):
    assert leads([Element(opening), item("meet")]) == [("", "meet")]


def test_a_heading_before_a_list_is_no_lead_in():
    assert leads([title("Aims:"), item("meet")]) == [("", "meet")]


def test_a_list_inside_a_list_is_led_in_by_the_item_above():
    elements = [
        Element("We:"),
        item("meet:"),
        item("early", 1),
        item("late", 1),
        item("talk"),
    ]
    assert leads(elements) == [
        ("We:", "meet:"),
        ("meet:", "early"),
        ("meet:", "late"),
        ("We:", "talk"),
    ]
    assert groups(elements) == [[0, 3], [1, 2]]


def test_lists_with_text_between_them_are_two():
    elements = [Element("We:"), item("meet"), Element("They:"), item("talk"), item("sing")]
    assert leads(elements) == [("We:", "meet"), ("They:", "talk"), ("They:", "sing")]
    assert groups(elements) == [[0], [1, 2]]


def test_a_list_in_a_cell_is_not_led_in_by_another_cell():
    one, other = Cell(1, "Action"), Cell(1, "Progress")
    elements = [Element("We:", cell=one), item("meet", cell=one), item("talk", cell=other)]
    assert leads(elements) == [("We:", "meet"), ("", "talk")]
    assert groups(elements) == [[0], [1]]


ELEMENTS = st.builds(
    Element,
    st.text(min_size=1),
    st.sampled_from(Role),
    st.integers(0, 6),
    st.sampled_from(["", "1.11"]),
    st.sampled_from(["", "·"]),
    st.sampled_from([None, Cell(1, "Lead"), Cell(2, "Lead")]),
)


@given(st.lists(ELEMENTS))
def test_every_text_stands_in_the_document_where_its_block_says(elements):
    text, sections, _ = assemble(elements)
    blocks = [block for section in sections for block in section.blocks]
    found = [(b.role, text[b.start : b.end]) for b in blocks]
    named = (Role.HEADING, Role.LABEL)  # they stand in the text, and in no block
    bodies = [(e.role, e.text) for e in elements if e.role not in named]
    bare = [(Role.PARAGRAPH, e.text) for e in elements if e.role is Role.HEADING]
    rest = iter(found)
    assert all(body in rest for body in bodies)  # in order
    assert not Counter(found) - Counter(bodies) - Counter(bare)
    assert all(element.text in text for element in elements)
    edges = [edge for block in blocks for edge in (block.start, block.end)]
    assert edges == sorted(edges)
    for block in blocks:
        assert block.lead is None or (block.role is Role.ITEM and block.lead[1] <= block.start)
        assert (block.group >= 0) == (block.role is Role.ITEM)


def test_a_heading_with_nothing_below_is_a_paragraph_of_the_section_above():
    above = [title("Glenmore"), Element("It is a bay."), title("Halls", 2), title("Money", 2)]
    text, sections, _ = assemble([*above, Element("It is paid."), title("Ann Bell", 3)])
    assert text == "Glenmore\n\nIt is a bay.\n\nHalls\n\nMoney\n\nIt is paid.\n\nAnn Bell"
    assert [section.headings for section in sections] == [
        ("Glenmore",),
        ("Glenmore",),
        ("Glenmore", "Money"),
        ("Glenmore", "Money"),
    ]
    assert said(text, sections) == [["It is a bay."], ["Halls"], ["It is paid."], ["Ann Bell"]]


def test_the_title_and_subtitle_are_no_paragraphs():
    elements = [title("Glenmore"), title("Growing Together"), title("Foreword"), Element("Hello.")]
    text, sections, _ = assemble(elements)
    assert said(text, sections) == [["Hello."]]


def test_a_footnote_between_the_items_of_an_inner_list_does_not_end_it():
    note = Element("See page 4.", Role.FOOTNOTE, marker="1")
    elements = [Element("We:"), item("talk:"), item("often", 1), note, item("early", 1)]
    assert leads(elements)[1:] == [("talk:", "often"), ("talk:", "early")]


def test_pages_begin_where_the_words_on_them_do():
    elements = [
        Element("First page.", pages=((0, 1),)),
        Element("Ends there, goes on here.", pages=((0, 1), (12, 2))),
        Element("Still there.", pages=((0, 2),)),
    ]
    text, _, pages = assemble(elements)
    assert pages == ((0, 1), (text.index("goes on"), 2))
