import pytest

from bot.core.register import Needs, Status
from bot.core.updates.parts import lines_of, splits_of
from bot.core.updates.proposals import propose, propose_one, reports_progress
from tests.core.updates.glenmore import ACTIONS, TODAY, finder, scope


def best(subject, **settings):
    return finder(**settings).scored(subject, subject)[0].action.id


@pytest.mark.parametrize(
    ("subject", "action"),
    [
        ("volunteering strategy", "GL4"),
        ("voluntering stratgey", "GL4"),
        ("vol strat", "GL4"),
        ("JMP", "GL2"),
        ("befrienders", "GL5"),
        ("web site for carers", "GL7"),
        ("giving people a have a say on the ferry", "GL6"),
        ("repair cafe", "SF2"),
    ],
)
def test_an_action_is_found_by_part_of_its_name(subject, action):
    assert best(subject) == action


def test_an_action_is_found_by_what_people_called_it_before():
    assert best("old smithy fixit club", names={"GL3": ["old smithy fixit club"]}) == "GL3"


def test_no_action_is_found_where_there_is_none():
    assert finder(()).scored("the map", "the map") == []


def test_the_plan_of_the_chat_comes_first():
    for plan, action in (("GL", "GL1"), ("SF", "SF1")):
        found = propose("walking map is 60% drawn", scope(plan=plan))
        assert found[0].matches[0].action == action


def test_an_update_that_names_one_action_beyond_doubt_is_logged_at_once():
    (found,) = propose("volunteering strategy for Glenmore is 60% done", scope())
    assert (found.needs, found.matches[0].action) == (None, "GL4")


def test_two_actions_with_the_same_words_are_put_to_the_person():
    (found,) = propose("publish a walking map is 60% done", scope())
    assert found.needs is Needs.CHOOSE
    assert {match.action for match in found.matches[:2]} == {"GL1", "SF1"}


def test_what_fits_no_action_is_put_to_the_person():
    (found,) = propose("the brass band is 60% ready", scope())
    assert found.needs is Needs.CHOOSE


@pytest.mark.parametrize("name", ["GL6", "gl6", "gl 6", "GL-6"])
def test_an_id_leaves_no_doubt(name):
    (found,) = propose(f"{name} is stuck - no quorum", scope())
    assert (found.needs, found.matches[0].action, found.reason) == (None, "GL6", "no quorum")


def test_two_ids_leave_a_doubt():
    assert propose_one("GL6 and GL4 are stuck", scope()).needs is not None


def test_pasted_minutes_give_a_proposal_a_line_and_one_confirmation():
    found = propose(
        "Minutes of monday\n- GL1 is 60% drawn\n2. GL4: not started\n\n• GL6 - done", scope()
    )
    assert [one.matches[0].action for one in found] == ["GL1", "GL4", "GL6"]
    assert {one.needs for one in found} == {Needs.CONFIRM}


def test_one_line_may_hold_several_reports_in_the_persons_words():
    text = "GL1 is 60% drawn, GL4 is not started and the GL6 is done"
    found = propose(text, scope())
    assert [one.matches[0].action for one in found] == ["GL1", "GL4", "GL6"]
    assert all(one.text in text for one in found)


def test_what_leans_back_stays_with_what_it_is_about():
    line = "first boat is in, second is on order"
    assert list(splits_of(line)) == []


def test_lines_lose_their_bullets_and_go_on_in_the_next():
    assert lines_of("- one is\n  two\n(b) Three,\nFour\n") == ["one is two", "Three, Four"]


def test_a_question_is_no_report_but_a_line_below_it_may_be():
    assert not reports_progress("is the map done?", TODAY)
    assert reports_progress("is the map done?\nthe hall is finished", TODAY)
    assert propose("is the walking map done?", scope(ACTIONS)) == ()


def test_a_line_of_ids_is_a_report_on_each():
    found = propose("GL6 done, GL2 half way, and GL3 blocked", scope())
    told = [(one.matches[0].action, one.status, one.percent) for one in found]
    assert told == [
        ("GL6", Status.DONE, None),
        ("GL2", Status.IN_PROGRESS, 50),
        ("GL3", Status.BLOCKED, None),
    ]
    assert {one.needs for one in found} == {Needs.CONFIRM}


def test_a_line_that_seems_to_be_about_two_actions_is_not_logged_on_one():
    for text in (
        "carers website is live now, volunteering strategy for Glenmore not started, no money",
        "repair cafe in the old smithy opened, befrienders still blocked",
    ):
        found = propose(text, scope())
        assert all(one.needs for one in found)


def test_minutes_of_many_lines_are_all_read():
    text = "\n".join(f"- GL{1 + line % 7} is {line}% done" for line in range(60))
    assert [one.percent for one in propose(text, scope())] == list(range(60))
