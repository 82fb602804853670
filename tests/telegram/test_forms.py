"""The form of keys: pages of actions, days, topics, and keys that outlive what they were about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.plans.held import held_in
from bot.core.plans.plans import diff_plan
from bot.core.register import Status
from tests.core.plan_drafts import AT, draft
from tests.telegram.bot_here import MORAG, House, running
from tests.telegram_server import AILSA, BRYN, FORUM, PLANS, SUPERGROUP, Message, TelegramServer

MANY = tuple(f"Mend bench {number} of the village green" for number in range(1, 13))


def form_of(telegram: TelegramServer, chat: int = AILSA, topic: int | None = None) -> Message:
    asked = telegram.command(chat, "update", topic=topic)
    return telegram.await_message(chat, reply_to=asked)


def step(telegram: TelegramServer, form: Message, label: str, then: str) -> Message:
    """Push a key, and wait for what the form shows next."""
    telegram.press(form, next(one for one in form.buttons if one.startswith(label)))
    return telegram.await_edit(form, where=lambda m: then in m.words + " ".join(m.buttons))


@pytest.fixture
def large(tmp_path: Path) -> Iterator[House]:
    """A house with 18 actions: more than two pages of the form have."""
    house = House(tmp_path)
    house.register.apply(diff_plan(draft(MANY, ()), held_in(house.register)), MORAG, AT)
    yield house
    house.close()


def ids(form: Message) -> list[str]:
    return [label.split()[0] for label in form.buttons if label.startswith("GLE")]


def test_actions_are_offered_eight_at_a_time(telegram, large):
    with running(telegram, large):
        form = form_of(telegram)
        first = ids(form)
        second = ids(step(telegram, form, "More", "‹ Earlier"))
        assert (len(first), len(second)) == (8, 8)
        assert set(first).isdisjoint(second)
        form = step(telegram, form, "More", "‹ Earlier")
        telegram.await_that(lambda: ids(form) not in (first, second), "the last page")
        assert "More ›" not in form.buttons
        form = step(telegram, form, ids(form)[-1], "How does it stand?")


def test_a_form_stays_in_its_topic(telegram, house, bot):
    form = form_of(telegram, FORUM, PLANS)
    form = step(telegram, form, "GLE1", "How does it stand?")
    form = step(telegram, form, "Done", "Shall I log that?")
    logged = step(telegram, form, "Log it", "Logged")
    assert (logged.topic, logged.id) == (PLANS, form.id)
    (update,) = house.register.updates()
    assert update.said.chat == f"telegram:{FORUM}#{PLANS}"
    assert update.change.status is Status.DONE


def test_neither_a_figure_nor_a_day_need_be_given(telegram, house, bot):
    form = form_of(telegram)
    form = step(telegram, form, "GLE1", "How does it stand?")
    form = step(telegram, form, "Blocked", "How much")
    form = step(telegram, form, "No figure", "When is it due?")
    form = step(telegram, form, "As it is", "Shall I log that?")
    step(telegram, form, "Log it", "Logged")
    (update,) = house.register.updates()
    assert (update.change.status, update.change.percent, update.change.due) == (
        Status.BLOCKED,
        None,
        None,
    )


def test_another_day_is_typed_with_what_was_chosen_so_far(telegram, house, bot):
    form = form_of(telegram)
    form = step(telegram, form, "GLE1", "How does it stand?")
    form = step(telegram, form, "In progress", "How much")
    form = step(telegram, form, "50%", "When is it due?")
    form = step(telegram, form, "Another day", "your own day")
    assert form.buttons == []
    typed = form.words.partition("for example: ")[2]
    said = telegram.dm(typed)
    assert telegram.await_message(AILSA, reply_to=said).words.startswith("Logged")
    (update,) = house.register.updates()
    assert (update.action, update.change.percent) == ("GLE1", 50)
    assert update.change.due == datetime.now(UTC).date() + timedelta(days=60)


def test_the_form_of_somebody_elses_message_has_no_day_to_type(telegram, house, bot):
    said = telegram.say(SUPERGROUP, "the hall looks better", user=BRYN)
    asked = telegram.command(SUPERGROUP, "update", reply_to=said)
    form = telegram.await_message(SUPERGROUP, reply_to=asked)
    assert "“the hall looks better”" in form.words
    assert "Another day" not in form.buttons


def test_who_may_log_no_more_is_told_so_alone_and_the_form_stays(telegram, house):
    with running(telegram, house):
        form = form_of(telegram, SUPERGROUP)
        form = step(telegram, form, "GLE1", "How does it stand?")
        form = step(telegram, form, "Done", "Shall I log that?")
    edits = form.edits
    with running(telegram, house, contributors=()) as bot:
        press = telegram.press(form, "Log it")
        refusal = telegram.await_answered(press)
        assert refusal.alert
        assert "not log updates" in refusal.text
        telegram.await_that(lambda: not bot.busy, "the end of all work")
    assert form.edits == edits
    assert house.register.updates() == ()


def test_where_the_form_was_deleted_its_result_is_told_below(telegram, house, bot):
    form = form_of(telegram)
    form = step(telegram, form, "GLE1", "How does it stand?")
    form = step(telegram, form, "Done", "Shall I log that?")
    telegram.delete(form)
    telegram.press(form, "Log it")
    telegram.await_message(AILSA, where=lambda m: m.words.startswith("Logged"))
    assert len(house.register.updates()) == 1


def test_two_forms_of_one_person_are_two_updates(telegram, house, bot):
    for action in ("GLE1", "GLE2"):
        form = form_of(telegram)
        form = step(telegram, form, action, "How does it stand?")
        form = step(telegram, form, "Done", "Shall I log that?")
        step(telegram, form, "Log it", "Logged")
    assert {one.action for one in house.register.updates()} == {"GLE1", "GLE2"}
