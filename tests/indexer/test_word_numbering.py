"""The numbers and bullets that Word puts before paragraphs by itself."""

from __future__ import annotations

import pytest

from indexer.readers.word import read as read_word
from indexer.readers.word.numerals import written
from indexer.types import Element, Role
from tests.indexer.word_files import (
    cell,
    level,
    numbered,
    numbering,
    p,
    row,
    style,
    styled,
    table,
    word,
)

OUTLINE = (
    level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")
)
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def elements(body: str, xml: str = "", **parts: str) -> tuple[Element, ...]:
    return read_word(word(body, numbering=xml, **parts), "a.docx").elements


def labels(body: str, xml: str, **parts: str) -> list[str]:
    """What stands before each element."""
    return [element.number or element.marker for element in elements(body, xml, **parts)]


def counted(levels: str, *depths: int) -> list[str]:
    """The labels of paragraphs of these levels in a list of that definition."""
    xml = numbering({1: levels}, {1: (1, "")})
    return labels("".join(numbered("x", 1, depth) for depth in depths), xml)


def test_levels_count_below_each_other_and_start_again():
    assert counted(OUTLINE, 0, 1, 1, 2, 2, 0, 1, 2) == [
        "1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1", "(a)",
    ]  # fmt: skip


def test_a_level_without_one_above_it_takes_the_start_of_that():
    assert counted(OUTLINE, 1, 1) == ["1.1", "1.2"]


@pytest.mark.parametrize(
    ("restart", "last"),
    [("", "(a)"), ('<w:lvlRestart w:val="0"/>', "(b)"), ('<w:lvlRestart w:val="1"/>', "(b)"),
     ('<w:lvlRestart w:val="9"/>', "(a)")],
    ids=["usual", "never", "only after the outermost", "no such level"],
)  # fmt: skip
def test_a_level_restarts_after_the_level_it_names(restart, last):
    levels = (
        level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
        + level(2, "lowerLetter", "(%3)", restart)
    )  # fmt: skip
    assert counted(levels, 0, 1, 2, 1, 2)[-1] == last
    assert counted(levels, 0, 1, 2, 0, 1, 2)[-1] == ("(b)" if "0" in restart else "(a)")


def test_forms_of_numbers():
    levels = (
        level(0, "upperRoman", "Part %1") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "lowerRoman", "%3)") + level(3, "none", "%4") + level(4, "decimalZero", "%5.")
    )  # fmt: skip
    assert counted(levels, 0, 0, 1, 2, 2, 2, 2, 3, 4) == [
        "Part I", "Part II", "2.1", "i)", "ii)", "iii)", "iv)", "", "01.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("lowerLetter", "a b z aa"),
        ("upperRoman", "I II XXVI XXVII"),
        ("ordinal", "1st 2nd 26th 27th"),
        ("cardinalText", "One Two 26 27"),
        ("ordinalText", "First Second 26 27"),
        ("hex", "1 2 26 27"),
    ],
)
def test_a_count_is_written_in_its_form(form, said):
    assert " ".join(written(count, form) for count in (1, 2, 26, 27)) == said
    assert written(10**6, form)


def test_lists_of_one_definition_share_their_count_until_one_starts_again():
    xml = numbering(
        {1: level(0, "decimal", "%1."), 2: level(0, "decimal", "%1)")},
        {1: (1, ""), 2: (1, ""), 3: (1, RESTART), 4: (2, "")},
    )
    body = "".join(numbered("x", num) for num in (1, 1, 4, 2, 3, 3, 1))
    assert labels(body, xml) == ["1.", "2.", "1)", "3.", "1.", "2.", "3."]


def test_a_list_may_have_a_level_of_its_own():
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'
    xml = numbering({1: OUTLINE}, {1: (1, own)})
    assert labels(numbered("x", 1) + numbered("x", 1, 1), xml) == ["A.", "A.1"]


