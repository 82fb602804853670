"""Words that were broken at the ends of lines."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.readers.hyphens import Vocabulary, joined

OTHER_LINES = ("the co-ordinator and the partnership met", "in a drop-in session about wellbeing")


def whole(*lines: str) -> str:
    return joined(lines, Vocabulary.of([*OTHER_LINES, *lines]))[0]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("the volun-", "teers came"), "the volunteers came"),
        (("a partner-", "ship"), "a partnership"),
        (("a co-", "ordinator"), "a co-ordinator"),
        (("a drop-", "in session"), "a drop-in session"),
        (("their well-", "being"), "their wellbeing"),
        (("a long-", "term plan"), "a long-term plan"),
        (("the eight-", "week rule"), "the eight-week rule"),
        (("six-", "teen groups"), "sixteen groups"),
        (("a place-", "based plan"), "a place-based plan"),
        (("face-to-", "face talks"), "face-to-face talks"),
        (("Glenmore-", "Kinlarig"), "Glenmore-Kinlarig"),
        (("short-", "and long-term aims"), "short- and long-term aims"),
        (("2019-", "20"), "2019-20"),
        (("and/", "or"), "and/or"),
        (("talks –", "and more talks"), "talks – and more talks"),
        (
            ("see https://www.glenmore.example/", "compact"),
            "see https://www.glenmore.example/compact",
        ),
        (("grants\u00ad", "are paid"), "grantsare paid"),
        (("volun\u00ad", "teers"), "volunteers"),
        (("", "only", ""), "only"),
    ],
)
def test_lines_are_joined_as_the_words_stand(lines, text):
    assert whole(*lines) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Communicati", "on and more"), "Communication and more"),
        (("TIMESCAL", "E"), "TIMESCALE"),
        (("partner", "ship of two"), "partnership of two"),
        (("partnership", "board"), "partnership board"),
        (("Consultation", "on plans"), "Consultation on plans"),
        (("Volunteering", "Kinlarig"), "Volunteering Kinlarig"),
        (("Halls", "a day"), "Halls a day"),
        (("participants", "of all ages"), "participants of all ages"),
    ],
)
def test_a_word_too_long_for_its_column_is_whole_again(lines, text):
    vocabulary = Vocabulary.of([*OTHER_LINES, *lines])
    assert joined(lines, vocabulary, filled={1})[0] == text
    assert joined(lines, vocabulary)[0] == " ".join(lines)


def test_it_says_where_each_line_begins():
    text, starts = joined(("the volun-", "teers came", "home"), Vocabulary.of(()))
    assert [text[start:] for start in starts] == [
        "the volunteers came home",
        "teers came home",
        "home",
    ]


@example(["a-", "", "a"])
@given(st.lists(st.text("ab -\u00ad/", max_size=8), max_size=5))
def test_no_letter_is_lost_or_invented(lines):
    text, starts = joined(lines, Vocabulary.of(lines))
    assert [c for c in text if c in "ab"] == [c for c in "".join(lines) if c in "ab"]
    assert all(0 <= start <= len(text) for start in starts)
    assert list(starts) == sorted(starts)
