"""Updates: said, chosen by keys, undone, edited, put together step by step, said of a message."""

from __future__ import annotations

from tests.telegram.bot_here import DOOR, running
from tests.telegram_server import AILSA, BRYN, STRANGER, SUPERGROUP, TelegramServer


def test_an_update_is_logged_and_undone_by_keys_in_its_place(telegram, house, bot):
    said = telegram.command(SUPERGROUP, f"update {DOOR}")
    logged = telegram.await_message(SUPERGROUP, reply_to=said)
    assert logged.words.startswith("Logged")
    assert len(house.register.updates()) == 1
    press = telegram.press(logged, "Undo")
    undone = telegram.await_edit(logged, where=lambda m: "Undone" in m.words)
    assert undone.id == logged.id
    telegram.await_answered(press)
    assert house.register.updates() == ()


def test_a_choice_between_actions_is_made_by_a_key_and_takes_the_place_of_the_question(
    telegram, house, bot
):
    said = telegram.dm("update: the hall is half done")
    question = telegram.await_message(AILSA, reply_to=said)
    choice = next(label for label in question.buttons if label.startswith("GLE5"))
    telegram.press(question, choice)
    done = telegram.await_edit(question, where=lambda m: "Undo" in m.buttons)
    assert done.words.startswith("Logged")
    assert [one.action for one in house.register.updates()] == ["GLE5"]


def test_of_several_updates_each_is_undone_by_itself(telegram, house, bot):
    said = telegram.dm("- the north door of the village hall is 40% done\n- done GLE1")
    question = telegram.await_message(AILSA, reply_to=said)
    telegram.press(question, next(one for one in question.buttons if one.startswith("Log")))
    logged = telegram.await_edit(question, where=lambda m: "Logged" in m.words)
    undo = [label for label in logged.buttons if label.startswith("Undo")]
    assert len(undo) == len(house.register.updates()) == 2
    before = logged.as_now()
    telegram.press(before, undo[0])
    told = telegram.await_message(AILSA, where=lambda m: "Undone" in m.words)
    assert told.id != logged.id
    telegram.await_that(lambda: logged.buttons == undo[1:], "the other key alone")
    assert len(house.register.updates()) == 1


def test_an_edited_update_has_a_new_version(telegram, house, bot):
    said = telegram.dm("update: the north door of the village hall is 40% mended")
    telegram.await_message(AILSA, reply_to=said)
    telegram.edit(said, "update: the north door of the village hall is 60% mended")
    telegram.await_that(
        lambda: [one.change.percent for one in house.register.updates()] == [60], "revision"
    )
    assert [one.change.percent for one in house.register.updates(ended=True)] == [40, 60]


def test_an_edited_command_in_a_group_is_revised_too(telegram, house, bot):
    said = telegram.command(SUPERGROUP, "update the north door of the village hall is 40% mended")
    telegram.await_message(SUPERGROUP, reply_to=said)
    telegram.edit(said, said.text.replace("40", "60"))
    telegram.await_that(
        lambda: [one.change.percent for one in house.register.updates()] == [60], "revision"
    )


def test_an_edited_question_is_not_answered_twice(telegram, bot):
    said = telegram.dm("when does Glenmore Council pay grants?")
    telegram.await_message(AILSA, reply_to=said)
    telegram.edit(said, "when does Glenmore Council pay grants, please?")
    asked = telegram.dm("help")
    telegram.await_message(AILSA, reply_to=asked)
    assert len([m for m in telegram.messages(AILSA) if m.user == telegram.bot_id]) == 2


def test_a_name_that_is_put_in_later_is_an_answer_to_the_message(house):
    with TelegramServer(privacy=False) as telegram, running(telegram, house):
        said = telegram.say(SUPERGROUP, "when does Glenmore Council pay grants?")
        telegram.edit(said, f"@{telegram.bot_name} {said.text}")
        assert "21 days" in telegram.await_message(SUPERGROUP, reply_to=said).words


# --- about a message -----------------------------------------------------------------------------


def test_a_reply_with_update_logs_the_message_under_its_authors_name(telegram, house, bot):
    said = telegram.say(SUPERGROUP, DOOR, user=BRYN)
    asked = telegram.command(SUPERGROUP, "update", reply_to=said)
    logged = telegram.await_message(SUPERGROUP, reply_to=asked)
    assert logged.words.startswith("Logged")
    (update,) = house.register.updates()
    assert update.said.by.id == f"telegram:{BRYN}"
    assert update.said.by.name == "Bryn"
    assert update.said.message == str(said.id)
    assert update.said.text == DOOR
    again = telegram.command(SUPERGROUP, "update", reply_to=said, user=BRYN)
    assert "already" in telegram.await_message(SUPERGROUP, reply_to=again).words
    assert len(house.register.updates()) == 1


