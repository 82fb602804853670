"""Importing a plan, and importing it again: which plan, which action, and what changes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.plans.codes import place_in_order, plan_code
from bot.core.plans.diffs import (
    FieldChange,
    changes_nothing,
    changes_what_is_there,
    counts,
    field_changes,
    plan_changes,
)
from bot.core.plans.held import imported as said_by_documents
from bot.core.plans.plans import Held, diff_plan, plan_of
from bot.core.register import (
    Action,
    DraftPlan,
    Objective,
    Person,
    Plan,
    Status,
    Step,
    Wording,
    WordingVersion,
)
from tests.core.plan_drafts import (
    AT,
    GRANTS,
    HALLS,
    applied,
    draft,
    draft_action,
    imported,
    rediff,
    steps,
    texts,
)

KEPT = dict.fromkeys(("GLE1", "GLE2", "GLE3", "GLE4", "GLE5", "GLE6"), Step.KEEP)

# --- ids -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "title", "taken", "code"),
    [
        ("South Glenmore", "", (), "SG"),
        ("Glenmore", "Anything", (), "GLE"),
        ("Glenmore and the Isles", "", (), "GI"),
        ("", "Plan for the Halls of Kirk", (), "PHK"),
        ("", "", (), "PLAN"),
        ("", "2031", (), "PLAN"),
        ("", "X", (), "XP"),
        ("Strath", "", ("STR",), "STRB"),
        ("South Glenmore", "", ("SG", "SGB", "SGC"), "SGD"),
        ("Glenmôre", "", (), "GLE"),
        ("", "One Two Three Four Five Six", (), "OTTF"),
    ],
)
def test_a_plan_has_a_code_of_letters_that_no_other_has(area, title, taken, code):
    assert plan_code(area, title, taken) == code


@given(st.text(), st.text(), st.integers(0, 60))
def test_codes_never_clash_and_hold_nothing_but_capital_letters(area, title, number):
    taken: set[str] = set()
    for _ in range(number):
        code = plan_code(area, title, taken)
        assert code not in taken
        assert re.fullmatch("[A-Z]+", code)
        taken.add(code)


def test_actions_are_numbered_as_printed_and_parts_below_their_action():
    plan = draft((draft_action("Train treasurers", "Find a trainer", "Book a room"), "Pay grants"))
    assert list(texts(imported(plan)))[:4] == ["GLE1", "GLE1.1", "GLE1.2", "GLE2"]
    part = next(one for one in imported(plan).actions if one.id == "GLE1.2")
    assert part.part_of == "GLE1"


def test_ids_sort_as_people_count():
    ids = ["SA10", "SA2", "MID9.10", "MID9", "MID9.2"]
    assert sorted(ids, key=place_in_order) == ["MID9", "MID9.2", "MID9.10", "SA2", "SA10"]


def test_a_number_is_never_used_again():
    held = imported(draft())
    held = imported(draft(GRANTS[:2]), held)
    held = imported(draft((*GRANTS[:2], "Publish the names of all who got a grant")), held)
    assert texts(held)["GLE3"] == GRANTS[2]
    assert texts(held)["GLE7"] == "Publish the names of all who got a grant"


# --- a plan that is new, and the same one again --------------------------------------------------


def test_a_new_plan_adds_every_action_in_order():
    diff = rediff(draft(), Held())
    assert diff.is_new
    assert diff.plan == Plan("GLE", "Glenmore Plan", "Glenmore", "2031", "plan.docx")
    assert set(steps(diff).values()) == {Step.ADD}
    assert [step.after.text for step in diff.steps if step.after] == [*GRANTS, *HALLS]
    assert [step.after.position for step in diff.steps if step.after] == [1, 2, 3, 4, 5, 6]
    assert [one.name for one in diff.objectives] == ["Fair grants", "Open halls"]
    assert not changes_what_is_there(diff, Held())


def test_the_same_plan_again_changes_nothing():
    held = imported(draft())
    diff = rediff(draft(), held)
    assert steps(diff) == KEPT
    assert changes_nothing(diff, held)
    assert applied(held, diff) == held


def test_blank_stays_blank_and_white_space_is_no_change():
    held = imported(draft((draft_action("Pay  grants\nsoon", lead=""),)))
    diff = rediff(draft((draft_action("Pay grants soon"),)), held)
    assert changes_nothing(diff, held)
    assert texts(held)["GLE1"] == "Pay  grants\nsoon"


# --- which plan it is ----------------------------------------------------------------------------


def test_a_renamed_document_is_known_by_its_actions():
    held = imported(draft())
    new = draft(title="Plan of the Glenmore Partnership", source="new name.docx")
    assert plan_of(new, held) == "GLE"
    assert plan_of(replace(new, area=""), held) == "GLE"


def test_a_document_of_the_same_title_and_area_is_the_same_plan_whatever_is_in_it():
    held = imported(draft())
    assert plan_of(draft(("Plant a hedge",), (), source="other.docx"), held) == "GLE"


def test_a_document_of_the_same_file_name_is_the_same_plan_if_anything_in_it_is():
    held = imported(draft())
    assert plan_of(draft((GRANTS[0],), ("Plant a hedge",), title="Plan 2032"), held) == "GLE"
    assert plan_of(draft(("Plant a hedge",), (), title="Plan of hedges"), held) == ""


def test_two_plans_of_one_area_stay_two():
    held = imported(draft())
    other = draft(("Plant a hedge", GRANTS[0]), ("Paint the pier",), title="Green", source="b.docx")
    assert plan_of(other, held) == ""
    held = imported(other, held)
    assert [plan.id for plan in held.plans] == ["GLE", "GLEB"]
    assert changes_nothing(rediff(other, held), held)
    assert changes_nothing(rediff(draft(), held), held)


def test_the_same_words_of_another_area_are_another_plan():
    held = imported(draft())
    assert plan_of(draft(area="Strathbeg"), held) == ""


# --- which action it is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Pay all grants within 14 days of a signed claim",
        "Pay every grant within 21 days",
        "Grants to be paid, every one, within 21 days of the signed claim",
        "PAY EVERY GRANT WITHIN 21 DAYS OF A SIGNED CLAIM, WITHOUT FAIL",
    ],
)
def test_an_action_in_other_words_keeps_its_id_and_has_another_wording(text):
    held = imported(draft())
    diff = rediff(draft((text, *GRANTS[1:])), held)
    assert steps(diff) == KEPT | {"GLE1": Step.REWORD}
    step = diff.steps[0]
    assert step.after
    assert step.after.version == 2
    assert [*field_changes(step)] == [FieldChange("text", GRANTS[0], text)]
    assert changes_what_is_there(diff, held)


def test_an_action_in_place_of_another_is_a_new_one():
    diff = rediff(draft((*GRANTS[:2], "Plant a hedge of hawthorn")), imported(draft()))
    assert counts(diff) == {
        "added": 1,
        "reworded": 0,
        "moved": 0,
        "restored": 0,
        "retired": 1,
        "unchanged": 5,
    }
    assert steps(diff)["GLE3"] is Step.RETIRE


def test_like_actions_are_told_apart_by_what_fits_best_as_a_whole():
    old = ("Train the staff of the council", "Train the staff and volunteers of groups")
    new = ("Train the staff and the leaders of the council", "Train the volunteers of groups")
    diff = rediff(draft(new, HALLS), imported(draft(old, HALLS)))
    assert [step.after.text for step in diff.steps if step.after][:2] == list(new)
    assert steps(diff)["GLE1"] is steps(diff)["GLE2"] is Step.REWORD


def test_words_that_share_little_are_known_again_between_the_same_neighbours():
    old = (GRANTS[0], "Bring out a newsletter about village groups", GRANTS[2])
    new = (GRANTS[0], "A bulletin about groups of the village is to be sent out", GRANTS[2])
    held = imported(draft(old))
    assert steps(rediff(draft(new), held))["GLE2"] is Step.REWORD
    moved = draft((*new[::2],), (*HALLS, new[1]))
    assert steps(rediff(moved, held))["GLE2"] is Step.RETIRE


def test_the_number_in_the_document_helps_to_know_an_action_again():
    def numbered(first: str, reference: str) -> DraftPlan:
        return draft((draft_action(first, reference=reference), GRANTS[1]), HALLS[:1])

    held = imported(numbered("Fund a post for three years in the office of the forum", "A7"))
    other = "Money for a post in the office of the forum, for as long as it lasts"
    extra = draft_action("Plant a hedge")

    def again(reference: str) -> Step | None:
        plan = draft((GRANTS[1],), (HALLS[0], extra, draft_action(other, reference=reference)))
        return steps(rediff(plan, held)).get("GLE1")

    assert again("A7") is Step.REWORD
    assert again("A8") is Step.RETIRE


def test_copies_of_the_same_words_keep_their_own_ids():
    plan = draft(("Report every year", *GRANTS), ("Report every year", *HALLS))
    held = imported(plan)
    assert changes_nothing(rediff(plan, held), held)
    without = draft(GRANTS, ("Report every year", *HALLS))
    assert steps(rediff(without, held))["GLE1"] is Step.RETIRE


def test_an_action_under_another_objective_is_moved():
    held = imported(draft())
    diff = rediff(draft(GRANTS[:2], (*HALLS, GRANTS[2])), held)
    assert steps(diff) == KEPT | {"GLE3": Step.MOVE}
    assert texts(applied(held, diff)) == texts(held)


def test_an_action_at_another_place_is_moved_and_its_neighbours_are_not():
    diff = rediff(draft((GRANTS[2], *GRANTS[:2])), imported(draft()))
    assert steps(diff) == KEPT | {"GLE3": Step.MOVE}
    assert [step.after.id for step in diff.steps if step.after][:3] == ["GLE3", "GLE1", "GLE2"]


def test_a_new_action_in_front_moves_no_other():
    diff = rediff(draft(("Plant a hedge", *GRANTS)), imported(draft()))
    assert steps(diff) == KEPT | {"GLE7": Step.ADD}
    assert [step.after.position for step in diff.steps if step.after] == [1, 2, 3, 4, 5, 6, 7]
    assert not changes_what_is_there(diff, imported(draft()))


def test_what_left_the_plan_is_kept_and_comes_back_under_its_id():
    held = imported(draft(GRANTS[:2]), imported(draft()))
    gone = next(one for one in held.actions if one.id == "GLE3")
    assert gone.retired == AT
    assert changes_nothing(rediff(draft(GRANTS[:2]), held), held)
    diff = rediff(draft(), held)
    assert steps(diff) == KEPT | {"GLE3": Step.RESTORE}
    assert not changes_what_is_there(diff, held)
    assert all(one.retired is None for one in applied(held, diff).actions)


def test_an_objective_of_another_name_is_the_same_one_and_moves_nothing():
    held = imported(draft())
    plan = draft()
    named = replace(plan.objectives[1], name="Halls for everybody")
    diff = rediff(replace(plan, objectives=(plan.objectives[0], named)), held)
    assert steps(diff) == KEPT
    assert [one.id for one in diff.objectives] == ["GLE-1", "GLE-2"]
    assert plan_changes(diff, held) == [
        FieldChange("objective", "Open halls", "Halls for everybody")
    ]
    assert changes_what_is_there(diff, held)


def test_an_objective_that_is_gone_stays_for_its_retired_actions():
    held = imported(draft())
    diff = rediff(draft(GRANTS, ()), held)
    assert [one.name for one in diff.objectives] == ["Fair grants", "Open halls"]
    again = applied(held, diff)
    assert changes_nothing(rediff(draft(GRANTS, ()), again), again)
    assert {*steps(rediff(draft(), again)).values()} == {Step.KEEP, Step.RESTORE}


# --- what people changed by hand -----------------------------------------------------------------


def typed(held: Held, action: str, **fields: object) -> Held:
    """The register after a person changed the wording of an action."""
    actions = [
        replace(one, wording=replace(one.wording, **fields), version=one.version + 1)
        if one.id == action
        else one
        for one in held.actions
    ]
    return replace(held, actions=tuple(actions))


def test_a_lead_that_was_typed_stays_when_the_document_still_has_none():
    held = typed(imported(draft()), "GLE1", lead="Forum")
    assert changes_nothing(rediff(draft(), held), held)
    text = "Pay every grant within 14 days of a signed claim"
    diff = rediff(draft((text, *GRANTS[1:])), held)
    assert diff.steps[0].after
    assert diff.steps[0].after.wording == Wording(text, lead="Forum")


def test_a_document_that_says_another_lead_than_before_is_followed():
    held = typed(imported(draft((draft_action(GRANTS[0], lead="Council"),))), "GLE1", lead="Forum")
    again = draft((draft_action(GRANTS[0], lead="Council"),))
    assert changes_nothing(rediff(again, held), held)
    diff = rediff(draft((draft_action(GRANTS[0], lead="Health Board"),)), held)
    assert [*field_changes(diff.steps[0])] == [FieldChange("lead", "Forum", "Health Board")]


def test_an_action_that_was_reworded_by_hand_is_known_by_its_old_words_too():
    held = typed(imported(draft()), "GLE2", text="Something else altogether, in new words")
    assert changes_nothing(rediff(draft(), held), held)


def test_an_action_that_was_added_by_hand_stays_at_the_end_of_its_objective():
    held = imported(draft())
    mine = Action("GLE7", "GLE", "GLE-1", Wording("Plant a hedge"), 4)
    held = replace(held, actions=(*held.actions, mine))
    diff = rediff(draft((*GRANTS, "Publish who got a grant")), held)
    assert steps(diff) == KEPT | {"GLE7": Step.KEEP, "GLE8": Step.ADD}
    order = [step.after.id for step in diff.steps if step.after]
    assert order[:5] == ["GLE1", "GLE2", "GLE3", "GLE8", "GLE7"]


def test_what_documents_said_is_told_from_what_people_typed():
    def version(number: int, source: str, **fields: str) -> WordingVersion:
        return WordingVersion("GLE1", number, Wording(**fields), AT, Person("terminal"), source)

    first = version(1, "a.docx", text="Pay")
    mine = version(2, "", text="Pay", lead="Forum")
    second = version(3, "b.docx", text="Pay soon", lead="Forum")
    assert said_by_documents([first, mine]) == Wording("Pay")
    assert said_by_documents([first, mine, second]) == Wording("Pay soon")
    assert said_by_documents([version(1, "", text="Pay")]) is None


# --- the plan's own status -----------------------------------------------------------------------


def test_a_status_that_the_plan_tells_is_kept_until_it_tells_another():
    done = replace(draft_action(GRANTS[0], progress="Completed"), status=Status.DONE)
    held = imported(draft((done, *GRANTS[1:])))
    assert held.actions[0].status is Status.DONE
    same = draft((draft_action(GRANTS[0], progress="Completed"), *GRANTS[1:]))
    assert changes_nothing(rediff(same, held), held)
    other = draft((draft_action(GRANTS[0], progress="Taken up again"), *GRANTS[1:]))
    diff = rediff(other, held)
    assert [change.field for change in field_changes(diff.steps[0])] == ["progress", "status"]


# --- one of our exports --------------------------------------------------------------------------


def test_our_own_ids_say_which_action_it_is_whatever_became_of_its_words():
    held = imported(draft())
    rows = [draft_action(text, reference=f"GLE{n}") for n, text in enumerate((*GRANTS, *HALLS), 1)]
    export = draft(tuple(rows[:3]), tuple(rows[3:]), title="actions", area="", source="a.csv")
    assert plan_of(export, held) == "GLE"
    assert changes_nothing(rediff(export, held), held)
    other = draft_action("Plant a hedge", reference="GLE1")
    edited = replace(export, objectives=draft((other, *rows[1:3]), tuple(rows[3:])).objectives)
    diff = rediff(edited, held)
    assert steps(diff) == KEPT | {"GLE1": Step.REWORD}
    assert diff.plan == held.plans[0]
    assert diff.steps[0].after
    assert diff.steps[0].after.wording == Wording("Plant a hedge")


# --- by laws -------------------------------------------------------------------------------------

WORDS = "grant hall door form diary treasurer ferry hedge pier group bus shed path wood".split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
ACTIONS = st.builds(
    lambda text, parts: draft_action(text, *parts), TEXTS, st.lists(TEXTS, max_size=2)
)
PLANS = st.builds(
    lambda grants, halls: draft(tuple(grants), tuple(halls)),
    st.lists(ACTIONS, min_size=1, max_size=6),
    st.lists(ACTIONS, max_size=6),
)
UNLIKE = st.lists(st.sampled_from([*GRANTS, *HALLS]), min_size=1, unique=True)


@given(PLANS)
def test_any_plan_imported_again_keeps_everything(plan):
    held = imported(plan)
    diff = rediff(plan, held)
    assert changes_nothing(diff, held)
    assert applied(held, diff) == held


@given(PLANS, PLANS, PLANS)
def test_an_import_that_was_carried_out_changes_nothing_the_second_time(first, second, third):
    held = Held()
    for plan in (first, second, third):
        diff = diff_plan(plan, held, held.plans[0].id if held.plans else "")
        held = applied(held, diff)
        again = diff_plan(plan, held, held.plans[0].id)
        assert {step.step for step in again.steps} == {Step.KEEP}
        assert [step.before for step in again.steps] == [step.after for step in again.steps]


@given(PLANS, PLANS)
def test_ids_are_one_of_a_kind_and_every_action_has_one_step(first, second):
    held = imported(first)
    diff = diff_plan(second, held, held.plans[0].id)
    ids = [(step.after or step.before).id for step in diff.steps]  # type: ignore[union-attr]
    assert len(ids) == len({*ids})
    assert {one.id for one in held.actions} <= {*ids}
    old = {one.id for one in held.actions}
    added = {one.after.id for one in diff.steps if one.step is Step.ADD and one.after}
    assert not old & added
    after = [step.after for step in diff.steps if step.after]
    assert [one.position for one in after] == list(range(1, len(after) + 1))
    homes = {one.id for one in diff.objectives}
    assert all(one.objective in homes for one in after)


@given(st.permutations(GRANTS), st.permutations(HALLS), st.booleans())
def test_any_order_of_the_same_actions_keeps_their_ids(grants, halls, swapped):
    held = imported(draft())
    plan = draft(tuple(grants), tuple(halls))
    if swapped:
        plan = replace(plan, objectives=plan.objectives[::-1])
    after = applied(held, rediff(plan, held))
    assert texts(after) == texts(held)
    assert Counter(one.version for one in after.actions) == {1: 6}


@given(UNLIKE, UNLIKE, st.sampled_from(["and tell people", "by summer", "with the council"]))
def test_any_actions_that_stay_keep_their_ids_when_words_are_added(first, second, more):
    held = imported(draft(tuple(first), ()))
    plan = draft(tuple(f"{text} {more}" for text in second), ())
    after = applied(held, diff_plan(plan, held, "GLE"))
    ids = {text: id for id, text in texts(held).items()}
    for text in {*first} & {*second}:
        assert texts(after)[ids[text]] == f"{text} {more}"


def test_an_objective_is_found_by_its_own_plan_only():
    held = imported(draft(area="Strathbeg", title="Strathbeg Plan", source="s.docx"))
    held = imported(draft(), held)
    assert {one.id for one in held.objectives} == {"STR-1", "STR-2", "GLE-1", "GLE-2"}
    assert Objective("GLE-1", "GLE", "Fair grants", 1) in held.objectives
