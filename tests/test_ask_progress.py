"""``compactbot ask`` beside a register: what it adds, and what it must not cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.core.skills import OF_REGISTER, SKILLS
from bot.core.skills.of_register import RUN
from tests.conversations.script import PLAN
from tests.program import REPOSITORY, Program, environment

QUESTION = "how is the newsletter coming along?"
HEAVY = (
    "bot.core.updates",
    "bot.core.plans",
    "bot.storage",
    "alembic",
    "dateutil",
    "rich",
    "sqlalchemy",
)


@pytest.fixture
def reported(copied: Program) -> Program:
    """The program with its index, a plan, and one update."""
    copied.paper("plan.yaml", PLAN.read_bytes())
    assert copied("actions", "import", "plan.yaml").code == 0
    said = copied("update", "the newsletter is blocked, waiting for paper", "--today", "2026-11-23")
    assert "Logged as U1." in said.out
    return copied


@pytest.mark.model
def test_the_object_of_an_answer_has_the_progress(reported):
    row = reported("ask", QUESTION, "--json").json()
    (progress,) = row["progress"]
    (update,) = progress.pop("updates")
    assert progress == {
        "action": "GLE2",
        "text": "Bring out a newsletter for volunteers every quarter.",
        "status": "blocked",
        "percent": None,
        "due": None,
        "lead": None,
    }
    assert update["text"] == "the newsletter is blocked, waiting for paper"
    assert set(update) == {"text", "by", "at"}
    assert row["answered"] is True
    assert "waiting for paper" in row["text"]
    other = reported("ask", "when does Glenmore Council pay grants?", "--json").json()
    assert (other["progress"], other["answered"]) == ([], True)


@pytest.mark.model
def test_asking_logs_nothing(reported):
    for text in ("the newsletter is 60% done", "done GLE2", "undo", "add action: Sing"):
        assert reported("ask", text).code == 0
    assert reported("actions", "list", "--json").json()["rows"][1]["status"] == "blocked"


@pytest.mark.model
def test_a_broken_register_is_told_and_the_documents_answer(reported):
    (reported.folder / "state/register.db").write_bytes(b"no database" * 1000)
    done = reported("ask", "when does Glenmore Council pay grants?")
    assert done.code == 0
    assert "within 21 days" in done.out
    assert "is not a database" in done.err
    chat = reported(
        "chat", stdin="the newsletter is done\nwhen does Glenmore Council pay grants?\n"
    )
    assert chat.code == 0
    assert "I cannot use the action plan at the moment" in chat.out
    assert "within 21 days" in chat.out


def test_a_question_loads_nothing_of_the_register():
    code = (
        "import sys, bot.commands.ask, bot.core.assistant as a, bot.core.intents as i, datetime\n"
        "i.wish_of('what is a grant?', datetime.date(2026, 11, 23), reads=False)\n"
        "print(*sys.modules)"
    )
    command = [sys.executable, "-c", code]
    ended = subprocess.run(
        command, env=environment(), capture_output=True, cwd=REPOSITORY, check=True
    )
    loaded = ended.stdout.decode().split()
    assert "bot.core.assistant" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def test_every_skill_of_the_register_has_its_function():
    assert set(OF_REGISTER) == RUN.keys()
    assert len({skill.intent for skill in SKILLS}) == len(SKILLS)
