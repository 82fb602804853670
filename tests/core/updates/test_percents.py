from itertools import pairwise

import pytest

from bot.core.updates.percents import percent_of, percents_in


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("map is 60% drawn", 60),
        ("map at 60 %", 60),
        ("map at 60 per cent", 60),
        ("60 percent of the work", 60),
        ("sixty percent there", 60),
        ("seventy-five per cent drawn", 75),
        ("twenty five pc", 25),
        ("a hundred per cent", 100),
        ("99.6% of it", 100),
        ("complete: 40", 40),
        ("half way through the hall", 50),
        ("halfway", 50),
        ("half done", 50),
        ("fifty per cent", 50),
        ("a third drawn", 33),
        ("two thirds of the way", 67),
        ("three quarters done", 75),
        ("three-quarters there", 75),
        ("four fifths built", 80),
        ("five sixths in", 83),
        ("nine tenths written", 90),
        ("3 of 5 doors painted", 60),
        ("three out of four painted", 75),
        ("two doors of four painted", 50),
        ("3/4 of the doors are hung", 75),
        ("2/3 done", 67),
        ("from 30 to 45%", 45),
        ("was 30% now 45%", 45),
        ("0% so far", 0),
    ],
)
def test_a_text_gives_the_per_cent_that_is_done(text, percent):
    assert percent_of(text) == percent


@pytest.mark.parametrize(
    "text",
    [
        "the third sector in glenmore",
        "half a day on the map",
        "half term",
        "150% keener than before",
        "£60 off",
        "a 10% cut",
        "40% of members replied",
        "12 of 2026",
        "two members of five groups",
        "at 3/4",
        "ready by 2/3 in the hall",
        "9 of 3",
        "",
    ],
)
def test_a_text_that_tells_no_share_of_the_work_gives_none(text):
    assert percent_of(text) is None


def test_the_places_of_per_cents_are_in_order_and_do_not_overlap():
    text = "was 20%, half way now and 3 of 4 doors hung"
    found = list(percents_in(text))
    assert [value for value, _, _ in found] == [20, 50, 75]
    assert all(one[2] <= other[1] for one, other in pairwise(found))
