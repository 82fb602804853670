"""``compactbot remind``: the digests as they would be, and what is due sent over the wire."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conversations.script import PLAN
from tests.program import Done, Program, environment, made_in
from tests.slack.bot_here import PLANS
from tests.slack_server import SlackServer

pytestmark = pytest.mark.model

MONDAY = "2026-11-30T09:30"
LINE = "slack:C0PLANS weekly monday 9:30"


@pytest.fixture(scope="module")
def planned(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with the plan of Glenmore. Not to be changed by a test."""
    program = made_in(tmp_path_factory.mktemp("planned"), models)
    program.paper("plan.yaml", PLAN.read_bytes())
    assert program("actions", "import", "plan.yaml").code == 0
    assert program("index").code == 0
    return program


@pytest.fixture
def program(planned: Program, tmp_path: Path) -> Program:
    return planned.copied_to(tmp_path / "copy")


def configured(program: Program, *lines: str, more: str = "") -> Program:
    """The program with these lines under reminders.send."""
    config = program.folder / "config.yaml"
    send = "".join(f'    - "{line}"\n' for line in lines)
    config.write_text(f"{config.read_text()}{more}reminders:\n  send:\n{send}")
    return program


# --- preview --------------------------------------------------------------------------------------


def test_without_reminders_the_digest_over_all_plans_is_shown(planned):
    done = planned("remind", "--preview", "--now", MONDAY)
    assert done.code == 0
    assert done.out.startswith("Glenmore Compact action plan: Monday 30 November 2026\n")
    assert "GLE3 “Open the village hall on Sundays”: overdue since 31 October 2026" in done.out
    assert "GLE6" in done.out


def test_what_is_shown_is_not_sent_nor_kept(program):
    configured(program, LINE)
    program("remind", "--preview")
    assert program("deliveries", "--json").json() == {"rows": []}


def test_configured_ones_are_shown_before_they_were_ever_kept(program):
    configured(program, LINE, "telegram:-100123 every two weeks on tuesday at 10 for plan GLE")
    done = program("remind", "--preview", "--now", MONDAY)
    assert done.out.startswith(f"{LINE} to slack:C0PLANS:\n\nGlenmore Compact action plan: Monday")
    assert "to telegram:-100123:\n\nGlenmore Compact" in done.out


def test_scripts_get_one_object(program):
    configured(program, LINE)
    (digest,) = program("remind", "--preview", "--json", "--now", MONDAY).json()["digests"]
    assert (digest["reminder"], digest["chat"]) == (LINE, "slack:C0PLANS")
    assert digest["next"] == "2026-12-01T09:30:00+00:00"  # after St Andrew's Day
    assert digest["actions"][0] == "GLE3"
    assert digest["text"].startswith("Glenmore Compact action plan: Monday 30 November 2026")


def test_the_time_may_have_a_zone(planned):
    texts = [
        planned("remind", "--preview", "--now", now).out
        for now in ("2026-12-01T00:30", "2026-12-01T00:30+02:00")
    ]
    assert "Tuesday 1 December 2026" in texts[0]
    assert "Monday 30 November 2026" in texts[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--preview", "--now", "monday"], "'monday' is no time. Write it as 2026-11-30T09:30."),
        (["--preview", "R7"], "there is no reminder R7. There is: none yet."),
        (["--send", "R1"], "name an ID with --preview only"),
        (["--send"], "no channel is set up. For Slack, put SLACK_BOT_TOKEN"),
    ],
)
def test_wrong_usage_is_a_sentence(planned, arguments, said):
    assert said in planned("remind", *arguments).complaint()


