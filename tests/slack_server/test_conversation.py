"""A person and a bolt bot talk: messages, threads, edits, deletions, and what the bot hears."""

from __future__ import annotations

import pytest

from tests.slack_server import SlackServer
from tests.slack_server.bolt_bot import connected


class Ears:
    """Listeners that answer mentions and direct messages, and note every event."""

    def __init__(self):
        self.heard = []

    def __call__(self, app):
        @app.middleware
        async def note(body, next):
            self.heard.append(body)
            await next()

        @app.event("app_mention")
        async def mentioned(event, say):
            await say(
                text=f"You said: {event['text']}", thread_ts=event.get("thread_ts", event["ts"])
            )

        @app.event("message")
        async def message(event, say):
            if event["channel_type"] == "im" and "subtype" not in event:
                await say(text=f"Privately: {event['text']}")

        @app.event("channel_rename")
        async def renamed():
            pass

    def events(self, kind):
        return [body["event"] for body in self.heard if body["event"]["type"] == kind]

    def subtypes(self, subtype):
        return [event for event in self.events("message") if event.get("subtype") == subtype]


@pytest.fixture
def ears():
    return Ears()


@pytest.fixture
def bot(slack, ears):
    with connected(slack, ears) as running:
        yield running


def test_a_mention_is_answered_in_its_thread(slack, bot):
    asked = slack.mention("C0PLANS", "who signs?")
    answer = slack.await_message("C0PLANS", thread_ts=asked.ts)
    assert answer.text == f"You said: <@{slack.bot_user}> who signs?"
    assert [m.user for m in slack.messages("C0PLANS", asked.ts)] == ["U0AILSA", slack.bot_user]


def test_a_mention_fires_two_events_with_one_ts(slack, bot, ears):
    asked = slack.mention("C0PLANS", "who signs?")
    slack.await_acked()
    message, mention = (delivery.event for delivery in asked.deliveries)
    assert (message["type"], mention["type"]) == ("message", "app_mention")
    assert message["ts"] == mention["ts"] == asked.ts
    assert len({delivery.event_id for delivery in asked.deliveries}) == 2
    assert ears.events("app_mention")[0]["user"] == "U0AILSA"


def test_a_plain_message_fires_no_mention(slack, bot, ears):
    slack.say("C0PLANS", "good morning")
    slack.await_acked()
    assert ears.events("app_mention") == []
    assert ears.events("message")[0]["channel_type"] == "channel"


def test_a_direct_message_comes_without_a_mention_even_when_it_has_one(slack, bot):
    asked = slack.dm(f"<@{slack.bot_user}> hello")
    answer = slack.await_message(asked.channel)
    assert answer.text.startswith("Privately:")
    assert [d.event["type"] for d in asked.deliveries] == ["message"]
    assert asked.deliveries[0].event["channel_type"] == "im"


def test_what_is_said_where_the_bot_is_not_stays_there(slack, bot):
    asked = slack.mention("C0ELSEWHERE", "can you hear me?")
    assert asked.deliveries == []
    assert slack.messages("C0ELSEWHERE") == [asked]


def test_a_typed_text_is_escaped_and_its_links_and_mentions_are_not(slack, bot):
    said = slack.say("C0PLANS", "R&D < 3, see https://example.org/a?b=1&c=2 <@U0BRYN>")
    expected = "R&amp;D &lt; 3, see <https://example.org/a?b=1&amp;c=2> <@U0BRYN>"
    assert said.deliveries[0].event["text"] == expected
    assert said.words.startswith("R&D < 3, see https://example.org/a?b=1&c=2")


def test_an_edit_carries_the_text_before_and_after(slack, bot, ears):
    said = slack.say("C0PLANS", "about 60% done")
    slack.edit(said, "about 70% done")
    slack.await_acked()
    [event] = ears.subtypes("message_changed")
    assert event["message"]["text"] == "about 70% done"
    assert event["message"]["edited"]["user"] == "U0AILSA"
    assert event["previous_message"]["text"] == "about 60% done"
    assert event["message"]["ts"] == event["previous_message"]["ts"] == said.ts != event["ts"]
    assert said.earlier == ["about 60% done"]


def test_an_edit_that_names_the_bot_fires_a_mention(slack, bot):
    said = slack.say("C0PLANS", "who signs?")
    slack.edit(said, f"<@{slack.bot_user}> who signs?")
    assert slack.await_message("C0PLANS", thread_ts=said.ts).text.endswith("who signs?")


