import pytest

from bot.core.types import Verdict, Want
from tests.core.talking import quoted

GLENMORE = "How long does a consultation last in Glenmore?"
NEW_QUESTION = "a new question in few words leans on the turn before it"


def test_another_area_is_asked_the_same(talk):
    assert "at least twelve weeks" in talk(GLENMORE)
    reply = talk("and Strathfinn?")
    assert "at least eight weeks" in reply
    assert "twelve" not in reply


@pytest.mark.parametrize(
    "text",
    [
        "and Strathfinn",
        "And in Strathfinn?",
        "what about Strathfinn?",
        "How about Strathfinn",
        "but what about strathfin?",
        "same for Strathfinn?",
        "ok, and in Strathfinn?",
    ],
)
def test_another_area_may_be_asked_for_in_many_ways(talk, text):
    talk(GLENMORE)
    question = talk.question(text)
    assert question.areas == ("Strathfinn",)
    assert "consultation" in question.words
    assert question.want is Want.HOW_MANY
    assert question.asked == text


@pytest.mark.parametrize("name", ["Port Finn", "Strath Finn"])
def test_a_town_or_another_name_stands_for_its_area(talk, name):
    talk(GLENMORE)
    assert "consultation" in talk.question(f"and {name}?").words


def test_another_topic_is_asked_of_the_same_area(talk):
    talk("How much notice of a grant's end does Strathfinn give?")
    answer = talk.answer("what about volunteers?")
    assert answer.question.areas == ("Strathfinn",)
    assert "named supervisor" in quoted(answer.citations)
    assert {citation.area for citation in answer.citations} == {"Strathfinn"}


def test_another_topic_and_another_area_replace_both(talk):
    talk("How much notice of a grant's end does Strathfinn give?")
    answer = talk.answer("and invoices in Glenmore?")
    assert answer.question.areas == ("Glenmore",)
    assert "20 days of receipt" in quoted(answer.citations)


def test_a_pronoun_means_what_was_answered(talk):
    talk("Bring in one online form")
    assert "by June 2022" in talk("when is it due?")
    assert "Glenmore Council finance team" in talk("and who leads it?")


def test_a_pronoun_keeps_the_area_of_the_answer_where_none_was_named(talk):
    talk("Which groups may use empty offices in the evening?")
    question = talk.question("do they pay rent for that?")
    assert question.areas == ("Strathfinn",)
    assert question.follows is not None


def test_a_blank_cell_of_what_was_answered_is_explained(talk):
    assert "by December 2023" in talk("When will every village hall have a ramp?")
    answer = talk.answer("who leads that?")
    assert answer.verdict is Verdict.SILENT
    assert "leaves 'Lead' blank" in answer.reason


def test_a_blank_cell_is_not_filled_from_another_action(talk):
    talk("Hold a workshop on bookkeeping each spring")
    assert "leaves 'Timescale' blank" in talk("when is it due?")
    answer = talk.answer("who leads it?")
    assert "finance team" not in quoted(answer.citations)
    assert "leaves 'Lead' blank" in answer.reason


def test_a_whole_new_question_takes_nothing_over(talk):
    talk(GLENMORE)
    answer = talk.answer("Which voluntary groups use empty council offices in the evening?")
    assert answer.question.areas == ()
    assert answer.question.follows is None
    assert "without rent" in quoted(answer.citations)


def test_a_question_that_names_its_area_takes_no_topic_over(talk):
    talk(GLENMORE)
    question = talk.question("What do volunteers get back in Strathfinn?")
    assert "consultation" not in {*question.words, *(word for word, _ in question.expansions)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("what is kindness?", "assume good will"),
        ("kindness", "assume good will"),
        ("Who may use empty offices?", "without rent"),
        ("Is there rent to pay for council offices in the evening?", "without rent"),
        ("Why are volunteers given a named supervisor?", "training before they start"),
    ],
)
def test_a_new_question_is_answered_as_if_it_stood_alone(talk, text, words):
    talk(GLENMORE)
    answer = talk.answer(text)
    assert answer.verdict is not Verdict.SILENT
    assert words in answer.citations[0].quote


@pytest.mark.parametrize("text", ["What is the capital of Mongolia?", "Which pancakes are best?"])
def test_a_question_asked_again_has_the_same_answer(talk, text):
    first, again = talk.answer(text), talk.answer(text)
    assert (again.verdict, again.citations) == (first.verdict, first.citations)


@pytest.mark.parametrize("text", ["What is the capital of Mongolia?", "Which pancakes are best?"])
def test_what_no_document_says_is_not_said_in_a_thread_either(talk, text):
    talk(GLENMORE)
    assert talk.answer(text).verdict is Verdict.SILENT


def test_small_talk_and_commands_do_not_break_the_thread(talk):
    talk(GLENMORE)
    for text in ("thanks", "help", "about", "principle of the week", "more", "?"):
        talk(text)
    assert "at least eight weeks" in talk("and Strathfinn?")


def test_an_unknown_area_does_not_break_the_thread(talk):
    talk(GLENMORE)
    assert "None of the documents I hold is about Farloch." in talk("and Farloch?")
    assert "consultation" in talk.question("and Strathfinn?").words


def test_a_thread_may_go_on_for_long(talk):
    for _ in range(20):
        talk(GLENMORE)
        talk("and Strathfinn?")
        talk("what about invoices?")
    question = talk.question("and Glenmore?")
    assert question.areas == ("Glenmore",)
    assert len(question.text) < 200
    assert len(question.expansions) < 10


def test_pronouns_after_pronouns_do_not_make_the_question_grow(talk):
    talk("Bring in one online form")
    short = len(talk.question("when is it due?").text)
    for _ in range(20):
        question = talk.question("when is it due?")
    assert len(question.text) <= 2 * short


def test_chats_do_not_mix(talk):
    talk(GLENMORE, chat="a")
    talk("What is said about volunteers in Strathfinn?", chat="b")
    assert "at least eight weeks" in talk("and Strathfinn?", chat="a")
    assert "volunteers" in talk.question("and Glenmore?", chat="b").words


def test_a_follow_up_without_a_thread_stands_alone(talk):
    assert talk.question("and Strathfinn?").areas == ("Strathfinn",)
    assert talk.answer("when is it due?", chat="new").question.follows is None


def test_another_topic_of_a_comparison_is_compared(talk):
    assert talk("Compare Glenmore and Strathfinn on invoices").startswith("Side by side")
    assert talk("and consultation?").startswith("Side by side")


def test_another_area_of_a_topic_is_not_looked_up_by_name(talk):
    talk("Compare Glenmore and Strathfinn on consultation")
    answer = talk.answer("and South Kinbrae?")
    assert answer.verdict is not Verdict.ANSWERED, quoted(answer.citations)


def test_another_place_is_looked_up_like_the_first(talk):
    assert "opened its books" in talk("tell me about Dunross")
    assert "A youth panel of fifteen" in talk("and Oakhaven?")


def test_what_no_document_says_is_not_said_of_another_area_either(talk):
    assert talk.answer("Which pancakes are best?").verdict is Verdict.SILENT
    assert talk.answer("and in Strathfinn?").verdict is Verdict.SILENT
