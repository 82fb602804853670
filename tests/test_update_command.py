"""``compactbot update``, as people and scripts use it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.storage.register import open_register
from tests.conversations.script import PLAN
from tests.program import Program, made_in

pytestmark = pytest.mark.model

CLEAR = "the newsletter is about 60% done, should be out by 12 march"
UNCLEAR = "the strategy is half way done"
SEVERAL = "- the newsletter is 60% done\n- bookkeeping workshops done\n- the strategy is blocked"


@pytest.fixture(scope="module")
def planned(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with a plan, and without an index. Not to be changed by a test."""
    program = made_in(tmp_path_factory.mktemp("planned"), models)
    program.paper("plan.yaml", PLAN.read_bytes())
    assert program("actions", "import", "plan.yaml").code == 0
    return program


@pytest.fixture
def program(planned: Program, tmp_path: Path) -> Program:
    return planned.copied_to(tmp_path / "copy")


def updates(program: Program) -> dict[str, int]:
    """How many updates count on each action that has any."""
    with open_register(f"sqlite:///{program.folder}/state/register.db") as register:
        return dict(Counter(update.action for update in register.updates()))


def waiting(program: Program) -> list[str]:
    with open_register(f"sqlite:///{program.folder}/state/register.db") as register:
        return [one.said.text for one in register.waiting()]


def test_a_clear_message_is_logged_without_an_index(program):
    done = program("update", CLEAR, "--today", "2026-11-22")
    assert done.code == 0
    assert "GLE2 “Bring out a newsletter" in done.out
    assert "Read as: in progress, 60% done, due 12 March 2027." in done.out
    assert "Logged as U1." in done.out
    assert updates(program) == {"GLE2": 1}
    assert not (program.folder / "state/index/passages.db").exists()


def test_an_unclear_message_waits_and_says_how_to_settle_it(program):
    done = program("update", UNCLEAR)
    assert done.code == 0
    assert "GLE4" in done.out
    assert "GLE5" in done.out
    assert "compactbot inbox W1 ACTION" in done.out
    assert "compactbot inbox W1 --dismiss" in done.out
    assert updates(program) == {}
    assert waiting(program) == [UNCLEAR]


def test_what_reports_nothing_is_not_logged(program):
    done = program("update", "who pays for the hall?")
    assert (done.code, "compactbot ask" in done.out) == (0, True)
    assert updates(program) == {}
    assert waiting(program) == []


def test_a_dry_run_says_what_it_means_and_keeps_nothing(program):
    before = program.state()
    clear = program("update", CLEAR, "--dry-run").out
    unclear = program("update", UNCLEAR, "--dry-run").out
    assert "Nothing was logged (--dry-run).\n" in clear
    assert "would wait" in unclear
    after = program.state()
    assert before.keys() <= after.keys()
    assert updates(program) == {}
    assert waiting(program) == []


def test_the_object_for_scripts_has_all_fields(program):
    row = program("update", CLEAR, "--json", "--today", "2026-11-22").json()
    assert row["matches"][0]["action"] == "GLE2"
    assert row["matches"][0]["plan"] == "GLE"
    assert row["matches"][0]["text"] == "Bring out a newsletter for volunteers every quarter."
    assert row["matches"][0]["confidence"] > 0.8
    assert {name: row[name] for name in ("is_update", "status", "percent", "due", "needs")} == {
        "is_update": True,
        "status": "in_progress",
        "percent": 60,
        "due": "2027-03-12",
        "needs": None,
    }
    assert (row["logged"], row["updates"], row["waiting"]) == (True, ["U1"], None)


def test_a_script_is_never_asked(program):
    with program.terminal("update", UNCLEAR, "--json") as terminal:
        assert json.loads(terminal.shows("\n"))["waiting"] == "W1"
        assert terminal.ends() == 0


