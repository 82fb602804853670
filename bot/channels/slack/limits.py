"""Slack's limits, and ours where we keep further away. Characters are UTF-16 units, the most
careful way to count; texts are measured as they are sent, with & < > written out.

Where each figure comes from: docs.slack.dev, reference/block-kit and reference/methods.
"""

from __future__ import annotations

BLOCKS = 50  # of a message
BLOCKS_OF_VIEW = 100  # of a modal or the Home tab
IN_ALL = 12_500  # of all blocks of a message as JSON; Slack was seen to refuse 13,200
TEXT = 3_900  # of a message's own text; Slack advises 4,000
SECTION = 2_900  # of 3,000
HEADER = 150
CONTEXT = 900  # of 3,000: a source line; a longer one goes on in the next element
QUOTE = 1_800  # of one quote in one piece, so that its source stands in the same message
BEFORE = 600  # of the line before a quote
BUTTONS = 5  # in a row; Slack allows 25
LABEL = 75  # of a button or an option
VALUE = 2_000  # of a button
ROW = 6_000  # of a row of buttons as JSON, so that a line and its buttons fit into one message
NAME = 200  # of a person who is named because they cannot be called
OPTIONS = 100  # of a menu
OPTION_VALUE = 75
TITLE = 24  # of a modal, its buttons
INPUT_LABEL = 150  # of 2,000
INPUT = 3_000  # what can be typed, or is filled in
METADATA = 3_000  # of a modal
OF_ADDRESS = 4  # answers that a response_url takes, of 5


def size(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
