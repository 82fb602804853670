from concurrent.futures import ThreadPoolExecutor

import pytest
import snowballstemmer
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer import lexical
from tests.indexer.glenmore import Shelf

LINES = """The forum meets in the smithy.
The forum meets and the forum votes.
A heron was seen by the forum.
The treasurer pays £1,250.50 for coal.
Ring 01555 010 203 or write to heron@glenmore.example.
Coal is paid by 31 March 2031, half of it (50%) early.
See www.glenmore.example for pictures.
Community planning is not planning a community."""
EVERYTHING = ("", ())


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf")).fill(LINES).connection


def find(connection, *terms: str, where=EVERYTHING, limit: int = 10) -> list[int]:
    """Lines that hold any of the terms, best first, counted from 1."""
    scores = lexical.search(connection, [(term, 1.0) for term in terms], where, limit)
    return sorted(scores, key=lambda row: -scores[row])


# --- what is found -------------------------------------------------------------------------------


def test_the_rarer_word_counts_more(connection):
    scores = lexical.search(connection, [("forum", 1.0), ("heron", 1.0)], EVERYTHING, 10)
    assert max(scores, key=scores.__getitem__) == 3
    assert set(scores) == {1, 2, 3, 5}
    assert scores[5] > scores[1]


def test_a_word_that_stands_twice_counts_more_than_once(connection):
    assert find(connection, "forum")[0] == 2


@pytest.mark.parametrize("word", ["pay", "pays", "paying", "paid"])
def test_a_word_is_found_in_its_regular_inflections(connection, word):
    assert find(connection, word) == ([6] if word == "paid" else [4])


@pytest.mark.parametrize(
    ("term", "lines"),
    [
        ("£1250.50", [4]), ("£1,250.50", [4]), ("1250.50", []), ("50%", [6]), ("2031", [6]),
        ("community planning", [8]), ("planning forum", []), ("glenmore.example", [5, 7]),
    ],
)  # fmt: skip
def test_amounts_numbers_and_phrases_are_found_as_they_stand(connection, term, lines):
    assert sorted(find(connection, term)) == lines


@pytest.mark.parametrize(
    ("shape", "lines"),
    [
        ("xphone", [5]), ("xemail", [5]), ("xlink", [7]), ("xmoney", [4]), ("xpercent", [6]),
        ("xdate", [6]),
    ],
)  # fmt: skip
def test_shapes_that_people_ask_for_are_found_by_name(connection, shape, lines):
    assert find(connection, shape) == lines


def test_a_weight_multiplies_the_score(connection):
    alone = lexical.search(connection, [("coal", 1.0)], EVERYTHING, 10)
    half = lexical.search(connection, [("coal", 0.5)], EVERYTHING, 10)
    assert half == pytest.approx({row: score / 2 for row, score in alone.items()})
    both = lexical.search(connection, [("coal", 1.0), ("march", 0.5)], EVERYTHING, 10)
    assert both[4] == alone[4]
    assert both[6] > alone[6]


def test_a_condition_leaves_out_the_others_without_changing_scores(connection):
    everywhere = lexical.search(connection, [("forum", 1.0)], EVERYTHING, 10)
    some = lexical.search(connection, [("forum", 1.0)], ("position IN (?, ?)", ("0", "2")), 10)
    assert some == {row: everywhere[row] for row in (1, 3)}


def test_at_most_the_limit_is_found_and_it_is_the_best(connection):
    assert find(connection, "forum", "heron", limit=1) == [3]


# --- what may be typed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "term",
    [
        "", '"', "'", "*", "for*", "NEAR(forum, heron)", "forum AND heron", "body:forum", "^forum",
        "a-b", "(", "{forum}", "😀", "\0", "\ud800", "½", "x" * 100_000, "coal'; DROP TABLE words",
    ],
)  # fmt: skip
def test_no_sign_in_a_question_is_an_operator(connection, term):
    assert set(find(connection, term)) <= set(find(connection, *lexical.words(term)))
    assert sorted(find(connection, "coal", term)) == sorted({4, 6, *find(connection, term)})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=5))
@example(["1,.2", "5..", ",", "l'été"])
def test_nothing_that_is_typed_raises(connection, terms):
    find(connection, *terms)
    find(connection, *lexical.words(" ".join(terms)))


def test_ten_thousand_words_are_searched(connection):
    assert 1 in find(connection, "smithy", *(f"word{letters(n)}" for n in range(10_000)))


def letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


# --- words of the corpus -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "passages"), [("forum", 3), ("forums", 3), ("votes", 1), ("heron", 2), ("otter", 0)]
)
def test_a_word_has_the_number_of_its_passages_in_any_inflection(connection, word, passages):
    assert lexical.frequency(connection, word) == passages


@pytest.mark.parametrize("words", [("heron", "seen"), ("forum", "meets", "votes"), ("coal",)])
def test_no_passage_has_more_than_the_complete_score(connection, words):
    terms = [(word, 1.0) for word in words]
    best = max(lexical.search(connection, terms, EVERYTHING, 10).values())
    assert best < lexical.complete_score(connection, terms) < 3 * best


def test_a_word_that_nothing_holds_makes_the_complete_score_higher(connection):
    held = [("heron", 1.0)]
    missing = lexical.complete_score(connection, [*held, ("otter", 1.0)])
    assert missing > 2 * lexical.complete_score(connection, held)
    assert lexical.complete_score(connection, [*held, ("otter", 0.5)]) < missing


def test_known_words_begin_alike_and_are_about_as_long(connection):
    assert lexical.known_words(connection, "h", 5) == [("half", 1), ("heron", 2)]
    assert lexical.known_words(connection, "q", 5) == []


def test_words_have_the_same_stems_in_sixteen_threads_at_once():
    parts = ("fund", "ation", "ness", "part", "ship", "ly", "munity", "ies", "ed", "ful", "ive")
    words = [f"{a}{b}{c}" for a in parts for b in parts for c in parts]
    lexical.stem.cache_clear()
    with ThreadPoolExecutor(16) as pool:
        found = list(
            pool.map(lambda turn: list(map(lexical.token, turned(words, turn))), range(16))
        )
    alone = snowballstemmer.stemmer("english")
    for turn, stems in enumerate(found):
        assert stems == [alone.stemWord(word) for word in turned(words, turn)]


def turned(words: list[str], turn: int) -> list[str]:
    place = turn * len(words) // 16
    return words[place:] + words[:place]
