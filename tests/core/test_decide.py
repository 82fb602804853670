from dataclasses import replace

import pytest

from bot.core.replies import plain
from bot.core.types import Quote, Verdict
from indexer.types import Passage
from tests.core.talking import quoted, reading
from tests.fakes import FakeSearch

COMPACT = """---
title: Oakhaven Compact
area: Oakhaven
kind: compact
---

# Oakhaven Compact

## Money

Oakhaven Council pays invoices within 20 days. The fund for small grants is £60,000 a year.

## Meetings

The panel of young people meets in the library. It has fifteen members.

## Contact

The phone number of the forum is 01632 960123; it writes from forum@oakhaven.example.
"""


@pytest.fixture
def oakhaven(talk_with):
    """An assistant that has one small compact in a fake search."""
    return talk_with(search=FakeSearch.of([reading(COMPACT, "oakhaven.md")]))


@pytest.mark.parametrize(
    "text",
    [
        "Which pancakes are best for breakfast?",
        "Who won the football last night?",
        "write me a poem about submarines",
        "asdf qwer zxcv",
        "What is the capital of Mongolia?",
    ],
)
def test_what_has_nothing_to_do_with_the_documents_is_not_answered(talk, text):
    reply = talk.reply(text)
    assert reply.answer.verdict is Verdict.SILENT
    assert reply.answer.citations == ()
    assert reply.answer.confidence == 0
    assert reply.blocks[0].text.startswith("The documents I hold do not")


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("How many buses does the council own?", "a number"),
        ("What is the salary of the mediator?", "a figure"),
        ("What is the phone number of Strathfinn Council?", "contact details"),
        ("What is the email address of the mediator?", "contact details"),
    ],
)
def test_a_figure_or_contact_that_no_quote_has_is_not_given(talk, text, lacking):
    answer = talk.answer(text)
    assert answer.verdict is Verdict.SILENT
    assert lacking in answer.reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("How many members has the steering group?", "nine members"),
        ("How many days until an invoice is paid in Glenmore?", "20 days"),
        ("How long does a consultation last in Strathfinn?", "eight weeks"),
        ("How much is the fund for small grants?", "£60,000"),
        ("What is the phone number of the Glenmore Voluntary Forum?", "01632 960123"),
    ],
)
def test_a_figure_or_contact_that_a_quote_has_is_given(talk, text, said):
    answer = talk.answer(text)
    assert answer.verdict is not Verdict.SILENT
    assert said in quoted(answer.citations)


def test_hours_are_not_answered_by_other_figures(oakhaven):
    answer = oakhaven.answer("For how many hours does the panel of young people meet?")
    assert answer.verdict is Verdict.SILENT
    assert "The panel of young people meets" in quoted(answer.more)


def test_a_sure_answer_begins_with_the_figure_that_was_asked_for(talk):
    answer = talk.answer("How many days does a consultation last in Strathfinn?")
    assert answer.verdict is not Verdict.ANSWERED or "days" in answer.citations[0].quote


def test_an_area_that_no_document_is_about_is_named_with_those_that_are(talk):
    answer = talk.answer("What does the Farloch compact say about grants?")
    assert answer.verdict is Verdict.SILENT
    assert answer.citations == answer.more == ()
    reply = talk("What does the Farloch compact say about grants?")
    assert reply.startswith("None of the documents I hold is about Farloch.")
    assert "Glenmore" in reply
    assert "Strathfinn" in reply


def test_without_any_area_there_is_none_to_name(talk_with):
    talk = talk_with(search=FakeSearch.of([reading("# Notes\n\nGrants are small.\n")]))
    assert talk("grants in Farloch") == "None of the documents I hold is about Farloch."