@pytest.mark.parametrize("command", [["remind", "--preview"], ["run"]])
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("slack:C0PLANS weekly blueday", "I could not read 'blueday' in that reminder"),
        ("slack:C0PLANS", "When should I remind you?"),
        ("slack:C0PLANS weekly monday for plan XY", "There is no plan XY"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_sentence_with_an_example(
    program, monkeypatch, command, line, said
):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    complaint = configured(program, line)(*command).complaint()
    assert complaint.startswith(f"compactbot: reminders.send: '{line}': ")
    assert said in complaint


def test_without_a_plan_it_says_how_to_take_one_in_and_makes_no_database(models, tmp_path):
    program = made_in(tmp_path, models)
    assert "compactbot actions import FILE" in program("remind", "--preview").complaint()
    assert "register.db" not in "".join(program.state())


# --- send -----------------------------------------------------------------------------------------


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with SlackServer() as server:
        yield server


def sent(program: Program, slack: SlackServer, *arguments: str) -> Done:
    """``remind --send`` with the tokens of a workspace."""
    ended = subprocess.run(
        program.command("remind", "--send", *arguments),
        cwd=program.folder,
        env=environment()
        | {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in ended.stdout + ended.stderr
    assert not any(token in ended.stderr for token in (slack.bot_token, slack.app_token))
    return Done(ended.returncode, ended.stdout, ended.stderr)


def next_monday(weeks: int = 0) -> str:
    """The time of a reminder on a Monday to come, without its zone."""
    today = datetime.now(UTC).date()
    monday = today + timedelta(days=7 - today.weekday(), weeks=weeks)
    return f"{monday}T09:31"


@pytest.fixture
def sending(program: Program, slack: SlackServer) -> Program:
    """One that has a reminder for a channel, on Mondays without a bank holiday."""
    more = f"slack:\n  api_url: {slack.api_url}\n"
    return configured(program, f"{LINE} without holidays", more=more)


def test_what_is_due_is_sent_once(sending, slack):
    first = sent(sending, slack)
    assert (first.code, first.out) == (0, "Nothing is due.\n")
    assert slack.messages(PLANS) == []
    second = sent(sending, slack, "--now", next_monday())
    assert (second.code, second.out) == (0, "D1  R1 to slack:T0GLENMORE:C0PLANS: sent.\n")
    (message,) = slack.messages(PLANS)
    assert "Glenmore Compact action plan" in message.words
    assert "On track" in message.buttons or "GLE3" in message.words
    third = sent(sending, slack, "--now", next_monday())
    assert (third.code, third.out) == (0, "Nothing is due.\n")
    assert len(slack.messages(PLANS)) == 1
    fourth = sent(sending, slack, "--json", "--now", next_monday(1))
    (row,) = fourth.json()["rows"]
    assert (row["id"], row["state"]) == ("D2", "sent")
    assert len(slack.messages(PLANS)) == 2


def test_what_could_not_be_sent_is_told_and_tried_again_by_the_next_run(sending, slack):
    sent(sending, slack)
    slack.faults.add("chat.postMessage", error="msg_blocks_too_long")
    first = sent(sending, slack, "--now", next_monday())
    assert first.code == 1
    assert first.out.startswith(
        "D1  R1 to slack:T0GLENMORE:C0PLANS: failed. Slack does not take it"
    )
    listed = sending("deliveries")
    assert listed.code == 0
    assert "It is tried again on" in listed.out
    again = sent(sending, slack, "--now", next_monday().replace("09:31", "09:35"))
    assert (again.code, again.out) == (0, "D1  R1 to slack:T0GLENMORE:C0PLANS: sent.\n")
    assert len(slack.messages(PLANS)) == 1


def test_a_chat_of_no_channel_that_is_set_up_is_a_sentence(program, slack):
    more = f"slack:\n  api_url: {slack.api_url}\n"
    configured(program, "telegram:-100123 weekly monday", more=more)
    said = sent(program, slack).complaint()
    assert "'telegram:-100123' is no chat of a channel that is set up here" in said


def test_kept_ones_are_previewed_by_their_id_until_they_are_configured_no_more(sending, slack):
    sent(sending, slack)
    assert sending("remind", "--preview", "r1").out.startswith("R1 to slack:T0GLENMORE:C0PLANS:")
    config = sending.folder / "config.yaml"
    config.write_text(config.read_text().replace(LINE, "slack:C0PLANS weekly friday 8:00"))
    (digest,) = sending("remind", "--preview", "--json").json()["digests"]
    assert digest["reminder"].startswith("slack:C0PLANS weekly friday")
