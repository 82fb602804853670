"""Socket Mode with the real handler: hello, acks, reconnection, copies, order, and deaf sockets."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.slack_server import SlackServer, TooLate
from tests.slack_server.bolt_bot import connected


class Log:
    """A bot that notes what it hears."""

    def __init__(self):
        self.heard = []
        self.ids = []

    def __call__(self, app):
        @app.event("message")
        async def message(event, body):
            self.ids.append(body["event_id"])
            self.heard.append(event["text"])

        @app.command("/compact")
        async def command(ack):
            await ack()


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def bot(slack, log):
    with connected(slack, log) as running:
        yield running


@pytest.fixture
def quick(slack, log):
    """A bot that notices soon that its socket is dead."""
    with connected(slack, log, ping=0.4) as running:
        yield running


def heard(slack, log, *texts):
    """The bot has heard just this; bolt acks an event before its listener is through."""
    slack.await_that(lambda: log.heard == list(texts), repr(texts))


def reconnected(slack, times=2):
    slack.await_that(lambda: slack.sockets.opened >= times and slack.sockets.open, "a new socket")


def test_every_delivery_has_its_ack_with_a_time(slack, bot, log):
    said = slack.say("C0PLANS", "one")
    [delivery] = said.deliveries
    ack = slack.await_ack(delivery)
    assert 0 < ack.seconds < 3
    assert [envelope.connection for envelope in delivery.envelopes] == ["socket-1"]
    assert slack.acks == [ack]
    assert ack.envelope_id == delivery.envelopes[0].id


def test_events_over_one_socket_keep_their_order(slack, bot, log):
    words = [str(n) for n in range(50)]
    for word in words:
        slack.say("C0PLANS", word)
    slack.await_acked()
    slack.await_that(lambda: sorted(log.heard, key=int) == words, "all words")
    sent = [d.envelopes[0].at for d in slack.deliveries]
    assert sent == sorted(sent)


def test_a_copy_has_another_envelope_and_the_same_event_id(slack, bot, log):
    with slack.duplicated(times=3):
        said = slack.say("C0PLANS", "one")
        slack.await_that(lambda: len(log.heard) == 3, "three copies")
    assert len(set(log.ids)) == 1
    assert len({envelope.id for envelope in said.deliveries[0].envelopes}) == 3
    slack.await_that(lambda: len(said.deliveries[0].acks) == 3, "three acks")


def test_a_delivery_is_repeated_by_hand_with_its_attempt(slack, bot, log):
    said = slack.say("C0PLANS", "one")
    slack.await_acked()
    slack.redeliver(said.deliveries[0])
    slack.await_that(lambda: len(log.heard) == 2, "a copy")
    assert [e.attempt for e in said.deliveries[0].envelopes] == [0, 1]


def test_the_last_can_come_first(slack, bot, log):
    with slack.reordered():
        first = slack.say("C0PLANS", "first")
        second = slack.say("C0PLANS", "second")
        assert first.deliveries[0].envelopes == []
    slack.await_acked()
    assert second.deliveries[0].envelopes[0].at < first.deliveries[0].envelopes[0].at
    heard(slack, log, "second", "first")


def test_an_ack_that_is_ignored_does_not_count(slack, bot):
    with slack.acks_ignored():
        said = slack.say("C0PLANS", "one")
        slack.await_that(lambda: said.deliveries[0].acks, "ack")
    assert said.deliveries[0].acks[0].ignored
    assert not said.deliveries[0].acked
    with pytest.raises(TooLate, match=r"unacked: message Ev"):
        slack.await_acked(deadline=0.01)


def test_without_an_ack_an_event_is_sent_again_until_there_is_one(log):
    with SlackServer(retry_delays=(0.05,) * 200) as slack, connected(slack, log):
        with slack.acks_ignored():
            said = slack.say("C0PLANS", "one")
            slack.await_that(lambda: len(log.heard) >= 3, "three sendings")
        slack.await_acked()
    envelopes = said.deliveries[0].envelopes
    assert [e.attempt for e in envelopes] == list(range(len(envelopes)))
    assert envelopes[1].reason == "timeout"
    assert set(log.ids) == {said.deliveries[0].event_id}


def test_with_its_ack_an_event_is_not_sent_again(log):
    with SlackServer(retry_delays=(0.3,)) as slack, connected(slack, log):
        first = slack.say("C0PLANS", "one")
        slack.await_acked()
        with slack.acks_ignored():
            second = slack.say("C0PLANS", "two")
            slack.await_that(lambda: len(second.deliveries[0].envelopes) == 2, "second sending")
    assert len(first.deliveries[0].envelopes) == 1


def test_a_socket_that_is_cut_is_opened_anew_and_nothing_is_lost(slack, quick, log):
    slack.sockets.cut()
    slack.await_that(lambda: not slack.sockets.open, "end of the socket")
    slack.say("C0PLANS", "meanwhile")
    heard(slack, log, "meanwhile")
    assert slack.sockets.opened >= 2


def test_an_orderly_close_is_answered_with_a_new_socket(slack, bot, log):
    slack.sockets.close()
    reconnected(slack)
    slack.say("C0PLANS", "again")
    heard(slack, log, "again")


def test_a_refresh_is_followed_without_loss(slack, bot, log):
    slack.sockets.refresh()
    for n in range(5):
        slack.say("C0PLANS", str(n))
    reconnected(slack)
    slack.await_that(lambda: set(log.heard) == set("01234"), "all five")


def test_a_frozen_socket_is_left_by_the_client_and_what_it_held_comes_again(slack, quick, log):
    slack.sockets.freeze()
    slack.say("C0PLANS", "into the ice")
    reconnected(slack)
    heard(slack, log, "into the ice")
    assert slack.deliveries[0].envelopes[-1].connection != "socket-1"


def test_a_thawed_socket_goes_on_where_it_stopped(slack, log):
    with connected(slack, log):
        slack.sockets.freeze()
        slack.say("C0PLANS", "into the ice")
        slack.sockets.thaw()
        heard(slack, log, "into the ice")
    assert slack.sockets.opened == 1


def test_a_muted_socket_answers_pings_and_brings_no_event(slack, quick, log):
    slack.sockets.mute()
    [connection] = slack.sockets.open
    slack.say("C0PLANS", "unheard")
    before = connection.pings
    slack.await_that(lambda: connection.pings > before + 1, "two pings")
    assert log.heard == []
    slack.sockets.unmute()
    heard(slack, log, "unheard")


def test_the_client_answers_our_ping(slack, bot):
    slack.await_pong(slack.sockets.ping())
    assert slack.sockets.pongs == 1


def test_each_event_goes_to_one_of_two_sockets(slack, log):
    with connected(slack, log, sockets=2):
        for n in range(4):
            slack.say("C0PLANS", str(n))
        slack.await_acked()
        slack.await_that(lambda: sorted(log.heard) == list("0123"), "all four")
    used = [envelope.connection for d in slack.deliveries for envelope in d.envelopes]
    assert sorted(used) == ["socket-1", "socket-1", "socket-2", "socket-2"]


def test_each_event_goes_to_all_sockets_by_wish(slack, log):
    slack.all_sockets = True
    with connected(slack, log, sockets=2):
        slack.say("C0PLANS", "twice")
        heard(slack, log, "twice", "twice")
    assert len(set(log.ids)) == 1


def test_an_event_before_there_is_a_socket_waits_for_it(slack, log):
    said = slack.say("C0PLANS", "early")
    with connected(slack, log):
        heard(slack, log, "early")
    assert said.deliveries[0].envelopes[0].reason == "no_connection"


def test_an_opening_that_fails_is_tried_again(slack, quick, log):
    opening = slack.faults.add("apps.connections.open", status=500, times=2)
    upgrade = slack.faults.add("socket", status=503)
    slack.sockets.cut()
    reconnected(slack)
    slack.say("C0PLANS", "back")
    heard(slack, log, "back")
    assert (opening.hits, upgrade.hits) == (2, 1)


def test_the_address_of_a_socket_works_once(slack, bot):
    url = bot.call("apps_connections_open", app_token=slack.app_token)["url"]

    async def twice():
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(url) as ws:
                hello = await ws.receive_json()
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)
            return hello["type"]

    assert asyncio.run(twice()) == "hello"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_a_server_that_was_down_hears_from_the_bot_again(slack, quick, log):
    slack.go_down()
    slack.say("C0PLANS", "while it was down")
    slack.come_up()
    heard(slack, log, "while it was down")
