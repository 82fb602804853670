import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fusion import LEXICAL_GAIN, fused, scaled

cosines = st.floats(-1, 1)
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("dense", "sentence", "lexical", "score"),
    [(0, 0, 0, 0), (1, 1, 1, 1), (0.4, 0.8, 0, 0.3), (0, 0, 0.5, 0.25), (-1, -1, 0, -0.5)],
    ids=["nothing", "everything", "meaning alone", "words alone", "the opposite"],
)
def test_meaning_and_words_weigh_the_same(dense, sentence, lexical, score):
    assert fused(dense, sentence, lexical) == pytest.approx(score)


@given(cosines, cosines, shares, shares)
def test_more_words_never_lower_the_score(dense, sentence, fewer, more):
    fewer, more = sorted((fewer, more))
    assert fused(dense, sentence, fewer) <= fused(dense, sentence, more)


def test_scores_are_scaled_by_what_could_be_had_not_by_the_best():
    found = scaled({1: 3.0, 2: 1.5}, complete=10.0)
    assert found == pytest.approx({1: 0.3 * LEXICAL_GAIN, 2: 0.15 * LEXICAL_GAIN})


def test_two_thirds_of_the_words_are_as_good_as_all():
    assert scaled({1: 6.7, 2: 10.0, 3: 30.0}, complete=10.0) == {1: 1.0, 2: 1.0, 3: 1.0}


@pytest.mark.parametrize("complete", [0.0, -1.0])
def test_where_nothing_could_be_had_nothing_scores(complete):
    assert scaled({1: 2.0}, complete) == {1: 0.0}
    assert scaled({}, complete) == {}


@given(st.dictionaries(st.integers(), st.floats(0, 1e6)), st.floats(0, 1e6))
def test_scaled_scores_lie_between_nought_and_one_in_the_same_order(scores, complete):
    found = scaled(scores, complete)
    assert found.keys() == scores.keys()
    assert all(0 <= value <= 1 for value in found.values())
    order = sorted(scores, key=scores.__getitem__)
    assert [found[key] for key in order] == sorted(found.values())
