import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.intents import MOST_CHARACTERS, Wish
from bot.core.intents import wish_of as read_wish
from bot.core.skills import SKILLS
from bot.core.types import Intent
from tests.core.talking import MONDAY


def wish_of(text: str) -> Wish:
    return read_wish(text, MONDAY)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("help", Intent.HELP),
        ("HELP!", Intent.HELP),
        ("/help", Intent.HELP),
        ("what can you do?", Intent.HELP),
        ("How do you work?", Intent.HELP),
        ("?", Intent.HELP),
        ("???", Intent.HELP),
        ("about", Intent.ABOUT),
        ("/about", Intent.ABOUT),
        ("sources", Intent.ABOUT),
        ("What documents do you have?", Intent.ABOUT),
        ("which compacts do you hold", Intent.ABOUT),
        ("more", Intent.MORE),
        ("More.", Intent.MORE),
        ("show more", Intent.MORE),
        ("show me more", Intent.MORE),
        ("go on", Intent.MORE),
        ("principle of the week", Intent.PRINCIPLE_OF_THE_WEEK),
        ("What's the principle of the week?", Intent.PRINCIPLE_OF_THE_WEEK),
        ("this week's principle", Intent.PRINCIPLE_OF_THE_WEEK),
        ("value of the week", Intent.PRINCIPLE_OF_THE_WEEK),
        ("hello", Intent.SMALL_TALK),
        ("Hi there!", Intent.SMALL_TALK),
        ("good morning everyone", Intent.SMALL_TALK),
        ("thanks", Intent.SMALL_TALK),
        ("Thank you so much!", Intent.SMALL_TALK),
        ("cheers, bye", Intent.SMALL_TALK),
        ("", Intent.EMPTY),
        ("   \n\t", Intent.EMPTY),
        ("...", Intent.EMPTY),
        ("!", Intent.EMPTY),
        ("What does the compact say about grants?", Intent.ASK),
        ("about grants", Intent.ASK),
        ("help for small groups", Intent.ASK),
        ("more money for halls", Intent.ASK),
        ("hello, who pays for the hall?", Intent.ASK),
        ("thanks, and in Strathfinn?", Intent.ASK),
    ],
)
def test_a_message_wants(text, intent):
    assert wish_of(text).intent is intent


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tell me about kindness", "kindness"),
        ("Tell us about Dunross.", "Dunross"),
        ("explain plain language", "plain language"),
        ("What is full cost recovery?", "full cost recovery"),
        ("could you tell me about Oakhaven?", "Oakhaven"),
        ("please describe early notice", "early notice"),
        ("look up Kindness", "Kindness"),
        ("what is meant by courage?", "courage"),
        ("Early notice", "Early notice"),
    ],
)
def test_a_name_to_look_up_is_taken_out_of_its_question(text, name):
    assert wish_of(text) == Wish(Intent.ASK, name)


def test_a_long_question_names_nothing_to_look_up():
    question = "Why does the council ask small groups for so many forms every year?"
    assert wish_of(question) == Wish(Intent.ASK, "")


def test_a_message_at_the_limit_is_a_question_and_one_above_it_is_too_long():
    assert wish_of("a" * MOST_CHARACTERS).intent is Intent.ASK
    assert wish_of("a" * (MOST_CHARACTERS + 1)).intent is Intent.TOO_LONG
    assert wish_of(f"  {'a' * MOST_CHARACTERS}\n").intent is Intent.ASK


@given(st.text())
def test_any_text_wants_something(text):
    assert isinstance(wish_of(text).intent, Intent)


def test_each_intent_has_exactly_one_skill():
    assert sorted(skill.intent for skill in SKILLS) == sorted(Intent)
