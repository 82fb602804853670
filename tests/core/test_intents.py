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


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("actions", Intent.ACTIONS, {}),
        ("/actions", Intent.ACTIONS, {}),
        ("my actions", Intent.ACTIONS, {"which": "my"}),
        ("show me all overdue actions", Intent.ACTIONS, {"which": "overdue"}),
        ("which actions are blocked?", Intent.ACTIONS, {"which": "blocked"}),
        ("actions that are late", Intent.ACTIONS, {"state": "late"}),
        ("what's overdue?", Intent.ACTIONS, {"which": "overdue"}),
        ("anything stuck?", Intent.ACTIONS, {"which": "stuck"}),
        ("blocked actions of GLE", Intent.ACTIONS, {"which": "blocked", "rest": "GLE"}),
        ("actions about halls", Intent.ACTIONS, {"rest": "halls"}),
        ("GLE2", Intent.ACTION, {"which": "GLE2"}),
        ("show gle 2", Intent.ACTION, {"which": "gle 2"}),
        ("action the newsletter", Intent.ACTION, {"which": "the newsletter"}),
        ("history GLE2", Intent.HISTORY, {"which": "GLE2"}),
        ("history of the newsletter", Intent.HISTORY, {"which": "the newsletter"}),
        ("done GLE2", Intent.CHANGE, {"verb": "done", "which": "GLE2"}),
        ("close: the newsletter", Intent.CHANGE, {"verb": "close", "which": "the newsletter"}),
        ("block GLE2", Intent.CHANGE, {"verb": "block", "which": "GLE2"}),
        (
            "block GLE2: no paper, no ink",
            Intent.CHANGE,
            {"verb": "block", "which": "GLE2", "rest": "no paper, no ink"},
        ),
        (
            "block the hall because it leaks",
            Intent.CHANGE,
            {"verb": "block", "which": "the hall", "rest": "because it leaks"},
        ),
        ("unblock GLE2", Intent.CHANGE, {"verb": "unblock", "which": "GLE2"}),
        (
            "reassign GLE2 to Isla Rennie",
            Intent.CHANGE,
            {"verb": "reassign", "which": "GLE2", "rest": "Isla Rennie"},
        ),
        ("lead of GLE2 is Isla", Intent.CHANGE, {"verb": "lead", "which": "GLE2", "rest": "Isla"}),
        ("due GLE2 1 May", Intent.CHANGE, {"verb": "due", "which": "GLE2", "rest": "1 May"}),
        (
            "set the due date of the hall to end of June",
            Intent.CHANGE,
            {"verb": "due", "which": "the hall", "rest": "end of June"},
        ),
        ("undo", Intent.UNDO, {}),
        ("undo that", Intent.UNDO, {}),
        ("undo my last update", Intent.UNDO, {}),
        ("undo U12", Intent.UNDO, {"which": "U12"}),
        ("undo GLE2", Intent.UNDO, {"which": "GLE2"}),
        ("i meant 70%", Intent.EDIT, {"rest": "70%"}),
        ("correction: 70%", Intent.EDIT, {"rest": "70%"}),
        ("edit U3 70%", Intent.EDIT, {"which": "U3", "rest": "70%"}),
        ("inbox", Intent.INBOX, {}),
        ("what is waiting?", Intent.INBOX, {}),
        ("2", Intent.PICK, {"rest": "2"}),
        ("pick W3 GLE2", Intent.PICK, {"verb": "pick", "which": "W3", "rest": "GLE2"}),
        ("settle w3", Intent.PICK, {"verb": "settle", "which": "w3"}),
        ("search W3 halls", Intent.PICK, {"verb": "search", "which": "W3", "rest": "halls"}),
        ("yes", Intent.CONFIRM, {}),
        ("Yes please, log them!", Intent.CONFIRM, {}),
        ("confirm W3", Intent.CONFIRM, {"which": "W3"}),
        ("no", Intent.DISMISS, {"rest": "no"}),
        ("set aside W3", Intent.DISMISS, {"which": "W3"}),
        ("add action: Sing", Intent.ADD_ACTION, {"rest": "Sing"}),
        (
            "add action to GLE under Skills: Sing",
            Intent.ADD_ACTION,
            {"which": "GLE", "under": "Skills", "rest": "Sing"},
        ),
        ("this chat is for GLE", Intent.PLAN_OF_CHAT, {"which": "GLE"}),
        ("update: the hall is open", Intent.UPDATE, {"rest": "the hall is open"}),
        ("update", Intent.UPDATE, {}),
    ],
)
def test_a_command_has_its_parts(text, intent, said):
    wish = wish_of(text)
    assert (wish.intent, dict(wish.said)) == (intent, said)


@pytest.mark.parametrize(
    "text",
    [
        "action plan for Glenmore",
        "update me on the hall",
        "update on the hall?",
        "undoing a grant",
        "what is a block grant?",
        "who is due a grant?",
        "please give us an update on the hall",
        "status of GLE4",
        "any progress on the village hall?",
        "what is the latest on the hall",
        "new",
        "12",
        "is there an inbox for complaints?",
        "no money for the hall?",
        "yes, but who pays?",
    ],
)
def test_what_only_begins_like_a_command_is_a_question(text):
    assert wish_of(text).intent is Intent.ASK


@pytest.mark.parametrize(
    "text", ["update on the hall: 60% done", "progress on the hall is good, 60% done"]
)
def test_what_begins_like_a_question_for_progress_may_report_it(text):
    assert wish_of(text).intent is Intent.UPDATE


def test_without_a_register_a_report_of_progress_is_a_question():
    assert wish_of("the hall is 60% done").intent is Intent.UPDATE
    assert read_wish("the hall is 60% done", MONDAY, reads=False).intent is Intent.ASK
