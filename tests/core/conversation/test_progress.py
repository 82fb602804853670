"""Which questions are answered from the register, by the real model, and which are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.answers.progress import Asks, asks_for
from bot.core.register import Person, Role
from bot.storage.register import open_register
from indexer.search import Searcher
from tests.conversations.script import PLAN
from tests.core.talking import Talk, desk_with, with_plan

ISLA = Person("here:isla", "Isla", Role.CONTRIBUTOR)
ROSS = Person("here:ross", "Ross", Role.READER)
SAID = (
    "GLE1 is 60% done, the ramp waits for a welder",
    "the newsletter is blocked because the editor left",
    "GLE3 done, 40 people came to the opening",
    "GLE5 is half way, legal asked for two weeks to read the draft",
    "bookkeeping workshops: first one held, second one on 12 december",
)
ABOUT_PROGRESS = (
    ("how is the newsletter coming along?", "GLE2"),
    ("any news on the newsletter?", "GLE2"),
    ("why is the newsletter blocked?", "GLE2"),
    ("how far are we with painting the ferry?", "GLE1"),
    ("who leads the home care strategy?", "GLE5"),
    ("when is the village hall due to open on Sundays?", "GLE3"),
    ("is the village hall open on Sundays finished?", "GLE3"),
    ("what did legal say about the draft?", "GLE5"),
    ("how are the bookkeeping workshops going?", "GLE6"),
    ("status of GLE4", "GLE4"),
    ("what's the latest on youth work?", "GLE4"),
    ("how many people came to the opening?", "GLE3"),
)
ABOUT_OTHER_THINGS = (
    "what does the compact say about late payment?",
    "how much notice of funding cuts must we get?",
    "who signs the compact?",
    "when was the compact agreed?",
    "when do grants get paid?",
    "how long does a consultation have to be?",
    "who is responsible for resolving disputes?",
    "what happens when a partner breaks the compact?",
    "what is full cost recovery?",
    "what are the principles of the compact?",
    "how do I raise a complaint?",
    "what does GVF stand for?",
    "tell me about kindness",
    "is there a case study about saving money?",
    "who can join the partnership board?",
    "how are small groups supported?",
    "can a council end a grant early?",
    "what should a funding agreement contain?",
    "how is the compact monitored?",
    "how many organisations signed?",
    "do volunteers get expenses?",
    "what are the benefits of volunteering?",
    "how often does the board meet?",
    "who owns the compact?",
    "where can I get training on the compact?",
    "how are disputes resolved?",
    "when are accounts due?",
    "is the compact legally binding?",
    "how do we start a new group?",
    "is there a deadline for grant applications?",
    "what progress has Strathfinn made with its compact?",
    "who leads on volunteering in Dunross?",
)


@pytest.fixture(scope="module")
def reported(searcher: Searcher, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """An assistant with documents, a plan, and a few updates on it."""
    path = tmp_path_factory.mktemp("reported") / "register.db"
    with open_register(f"sqlite:///{path}") as register:
        with_plan(register, Path(PLAN))
        talk = Talk(searcher, desk=desk_with(register, searcher.embedder))
        for text in SAID:
            assert "Logged" in talk.says(ISLA, text).text
        yield talk


@pytest.mark.parametrize(("text", "action"), ABOUT_PROGRESS)
def test_a_question_for_progress_is_answered_from_the_register(reported, text, action):
    said = reported.says(ROSS, text, chat=text)
    assert action in [one.action.id for one in said.reply.reported], said.text
    assert f"All of {action}" in said.buttons


@pytest.mark.parametrize("text", ABOUT_OTHER_THINGS)
def test_a_question_for_something_else_shows_no_progress(reported, text):
    said = reported.says(ROSS, text, chat=text)
    assert said.reply.answer is not None, said.text
    assert said.reply.reported == (), said.text


def test_progress_is_dated_in_the_words_of_who_said_it_and_stands_before_the_documents(reported):
    said = reported.says(ROSS, "how is the newsletter coming along?", chat="dated")
    assert said.text.startswith(
        "GLE2 “Bring out a newsletter for volunteers every quarter”: blocked"
    )
    assert (
        "“the newsletter is blocked because the editor left”\n— Isla, 23 November 2026" in said.text
    )


def test_an_update_is_found_at_once(reported):
    before = reported.says(ROSS, "how is youth work getting on?", chat="before").text
    assert "Nobody has reported on it yet." in before
    update = reported.says(ISLA, "GLE4 is 30% done, two schools joined")
    after = reported.says(ROSS, "how is youth work getting on?", chat="after").text
    assert "two schools joined" in after
    reported.says(ISLA, update.reply.buttons[0].says)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("how is the hall doing?", Asks.HOW_IT_STANDS),
        ("how's the hall?", Asks.HOW_IT_STANDS),
        ("has the hall been painted?", Asks.HOW_IT_STANDS),
        ("when is the hall due?", Asks.HOW_IT_STANDS),
        ("who is in charge of the hall?", Asks.HOW_IT_STANDS),
        ("who pays for the hall?", Asks.WHO_OR_WHEN),
        ("did the painter come?", Asks.WHAT_HAPPENED),
        ("what is a hall?", Asks.ANYTHING),
        ("how are halls painted?", Asks.ANYTHING),
    ],
)
def test_the_wording_tells_whether_progress_is_asked_for(text, asks):
    assert asks_for(text) is asks
