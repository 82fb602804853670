"""What a bot reads of the workspace, and the files that it brings."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.slack_server.bolt_bot import connected, refused


@pytest.fixture
def bot(slack):
    with connected(slack, sockets=0) as running:
        yield running


def test_history_leaves_replies_out_and_replies_have_the_parent(slack, bot):
    first = slack.say("C0PLANS", "first")
    reply = slack.say("C0PLANS", "reply", thread_ts=first.ts)
    second = slack.say("C0PLANS", "second")
    history = bot.call("conversations_history", channel="C0PLANS")["messages"]
    assert [m["ts"] for m in history] == [second.ts, first.ts]
    assert history[1]["reply_count"] == 1
    for ts in (first.ts, reply.ts):
        found = bot.call("conversations_replies", channel="C0PLANS", ts=ts)["messages"]
        assert [m["ts"] for m in found] == [first.ts, reply.ts]
    lost = refused(bot, "conversations_replies", channel="C0PLANS", ts="1.0")
    assert lost["error"] == "thread_not_found"


def test_history_is_read_in_pages_and_from_a_time_on(slack, bot):
    said = [slack.say("C0PLANS", str(n)) for n in range(5)]

    async def read():
        pages = await bot.app.client.conversations_history(channel="C0PLANS", limit=2)
        return [[m["text"] for m in page["messages"]] async for page in pages]

    assert bot.loop.run(read()) == [["4", "3"], ["2", "1"], ["0"]]
    later = bot.call("conversations_history", channel="C0PLANS", oldest=said[3].ts)
    assert [m["text"] for m in later["messages"]] == ["4"]
    same = bot.call("conversations_history", channel="C0PLANS", oldest=said[3].ts, inclusive=True)
    assert len(same["messages"]) == 2


def test_members_groups_and_bots_are_told(slack, bot):
    slack.add_group("S0OFFICERS", ["U0BRYN"])
    assert "U0AILSA" in bot.call("conversations_members", channel="C0PLANS")["members"]
    users = bot.call("usergroups_users_list", usergroup="S0OFFICERS")["users"]
    assert users == ["U0BRYN"]
    assert bot.call("bots_info", bot=slack.bot_id)["bot"]["user_id"] == slack.bot_user
    assert bot.call("team_info")["team"]["id"] == slack.team_id
    where = [c["id"] for c in bot.call("users_conversations")["channels"]]
    assert where == ["C0GENERAL", "C0PLANS", "C0SHARED"]


def test_people_and_channels_can_be_added(slack, bot):
    slack.add_user("U0NEW", "nessa", team="T0OTHER", guest="single")
    slack.add_channel("C0NEW", [slack.bot_user, "U0NEW"], kind="group")
    assert bot.call("users_info", user="U0NEW")["user"]["is_ultra_restricted"] is True
    said = slack.say("C0NEW", "hello", user="U0NEW")
    assert said.deliveries[0].event["channel_type"] == "group"
    assert bot.call("conversations_info", channel="C0NEW")["channel"]["is_private"] is True


def test_a_file_is_uploaded_into_its_thread(slack, bot):
    said = slack.say("C0PLANS", "the report, please")
    bot.call(
        "files_upload_v2",
        channel="C0PLANS",
        thread_ts=said.ts,
        initial_comment="Here it is",
        file_uploads=[
            {"content": b"PK\x03\x04 words", "filename": "report.docx", "title": "Report"},
            {"content": b"\x89PNG", "filename": "chart.png", "alt_txt": "Two of five are done"},
        ],
    )
    message = slack.await_message("C0PLANS", thread_ts=said.ts)
    assert message.text == "Here it is"
    assert [file["title"] for file in message.files] == ["Report", "chart.png"]
    report, chart = slack.files
    assert report.content == b"PK\x03\x04 words"
    assert chart.alt_text == "Two of five are done"
    assert report.message is chart.message is message


def test_an_upload_of_another_length_is_refused(slack, bot):
    answer = bot.call("files_getUploadURLExternal", filename="a.txt", length=5)
    status = asyncio.run(_put(answer["upload_url"], b"four"))
    assert status == 400
    files = [{"id": answer["file_id"], "title": "a"}]
    assert refused(bot, "files_completeUploadExternal", files=files)["error"] == "file_not_found"


async def _put(url, content):
    async with aiohttp.ClientSession() as session, session.post(url, data=content) as answer:
        return answer.status


def test_lists_and_links_are_told(slack, bot):
    slack.add_group("S0OFFICERS", ["U0BRYN"], handle="officers")
    said = slack.say("C0PLANS", "hello")
    link = bot.call("chat_getPermalink", channel="C0PLANS", message_ts=said.ts)["permalink"]
    assert link.endswith(f"C0PLANS/p{said.ts.replace('.', '')}")
    assert "U0GUEST" in [user["id"] for user in bot.call("users_list")["members"]]
    channels = bot.call("conversations_list", types="public_channel")["channels"]
    assert ("C0ELSEWHERE", False) in [(c["id"], c["is_member"]) for c in channels]
    assert bot.call("usergroups_list")["usergroups"][0]["handle"] == "officers"


def test_a_bot_that_joins_hears_what_is_said(slack, bot):
    bot.call("conversations_join", channel="C0ELSEWHERE")
    assert len(slack.mention("C0ELSEWHERE", "hello").deliveries) == 2


def test_a_file_can_be_looked_up_when_it_is_there(slack, bot):
    bot.call("files_upload_v2", channel="C0PLANS", content="words", filename="a.txt")
    [file] = slack.files
    assert bot.call("files_info", file=file.id)["file"]["size"] == 5
    assert refused(bot, "files_info", file="F0NOWHERE")["error"] == "file_not_found"