def test_a_link_that_unfolds_looks_like_an_edit_of_nothing(slack, bot, ears):
    said = slack.say("C0PLANS", "see https://example.org")
    slack.unfurl(said)
    slack.await_acked()
    [event] = ears.subtypes("message_changed")
    assert event["message"]["text"] == event["previous_message"]["text"]
    assert "edited" not in event["message"]
    assert event["message"]["attachments"]
    assert "attachments" not in event["previous_message"]


def test_a_deletion_carries_what_was_said(slack, bot, ears):
    said = slack.say("C0PLANS", "wrong channel")
    slack.delete(said)
    slack.await_acked()
    [event] = ears.subtypes("message_deleted")
    assert event["deleted_ts"] == said.ts
    assert event["previous_message"]["text"] == "wrong channel"
    assert slack.messages("C0PLANS") == []


def test_a_deleted_parent_with_replies_becomes_a_stub(slack, bot, ears):
    asked = slack.mention("C0PLANS", "who signs?")
    slack.await_message("C0PLANS", thread_ts=asked.ts)
    slack.delete(asked)
    slack.await_acked()
    [event] = ears.subtypes("message_changed")
    assert event["message"]["subtype"] == "tombstone"
    assert event["previous_message"]["text"].endswith("who signs?")


def test_the_bot_is_told_of_its_own_message_and_bolt_passes_over_it(slack, bot, ears):
    bot.call("chat_postMessage", channel="C0PLANS", text="good morning")
    slack.await_acked()
    [delivery] = slack.deliveries
    assert delivery.event["bot_id"] == slack.bot_id
    assert ears.events("app_mention") == []


def test_a_stranger_and_a_guest_are_known_by_their_team_and_marks(slack, bot):
    said = slack.mention("C0SHARED", "hello", user="U0STRANGER")
    body = said.deliveries[0].payload
    assert body["is_ext_shared_channel"] is True
    assert body["team_id"] == slack.team_id
    assert body["event"]["team"] == "T0OTHER"
    stranger = bot.call("users_info", user="U0STRANGER")["user"]
    guest = bot.call("users_info", user="U0GUEST")["user"]
    assert (stranger["team_id"], stranger["is_stranger"]) == ("T0OTHER", True)
    assert (guest["is_restricted"], guest["is_stranger"]) == (True, False)


def test_another_bots_message_is_marked_as_one(slack, bot):
    said = slack.say("C0PLANS", "rain by noon", user="U0OTHERBOT")
    event = said.deliveries[0].event
    assert (event["subtype"], event["bot_id"]) == ("bot_message", "B0OTHER")


def test_unknown_events_and_renamed_channels_reach_the_bot(slack, bot, ears):
    slack.rename("C0PLANS", "all-plans")
    slack.emit({"type": "message_metadata_posted_by_the_moon", "event_ts": "1.0"})
    slack.await_that(lambda: len(ears.heard) == 2, "two events")
    assert bot.call("conversations_info", channel="C0PLANS")["channel"]["name"] == "all-plans"


def test_a_reaction_is_told_with_what_it_stands_under(slack, bot):
    said = slack.say("C0PLANS", "done")
    slack.react(said, "eyes")
    event = said.deliveries[-1].event
    assert (event["type"], event["reaction"], event["item"]["ts"]) == (
        "reaction_added",
        "eyes",
        said.ts,
    )


def test_only_events_that_are_subscribed_to_come():
    with SlackServer(subscriptions={"app_mention"}) as slack:
        said = slack.mention("C0PLANS", "hello")
        assert [d.event["type"] for d in said.deliveries] == ["app_mention"]
        assert slack.open_home() is None


def test_an_event_without_its_scope_does_not_come():
    with SlackServer(scopes={"app_mentions:read", "chat:write"}) as slack:
        said = slack.mention("C0PLANS", "hello")
        assert [d.event["type"] for d in said.deliveries] == ["app_mention"]
        assert slack.dm("hello").deliveries == []


def test_without_echo_the_bot_does_not_hear_itself():
    with SlackServer(echo=False) as slack, connected(slack) as bot:
        bot.call("chat_postMessage", channel="C0PLANS", text="good morning")
        assert slack.deliveries == []
