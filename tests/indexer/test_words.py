from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.words import (
    content_words,
    fold,
    leans_back,
    sentences,
    stem,
    without_number,
    words,
)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Glenmore FORUM", "the glenmore forum"),
        ("  one\t two\n\nthree  ", "one two three"),
        ("“Glenmore’s” – a ‘bay’ — so", "\"glenmore's\" - a 'bay' - so"),
        ("Café Žižek naïve", "cafe zizek naive"),
        ("third\u00a0sector non\u2011profit", "third sector non-profit"),
        ("o\ufb03ce", "office"),
        ("", ""),
    ],
    ids=["case", "white space", "quotes and dashes", "accents", "hard", "ligature", "empty"],
)
def test_text_is_folded_to_what_a_keyboard_types(text, expected):
    assert fold(text) == expected


@given(st.text())
def test_folding_twice_changes_no_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grants, loans; and gifts!", ["grants", "loans", "and", "gifts"]),
        ("£10,000 and 1,250,000 people", ["£10000", "and", "1250000", "people"]),
        ("20% of 3.5 in 2031-2034", ["20%", "of", "3.5", "in", "2031", "2034"]),
        ("See 4.1.2. Or 12.", ["see", "4.1.2", "or", "12"]),
        ("the Council’s and groups' don’t", ["the", "council", "and", "groups", "don't"]),
        ("O’Neill and the co-op", ["o'neill", "and", "the", "co", "op"]),
        ("snake_case", ["snake", "case"]),
        ("— … ·", []),
        ("wards 1,2,3", ["wards", "1,2,3"]),
    ],
    ids="words money numbers dotted possessive apostrophe underscore marks list".split(),
)
def test_words_and_numbers_are_found_in_order(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("grants", "grant"), ("funding", "fund"), ("policies", "polici"), ("2031", "2031")],
)
def test_a_word_is_cut_to_its_stem(word, expected):
    assert stem(word) == expected


def test_content_words_leave_out_how_something_is_asked():
    asked = "Please tell me what the grants of plan B are, and the grants for 2031"
    assert content_words(asked) == ["grants", "plan", "grants", "2031"]


@pytest.mark.parametrize(
    "expected",
    [
        ["Grants are paid in May.", "Loans are not."],
        ["Is it so?", "Yes!", "“We do.”", "(Not always.)", "Then it ends"],
        ["See e.g. Grants, Loans etc. They are listed there."],
        ["A. Bell met Mr. Fox and Dr. Gull.", "They agreed."],
        ["Look at para. 4.1 and No. 7.", "Both hold."],
        ["It costs £1.5m.", "20 groups gain.", "£3 is left."],
        ["It ends at 5 p.m. sharp.", "No one stays."],
        ["First line.", "Second line."],
        ["wait... and see.", "That is all..."],
        ["Aims.", "· to meet • to talk"],
        ["no end and no capital"],
        [],
    ],
    ids=("two marks abbreviation names paragraph figures time line dots bullet none empty").split(),
)
def test_a_text_is_cut_between_its_sentences(expected):
    assert split(" ".join(expected)) == expected
    assert split("\n ".join(expected) + "  ") == expected


@given(st.text(alphabet=st.sampled_from("aB. ?!\"'”)(£1\n\t e.g")) | st.text())
def test_sentences_stand_in_order_and_leave_out_only_white_space(text):
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    ends = [text[: spans[0][0]], text[spans[-1][1] :]] if spans else [text]
    assert "".join(between + ends).strip() == ""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They are paid in May.", True),
        ("In addition, the forum meets.", True),
        ("this holds.", True),
        ("Theatre groups are paid in May.", False),
        ("Itinerant players come too.", False),
        ("The forum says that it meets.", False),
        ("", False),
    ],
)
def test_a_sentence_that_needs_the_one_before_is_known_by_its_first_words(sentence, expected):
    assert leans_back(sentence) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("4.1 Resource", "Resource"),
        ("1. Working together", "Working together"),
        ("2) Money", "Money"),
        ("A.1 Key aims", "Key aims"),
        ("Aims", "Aims"),
        ("1.11", "1.11"),
        ("2031-2034 plan", "2031-2034 plan"),
    ],
)
def test_a_number_before_a_heading_is_left_out(heading, expected):
    assert without_number(heading) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "word " * 200_000,
        "." * 1_000_000,
        "A. " * 333_333,
    ],
    ids=["one word", "words", "full stops", "initials"],
)
def test_a_long_line_is_one_sentence(text):
    assert sentences(text) == [(0, len(text.rstrip()))]
