"""Whole conversations: a message goes in, and the reply is what a person reads."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.answers.answer import Limits
from bot.core.history import MemoryHistory
from bot.core.types import Answer, Citation, Quote, Reply, Verdict
from indexer.types import Form
from tests.core.talking import quoted, reading
from tests.fakes import FakeSearch

QUESTIONS = (
    "What are the rules of safeguarding?",
    "How long does a consultation last in Glenmore?",
    "How many members has the steering group?",
    "Who signed the Glenmore Compact?",
    "When will every village hall have a ramp?",
    "What may volunteers claim?",
    "Compare Glenmore and Strathfinn on invoices",
    "compare the compacts on notice of grants",
    "tell me about money",
    "Which case studies are about young people?",
    "What must be true before an event in the open air?",
    "are the lanterns along the path tried out?",
    "How many buses does the council own?",
    "Which pancakes are best?",
)
asks = pytest.mark.parametrize("text", QUESTIONS)


def overlap(one: Citation, other: Citation) -> bool:
    same = one.document_id == other.document_id
    return same and min(one.end, other.end) > max(one.start, other.start)


def too_long(answer: Answer, limits: Limits) -> int:
    """By how many characters the quotes are over the limit; the first alone may be longer."""
    first, *rest = (len(citation.quote) for citation in answer.citations)
    return max(0, sum(rest) - max(0, limits.characters - first))


def check(reply: Reply, search, limits: Limits) -> None:
    """What holds for every reply, whatever was asked."""
    assert reply.blocks
    assert all(str(block) for block in reply.blocks)
    assert reply.answer is None or isinstance(reply.answer, Answer)
    if reply.answer is None:
        return
    answer = reply.answer
    held = {document.id: document for document in search.documents}
    for citation in (*answer.citations, *answer.more):
        text = held[citation.document_id].text
        assert text[citation.start : citation.end] == citation.quote != ""
        assert citation.document == held[citation.document_id].name
    assert len({c.quote for c in answer.citations}) == len(answer.citations) <= limits.quotes
    assert not any(overlap(a, b) for a, b in combinations(answer.citations, 2))
    assert not answer.citations or too_long(answer, limits) == 0
    assert 0 <= answer.confidence <= 1
    assert (answer.verdict is Verdict.SILENT) == (answer.citations == ())
    assert bool(reply.buttons) == bool(answer.more)
    if answer.verdict is Verdict.SILENT:
        assert not any(isinstance(block, Quote) for block in reply.blocks)


@asks
def test_every_quote_is_exact_and_stands_where_its_citation_says(talk, text):
    check(talk.reply(text), talk.search, talk.limits)


@asks
def test_a_reply_is_about_1200_characters_unless_the_first_quote_alone_is_longer(talk, text):
    answer = talk.answer(text)
    longest = max(1200, 300 + sum(len(citation.quote) for citation in answer.citations[:1]))
    assert len(talk(text)) <= longest


@asks
def test_what_is_quoted_is_not_quoted_again_by_more(talk, text):
    answer = talk.answer(text)
    assert not any(overlap(a, b) for a in answer.citations for b in answer.more)
    assert not any(overlap(a, b) for a, b in combinations(answer.more, 2))


@asks
def test_the_same_question_has_the_same_answer(talk_with, text):
    assert talk_with()(text) == talk_with()(text)


def test_a_figure_from_further_down_neither_repeats_nor_makes_the_reply_too_long(talk):
    talk("are the lanterns along the path tried out?")
    answer = talk.answer("how many lanterns are there?")
    assert not any(overlap(a, b) for a, b in combinations(answer.citations, 2))
    assert too_long(answer, talk.limits) == 0
    assert not any(overlap(a, b) for a in answer.citations for b in answer.more)


def test_few_quotes_may_be_asked_for(talk_with):
    answer = talk_with(limits=Limits(quotes=1)).answer("What may volunteers claim?")
    assert len(answer.citations) == 1


def test_a_comparison_quotes_both_areas(talk):
    reply = talk("Compare Glenmore and Strathfinn on paying invoices")
    assert reply.startswith("Side by side:")
    assert "within 20 days" in reply
    assert "within 30 days" in reply


def test_a_comparison_without_areas_takes_those_of_the_documents(talk):
    areas = {c.area for c in talk.answer("compare the compacts on notice of grants").citations}
    assert areas == {"Glenmore", "Strathfinn"}


def test_a_comparison_where_no_document_has_an_area_is_a_plain_question(talk_with):
    talk = talk_with(search=FakeSearch.of([reading("# Notes\n\nGrants are small.\n")]))
    assert "Grants are small." in talk("compare the compacts on grants")


def test_a_list_is_quoted_with_its_lead_in(talk):
    reply = talk("What may be claimed by volunteers?")
    assert "The following may be claimed:\n\n- travel of volunteers" in reply


def test_an_item_is_quoted_below_its_lead_in(talk):
    reply = talk("Are the lanterns along the path to the car park tried out?")
    lead = "Before an event in the open air the organiser makes sure of the following:"
    assert f"{lead}\n“the lanterns along the path" in reply


def test_a_cell_is_quoted_below_its_row_and_column(talk):
    reply = talk("Who leads the one online form for all small grants?")
    cell = "Lead: Bring in one online form for all small grants.\n“Glenmore Council finance team”"
    assert cell in reply


def test_a_source_line_has_edition_heading_and_paragraph(talk):
    reply = talk("How long does a written consultation last in Glenmore?")
    assert "— The Glenmore Compact (March 2021), Consultation, paragraph 4.1" in reply


def test_a_summary_is_marked_as_one_with_the_place_in_its_original(talk):
    reply = talk("How long does a consultation last in Strathfinn?")
    assert "a summary in our words of The Compact for Strathfinn 2018" in reply
    assert "section 3" in reply


def test_a_document_in_its_own_words_is_not_called_a_summary(talk):
    assert "summary" not in talk("How long does a consultation last in Glenmore?")


def test_emphasis_and_boxes_are_spelt_out_but_cited_exactly(talk):
    assert "“Full cost recovery means" in talk("What does full cost recovery mean?")
    assert "**Full cost recovery** means" in quoted(
        talk.answer("What does full cost recovery mean?").citations
    )
    boxes = "Which boxes did the steering group tick?"
    assert "partners were asked [yes], young people were asked [no]" in talk(boxes)
    assert "asked ☒, young people were asked ☐" in quoted(talk.answer(boxes).citations)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What is GVF?", "Glenmore Voluntary Forum"),
        ("What does the compact say about FCR?", "cost recovery"),
        ("Is there any cash for small groups?", "Small grants of up to £2,500"),
        ("How quickly are invocies paid in Glenmroe?", "Invoices are paid within 20 days"),
    ],
)
def test_short_forms_everyday_words_and_slips_find_what_is_meant(talk, text, said):
    assert said in talk(text)


@pytest.mark.parametrize("text", ["What does GVF stand for?", "what is the GVF?", "GVF"])
def test_a_short_form_is_spelt_out_from_the_glossary(talk, text):
    assert talk(text).startswith("GVF stands for Glenmore Voluntary Forum")


def test_the_home_area_answers_for_the_compact(talk_with):
    text = "What does the compact say about consultation?"
    assert "eight weeks" in talk_with(home="Strathfinn")(text)
    assert "twelve weeks" not in talk_with(home="Strathfinn")(text)
    assert "twelve weeks" in talk_with(home="Glenmore")(text)


def test_an_area_chosen_in_the_channel_narrows_the_answer(talk):
    areas = {c.area for c in talk.answer("consultation of partners", area="Strathfinn").citations}
    assert areas == {"Strathfinn"}


def test_how_much_notice_is_answered_by_months(talk):
    answer = talk.answer("How much notice is given before a grant ends?")
    assert "months of notice" in quoted(answer.citations)


def test_no_area_is_left_out_where_none_is_meant(talk):
    answer = talk.answer("How long does a consultation last?")
    assert {"Glenmore", "Strathfinn"} <= {citation.area for citation in answer.citations}


def test_more_chats_than_are_kept_may_talk(talk_with):
    talk = talk_with(
        search=FakeSearch.of([reading("# Notes\n\nGrants are small.\n")]),
        history=MemoryHistory(most_chats=20),
    )
    for number in range(30):
        assert "Grants are small." in talk("grants", chat=str(number))
    assert [n for n in range(30) if talk.history.last(str(n))] == list(range(10, 30))


def test_threads_talk_at_once_and_do_not_mix(talk):
    def conversation(number: int) -> tuple[str, str]:
        chat, area = str(number), ("Glenmore", "Strathfinn")[number % 2]
        talk(f"How long does a consultation last in {area}?", chat)
        return area, talk("what about invoices?", chat)

    with ThreadPoolExecutor(8) as pool:
        for area, reply in pool.map(conversation, range(24)):
            assert ("20 days" in reply) == (area == "Glenmore")
            assert ("30 days" in reply) == (area == "Strathfinn")


STARTS = "how many|how much|how long|who|when|compare|tell me about|what about|and|list|email of"
real = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@settings(real, max_examples=200)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=2))
def test_any_text_has_a_reply(talk_with, texts):
    talk = talk_with()
    for text in texts:
        check(talk.reply(text), talk.search, talk.limits)


@settings(real, max_examples=80)
@given(
    start=st.sampled_from(STARTS.split("|")),
    places=st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=5),
    end=st.sampled_from(["", "?", " in Glenmore", " in Strathfinn", " in Farloch?"]),
    before=st.sampled_from(QUESTIONS),
)
def test_any_words_of_the_documents_have_a_sound_reply(talk_with, start, places, end, before):
    talk = talk_with()
    said = " ".join(document.text for document in talk.search.documents).split()
    talk(before)
    asked = " ".join(said[place % len(said)] for place in places)
    check(talk.reply(f"{start} {asked}{end}"), talk.search, talk.limits)


def test_the_documents_of_these_tests_have_every_form(searcher):
    sections = [searcher.section(passage) for _, passage in searcher.headings()]
    assert {passage.form for section in sections for passage in section} == set(Form)
