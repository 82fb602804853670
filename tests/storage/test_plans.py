import dataclasses
from datetime import date

import pytest

from bot.core.errors import StorageError
from bot.core.register import (
    Action,
    Objective,
    Person,
    Plan,
    PlanDiff,
    PlanStep,
    ReportRun,
    Role,
    Step,
    Wording,
)
from bot.storage.register import open_register
from tests.storage.sample import (
    ACTIONS,
    CHAT,
    FERRY,
    FULL,
    ISLA,
    MORAG,
    PLAN,
    WEIR,
    adding,
    after,
    diff,
    keeping,
)

LADDER, MORTAR, OTTERS, PAINT = ACTIONS
NEWER = dataclasses.replace(PLAN, edition="2032", source="water-2032.docx")


def reworded(action: Action, text: str) -> Action:
    wording = dataclasses.replace(action.wording, text=text)
    return dataclasses.replace(action, wording=wording, version=action.version + 1)


def ids(register, *, retired: bool = False) -> list[str]:
    return [action.id for action in register.actions(retired=retired)]


# --- importing -----------------------------------------------------------------------------------


def test_an_imported_plan_comes_out_as_it_went_in(register):
    assert register.plans() == (PLAN,)
    assert register.objectives() == (WEIR, FERRY)
    assert register.actions() == ACTIONS


def test_it_is_still_there_when_the_database_is_opened_again(url, register):
    register.close()
    with open_register(url) as again:
        assert (again.plans(), again.actions()) == ((PLAN,), ACTIONS)


def test_blank_lead_and_timescale_stay_blank(register):
    wording = register.actions()[2].wording
    assert (wording.lead, wording.timescale, wording.due) == ("", "", None)


def test_each_wording_is_kept_with_its_time_its_person_and_its_file(register):
    new = reworded(LADDER, "Mend both fish ladders")
    steps = [PlanStep(Step.REWORD, LADDER, new), *keeping(MORTAR, OTTERS, PAINT)]
    register.apply(diff(*steps, plan=NEWER), ISLA, after(60))
    first, second = register.wordings("GW1")
    assert (first.wording, first.by, first.source) == (FULL, MORAG, "water.docx")
    assert (second.wording, second.by, second.source) == (new.wording, ISLA, "water-2032.docx")
    assert (first.version, second.version, second.at) == (1, 2, after(60))
    assert register.actions()[0] == new
    assert register.plans() == (NEWER,)


def test_what_is_kept_gets_no_new_wording(register):
    register.apply(diff(*keeping(*ACTIONS)), ISLA, after(60))
    assert [len(register.wordings(action.id)) for action in ACTIONS] == [1, 1, 1, 1]
    assert register.actions() == ACTIONS


def test_a_retired_action_is_out_of_the_plan_and_comes_back_when_restored(register):
    steps = [PlanStep(Step.RETIRE, OTTERS, None), *keeping(LADDER, MORTAR, PAINT)]
    register.apply(diff(*steps), MORAG, after(1))
    assert ids(register) == ["GW1", "GW1a", "GW3"]
    gone = next(one for one in register.actions(retired=True) if one.id == "GW2")
    assert gone.retired == after(1)
    back = dataclasses.replace(reworded(OTTERS, "Count otters and voles"), position=9)
    steps = [PlanStep(Step.RESTORE, gone, back), *keeping(LADDER, MORTAR, PAINT)]
    register.apply(diff(*steps), MORAG, after(2))
    assert register.actions()[-1] == back
    assert len(register.wordings("GW2")) == 2


def test_a_moved_action_keeps_its_id_and_wording(register):
    moved = dataclasses.replace(OTTERS, objective="GW-2", position=5)
    steps = [PlanStep(Step.MOVE, OTTERS, moved), *keeping(LADDER, MORTAR, PAINT)]
    register.apply(diff(*steps), MORAG, after(1))
    assert register.actions()[-1] == moved
    assert len(register.wordings("GW2")) == 1


def test_an_import_may_name_a_part_before_the_action_that_it_is_a_part_of(url):
    with open_register(url) as register:
        register.apply(diff(*adding(*reversed(ACTIONS)), is_new=True), MORAG, after(0))
        assert register.actions() == ACTIONS


def test_an_objective_without_actions_goes_and_one_with_a_retired_action_stays(register):
    steps = [PlanStep(Step.RETIRE, PAINT, None), *keeping(LADDER, MORTAR, OTTERS)]
    bank = Objective("GW-3", "GW", "The bank", 3)
    register.apply(PlanDiff(PLAN, False, (WEIR, bank), tuple(steps)), MORAG, after(1))
    assert register.objectives() == (WEIR, FERRY, bank)
    steps = keeping(LADDER, MORTAR, OTTERS)
    register.apply(PlanDiff(PLAN, False, (WEIR,), tuple(steps)), MORAG, after(2))
    assert register.objectives() == (WEIR, FERRY)


@pytest.mark.parametrize(
    "change",
    [
        lambda register: register.reword("GW2", Wording("Count the voles"), ISLA, after(1)),
        lambda register: register.add_action("GW", "GW-2", Wording("Sail"), ISLA, after(1)),
    ],
    ids=["an action was reworded", "an action was added"],
)
def test_an_import_that_was_compared_with_an_older_plan_is_refused(register, change):
    change(register)
    before = register.actions(), register.audit()
    with pytest.raises(StorageError, match=r"GW was changed .* Run the import again"):
        register.apply(diff(*keeping(*ACTIONS)), MORAG, after(2))
    assert (register.actions(), register.audit()) == before


