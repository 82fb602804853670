"""Groups that become supergroups, and places where the bot is not wanted any more."""

from __future__ import annotations

import pytest

from bot.channels.ports import NotSent
from bot.core.types import Reply, Text
from tests.telegram.bot_here import DOOR, FOUND, QUESTION, running
from tests.telegram_server import AILSA, BRYN, ELSEWHERE, GROUP, SUPERGROUP

DIGEST = Reply((Text("2 actions are overdue."),))


def quiet(telegram, bot):
    """Wait until everything was taken in and seen to."""
    telegram.await_taken()
    telegram.await_that(lambda: not bot.busy, "the end of all work")


def test_a_group_that_became_a_supergroup_is_served_there(telegram, house):
    with running(telegram, house, chats=(str(GROUP),)):
        new = telegram.migrate(GROUP)
        asked = telegram.command(new, f"ask {QUESTION}")
        assert FOUND in telegram.await_message(new, reply_to=asked).words
    with running(telegram, house, chats=(str(GROUP),)):
        asked = telegram.command(new, f"ask {QUESTION}")
        assert FOUND in telegram.await_message(new, reply_to=asked).words


def test_what_was_said_in_the_group_goes_with_it(telegram, house, bot):
    said = telegram.command(GROUP, f"update {DOOR}")
    telegram.await_message(GROUP, reply_to=said)
    new = telegram.migrate(GROUP)
    quiet(telegram, bot)
    assert house.register.updates()[0].said.chat == f"telegram:{new}"
    asked = telegram.command(new, "undo")
    assert "Undone" in telegram.await_message(new, reply_to=asked).words


def test_an_answer_on_its_way_arrives_in_the_supergroup(telegram, house):
    asked = telegram.command(GROUP, f"ask {QUESTION}")
    new = telegram.migrate(GROUP)
    for update in telegram.updates[1:]:
        update.payload.pop("migrate_to_chat_id", None)
        update.payload.pop("migrate_from_chat_id", None)
    with running(telegram, house):
        assert FOUND in telegram.await_message(new, after=asked).words
    assert house.stores.members.moved(f"telegram:{GROUP}") == f"telegram:{new}"


def test_a_reminder_for_the_old_group_goes_to_the_new_one(telegram, bot):
    new = telegram.migrate(GROUP)
    quiet(telegram, bot)
    (posted,) = bot.send(f"telegram:{GROUP}", DIGEST, "delivery:D1")
    assert posted.chat == f"telegram:{new}"


@pytest.mark.parametrize("chat", [AILSA, SUPERGROUP], ids=["blocked", "put out"])
def test_nothing_is_sent_where_the_bot_is_not_wanted_and_the_officer_is_told(
    telegram, house, bot, chat
):
    telegram.start(BRYN)
    telegram.start(AILSA)
    quiet(telegram, bot)
    if chat == AILSA:
        telegram.block(AILSA)
    else:
        telegram.kick_bot(SUPERGROUP)
    told = telegram.await_message(BRYN, where=lambda m: "can no longer write" in m.words)
    assert "Glenmore compact" in told.words if chat == SUPERGROUP else "Ailsa" in told.words
    assert [key for key, _ in house.stores.members.paused()] == [f"telegram:{chat}"]
    before = len(telegram.calls("sendMessage"))
    with pytest.raises(NotSent) as caught:
        bot.send(f"telegram:{chat}", DIGEST, "delivery:D1")
    assert caught.value.gone
    assert len(telegram.calls("sendMessage")) == before


def test_once_it_is_let_in_again_things_are_sent(telegram, house, bot):
    telegram.kick_bot(SUPERGROUP)
    quiet(telegram, bot)
    telegram.add_bot(SUPERGROUP)
    quiet(telegram, bot)
    assert house.stores.members.paused() == ()
    assert bot.send(f"telegram:{SUPERGROUP}", DIGEST, "delivery:D1")


def test_that_somebody_blocked_the_bot_is_noticed_when_it_writes_to_them(telegram, house, bot):
    telegram.start(AILSA)
    quiet(telegram, bot)
    telegram.chat(AILSA).blocked = True
    with pytest.raises(NotSent) as caught:
        bot.send(f"telegram:{AILSA}", DIGEST, "delivery:D1")
    assert caught.value.gone
    assert dict(house.stores.members.paused()).keys() == {f"telegram:{AILSA}"}


def test_who_speaks_to_the_bot_after_all_is_written_to_again(telegram, house, bot):
    telegram.start(AILSA)
    quiet(telegram, bot)
    telegram.chat(AILSA).blocked = True
    with pytest.raises(NotSent):
        bot.send(f"telegram:{AILSA}", DIGEST, "delivery:D1")
    telegram.chat(AILSA).blocked = False
    asked = telegram.dm(QUESTION)
    telegram.await_message(AILSA, reply_to=asked)
    assert bot.send(f"telegram:{AILSA}", DIGEST, "delivery:D2")


def test_being_taken_into_a_group_that_is_not_listed_is_said_in_the_log(telegram, bot, caplog):
    telegram.add_bot(ELSEWHERE)
    quiet(telegram, bot)
    assert f"group {ELSEWHERE}, which telegram.chats does not name" in caplog.text