def test_a_style_gives_its_number_and_its_level_and_passes_them_on():
    linked = level(0, "decimal", "%1.", '<w:pStyle w:val="Head"/>') + level(
        1, "decimal", "%1.%2", '<w:pStyle w:val="Para"/>'
    )
    num = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("Head", "heading 1", num) + style("Para", "Para", num)
    styles += style("More", "More", based="Para")
    body = styled("Head", "Money") + styled("Para", "One.") + styled("More", "Two.")
    off = p("None.", '<w:pStyle w:val="Para"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    made = elements(body + off, numbering({1: linked}, {1: (1, "")}), styles=styles)
    assert [(e.number, e.text) for e in made] == [
        ("", "1. Money"),
        ("1.1", "One."),
        ("1.2", "Two."),
        ("", "None."),
    ]


def test_a_list_style_stands_in_for_its_definition():
    xml = numbering(
        {1: '<w:numStyleLink w:val="Legal"/>', 2: '<w:styleLink w:val="Legal"/>' + OUTLINE},
        {1: (1, ""), 2: (2, "")},
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Legal"><w:name w:val="Legal"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert labels(numbered("x", 1) + numbered("x", 2), xml, styles=styles) == ["1.", "2."]
    in_a_circle = styles.replace('numId w:val="2"', 'numId w:val="1"')
    assert labels(numbered("x", 1), xml, styles=in_a_circle) == [""]


def test_an_empty_numbered_paragraph_counts_and_is_not_said():
    xml = numbering({1: OUTLINE}, {1: (1, "")})
    assert labels(numbered("x", 1) + numbered("", 1) + numbered("x", 1), xml) == ["1.", "3."]


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [("\uf0b7", "Symbol", "•"), ("\uf0a7", "Wingdings", "•"), ("o", "Courier New", "◦"),
     ("–", "Arial", "–"), ("v", "Wingdings", "•"), ("•", "", "•"), ("", "", "")],
)  # fmt: skip
def test_bullets_are_shown_as_people_see_them(text, font, shown):
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    assert counted(level(0, "bullet", text, fonts), 0) == [shown]


@pytest.mark.parametrize(
    ("typed", "marker", "text"),
    [
        ("· share rooms", "·", "share rooms"),
        ("–\tshare rooms", "–", "share rooms"),
        ("(iv) share rooms", "(iv)", "share rooms"),
        ("b) share rooms", "b)", "share rooms"),
        ("3.\tShare rooms", "3.", "Share rooms"),
        ("3\tShare rooms", "3", "Share rooms"),
        ("3 people share rooms", "", "3 people share rooms"),
        ("2014. A year", "", "2014. A year"),
    ],
)
def test_typed_bullets_and_numbers_are_known(typed, marker, text):
    (made,) = elements(p(typed))
    assert (made.marker, made.text) == (marker, text)
    assert made.role is (Role.ITEM if marker else Role.PARAGRAPH)


def test_the_depth_of_an_item_is_by_its_level_and_by_how_far_in_it_stands():
    indents = [f'<w:pPr><w:ind w:left="{left}"/></w:pPr>' for left in (720, 1440)]
    xml = numbering(
        {
            1: "".join(level(at, "bullet", "•", indents[at]) for at in (0, 1)),
            2: level(0, "lowerLetter", "%1)", indents[1]),
            3: level(0, "bullet", "–", indents[0]) + level(1, "bullet", "–", indents[0]),
        },
        {1: (1, ""), 2: (2, ""), 3: (3, "")},
    )
    lists = ((1, 1), (1, 0), (1, 1), (2, 0), (1, 0), (3, 0), (3, 1))
    body = "".join(numbered("x", *one) for one in lists)
    assert [element.level for element in elements(body, xml)] == [0, 0, 1, 1, 0, 0, 1]
    apart = numbered("x", 1) + p("A paragraph.") + numbered("x", 1, 1)
    assert [element.level for element in elements(apart, xml)] == [0, 0, 0]


def test_numbers_in_a_table_count_on_and_stay_where_they_are_all_there_is():
    xml = numbering({1: OUTLINE}, {1: (1, "")})
    body = table(
        row(cell("No"), cell("Action")),
        row(cell(numbered("", 1)), cell("Open a desk")),
        row(cell(numbered("", 1)), cell(numbered("Pay for travel", 1, 1))),
    )
    made = elements(body, xml)
    assert [(e.number, e.text) for e in made if e.cell] == [
        ("", "1."),
        ("", "Open a desk"),
        ("", "2."),
        ("2.1", "Pay for travel"),
    ]
