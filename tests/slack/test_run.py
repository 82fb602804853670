"""``compactbot run``: the real program, with nothing but its configuration and the environment."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.config import load_config
from bot.core.errors import ConfigError
from bot.serving import slack_settings
from tests.program import Program, environment
from tests.slack.bot_here import PLANS
from tests.slack_server import SlackServer

QUESTION = "when does Glenmore Council pay grants?"


def tokens(slack: SlackServer) -> dict[str, str]:
    return {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}


@pytest.fixture
def program(copied: Program, slack: SlackServer) -> Program:
    config = copied.folder / "config.yaml"
    config.write_text(f"{config.read_text()}slack:\n  api_url: {slack.api_url}\n")
    return copied


@pytest.mark.model
def test_the_program_serves_slack_until_it_is_told_to_stop(program, slack):
    process = subprocess.Popen(
        program.command("run"),
        cwd=program.folder,
        env=environment() | tokens(slack),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        slack.await_socket(deadline=60)
        asked = slack.mention(PLANS, QUESTION)
        assert "21 days" in slack.await_message(PLANS, thread_ts=asked.ts, deadline=60).words
        process.terminate()
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert out == "Serving Slack as U0COMPACT in the workspace T0GLENMORE.\n"
    assert "Traceback" not in err
    assert not any(secret in out + err for secret in tokens(slack).values())
    assert QUESTION not in err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "no channel is set up"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "needs SLACK_APP_TOKEN"),
    ],
)
def test_without_tokens_it_ends_with_a_sentence(tmp_path: Path, given, said):
    (tmp_path / "config.yaml").write_text("")
    done = subprocess.run(
        Program.command("run"),
        cwd=tmp_path,
        env={k: v for k, v in environment().items() if not k.startswith("SLACK_")} | given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("compactbot: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_over_http_a_signing_secret_is_needed(tmp_path: Path):
    (tmp_path / "config.yaml").write_text("slack:\n  mode: http\n")
    config = load_config(tmp_path / "config.yaml")
    with pytest.raises(ConfigError, match="SLACK_SIGNING_SECRET"):
        slack_settings(config, {"SLACK_BOT_TOKEN": "xoxb-1"})


def test_secrets_are_in_no_repr(tmp_path: Path):
    (tmp_path / "config.yaml").write_text("")
    config = load_config(tmp_path / "config.yaml")
    given = {
        "SLACK_BOT_TOKEN": "xoxb-secret",
        "SLACK_APP_TOKEN": "xapp-secret",
        "SLACK_SIGNING_SECRET": "signed-secret",
    }
    assert "secret" not in repr(slack_settings(config, given))


@pytest.mark.parametrize(
    "line", ["officers: [isla]", "mode: carrier-pigeon", "port: 0", "channels: [general]"]
)
def test_a_setting_that_cannot_be_is_refused_with_an_example(tmp_path: Path, line):
    (tmp_path / "config.yaml").write_text(f"slack:\n  {line}\n")
    with pytest.raises(ConfigError, match="For example"):
        load_config(tmp_path / "config.yaml")
