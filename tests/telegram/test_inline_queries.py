"""Quotes for any chat: offered to those who may, and to nobody else."""

from __future__ import annotations

from tests.telegram.bot_here import DOOR, FOUND, QUESTION
from tests.telegram_server import AILSA, STRANGER, SUPERGROUP


def test_quotes_are_offered_and_pasted_with_their_source(telegram, bot):
    query = telegram.inline_query(QUESTION)
    telegram.await_answered(query)
    pasted = telegram.chosen(query, query.titles[0], SUPERGROUP)
    assert FOUND in pasted.words
    assert "The Glenmore Compact" in pasted.words


def test_they_are_for_who_asked_and_kept_by_nobody(telegram, bot):
    query = telegram.inline_query(QUESTION)
    telegram.await_answered(query)
    assert (query.arguments["cache_time"], query.arguments["is_personal"]) == (0, True)


def test_a_stranger_is_offered_the_way_in(telegram, bot):
    query = telegram.inline_query(QUESTION, user=STRANGER)
    telegram.await_answered(query)
    assert query.results == []
    assert "let in" in query.arguments["button"]["text"]


def test_who_was_let_in_by_a_code_is_offered_quotes(telegram, house, bot):
    telegram.start(STRANGER, house.code())
    telegram.await_message(STRANGER, where=lambda m: "Welcome" in m.words)
    query = telegram.inline_query(QUESTION, user=STRANGER)
    telegram.await_answered(query)
    assert query.results


def test_words_that_are_typed_log_nothing_and_change_nothing(telegram, house, bot):
    for words in (f"update: {DOOR}", "done GLE2", "forget me yes", "remind me", "", "a"):
        telegram.await_answered(telegram.inline_query(words))
    assert house.register.updates(ended=True) == ()
    assert house.register.waiting() == ()
    assert house.register.reminders.consents() == ()


def test_one_question_does_not_go_on_from_that_of_somebody_else(telegram, bot):
    telegram.await_answered(telegram.inline_query(QUESTION))
    query = telegram.inline_query("and Strathbeg?", user=AILSA)
    telegram.await_answered(query)
    assert not any("October" in title for title in query.titles)