def test_a_batch_is_read_line_by_line_and_again_without_logging_twice(program):
    rows = [
        {"id": "a", "message": CLEAR},
        {"id": "b", "message": UNCLEAR},
        {"id": "c", "message": "thanks all"},
        {"id": "d"},
    ]
    lines = "\n".join(map(json.dumps, rows)) + "\nno json\n"
    done = program("update", "--batch", "-", "--json", stdin=lines)
    assert done.code == 1
    assert [row["id"] for row in done.rows()] == ["a", "b", "c", "d", None]
    assert [row.get("logged") for row in done.rows()] == [True, False, False, None, None]
    assert "line 4" in done.err
    assert "line 5" in done.err
    again = program("update", "--batch", "-", "--json", stdin=lines).rows()
    assert [row.get("repeated") for row in again[:3]] == [True, True, False]
    assert updates(program) == {"GLE2": 1}
    assert waiting(program) == [UNCLEAR]


def test_a_batch_is_read_for_people_too(program):
    done = program("update", "--batch", "-", stdin=json.dumps({"id": 7, "message": CLEAR}))
    assert done.out.startswith(f"7: {CLEAR}\n")
    assert "Logged as U1." in done.out


def test_without_a_plan_it_says_how_to_take_one_in(models, tmp_path):
    program = made_in(tmp_path, models)
    assert "compactbot actions import FILE" in program("update", CLEAR).complaint()
    assert "compactbot actions import FILE" in program("update", CLEAR, "--dry-run").complaint()
    assert not (tmp_path / "state/register.db").exists()


def test_without_a_plan_a_dry_run_of_a_batch_is_read_all_the_same(models, tmp_path):
    program = made_in(tmp_path, models)
    line = json.dumps({"id": 1, "message": CLEAR})
    done = program("update", "--batch", "-", "--dry-run", "--json", stdin=line)
    (row,) = done.rows()
    assert (done.code, row["is_update"], row["percent"], row["matches"]) == (0, True, 60, [])
    assert not (tmp_path / "state/register.db").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["update", "x", "--today", "22/11/2026"], "write it like 2026-11-22"),
        (["update"], "Type it in quotation marks"),
        (["update", "   "], "there is no message"),
        (["update", "x", "--batch", "-"], "not both"),
        (["update", "--batch", "nowhere.jsonl"], "nowhere.jsonl"),
        (["update", "x" * 20001], "20,000"),
    ],
)
def test_wrong_usage_is_a_sentence(planned, arguments, said):
    assert said in planned(*arguments).complaint()


def test_in_a_terminal_it_asks_which_action(program):
    with program.terminal("update", UNCLEAR) as terminal:
        question = terminal.shows("Which one?")
        assert "1. GLE4" in question
        assert "2. GLE5" in question
        terminal.shows("inbox: ")
        terminal.types("9\n")
        terminal.shows("there is no number 9.")
        terminal.shows("inbox: ")
        terminal.types("GLE77\n")
        terminal.shows("there is no action")
        terminal.shows("inbox: ")
        terminal.types("2\n")
        assert "GLE5" in terminal.shows("50% done.")
        assert terminal.ends() == 0
    assert updates(program) == {"GLE5": 1}
    assert waiting(program) == []


@pytest.mark.parametrize(("typed", "left"), [("\n", [UNCLEAR]), ("s\n", []), ("\x04", [UNCLEAR])])
def test_in_a_terminal_a_message_may_be_left_or_set_aside(program, typed, left):
    with program.terminal("update", UNCLEAR) as terminal:
        terminal.shows("inbox: ")
        terminal.types(typed)
        assert terminal.ends() == 0
    assert updates(program) == {}
    assert waiting(program) == left


def test_in_a_terminal_several_updates_are_confirmed_and_the_rest_asked(program):
    with program.terminal("update", SEVERAL) as terminal:
        terminal.shows("inbox: ")
        terminal.types("y\n")
        terminal.shows("Logged U2")
        assert "the strategy is blocked" in terminal.shows("Which one?")
        terminal.shows("inbox: ")
        terminal.types("1\n")
        terminal.shows("Logged U3")
        assert terminal.ends() == 0
    assert updates(program) == {"GLE2": 1, "GLE4": 1, "GLE6": 1}
    assert waiting(program) == []


def test_what_was_typed_can_be_taken_back_and_corrected_in_the_chat(program):
    program("update", CLEAR)
    said = program("chat", stdin="i meant 70%\nundo\n").out
    assert "Corrected: GLE2" in said
    assert "70% done, due 12 March" in said
    assert "Undone." in said
    assert updates(program) == {}
