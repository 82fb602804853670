"""A report in a chat: its files go into the thread, once."""

from __future__ import annotations

import pytest

from tests.slack.bot_here import PLANS
from tests.slack_server import SlackServer


def names(slack: SlackServer) -> list[str]:
    return [one["name"] for message in slack.messages(PLANS) for one in message.files]


def test_a_report_that_is_asked_for_by_a_mention_comes_into_the_thread(slack, bot):
    asked = slack.mention(PLANS, "report")
    files = slack.await_message(PLANS, thread_ts=asked.ts, where=lambda m: m.files).files
    assert any(one["name"].endswith(".docx") for one in files)
    assert len(slack.files) == len(files)


def test_a_report_that_is_asked_for_by_command_comes_into_the_channel(slack, bot):
    slack.slash("/compact", "report")
    files = slack.await_message(PLANS, where=lambda m: m.files)
    told = slack.messages(PLANS)[0]
    assert files.thread_ts == told.ts
    assert "action" in told.words


def test_where_the_bot_is_not_a_report_comes_as_a_direct_message(slack, bot):
    slack.slash("/compact", "report", channel="C0ELSEWHERE")
    files = slack.await_message(where=lambda m: m.files)
    assert files.channel.startswith("D")


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", {"status": 500}),
        ("files.getUploadURLExternal", {"status": 429, "retry_after": 1}),
        ("upload", {"status": 500}),
        ("files.completeUploadExternal", {"drop": "after"}),
        ("files.completeUploadExternal", {"status": 503}),
    ],
)
def test_a_file_is_uploaded_once_although_slack_is_in_trouble(slack, bot, method, fault):
    slack.faults.add(method, **fault)
    asked = slack.mention(PLANS, "report")
    slack.await_message(PLANS, thread_ts=asked.ts, where=lambda m: m.files)
    again = slack.mention("C0GENERAL", "help")
    slack.await_message("C0GENERAL", thread_ts=again.ts)
    assert len(names(slack)) == len(set(names(slack)))
