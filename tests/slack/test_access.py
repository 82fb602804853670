"""Who may, in every way that there is to reach the bot."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.register import Role
from tests.slack.bot_here import DIRECT, GUEST, MEMBER, OFFICER, PLANS, STRANGER, running
from tests.slack_server import SlackServer

QUESTION = "when does Glenmore Council pay grants?"
DOOR = "update: we have mended the north door of the village hall, it is done"


def asks_by_mention(slack: SlackServer, user: str) -> None:
    slack.mention("C0SHARED", QUESTION, user=user)


def asks_directly(slack: SlackServer, user: str) -> None:
    slack.dm(QUESTION, user=user)


def asks_by_command(slack: SlackServer, user: str) -> None:
    slack.slash("/compact", QUESTION, channel="C0SHARED", user=user)


def asks_by_shortcut(slack: SlackServer, user: str) -> None:
    said = slack.say("C0SHARED", QUESTION)
    slack.shortcut(said, "ask_about", user=user)


def opens_the_form(slack: SlackServer, user: str) -> None:
    slack.shortcut(slack.say("C0SHARED", DOOR), "log_update", user=user)


def opens_the_global_form(slack: SlackServer, user: str) -> None:
    slack.global_shortcut("log_anything", user=user)


def opens_home(slack: SlackServer, user: str) -> None:
    slack.open_home(user)


WAYS = (
    asks_by_mention,
    asks_directly,
    asks_by_command,
    asks_by_shortcut,
    opens_the_form,
    opens_the_global_form,
    opens_home,
)


def quiet(slack: SlackServer) -> None:
    """Wait until a member who comes after is answered: whoever came before got nothing."""
    slack.await_acked()
    asked = slack.mention("C0GENERAL", QUESTION, user=OFFICER)
    slack.await_message("C0GENERAL", thread_ts=asked.ts)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("user", [STRANGER, GUEST])
def test_a_stranger_gets_nothing(slack, bot, way: Callable[[SlackServer, str], None], user):
    way(slack, user)
    quiet(slack)
    answers = [call for call in slack.calls() if call.method.startswith(("chat.", "views."))]
    assert [call.arguments["channel"] for call in answers] == ["C0GENERAL"]
    assert slack.calls("response_url") == []


@pytest.mark.parametrize("way", WAYS)
def test_a_guest_who_is_listed_is_served(slack, house, way: Callable[[SlackServer, str], None]):
    with running(slack, house, guests=(GUEST,)):
        way(slack, GUEST)
        served = ("chat.postMessage", "response_url", "views.open", "views.publish")
        slack.await_that(lambda: any(slack.calls(name) for name in served), "answer")


@pytest.mark.parametrize("label", ["Undo", "Context", "Helpful", "Not helpful", "Ask a person"])
@pytest.mark.parametrize("user", [STRANGER, GUEST])
def test_a_press_of_a_stranger_does_nothing(slack, house, bot, label, user):
    logged = slack.mention("C0SHARED", DOOR if label == "Undo" else QUESTION)
    answer = slack.await_message("C0SHARED", thread_ts=logged.ts)
    before = len(slack.calls("chat.postMessage"))
    slack.press(answer, label, user=user)
    quiet(slack)
    assert len(slack.calls("chat.postMessage")) == before + 1
    assert slack.calls("chat.update") == slack.calls("chat.postEphemeral") == []
    assert slack.calls("views.open") == []
    assert house.ratings() == ""
    assert len(house.register.updates()) == (label == "Undo")


def test_a_form_that_a_stranger_sends_is_not_logged(slack, house, bot):
    said = slack.say("C0SHARED", DOOR)
    slack.shortcut(said, "log_update", user=MEMBER)
    form = slack.await_view(MEMBER)
    slack.await_that(lambda: "note" in str(form.blocks), "filled form")
    form.user = STRANGER
    slack.submit(form)
    quiet(slack)
    assert house.register.updates() == ()


def test_only_the_author_or_an_officer_undoes_an_update(slack, house, bot):
    slack.add_user("U0CAL", name="Cal")
    said = slack.mention(PLANS, DOOR)
    logged = slack.await_message(PLANS, thread_ts=said.ts)
    slack.press(logged, "Undo", user="U0CAL")
    refusal = slack.await_ephemeral("U0CAL")
    assert "only they or a partnership officer" in refusal.words
    assert len(house.register.updates()) == 1
    slack.press(logged, "Undo", user=OFFICER)
    slack.await_message(PLANS, where=lambda m: "Undone" in m.words)
    assert house.register.updates() == ()


def test_roles_come_from_people_and_groups_in_the_settings(slack, house):
    slack.add_user("U0CAL", name="Cal")
    slack.add_group("S0WORK", ["U0CAL"])
    settings = {"contributors": (), "contributor_groups": ("S0WORK",)}
    with running(slack, house, **settings):
        said = slack.mention(PLANS, DOOR)
        refusal = slack.await_message(PLANS, thread_ts=said.ts)
        assert "not log updates" in refusal.words
        assert house.register.updates() == ()
        slack.mention(PLANS, DOOR, user="U0CAL")
        slack.await_message(PLANS, where=lambda m: "Undo" in m.buttons)
        assert house.register.updates()[0].said.by.role is Role.CONTRIBUTOR


def test_an_officer_may_change_a_plan_and_a_member_may_not(slack, house, bot):
    words = "add action to GLE: Buy a second kettle"
    said = slack.mention(PLANS, words)
    assert "officer" in slack.await_message(PLANS, thread_ts=said.ts).words
    said = slack.mention(PLANS, words, user=OFFICER)
    assert slack.await_message(PLANS, thread_ts=said.ts).words.startswith("Added")


def test_outside_its_channels_the_bot_only_says_where_it_works(slack, house):
    with running(slack, house, channels=(PLANS,)):
        slack.mention("C0GENERAL", QUESTION)
        assert f"<#{PLANS}>" in slack.await_ephemeral(MEMBER).text
        asked = slack.dm(QUESTION)
        assert f"<#{PLANS}>" in slack.await_message(asked.channel).text
        slack.slash("/compact", QUESTION, channel="C0GENERAL")
        slack.await_call("response_url", where=lambda call: f"<#{PLANS}>" in call.arguments["text"])
        slack.open_home(MEMBER)
        asked = slack.mention(PLANS, QUESTION)
        slack.await_message(PLANS, thread_ts=asked.ts, where=lambda m: "21 days" in m.words)
        assert slack.calls("views.publish") == []
        assert slack.messages("C0GENERAL")[1:] == []


def test_direct_messages_can_be_let_in_beside_channels(slack, house):
    with running(slack, house, channels=(PLANS, DIRECT)):
        asked = slack.dm(QUESTION)
        assert "21 days" in slack.await_message(asked.channel).words


def test_a_member_who_becomes_a_guest_is_let_in_no_more(slack, bot):
    asked = slack.mention("C0GENERAL", QUESTION)
    slack.await_message("C0GENERAL", thread_ts=asked.ts)
    slack.user(MEMBER).guest = "multi"
    slack.emit({"type": "user_change", "user": {"id": MEMBER}})
    slack.await_acked()
    slack.mention(PLANS, QUESTION)
    quiet(slack)
    assert slack.messages(PLANS)[1:] == []
