"""HTTP mode: signed requests to the real bolt app behind an aiohttp server."""

from __future__ import annotations

import pytest
from aiohttp import web

from tests.slack_server import SlackServer
from tests.slack_server.bolt_bot import connected
from tests.slack_server.builders import button


class Answers:
    def __init__(self):
        self.heard = []

    def __call__(self, app):
        @app.event("app_mention")
        async def mentioned(body, event, say, request=None):
            self.heard.append(body["event_id"])
            await say(text="Heard", thread_ts=event["ts"])

        @app.event("message")
        async def message():
            pass

        @app.action("more")
        async def more(ack, respond):
            await ack()
            await respond(text="More of it", replace_original=True)

        @app.command("/compact")
        async def command(ack):
            await ack("At once")


async def serve(app):
    """The runner and the address of a bolt app that listens on a free port."""
    runner = web.AppRunner(app.web_app(path="/slack/events"), shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


@pytest.fixture
def answers():
    return Answers()


@pytest.fixture
def listening(slack, answers):
    """A bot to which the server sends over HTTP."""
    with connected(slack, answers, sockets=0) as bot:
        runner, slack.request_url = bot.loop.run(serve(bot.app))
        yield bot
        slack.request_url = ""
        bot.loop.run(runner.cleanup())


def test_the_address_is_verified(slack, listening):
    assert slack.verify_url()


def test_an_address_with_another_secret_is_not_verified(slack, listening):
    slack.signed.secret = "another"
    assert not slack.verify_url()


def test_a_mention_comes_signed_and_is_answered(slack, listening):
    asked = slack.mention("C0PLANS", "who signs?")
    assert slack.await_message("C0PLANS", thread_ts=asked.ts).text == "Heard"
    slack.await_acked()
    assert {d.envelopes[0].connection for d in asked.deliveries} == {"http"}


def test_buttons_and_commands_come_as_forms(slack, listening):
    delivery = slack.slash("/compact", "help me & you")
    assert slack.await_ephemeral().text == "At once"
    assert slack.await_ack(delivery).payload == {"text": "At once"}
    blocks = [{"type": "actions", "elements": [button("More", "more")]}]
    listening.call("chat_postMessage", channel="C0PLANS", text="a", blocks=blocks)
    posted = slack.await_message("C0PLANS")
    slack.press(posted, "More")
    slack.await_message("C0PLANS", where=lambda m: m.words == "More of it")


@pytest.mark.parametrize(("secret", "age"), [("another", 0), (SlackServer.signing_secret, 301)])
def test_a_false_or_an_old_signature_is_refused_by_the_bot(slack, listening, answers, secret, age):
    slack.signed.secret, slack.signed.age = secret, age
    asked = slack.mention("C0PLANS", "who signs?")
    slack.await_that(lambda: all(d.acks for d in asked.deliveries), "answers")
    assert [ack.status for ack in slack.acks] == [401, 401]
    assert not any(delivery.acked for delivery in asked.deliveries)
    assert answers.heard == []


def test_a_repeated_request_says_which_attempt_it_is(slack, answers):
    seen = []

    def prepare(app):
        @app.middleware
        async def note(req, next):
            seen.append((req.headers.get("x-slack-retry-num"), req.body["event_id"]))
            await next()

        answers(app)

    with connected(slack, prepare, sockets=0) as bot:
        runner, slack.request_url = bot.loop.run(serve(bot.app))
        said = slack.say("C0PLANS", "one")
        slack.await_acked()
        slack.redeliver(said.deliveries[0])
        slack.await_that(lambda: len(said.deliveries[0].acks) == 2, "second ack")
        slack.request_url = ""
        bot.loop.run(runner.cleanup())
    assert [number for number, _ in seen] == [None, ["1"]]
    assert len({event_id for _, event_id in seen}) == 1


def test_a_bot_that_does_not_listen_gives_no_ack(answers):
    with SlackServer(retry_delays=(0.01,)) as slack, connected(slack, answers, sockets=0) as bot:
        runner, slack.request_url = bot.loop.run(serve(bot.app))
        bot.loop.run(runner.cleanup())
        said = slack.say("C0PLANS", "one")
        slack.await_that(lambda: len(said.deliveries[0].envelopes) == 2, "second attempt")
    assert said.deliveries[0].acks == []
