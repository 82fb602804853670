"""Replies as a terminal shows them: plain for pipes, wrapped and coloured for people."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from bot.channels.terminal import GREETING, PROMPT, chat, show, to_text
from bot.core.register import Person, Role
from bot.core.types import Block, Bullets, Button, Heading, Message, Quote, Reply, Table, Text

TEXT = Text("Found in 2 documents of Glenmore:")
HEADING = Heading("Grants [2024]")
QUOTE = Quote(
    "Glenmore Council pays grants within 21 days of a signed claim.\n- in full\n- in pounds",
    "The Glenmore Compact (March 2024), Grants",
    before="Timescale:",
)
BULLETS = Bullets(("The Glenmore Compact (March 2024)", "Minutes of the ferry group [draft]"))
TABLE = Table(("Action [no.]", "Lead"), (("Open the [new] ferry", "Forum"), ("Mend the pier", "")))
BLOCKS: dict[str, Block] = {
    "text": TEXT,
    "heading": HEADING,
    "quote": QUOTE,
    "bullets": BULLETS,
    "table": TABLE,
}
PERSON = Person("terminal", "Isla", Role.OFFICER)
UNDO = Button("Undo", "undo U1")
ALL = Reply(tuple(BLOCKS.values()))


def shown(reply: Reply, width: int = 80, *, colour: bool = False) -> str:
    system = "256" if colour else None
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, color_system=system)
    show(reply, console)
    return console.file.getvalue()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def test_plain_text_has_its_blocks_apart_and_quotes_above_their_sources():
    assert to_text(ALL) == (
        "Found in 2 documents of Glenmore:\n"
        "\n"
        "Grants [2024]\n"
        "\n"
        "Timescale:\n"
        "“Glenmore Council pays grants within 21 days of a signed claim.\n"
        "- in full\n"
        "- in pounds”\n"
        "— The Glenmore Compact (March 2024), Grants\n"
        "\n"
        "- The Glenmore Compact (March 2024)\n"
        "- Minutes of the ferry group [draft]\n"
        "\n"
        "Action [no.] | Lead\n"
        "Open the [new] ferry | Forum\n"
        "Mend the pier |"
    )


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("width", [40, 80])
def test_on_a_narrow_screen_no_word_is_lost_and_no_line_is_too_long(block, width):
    text = shown(Reply((block,)), width)
    assert sorted(words(text)) == sorted(words(to_text(Reply((block,)))))
    assert all(len(line) <= width for line in text.splitlines())


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_square_brackets_are_text_and_no_markup(block):
    said = re.findall(r"\[[^]]+\]", to_text(Reply((block,))))
    assert re.findall(r"\[[^]]+\]", shown(Reply((block,)))) == said


def test_a_quote_is_set_in_and_its_source_has_a_colour():
    text = shown(Reply((QUOTE,)), colour=True)
    assert "  “Glenmore" in text
    assert "\x1b[36m— The Glenmore Compact" in text


class Parrot:
    """An assistant that says what it is told, and notes by whom."""

    def __init__(self, *buttons: Button) -> None:
        self.buttons = buttons
        self.heard: list[Message] = []

    def reply_to(self, message: Message) -> Reply:
        self.heard.append(message)
        return Reply((Text(f"{message.chat}: {message.text}"),), self.buttons)


def typed(*lines: str):
    """What reads these lines, notes the prompts and then ends the input."""
    left, prompts = list(lines), []

    def read(prompt: str) -> str:
        prompts.append(prompt)
        if not left:
            raise EOFError
        return left.pop(0)

    return read, prompts


@pytest.mark.parametrize("people", [True, False], ids=["people", "pipe"])
def test_chat_greets_and_prompts_people_only(people):
    console = Console(file=io.StringIO(), width=40, force_terminal=people, color_system=None)
    read, prompts = typed("one", "two")
    chat(Parrot(), read, console, PERSON)
    said = console.file.getvalue()
    assert prompts == [PROMPT if people else ""] * 3
    assert (words(GREETING)[0] in said) is people
    assert said.endswith("terminal: one\n\nterminal: two\n\n")


@pytest.mark.parametrize("people", [True, False], ids=["people", "pipe"])
def test_a_button_is_shown_as_what_to_type(people):
    console = Console(file=io.StringIO(), width=40, force_terminal=people, color_system=None)
    chat(Parrot(UNDO), typed("one")[0], console, PERSON)
    assert console.file.getvalue().rstrip().endswith("terminal: one\n\nUndo: type 'undo U1'")


def test_what_can_be_chosen_by_number_is_not_said_twice():
    choices = Bullets(("GL1 “Mend the pier”", "GL2 “Paint the ferry”"), numbered=True)
    buttons = (UNDO, Button("GL1 “Mend…”", "pick W1 GL1"), Button("GL2 “Paint…”", "pick W1 GL2"))
    text = shown(Reply((choices,), buttons))
    assert "type 'undo U1'" in text
    assert "pick" not in text


def test_each_line_is_a_message_of_the_person_with_an_id_of_its_own():
    parrot = Parrot()
    chat(parrot, typed("one", "one")[0], Console(file=io.StringIO()), PERSON)
    assert [message.author for message in parrot.heard] == [PERSON, PERSON]
    assert len({message.id for message in parrot.heard} - {""}) == 2