def test_the_same_new_plan_cannot_be_imported_twice(register):
    with pytest.raises(StorageError, match="Run the import again"):
        register.apply(diff(*adding(*ACTIONS), is_new=True), MORAG, after(1))


def test_an_import_that_fails_half_way_leaves_nothing(register):
    stray = Action("GW9", "GW", "GW-9", Wording("Stand nowhere"), 9)
    before = register.plans(), register.actions(), register.audit()
    with pytest.raises(StorageError, match="cannot be used"):
        register.apply(diff(*keeping(*ACTIONS), *adding(stray), plan=NEWER), MORAG, after(1))
    assert (register.plans(), register.actions(), register.audit()) == before


# --- adding and rewording ------------------------------------------------------------------------


def test_a_new_action_has_the_next_number_of_its_plan_and_stands_last_in_its_objective(register):
    added = register.add_action("GW", "GW-1", Wording("Plant willows"), ISLA, after(1))
    assert added == Action("GW4", "GW", "GW-1", Wording("Plant willows"), 4)
    assert ids(register) == ["GW1", "GW1a", "GW2", "GW4", "GW3"]
    (wording,) = register.wordings("GW4")
    assert (wording.by, wording.at, wording.source) == (ISLA, after(1), "")


def test_the_number_of_a_retired_action_is_not_given_again(register):
    steps = [PlanStep(Step.RETIRE, PAINT, None), *keeping(LADDER, MORTAR, OTTERS)]
    register.apply(diff(*steps), MORAG, after(1))
    assert register.add_action("GW", "GW-2", Wording("Sail"), ISLA, after(2)).id == "GW4"


def test_an_action_for_an_empty_objective_stands_after_the_objective_before(register):
    bank, sea = Objective("GW-3", "GW", "The bank", 2), Objective("GW-2", "GW", "The ferry", 3)
    steps = tuple(keeping(*ACTIONS))
    register.apply(PlanDiff(PLAN, False, (WEIR, bank, sea), steps), MORAG, after(1))
    register.add_action("GW", "GW-3", Wording("Mow the bank"), ISLA, after(2))
    assert ids(register) == ["GW1", "GW1a", "GW2", "GW4", "GW3"]


def test_a_plan_whose_id_ends_in_a_digit_takes_no_number_of_another(register):
    plan, objective = Plan("GW5", "Glenmore Five"), Objective("GW5-1", "GW5", "", 1)
    taken = Action("GW51", "GW5", "GW5-1", Wording("Meet"), 1)
    register.apply(PlanDiff(plan, True, (objective,), tuple(adding(taken))), MORAG, after(1))
    far = dataclasses.replace(PAINT, id="GW50", position=5)
    register.apply(diff(*keeping(*ACTIONS), *adding(far)), MORAG, after(2))
    assert register.add_action("GW", "GW-2", Wording("Sail"), ISLA, after(3)).id == "GW52"
    assert register.add_action("GW5", "GW5-1", Wording("Vote"), ISLA, after(4)).id == "GW53"


def test_a_new_wording_is_counted_and_the_same_one_is_not(register):
    new = register.reword("GW3", Wording("Paint the ferry blue"), ISLA, after(1))
    assert (new.version, new.text) == (2, "Paint the ferry blue")
    assert register.reword("GW3", new.wording, ISLA, after(2)) == new
    assert [version.wording.text for version in register.wordings("GW3")] == [
        "Paint the ferry",
        "Paint the ferry blue",
    ]


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda r: r.reword("GW9", Wording("x"), ISLA, after(1)), "no action GW9"),
        (lambda r: r.add_action("XX", "GW-1", Wording("x"), ISLA, after(1)), "no plan XX"),
        (lambda r: r.add_action("GW", "XX-1", Wording("x"), ISLA, after(1)), "no objective XX-1"),
        (lambda r: r.set_plan_of(CHAT, "XX", ISLA, after(1)), "no plan XX"),
    ],
)
def test_what_is_not_in_the_register_is_named(register, call, complaint):
    before = register.audit()
    with pytest.raises(StorageError, match=complaint):
        call(register)
    assert register.audit() == before


# --- chats, reports, people ----------------------------------------------------------------------


def test_a_chat_is_about_the_plan_that_was_set_last(register):
    assert register.plan_of(CHAT) == ""
    register.set_plan_of(CHAT, "GW", ISLA, after(1))
    assert register.plan_of(CHAT) == "GW"
    register.set_plan_of(CHAT, "", ISLA, after(2))
    assert register.plan_of(CHAT) == ""


def test_reports_that_were_made_are_listed_with_the_latest_last(register):
    runs = [
        ReportRun(("GW",), date(2031, 1, 1), date(2031, 3, 31), after(9), MORAG),
        ReportRun((), date(2031, 1, 1), date(2031, 2, 1), after(3), ISLA),
    ]
    for run in runs:
        register.record_report(run)
    assert register.report_runs() == (runs[1], runs[0])


def test_people_are_shown_as_they_are_called_now(register):
    for person in (Person(MORAG.id, "Morag Rennie", Role.READER), Person(MORAG.id)):
        register.set_plan_of(CHAT, "GW" if person.name else "", person, after(1))
    (first,) = register.wordings("GW1")
    assert first.by == Person(MORAG.id, "Morag Rennie", Role.CONTRIBUTOR)
