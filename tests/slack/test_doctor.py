"""What the doctor says of Slack, and that the manifest is what the bot needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.channels.slack.doctor import EVENTS, SCOPES, look
from bot.channels.slack.shortcuts import ASK, LOG, LOG_ANYTHING
from bot.commands.slack_checks import slack_checks
from bot.config import load_config
from tests.slack.bot_here import PLANS, running, settings_for
from tests.slack_server import SlackServer

REPOSITORY = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((REPOSITORY / "manifest.yaml").read_text())


def found(settings):
    return {one.name: one for one in look(settings)}


def test_the_manifest_has_what_the_doctor_looks_for():
    assert tuple(MANIFEST["oauth_config"]["scopes"]["bot"]) == SCOPES
    assert tuple(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == EVENTS
    callbacks = {one["callback_id"] for one in MANIFEST["features"]["shortcuts"]}
    assert callbacks == {ASK, LOG, LOG_ANYTHING}
    assert [one["command"] for one in MANIFEST["features"]["slash_commands"]] == ["/compact"]


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_has_its_reason_in_the_documents(scope):
    assert f"| `{scope}` |" in (REPOSITORY / "docs" / "slack.md").read_text()


def test_the_scopes_of_the_manifest_are_enough_for_a_conversation(house):
    with SlackServer(scopes=SCOPES, subscriptions=EVENTS) as slack, running(slack, house):
        asked = slack.mention(PLANS, "when does Glenmore Council pay grants?")
        answer = slack.await_message(PLANS, thread_ts=asked.ts)
        slack.press(answer, "Ask a person")
        slack.await_message(PLANS, where=lambda m: "person's answer" in m.words)
        slack.open_home("U0AILSA")
        slack.await_home("U0AILSA")
        slack.shortcut(asked, "log_update")
        slack.await_view("U0AILSA", where=lambda view: "note" in str(view.blocks))
        refused = [call for call in slack.calls() if call.answer.get("error") == "missing_scope"]
        assert refused == []


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with SlackServer(scopes=SCOPES) as server:
        yield server


def test_a_sound_app_is_sound(slack):
    slack.add_group("S0WORK", ["U0AILSA"])
    checks = found(settings_for(slack, channels=(PLANS,), officer_groups=("S0WORK",)))
    assert [one.detail for one in checks.values() if not one.ok] == []
    assert "Socket Mode opens" in checks["slack events"].detail


def test_each_fault_is_named_with_what_to_do():
    with SlackServer(scopes=set(SCOPES) - {"files:write"}) as slack:
        settings = settings_for(slack, channels=("C0ELSEWHERE", "C0NOTHING"), officers=())
        slack.faults.add("apps.connections.open", error="invalid_auth", times=9)
        checks = found(settings)
    assert checks["slack scopes"].detail == "missing: files:write"
    assert "SLACK_APP_TOKEN" in checks["slack events"].fix
    assert "/invite" in checks["slack channel C0ELSEWHERE"].fix
    assert not checks["slack channel C0NOTHING"].ok
    assert "slack.officers" in checks["slack officers"].fix


def test_a_bot_token_that_is_no_good_is_all_that_is_said(slack):
    slack.faults.add("auth.test", error="token_revoked", times=9)
    (only,) = look(settings_for(slack))
    assert (only.name, only.ok) == ("slack bot token", False)
    assert slack.bot_token not in str(only)


def test_the_doctor_reads_tokens_from_the_environment(slack, tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(f"slack:\n  api_url: {slack.api_url}\n  officers: [U0BRYN]\n")
    config = load_config(path)
    assert list(slack_checks(config, {})) == []
    (missing,) = slack_checks(config, {"SLACK_BOT_TOKEN": slack.bot_token})
    assert "SLACK_APP_TOKEN" in missing.detail
    tokens = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
    assert all(one.ok for one in slack_checks(config, tokens))
