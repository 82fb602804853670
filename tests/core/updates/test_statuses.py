import pytest

from bot.core.updates.signs import Sign
from bot.core.updates.spelling import mended, spelt_well
from bot.core.updates.statuses import cues_in


def signs(text):
    return {cue.sign for cue in cues_in(text)}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("the map is finished", Sign.CLOSED),
        ("job done", Sign.CLOSED),
        ("please close.", Sign.CLOSED),
        ("✅ map", Sign.CLOSED),
        ("map published", Sign.FINAL),
        ("two chapters drafted", Sign.MOVING),
        ("walls painted and roof designed", Sign.STEP_DONE),
        ("agreed an outline", Sign.STEP_DONE),
        ("survey sent out", Sign.STEP_DONE),
        ("work is under way", Sign.MOVING),
        ("chugging along nicely", Sign.MOVING),
        ("hall slipped a fortnight", Sign.MOVING),
        ("back on track", Sign.RESUMED),
        ("restarting in may", Sign.RESUMED),
        ("stuck in the mud", Sign.STUCK),
        ("the landlord won't sign", Sign.STUCK),
        ("we can't go on", Sign.STUCK),
        ("waiting for the landlord", Sign.WAITING),
        ("nobody has replied", Sign.WAITING),
        ("hasn't started", Sign.UNSTARTED),
        ("not yet begun", Sign.UNSTARTED),
        ("no one has picked it up", Sign.UNSTARTED),
        ("yet to start", Sign.UNSTARTED),
        ("two doors left", Sign.LEFT),
        ("should be ready by may", Sign.AIMED),
    ],
)
def test_a_cue_gives_its_sign(text, sign):
    assert sign in signs(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("not finished", Sign.LEFT),
        ("isn't quite finished", Sign.LEFT),
        ("not published yet", Sign.LEFT),
        ("nearly finished", Sign.MOVING),
        ("all but finished", Sign.MOVING),
        ("almost signed off", Sign.MOVING),
        ("will be finished", Sign.MOVING),
        ("to be finished", Sign.MOVING),
        ("no longer blocked", Sign.RESUMED),
        ("not stuck any more", Sign.RESUMED),
        ("blocked no more", Sign.STUCK),
        ("was blocked", Sign.STUCK),
        ("has been blocked", Sign.STUCK),
        ("not on track", Sign.WAITING),
    ],
)
def test_the_words_before_a_cue_turn_it(text, sign):
    assert sign in signs(text)
    assert Sign.CLOSED not in signs(text)


@pytest.mark.parametrize(
    "text", ["until finished", "the finished", "to publish", "can't make it", "can't make the call"]
)
def test_what_has_not_happened_gives_no_sign_of_an_end_or_a_stop(text):
    assert not signs(text) & {Sign.CLOSED, Sign.FINAL, Sign.STUCK}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("finsihed", "finished"),
        ("stared", "stared"),
        ("blokced", "blocked"),
        ("wanting", "wanting"),
    ],
)
def test_a_slip_in_a_cue_is_mended_but_no_other_word(typed, meant):
    assert spelt_well(f"the map is {typed}!") == f"the map is {meant}!"


def test_a_cue_stands_where_it_was_typed():
    text = "map is compleeted, hall nealry built"
    assert [text[cue.start : cue.end] for cue in cues_in(text) if cue.sign is Sign.CLOSED] == [
        "compleeted"
    ]
    assert all(cue.text == text[cue.start : cue.end] for cue in cues_in(text))


def test_every_character_of_a_mended_text_has_a_place_in_what_was_typed():
    made, places = mended("stuk and finised")
    assert made == "stuk and finished"
    assert len(places) == len(made) + 1
    assert places == sorted(places)
    assert places[-1] == len("stuk and finised")
