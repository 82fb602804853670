"""The conversations of tests/conversations, straight with the assistant."""

from __future__ import annotations

import pytest

from tests.conversations.script import conversations


@pytest.mark.parametrize("conversation", conversations(), ids=str)
def test_a_conversation_goes_as_written(conversation, talk, register):
    conversation.play(talk)
    conversation.check(register)
