import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.places import Area, Places

PLACES = Places.of(
    [
        Area("Glenmore", ("Glen More", "GLM")),
        Area("Upper Glenmore"),
        Area("Isle of Larig & Bay", ("Larig",)),
        Area("Bell", ordinary=True),
        Area("New Wood", ordinary=True),
        Area("Stone-by-Sea"),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does GLENMORE say?", [("glenmore", "Glenmore")]),
        ("In Glen\u00a0More’s plan", [("glen more", "Glenmore")]),
        (
            "Upper Glenmore and Glenmore",
            [("upper glenmore", "Upper Glenmore"), ("glenmore", "Glenmore")],
        ),
        ("Larig, then glm.", [("larig", "Isle of Larig & Bay"), ("glm", "Glenmore")]),
        ("Isle of Larig & Bay", [("isle of larig & bay", "Isle of Larig & Bay")]),
        ("Stone-by-Sea", [("stone-by-sea", "Stone-by-Sea")]),
        ("Glenmores, Glenmore-born, the Englenmore", []),
        ("ring the bell", []),
        ("The Bell Compact", [("bell", "Bell")]),
        ("", []),
    ],
    ids="case hard longest several sign hyphens inside ordinary capital empty".split(),
)
def test_places_are_found_in_the_order_of_the_text(text, expected):
    assert PLACES.find(text) == expected


@pytest.mark.parametrize("text", ["The New Wood Compact", "THE BELL COMPACT"])
def test_an_ordinary_name_counts_when_it_is_written_as_a_name(text):
    assert len(PLACES.find(text)) == 1


def test_a_name_of_two_places_is_the_first_ones():
    places = Places.of([Area("Glenmore", ("Larig",)), Area("Kinlarig", ("Larig",)), Area("Larig")])
    assert places.find("Larig") == [("larig", "Larig")]
    assert Places.of([Area("A", ("Bay",)), Area("B", ("Bay",))]).find("bay") == [("bay", "A")]


def test_nothing_is_found_where_no_place_is_known():
    assert Places().find("Glenmore") == []
    assert Places.of([]).find("Glenmore") == []
    assert Places().of_heading("") == ""


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Glenmore", "Glenmore"),
        ("GLENMORE", "Glenmore"),
        ("Glenmore: a new start", "Glenmore"),
        ("Glen More – who does what", "Glenmore"),
        ("Glenmore - who does what", "Glenmore"),
        ("3. Glenmore", "Glenmore"),
        ("4.1 The Larig", ""),
        ("The Bell", "Bell"),
        ("Stone-by-Sea", "Stone-by-Sea"),
        ("Why Glenmore matters", ""),
        ("Glenmore Harbour", ""),
        ("", ""),
    ],
)
def test_a_heading_is_about_a_place_when_it_is_its_name(heading, expected):
    assert PLACES.of_heading(heading) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("The Glenmore Compact", "Larig. " * 9, "Glenmore"),
        ("Compact", "Glenmore pays. " * 3, "Glenmore"),
        ("Compact", "Glenmore pays. " * 2, ""),
        ("Compact", "Glenmore pays Larig. " * 9, ""),
        ("Compact", "Glenmore, Glenmore, Glen More and Larig.", "Glenmore"),
        ("Compact", "", ""),
    ],
    ids=["in the title", "three times", "twice", "half and half", "most", "nowhere"],
)
def test_a_document_is_about_the_place_it_names_most(title, text, expected):
    assert PLACES.main_area(title, text) == expected


@given(st.text() | st.text(alphabet=st.sampled_from("glenmorGLENMOR Bb-ell.:–")))
def test_any_text_may_be_asked_for_places(text):
    names = {area.name for area in PLACES.areas}
    assert {area for _, area in PLACES.find(text)} <= names
    assert PLACES.of_heading(text) in names | {""}
    assert PLACES.main_area(text, text) in names | {""}
