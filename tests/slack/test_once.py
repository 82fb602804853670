"""Each thing is seen to once, whatever Slack sends again, and nothing that was edited gets lost."""

from __future__ import annotations

import pytest

from bot.core.register import UpdateState
from tests.slack.bot_here import MEMBER, PLANS, House, running
from tests.slack_server import SlackServer

QUESTION = "when does Glenmore Council pay grants?"
DOOR = "update: we have mended the north door of the village hall, it is done"


def settled(slack: SlackServer) -> int:
    """How many messages the bot has posted, once a later question is answered."""
    slack.await_acked()
    asked = slack.dm(QUESTION, user="U0BRYN")
    slack.await_message(asked.channel, thread_ts=asked.ts)
    return len(slack.messages(PLANS))


@pytest.mark.parametrize("words", [QUESTION, DOOR])
def test_what_slack_sends_again_is_answered_once(slack, house, bot, words):
    with slack.duplicated(times=3):
        said = slack.mention(PLANS, words)
        slack.await_message(PLANS, thread_ts=said.ts)
        for delivery in list(slack.deliveries):
            slack.redeliver(delivery)
        assert settled(slack) == 2
    assert len(house.register.updates(ended=True)) == (words == DOOR)


def test_an_event_that_every_socket_gets_is_answered_once(slack, house):
    slack.all_sockets = True
    with running(slack, house), running(slack, house):
        slack.await_socket(2)
        said = slack.mention(PLANS, QUESTION)
        slack.await_message(PLANS, thread_ts=said.ts)
        assert settled(slack) == 2


def test_two_programs_over_one_database_answer_once(slack, house, tmp_path):
    other = House.__new__(House)
    other.assistant, other.url = house.assistant, house.url
    from bot.storage.arrivals import open_arrivals

    with open_arrivals(house.url) as other.arrivals:
        slack.all_sockets = True
        with running(slack, house), running(slack, other):
            slack.await_socket(2)
            for _ in range(5):
                said = slack.mention(PLANS, QUESTION)
                slack.await_message(PLANS, thread_ts=said.ts)
            assert settled(slack) == 10


def test_after_a_restart_nothing_is_answered_again_and_threads_go_on(slack, house):
    with running(slack, house):
        said = slack.mention(PLANS, QUESTION)
        slack.await_message(PLANS, thread_ts=said.ts)
    with running(slack, house):
        for delivery in list(slack.deliveries):
            slack.redeliver(delivery)
        assert settled(slack) == 2
        slack.say(PLANS, "how long does a consultation stay open?", thread_ts=said.ts)
        slack.await_message(PLANS, where=lambda m: "ten weeks" in m.words)


def test_an_ack_that_gets_lost_does_no_harm(house):
    with SlackServer(retry_delays=(0.2, 0.4)) as slack, running(slack, house):
        with slack.acks_ignored():
            said = slack.mention(PLANS, DOOR)
            slack.await_message(PLANS, thread_ts=said.ts)
            slack.await_that(
                lambda: any(len(one.envelopes) > 1 for one in slack.deliveries), "second envelope"
            )
        assert settled(slack) == 2
    assert len(house.register.updates(ended=True)) == 1


def test_a_button_that_is_pushed_twice_acts_once(slack, house, bot):
    said = slack.mention(PLANS, DOOR)
    logged = slack.await_message(PLANS, thread_ts=said.ts)
    slack.press(logged, "Undo")
    slack.press(logged, "Undo")
    assert "undone already" in slack.await_ephemeral(MEMBER).words
    ended = house.register.updates(ended=True)
    assert [one.state for one in ended] == [UpdateState.WITHDRAWN]


def test_people_who_talk_to_each_other_in_a_thread_of_ours_are_left_alone(slack, bot):
    said = slack.mention(PLANS, QUESTION)
    slack.await_message(PLANS, thread_ts=said.ts)
    slack.say(PLANS, "<@U0BRYN> did you know that?", thread_ts=said.ts)
    assert settled(slack) == 3


def test_words_that_are_not_for_the_bot_are_not_kept(slack, house):
    with running(slack, house):
        slack.say(PLANS, "the cake is in the oven")
        settled(slack)
    assert "cake" not in house.notes()
    assert QUESTION not in house.notes()


# --- edits and deletions -------------------------------------------------------------------------


def test_an_edited_update_has_a_new_version(slack, house, bot):
    said = slack.mention(PLANS, "update: the north door of the village hall is 40% mended")
    slack.await_message(PLANS, thread_ts=said.ts)
    slack.edit(said, "<@U0COMPACT> update: the north door of the village hall is 60% mended")
    slack.await_that(
        lambda: [one.change.percent for one in house.register.updates()] == [60], "revision"
    )
    assert [one.change.percent for one in house.register.updates(ended=True)] == [40, 60]


def test_a_deleted_update_is_withdrawn(slack, house, bot):
    said = slack.mention(PLANS, DOOR)
    slack.await_message(PLANS, thread_ts=said.ts)
    slack.delete(said)
    slack.await_that(lambda: house.register.updates() == (), "withdrawal")


def test_a_link_that_unfolds_is_no_edit(slack, house, bot):
    said = slack.mention(PLANS, f"{DOOR} https://example.org/door")
    slack.await_message(PLANS, thread_ts=said.ts)
    slack.unfurl(said)
    assert settled(slack) == 2
    assert len(house.register.updates(ended=True)) == 1


def test_an_edited_question_is_not_answered_twice(slack, bot):
    said = slack.mention(PLANS, QUESTION)
    slack.await_message(PLANS, thread_ts=said.ts)
    slack.edit(said, f"<@U0COMPACT> {QUESTION} Please?")
    assert settled(slack) == 2


def test_a_name_that_is_put_in_later_is_an_answer_to_the_message(slack, bot):
    said = slack.say(PLANS, QUESTION)
    slack.edit(said, f"<@U0COMPACT> {QUESTION}")
    slack.await_message(PLANS, thread_ts=said.ts, where=lambda m: "21 days" in m.words)
    assert settled(slack) == 2


def test_an_edit_that_comes_before_its_message_holds(slack, house, bot):
    with slack.reordered():
        said = slack.mention(PLANS, "update: the north door of the village hall is 40% mended")
        slack.edit(said, "<@U0COMPACT> update: the north door of the village hall is 60% mended")
    slack.await_message(PLANS, thread_ts=said.ts)
    slack.await_that(
        lambda: [one.change.percent for one in house.register.updates()] == [60], "the edit"
    )
    settled(slack)
    assert [one.change.percent for one in house.register.updates()] == [60]
