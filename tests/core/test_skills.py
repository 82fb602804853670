from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.core.replies import CHANGED
from bot.core.types import Bullets, Quote, Text
from tests.core.talking import MONDAY, reading
from tests.fakes import FakeSearch

WEEK = "principle of the week"


def principle(talk, day: date) -> str:
    """The name of the principle that is shown on a day."""
    talk.today = day
    first = talk.reply(WEEK).blocks[0]
    assert isinstance(first, Text)
    return first.text.removeprefix("Principle of the week: ")


def test_a_principle_is_quoted_with_its_source(talk):
    lead, quote = talk.reply(WEEK).blocks
    assert lead.text.startswith("Principle of the week: ")
    assert isinstance(quote, Quote)
    assert quote.text
    assert quote.source


def test_a_principle_stays_all_week_and_changes_on_monday(talk):
    assert MONDAY.weekday() == 0
    shown = [principle(talk, MONDAY + timedelta(days)) for days in range(-1, 8)]
    sunday, week, next_monday = shown[0], shown[1:8], shown[8]
    assert len(set(week)) == 1
    assert sunday != week[0] != next_monday


def test_all_principles_are_shown_before_one_is_shown_again(talk):
    shown = [principle(talk, MONDAY + timedelta(weeks=week)) for week in range(60)]
    names = set(shown)
    assert {"Kindness", "Patience", "Courage", "Independence", "Early notice"} <= names
    for start in range(len(shown) - len(names)):
        assert set(shown[start : start + len(names)]) == names


def test_the_turn_of_the_year_does_not_matter(talk):
    weeks = [principle(talk, date(2026, 12, 21) + timedelta(weeks=week)) for week in range(4)]
    assert all(one != other for one, other in pairwise(weeks))


@pytest.mark.parametrize(
    ("home", "names"),
    [
        ("Strathfinn", {"Kindness", "Patience", "Courage"}),
        ("Glenmore", {"Independence", "Early notice", "Plain language"}),
    ],
)
def test_the_home_area_comes_first(talk_with, home, names):
    talk = talk_with(home=home)
    shown = {principle(talk, MONDAY + timedelta(weeks=week)) for week in range(12)}
    assert shown == names


def test_a_home_area_without_principles_has_those_of_all(talk_with):
    talk = talk_with(home="Farloch")
    assert len({principle(talk, MONDAY + timedelta(weeks=week)) for week in range(12)}) >= 6


def test_a_section_about_something_else_is_no_principle(talk):
    shown = {principle(talk, MONDAY + timedelta(weeks=week)) for week in range(60)}
    assert not shown & {"Funding", "Money", "Safeguarding", "Dunross", "Contacts", "Introduction"}


def test_without_principles_there_is_none_to_show(talk_with):
    talk = talk_with(search=FakeSearch.of([reading("# Notes\n\nGrants are small.\n")]))
    assert talk(WEEK) == "The documents I hold name no principles yet."


def test_without_any_document_every_skill_still_answers(talk_with):
    talk = talk_with(search=FakeSearch([], []))
    for text in ("help", "about", "more", WEEK, "hello", "", "a" * 3000, "Who pays?", "Dunross"):
        assert talk(text)


def test_help_gives_examples_that_work(talk):
    (bullets,) = (block for block in talk.reply("help").blocks if isinstance(block, Bullets))
    for line in bullets.items:
        example, _, explained = line.partition(" - ")
        assert explained
        assert talk(example)
    assert any(line.startswith(f"{WEEK} -") for line in bullets.items)


def test_about_lists_each_document_with_edition_and_date(talk):
    reply = talk("about")
    assert "6 documents" in reply
    for title in (
        "The Glenmore Compact (March 2021)",
        "Glenmore handbook for volunteers (2022)",
        "Strathfinn Compact (second edition)",
        "summary of The Compact for Strathfinn 2018",
        "Compacts in practice",
    ):
        assert title in reply
    assert talk.search.built_at[:10] in reply


def test_small_talk_is_answered_with_an_example_and_no_quote(talk):
    assert talk("hello").startswith("Hello.")
    assert "“" not in talk("good morning everyone")


def test_thanks_are_answered(talk):
    reply = talk.reply("thanks")
    assert reply.answer is None
    assert "welcome" in talk("Thank you so much!")


def test_an_empty_message_and_one_too_long_are_told_apart(talk):
    assert "empty message" in talk("   ")
    assert "too long" in talk("why? " * 1000)
    assert "2,000 characters" in talk("a" * 2001)


@pytest.mark.parametrize("text", ["👍", "🙂🙂", "❤️"])
def test_an_emoji_alone_quotes_nothing(talk, text):
    assert "“" not in talk(text)


def test_an_emoji_alone_is_not_called_a_question_that_documents_do_not_answer(talk):
    assert "do not say" not in talk("👍")


def test_a_slash_before_a_command_makes_no_difference(talk):
    for command in ("help", "about", WEEK):
        assert talk(f"/{command}") == talk(command)


def test_more_without_a_question_says_what_to_do(talk):
    assert talk("more").startswith("There is nothing more to show. Ask a question")


def test_more_shows_further_passages_once(talk):
    answer = talk.answer("What are the rules of safeguarding?")
    assert answer.more
    reply = talk.reply("more")
    quotes = [block.text for block in reply.blocks if isinstance(block, Quote)]
    assert len(quotes) == len(answer.more)
    assert not {citation.quote for citation in answer.citations} & set(quotes)
    assert not any(isinstance(block, Quote) for block in talk.reply("more").blocks)


def test_more_belongs_to_the_chat_that_asked(talk):
    talk("What are the rules of safeguarding?", chat="a")
    assert talk("more", chat="b").startswith("There is nothing more to show.")
    assert talk("more", chat="a").startswith("Further passages")


def test_the_button_says_what_a_person_would_type(talk):
    (button,) = talk.reply("What are the rules of safeguarding?").buttons
    assert talk(button.says).startswith("Further passages")


def test_more_shows_nothing_that_the_documents_no_longer_say(talk):
    answer = talk.answer("What are the rules of safeguarding?")
    assert answer.more
    gone = {citation.document_id for citation in answer.more}
    held = [document for document in talk.search.documents if document.id not in gone]
    talk.search = FakeSearch(held, [])
    assert talk("more") == CHANGED
