"""``compactbot inbox``, as an officer and as a script use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.script import PLAN
from tests.program import Program, made_in

pytestmark = pytest.mark.model

UNCLEAR = "the strategy is half way done"
SEVERAL = "- the newsletter is 60% done\n- the strategy is blocked\n- the strategy is 20% done"


@pytest.fixture(scope="module")
def asked(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program where two messages wait. Not to be changed by a test."""
    program = made_in(tmp_path_factory.mktemp("asked"), models)
    program.paper("plan.yaml", PLAN.read_bytes())
    assert program("actions", "import", "plan.yaml").code == 0
    assert "W1" in program("update", UNCLEAR).out
    assert "W2" in program("update", SEVERAL).out
    return program


@pytest.fixture
def program(asked: Program, tmp_path: Path) -> Program:
    return asked.copied_to(tmp_path / "copy")


def texts(program: Program) -> list[str]:
    return [row["text"] for row in program("inbox", "--json").json()["rows"]]


def test_what_waits_is_shown_with_what_it_may_mean(asked):
    said = asked("inbox").out
    assert said.startswith("2 messages waiting.")
    assert f"“{UNCLEAR}”" in said
    assert "Read as: in progress, 50% done. It may be about:" in said
    assert "GLE4 “Write a strategy for youth work" in said


def test_what_waits_is_an_object_for_scripts(asked):
    first, second = asked("inbox", "--json").json()["rows"]
    assert (first["key"], first["text"], first["chat"]) == ("W1", UNCLEAR, "terminal")
    assert [one["needs"] for one in second["proposals"]] == ["confirm", "choose", "choose"]


def test_a_message_is_logged_on_an_action(program):
    done = program("inbox", "w1", "gle5")
    assert done.code == 0
    assert done.out.startswith("Logged U1: GLE5 “Write a strategy for home care")
    assert "in progress, 50% done." in done.out
    assert UNCLEAR not in texts(program)
    assert "nothing waits as w1" in program("inbox", "w1", "gle5").complaint()


def test_a_message_is_set_aside(program):
    assert program("inbox", "W1", "--dismiss").out.startswith("Set W1 aside; nothing was logged")
    assert program("inbox", "W2", "--dismiss", "--json").json() == {"dismissed": "W2"}
    assert program("inbox").out == "Nothing waits. Every message was logged or set aside.\n"


def test_the_clear_part_is_logged_and_the_others_wait_by_themselves(program):
    assert program("inbox", "W2", "--json").json() == {"logged": ["U1"], "waiting": ["W3", "W4"]}
    assert texts(program) == [UNCLEAR, "the strategy is blocked", "the strategy is 20% done"]
    assert program("inbox", "W4", "GLE4").code == 0


def test_one_action_is_not_enough_for_several_updates(program):
    said = program("inbox", "W2", "GLE4").complaint()
    assert "W2 holds 3 updates" in said
    assert "compactbot inbox W2" in said
    assert len(texts(program)) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["W1"], "compactbot inbox W1 ACTION"),
        (
            ["W11"],
            "nothing waits as W11; 'compactbot inbox' shows what does. The nearest key is W1.",
        ),
        (["W1", "GLE44"], "The nearest id is GLE4."),
        (["--dismiss"], "compactbot inbox KEY --dismiss"),
        (["W1", "GLE4", "--dismiss"], "not both"),
    ],
)
def test_wrong_usage_is_a_sentence(asked, arguments, said):
    assert said in asked("inbox", *arguments).complaint()


def test_without_a_plan_it_says_how_to_take_one_in(models, tmp_path):
    program = made_in(tmp_path, models)
    assert "compactbot actions import FILE" in program("inbox").complaint()
