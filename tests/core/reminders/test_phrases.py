"""What is said about reminders and oneself, and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.intents import wish_of
from bot.core.types import Intent

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("reminders", Intent.REMINDERS, {}),
        ("/remind", Intent.REMINDERS, {}),
        ("show me all reminders", Intent.REMINDERS, {}),
        ("what reminders are there?", Intent.REMINDERS, {}),
        ("digest", Intent.REMINDERS, {"verb": "digest"}),
        ("digest R3", Intent.REMINDERS, {"verb": "digest", "which": "R3"}),
        ("pause R3", Intent.REMIND, {"verb": "pause", "which": "R3"}),
        ("resume reminder r3", Intent.REMIND, {"verb": "resume", "which": "r3"}),
        ("send R3 now", Intent.REMIND, {"verb": "send", "which": "R3"}),
        ("remind preview R3", Intent.REMIND, {"verb": "preview", "which": "R3"}),
        ("remind pause", Intent.REMIND, {"verb": "pause"}),
        ("remind send now", Intent.REMIND, {"verb": "send"}),
        ("preview", Intent.REMIND, {"bare": "preview"}),
        ("send the digest now", Intent.REMIND, {"only": "send"}),
        ("remind list", Intent.REMINDERS, {}),
        ("send D12 again", Intent.REMIND, {"verb": "send", "which": "D12"}),
        ("D12 arrived", Intent.REMIND, {"verb": "arrived", "which": "D12"}),
        (
            "remind weekly monday 9:30 here",
            Intent.REMIND,
            {"verb": "remind", "rest": "weekly monday 9:30 here"},
        ),
        (
            "remind us every friday at 3",
            Intent.REMIND,
            {"verb": "remind", "rest": "every friday at 3"},
        ),
        ("add a reminder: weekly", Intent.REMIND, {"verb": "reminder", "rest": "weekly"}),
        (
            "remind 5 and 1 working days before the board on 12 march",
            Intent.REMIND,
            {"verb": "remind", "rest": "5 and 1 working days before the board on 12 march"},
        ),
        ("remind Isla to ring", Intent.REMIND, {"verb": "remind", "rest": "Isla to ring"}),
        ("remind me", Intent.CONSENT, {"verb": "remind"}),
        ("please remind me directly", Intent.CONSENT, {"verb": "remind"}),
        ("remind me every monday", Intent.CONSENT, {"verb": "remind"}),
        ("stop", Intent.CONSENT, {"stop": "stop"}),
        ("Stop reminding me!", Intent.CONSENT, {"stop": "Stop"}),
        ("don’t remind me", Intent.CONSENT, {"verb": "don’t remind"}),
        ("mention me", Intent.CONSENT, {"verb": "mention"}),
        ("do not mention me", Intent.CONSENT, {"verb": "do not mention"}),
        ("stop mentioning me", Intent.CONSENT, {"verb": "stop mentioning"}),
        ("snooze GLE2", Intent.SNOOZE, {"verb": "snooze", "rest": "GLE2"}),
        ("wake up GLE2", Intent.SNOOZE, {"verb": "wake", "rest": "GLE2"}),
        ("snoozed actions", Intent.SNOOZE, {"verb": "snoozed"}),
        ("status", Intent.STATUS, {}),
        ("are you up?", Intent.STATUS, {}),
        ("my data", Intent.MY_DATA, {}),
        ("What do you hold on me?", Intent.MY_DATA, {}),
        ("forget me", Intent.FORGET_ME, {}),
        ("forget me: yes", Intent.FORGET_ME, {"verb": "yes"}),
        ("start", Intent.HELP, {}),
        ("on track GLE2", Intent.CHANGE, {"verb": "on track", "which": "GLE2"}),
    ],
)
def test_a_phrase_and_what_it_wants(text, intent, said):
    wish = wish_of(text, TODAY)
    assert (wish.intent, dict(wish.said)) == (intent, said)


@pytest.mark.parametrize(
    "text",
    [
        "remind me of the principles",
        "remind me what the compact says about late payment",
        "remind us what was agreed about grants",
        "reminders are sent when?",
        "what is a status report?",
        "what does the compact say about data?",
        "who sends the weekly reminder to funders?",
        "stop the newsletter",
        "forget the hall",
        "what do you know about Dunross?",
        "how do I mention a funder?",
    ],
)
def test_what_only_sounds_like_it_is_a_question(text):
    assert wish_of(text, TODAY).intent is Intent.ASK
