"""The conversations that every channel plays, over the wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.script import PLAN, REMINDERS, Conversation, conversations
from tests.core.talking import MONDAY
from tests.slack_server.clock import HandClock
from tests.telegram.bot_here import House, running
from tests.telegram.playing import Play, begin, settings
from tests.telegram_server import TelegramServer

# Telegram tells no bot of a message that was deleted; what comes twice is not even seen twice.
UNKNOWN_HERE = ("deletes", "repeats")
ALL = [*conversations(), *conversations(REMINDERS)]
PLAYED = [
    one for one in ALL if not any(word in turn for turn in one.turns for word in UNKNOWN_HERE)
]


def test_most_conversations_are_played_here():
    assert len(PLAYED) > 0.7 * len(ALL)


@pytest.mark.parametrize("conversation", PLAYED, ids=str)
def test_a_conversation_goes_as_it_is_written(conversation: Conversation, tmp_path: Path):
    clock = HandClock(begin(MONDAY))
    house = House(tmp_path, PLAN, clock)
    try:
        with (
            TelegramServer(privacy=False, clock=clock) as telegram,
            running(telegram, house, **settings()) as bot,
        ):
            conversation.play(Play(telegram, house, bot, clock))
        conversation.check(house.register)
    finally:
        house.close()
