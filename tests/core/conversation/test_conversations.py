"""The conversations of tests/conversations, straight with the assistant."""

from __future__ import annotations

import pytest

from tests.conversations.script import REMINDERS, conversations


@pytest.mark.parametrize("conversation", [*conversations(), *conversations(REMINDERS)], ids=str)
def test_a_conversation_goes_as_written(conversation, talk, register):
    conversation.play(talk)
    conversation.check(register)