def test_where_it_is_not_clear_which_action_is_meant_that_is_asked(telegram, house, bot):
    said = telegram.say(SUPERGROUP, "the hall is half done", user=BRYN)
    asked = telegram.command(SUPERGROUP, "update", reply_to=said)
    question = telegram.await_message(SUPERGROUP, reply_to=asked)
    assert "“the hall is half done”" in question.words
    telegram.press(question, next(one for one in question.buttons if one.startswith("GLE5")))
    sure = telegram.await_edit(question, where=lambda m: "Log it" in m.buttons)
    telegram.press(sure, "Log it")
    telegram.await_edit(question, where=lambda m: m.words.startswith("Logged"))
    (update,) = house.register.updates()
    assert (update.action, update.change.percent) == ("GLE5", 50)
    assert update.said.by.id == f"telegram:{BRYN}"


def test_ones_own_message_is_read_as_if_it_was_said_to_the_bot(telegram, house, bot):
    said = telegram.say(SUPERGROUP, DOOR)
    asked = telegram.command(SUPERGROUP, "update", reply_to=said)
    assert telegram.await_message(SUPERGROUP, reply_to=asked).words.startswith("Logged")
    assert house.register.updates()[0].said.message == str(said.id)


def test_who_may_not_log_is_told_so(telegram, house, bot):
    telegram.joins(SUPERGROUP, STRANGER)
    said = telegram.say(SUPERGROUP, DOOR)
    for reply_to in (said, None):
        asked = telegram.command(SUPERGROUP, "update", user=STRANGER, reply_to=reply_to)
        answer = telegram.await_message(SUPERGROUP, reply_to=asked)
        assert "not log updates" in answer.words
    assert house.register.updates() == ()


# --- step by step --------------------------------------------------------------------------------


def step(telegram, form, label, then):
    """Push a key of a form, and wait for what it shows next."""
    telegram.press(form, next(one for one in form.buttons if one.startswith(label)))
    return telegram.await_edit(form, where=lambda m: then in m.words)


def test_an_update_is_put_together_by_keys(telegram, house, bot):
    asked = telegram.command(SUPERGROUP, "update")
    form = telegram.await_message(SUPERGROUP, reply_to=asked)
    assert "Which action" in form.words
    form = step(telegram, form, "GLE2", "How does it stand?")
    form = step(telegram, form, "In progress", "How much")
    form = step(telegram, form, "50%", "When is it due?")
    form = step(telegram, form, "In two weeks", "Shall I log that?")
    assert "in progress, 50% done, due" in form.words
    form = step(telegram, form, "Log it", "Logged")
    (update,) = house.register.updates()
    assert (update.action, update.change.status, update.change.percent) == (
        "GLE2",
        "in_progress",
        50,
    )
    assert update.change.due is not None
    telegram.press(form, "Undo")
    telegram.await_edit(form, where=lambda m: "Undone" in m.words)


def test_a_form_is_only_for_who_began_it(telegram, house, bot):
    asked = telegram.command(SUPERGROUP, "update")
    form = telegram.await_message(SUPERGROUP, reply_to=asked)
    press = telegram.press(form, form.buttons[0], user=BRYN)
    assert "Somebody else" in telegram.await_answered(press).text
    assert form.edits == 0


def test_a_form_can_be_given_up(telegram, house, bot):
    asked = telegram.dm("/update")
    form = telegram.await_message(AILSA, reply_to=asked)
    form = step(telegram, form, "GLE1", "How does it stand?")
    form = step(telegram, form, "Cancel", "nothing was logged")
    assert form.buttons == []
    assert house.register.updates() == ()


def test_a_form_goes_on_after_a_restart(telegram, house):
    with running(telegram, house):
        asked = telegram.dm("/update")
        form = telegram.await_message(AILSA, reply_to=asked)
        form = step(telegram, form, "GLE1", "How does it stand?")
    with running(telegram, house):
        form = step(telegram, form, "Done", "Shall I log that?")
        step(telegram, form, "Log it", "Logged")
    assert [one.action for one in house.register.updates()] == ["GLE1"]


def test_a_form_that_is_sent_twice_logs_once(telegram, house, bot):
    asked = telegram.dm("/update")
    form = telegram.await_message(AILSA, reply_to=asked)
    form = step(telegram, form, "GLE1", "How does it stand?")
    form = step(telegram, form, "Done", "Shall I log that?").as_now()
    telegram.press(form, "Log it")
    second = telegram.press(form, "Log it")
    telegram.await_answered(second)
    telegram.await_that(lambda: not bot.busy, "the end of both")
    assert len(house.register.updates(ended=True)) == 1
