"""Conversations side by side in one chat, and what a channel's pages and forms ask the core for."""

from __future__ import annotations

import pytest

from bot.core.answers.around import around
from bot.core.history import MemoryHistory, ThreadHistory
from bot.core.types import Bullets, Message, Quote, Spot, Text, Turn
from bot.core.types import Question as Asked
from tests.core.talking import Talk, reading
from tests.fakes import FakeSearch

PARTED = "\n\n".join(
    f"Paragraph {number} of the accord. " + "Words follow. " * 9 for number in range(20)
)


def turn(words: str) -> Turn:
    return Turn(Asked(words, words))


def seen(whole: MemoryHistory, thread: str, *, private: bool = False) -> ThreadHistory:
    return ThreadHistory(whole, Message("", chat="c", thread=thread, private=private))


def test_each_thread_of_a_chat_has_its_own_last_turn():
    whole = MemoryHistory()
    seen(whole, "1").remember("c", turn("one"))
    seen(whole, "2").remember("c", turn("two"))
    assert seen(whole, "1").last("c") == turn("one")
    assert seen(whole, "2").last("c") == turn("two")
    assert seen(whole, "3").last("c") is None


def test_in_a_private_chat_a_new_thread_goes_on_from_the_last():
    whole = MemoryHistory()
    seen(whole, "1", private=True).remember("c", turn("one"))
    seen(whole, "2", private=True).remember("c", turn("two"))
    assert seen(whole, "3", private=True).last("c") == turn("two")
    assert seen(whole, "1", private=True).last("c") == turn("one")


def test_without_threads_there_is_one_conversation():
    whole = MemoryHistory()
    seen(whole, "").remember("c", turn("one"))
    assert seen(whole, "").last("c") == whole.last("c") == turn("one")


def spot(document, words: str) -> Spot:
    start = document.text.index(words)
    return Spot(document.id, start, start + len(words))


def test_what_stands_around_a_quote_is_shown_word_for_word_in_whole_paragraphs():
    document = reading(PARTED).document
    ((held, text),) = around([document], [spot(document, "Paragraph 9 of the accord.")])
    assert held is document
    assert text in document.text
    assert "Paragraph 9" in text
    assert text.startswith("Paragraph")
    assert len(text) < 1500


def test_quotes_that_stand_near_each_other_have_one_context():
    document = reading(PARTED).document
    spots = [spot(document, f"Paragraph {number} of") for number in (9, 10)]
    assert len(around([document], spots)) == 1
    far = [spot(document, f"Paragraph {number} of") for number in (1, 18)]
    assert len(around([document], far)) == 2


@pytest.mark.parametrize("wrong", [Spot("gone", 0, 5), Spot("", 5, 5), Spot("", 0, 10**9)])
def test_a_quote_whose_document_has_changed_has_no_context(wrong):
    document = reading(PARTED).document
    named = Spot(wrong.document or document.id, wrong.start, wrong.end)
    assert around([document], [named]) == []


def test_a_page_without_a_plan_says_whom_to_ask_and_what_is_held():
    talk = Talk(FakeSearch.of([reading(PARTED)]), contact="Morag Tulloch")
    page = talk.assistant.overview(Message("").author)
    texts = [block.text for block in page.blocks if isinstance(block, Text)]
    assert "Morag Tulloch" in texts
    assert any("1 document" in text for text in texts)
    assert not any(isinstance(block, Bullets) for block in page.blocks)


def test_the_context_of_an_answer_is_a_quote_with_its_document():
    talk = Talk(FakeSearch.of([reading(PARTED)]))
    document = talk.search.documents[0]
    lead, quote = talk.assistant.around([spot(document, "Paragraph 3 of the accord.")]).blocks
    assert isinstance(quote, Quote)
    assert quote.source.startswith(document.title)
    assert isinstance(lead, Text)
