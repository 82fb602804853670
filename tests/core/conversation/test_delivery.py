"""Messages that come again, at once, late, or while the database cannot be used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.register import Person, PlanDiff, PlanStep, Role, Step
from bot.core.types import Message
from bot.core.update_replies import UNREACHABLE
from bot.storage.register import open_register
from tests.core.talking import Talk, desk_with
from tests.fakes import FakeSearch, WordEmbedder

ISLA = Person("here:isla", "Isla", Role.CONTRIBUTOR)
MORAG = Person("here:morag", "Morag", Role.OFFICER)
REPORT = "the newsletter is 60% done"


def test_undo_that_is_delivered_twice_undoes_one_update(talk, register):
    talk.says(ISLA, REPORT)
    talk.says(ISLA, "done GLE6")
    at = talk.now() + timedelta(seconds=5)
    assert "GLE6" in talk.says(ISLA, "undo", message="u", at=at).text
    assert talk.says(ISLA, "undo", message="u", at=at).text == "That was undone already."
    assert [update.action for update in register.updates()] == ["GLE2"]


def test_a_number_that_is_delivered_twice_answers_one_question(talk, register):
    talk.says(ISLA, f"- {REPORT}\n- the strategy is half way done\n- the strategy is blocked")
    assert "half way" in talk.says(ISLA, "yes").text
    at = talk.now() + timedelta(seconds=5)
    assert "the strategy is blocked" in talk.says(ISLA, "1", message="n", at=at).text
    assert talk.says(ISLA, "1", message="n", at=at).text == "That was settled already."
    assert [one.said.text for one in register.waiting()] == ["the strategy is blocked"]
    assert sorted(update.action for update in register.updates()) == ["GLE2", "GLE4"]


def test_a_message_that_comes_at_once_in_many_threads_is_logged_once(talk, register):
    message = Message(REPORT, "here", ISLA, "1", at=talk.now())
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: talk.assistant.reply_to(message), range(8)))
    assert len({reply.buttons for reply in replies}) == 1
    assert len(register.updates(ended=True)) == 1


def test_a_press_that_comes_at_once_in_many_threads_is_logged_once(talk, register):
    talk.says(ISLA, "the strategy is half way done")
    press = Message("pick W1 GLE4", "here", ISLA, "2", at=talk.now())
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: talk.assistant.reply_to(press), range(8)))
    assert [update.action for update in register.updates(ended=True)] == ["GLE4"]


def test_an_edit_that_comes_before_its_message_holds(talk, register):
    talk.edits(ISLA, "the newsletter is 70% done", message="1")
    reply = talk.says(ISLA, REPORT, message="1", at=talk.now() - timedelta(minutes=9))
    assert "70% done" in reply.text
    assert [update.change.percent for update in register.updates()] == [70]


def test_a_number_typed_long_after_the_question_puts_it_again(talk, register):
    talk.says(ISLA, "the strategy is half way done")
    talk.minutes += 61
    assert "Which action is this about" in talk.says(ISLA, "1").text
    assert not register.updates()
    assert "Logged: GLE4" in talk.says(ISLA, "1").text


def test_after_a_restart_a_number_puts_the_question_again(talk, register):
    talk.says(ISLA, "the strategy is half way done")
    restarted = Talk(talk.search, desk=desk_with(register, WordEmbedder()))
    restarted.minutes = 2
    assert "Which action is this about" in restarted.says(ISLA, "1").text
    assert not register.updates()


def test_who_settles_a_message_is_in_the_record_and_who_said_it(talk, register):
    talk.says(ISLA, "the strategy is half way done")
    talk.says(MORAG, "pick W1 GLE4")
    (update,) = register.updates()
    assert update.said.by.id == ISLA.id
    (waited,) = register.waiting(closed=True)
    assert waited.closed_by is not None
    assert waited.closed_by.id == MORAG.id
    assert waited.closed_at == talk.now()


def test_a_several_part_message_is_not_settled_by_one_choice_that_loses_the_rest(talk, register):
    talk.says(ISLA, f"- {REPORT}\n- the strategy is half way done\n- the strategy is blocked")
    assert "I read 3 updates" in talk.says(ISLA, "pick W1 GLE4").text
    assert not register.updates()
    assert len(register.waiting()) == 1


def test_one_unclear_part_may_be_chosen_at_once_with_the_clear_ones(talk, register):
    talk.says(ISLA, f"- {REPORT}\n- the strategy is half way done")
    assert "Logged, 2 updates" in talk.says(ISLA, "pick W1 GLE5").text
    assert {update.action: update.change.percent for update in register.updates()} == {
        "GLE2": 60,
        "GLE5": 50,
    }


@pytest.mark.parametrize(
    "text", [REPORT, "done GLE6", "actions", "undo", "inbox", "add action: Sing", "1", "yes"]
)
def test_a_broken_database_is_a_sentence(tmp_path, planned, text):
    path = tmp_path / "register.db"
    path.write_bytes(planned)
    with open_register(f"sqlite:///{path}") as register:
        talk = Talk(FakeSearch([], []), desk=desk_with(register, WordEmbedder()))
        path.write_bytes(b"no database" * 1000)
        said = talk.says(MORAG, text)
    assert said.text == UNREACHABLE
    assert said.reply.refused


def test_a_broken_database_does_not_stop_an_answer(tmp_path, planned):
    path = tmp_path / "register.db"
    path.write_bytes(planned)
    with open_register(f"sqlite:///{path}") as register:
        talk = Talk(FakeSearch([], []), desk=desk_with(register, WordEmbedder()))
        path.write_bytes(b"no database" * 1000)
        assert "do not say" in talk.says(ISLA, "how is the newsletter coming along?").text


def test_a_register_that_is_lost_from_the_start_is_a_sentence():
    talk = Talk(FakeSearch([], []), lost="the database is gone")
    assert talk.says(ISLA, REPORT).text == UNREACHABLE
    assert talk.says(ISLA, "actions").text == UNREACHABLE
    assert "do not say" in talk.says(ISLA, "what is a grant?").text


def test_without_a_plan_a_report_is_a_question_and_a_command_says_how_to_begin(tmp_path):
    with open_register(f"sqlite:///{tmp_path}/register.db") as register:
        talk = Talk(FakeSearch([], []), desk=desk_with(register, WordEmbedder()))
        assert "do not say" in talk.says(ISLA, REPORT).text
        assert "do not say" in talk.says(ISLA, "actions on grants").text
        assert "compactbot actions import" in talk.says(ISLA, "actions").text
        assert "compactbot actions import" in talk.says(ISLA, f"update: {REPORT}").text


def retire(register, action: str) -> None:
    """Import the plan again, without an action."""
    steps = [
        PlanStep(Step.RETIRE, one, None) if one.id == action else PlanStep(Step.KEEP, one, one)
        for one in register.actions()
    ]
    (plan,) = register.plans()
    diff = PlanDiff(plan, False, register.objectives(), tuple(steps))
    register.apply(diff, MORAG, datetime(2026, 11, 23, 9, tzinfo=UTC))


def test_an_action_out_of_its_plan_can_be_looked_at_but_takes_no_update(talk, register):
    talk.says(ISLA, REPORT)
    talk.says(ISLA, "the strategy is half way done")
    retire(register, "GLE2")
    retire(register, "GLE4")
    assert "GLE2: Bring out a newsletter" in talk.says(ISLA, "show GLE2").text
    assert "no longer in its plan" in talk.says(ISLA, "done GLE2").text
    assert "no longer in its plan" in talk.says(ISLA, "pick W1 GLE4").text
    assert "GLE2" not in talk.says(ISLA, "actions").text
    assert len(register.waiting()) == 1
