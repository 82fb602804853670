import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.glossary import ACRONYM_WEIGHT, EVERYDAY_WEIGHT, Acronym, Glossary

FORUM = Acronym("GVF", ("Glenmore Voluntary Forum", "Glenmore village fair"), "speaks for groups")
GLOSSARY = Glossary.of(
    [
        FORUM,
        Acronym("IT", ("information technology",)),
        Acronym("SO", ("social outlet",)),
        Acronym("MoG", ("minute of the Glen",)),
    ],
    [
        ("cash", ("funding", "grants")),
        ("cash flow", ("liquidity",)),
        ("go-between", ("intermediary",)),
        ("forum", ("network",)),
    ],
)


def means(text: str) -> dict[str, float]:
    return dict(GLOSSARY.expansions(text))


@pytest.mark.parametrize("written", ["GVF", "gvf", " Gvf "])
def test_an_acronym_is_looked_up_in_any_case(written):
    assert GLOSSARY.acronym(written) == FORUM
    assert GLOSSARY.acronym("GV") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is the gvf?", dict.fromkeys(FORUM.long, ACRONYM_WEIGHT)),
        ("the GVF’s plan", dict.fromkeys(FORUM.long, ACRONYM_WEIGHT)),
        ("who runs glenmore village fair", {"GVF": ACRONYM_WEIGHT}),
        ("our cash", {"funding": EVERYDAY_WEIGHT, "grants": EVERYDAY_WEIGHT}),
        ("Cashing in", {"funding": EVERYDAY_WEIGHT, "grants": EVERYDAY_WEIGHT}),
        ("the cash flows", {"liquidity": EVERYDAY_WEIGHT}),
        ("a go-between", {"intermediary": EVERYDAY_WEIGHT}),
        ("cash and cash flow", dict.fromkeys(("funding", "grants", "liquidity"), EVERYDAY_WEIGHT)),
        ("gvfx and glenmore villages", {}),
        ("", {}),
    ],
    ids=("short possessive long everyday inflected phrase hyphen both partly empty").split(),
)
def test_words_are_given_with_what_documents_say_instead(text, expected):
    assert means(text) == expected


def test_an_acronym_outweighs_an_everyday_word():
    glossary = Glossary.of([Acronym("SLA", ("contract",))], [("deal", ("contract",))])
    assert glossary.expansions("an SLA is a deal") == [("contract", ACRONYM_WEIGHT)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is it so", set()),
        ("the IT of the group", {"information technology"}),
        ("the SO plan", {"social outlet"}),
        ("the MoG plan", {"minute of the Glen"}),
        ("the mog plan", set()),
    ],
)
def test_an_acronym_that_is_also_a_word_counts_as_it_is_written(text, expected):
    assert set(means(text)) == expected


@pytest.mark.parametrize("text", ["What is IT?", "Is there a plan (IT)", "IT’s cost"])
def test_an_acronym_of_two_letters_may_stand_before_a_mark(text):
    assert set(means(text)) == {"information technology"}


@pytest.mark.parametrize("text", ["our GVFs", "which gvfs are there"])
def test_an_acronym_has_a_plural(text):
    assert set(means(text)) == set(FORUM.long)


def test_an_empty_glossary_knows_nothing():
    assert Glossary().expansions("GVF cash") == []
    assert Glossary().acronym("") is None


@given(
    st.text() | st.lists(st.sampled_from("GVF it IT cash flow forum ? of".split())).map(" ".join)
)
def test_any_text_may_be_expanded(text):
    found = GLOSSARY.expansions(text)
    assert len({term for term, _ in found}) == len(found)
    assert all(0 < weight < 1 for _, weight in found)