def test_an_unknown_area_beside_a_known_one_is_said_to_be_unknown(talk):
    reply = talk("How do Glenmore and Farloch differ on paying invoices?")
    assert "20 days" in reply
    assert "Farloch" in reply


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Who leads the workshop on bookkeeping?", "Lead"),
        ("Who is responsible for the workshop on bookkeeping?", "Lead"),
        ("When is the workshop on bookkeeping due?", "Timescale"),
        ("What is the deadline of the bookkeeping workshop?", "Timescale"),
        ("Who leads the ramp at the door of every village hall?", "Lead"),
    ],
)
def test_a_cell_that_the_plan_leaves_blank_is_explained(talk, text, column):
    answer = talk.answer(text)
    assert answer.verdict is Verdict.SILENT
    assert answer.citations == ()
    assert f"Glenmore Compact action plan leaves '{column}' blank" in answer.reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who leads the one online form for all small grants?", "Glenmore Council finance team"),
        ("When is the ramp at the door of every village hall due?", "by December 2023"),
    ],
)
def test_a_cell_that_the_plan_fills_in_is_quoted(talk, text, said):
    assert said in quoted(talk.answer(text).citations)


def test_a_refusal_quotes_nothing_and_more_shows_the_nearest(talk):
    reply = talk.reply("How many buses does the council own?")
    assert reply.answer.verdict is Verdict.SILENT
    assert not any(isinstance(block, Quote) for block in reply.blocks)
    nearest = reply.answer.more
    assert nearest
    shown = [block.text for block in talk.reply("more").blocks if isinstance(block, Quote)]
    assert shown == [plain(citation.quote) for citation in nearest]
    assert talk("more").startswith("There is nothing more to show.")


def test_a_refusal_names_the_person_to_ask(talk_with):
    talk = talk_with(contact="Ana Reid, 01632 960555")
    assert "You could ask Ana Reid, 01632 960555." in talk("How many buses does the council own?")
    assert "Ana Reid" not in talk("What may volunteers claim?")


def test_a_surer_answer_has_the_higher_confidence(talk):
    sure = talk.answer("How long does a consultation last in Glenmore?")
    unsure = talk.answer("Do meetings with the mayor begin with music?")
    assert sure.verdict is Verdict.ANSWERED
    assert 0 <= unsure.confidence < sure.confidence <= 1


def test_decisions_need_no_real_search(oakhaven):
    assert "20 days" in oakhaven("Within how many days are invoices paid?")
    for text in ("How much is the salary of the panel?", "Which pancakes are best?"):
        assert oakhaven(text, chat=text).startswith("The documents I hold do not")
    assert "01632 960123" in oakhaven("What is the phone number of the forum?", chat="new")


def test_words_that_are_not_the_document_s_are_never_cited(talk_with):
    held = FakeSearch.of([reading(COMPACT, "oakhaven.md")])

    def forged(passage: Passage) -> Passage:
        return replace(passage, text=passage.text.replace("20 days", "90 days"))

    forger = FakeSearch(held.documents, [forged(passage) for passage in held.passages])
    talk = talk_with(search=forger)
    for text in (
        "Within how many days are invoices paid?",
        "tell me about money",
        "Compare Oakhaven and Dunross on invoices",
        "What does the council pay?",
    ):
        answer = talk.answer(text)
        assert "90 days" not in quoted((*answer.citations, *answer.more)), text
        assert "90 days" not in talk("more")


def test_an_answer_whose_quotes_were_all_refused_is_a_refusal(talk_with):
    held = FakeSearch.of([reading(COMPACT, "oakhaven.md")])
    forged = [replace(passage, text=passage.text.upper()) for passage in held.passages]
    answer = talk_with(search=FakeSearch(held.documents, forged)).answer("How are invoices paid?")
    assert answer.citations == ()
    assert answer.verdict is Verdict.SILENT


def test_a_true_text_credited_to_another_document_is_never_cited(talk_with):
    held = FakeSearch.of(
        [reading(COMPACT, "oakhaven.md"), reading("# Notes\n\nNothing is paid.\n", "notes.md")]
    )
    other = held.documents[1].id
    moved = [replace(passage, document=other) for passage in held.passages]
    answer = talk_with(search=FakeSearch(held.documents, moved)).answer("How are invoices paid?")
    assert "20 days" not in quoted((*answer.citations, *answer.more))
