"""Reply -> text for a terminal: plain for pipes and scripts, with colour for people."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.core.assistant import Assistant
from bot.core.register import Person
from bot.core.types import Block, Bullets, Button, Heading, Item, Message, Quote, Reply, Table, Text

if TYPE_CHECKING:  # rich is imported where it is used: `ask` writes plain text without it
    from rich.console import Console, RenderableType

CHAT = "terminal"
PROMPT = "you> "
GREETING = "Ask what the compact says. 'help' lists what I can do, Ctrl-D ends."


def to_text(reply: Reply) -> str:
    """The reply as plain text that reads well aloud, its blocks apart by blank lines."""
    parts = [_plain(block) for block in reply.blocks]
    if reply.files:
        parts.append("\n".join(_written(reply)))
    return "\n\n".join(parts)


def _written(reply: Reply) -> list[str]:
    """The files of a reply, and where they lie."""
    return [f"{file.about}: {file.path}" for file in reply.files]


def _plain(block: Block) -> str:
    match block:
        case Text(text) | Heading(text):
            return text
        case Quote(text, source, before):
            lead = f"{before}\n" if before else ""
            return f"{lead}“{text}”\n— {source}"
        case Bullets():
            return "\n".join(_marked(block))
        case Table(headings, rows):
            return "\n".join(" | ".join(row).rstrip() for row in (headings, *rows))
        case Item():
            return _line(block)


def _line(item: Item) -> str:
    """The line of an item; here nobody can be called, so they are named."""
    called = item.calls.name if item.calls else ""
    return f"{called}: {item.text}" if called and item.text else called or item.text


def _marked(bullets: Bullets) -> list[str]:
    """The items of a list, each with its bullet or number."""
    marks = (f"{n}." if bullets.numbered else "-" for n in range(1, len(bullets.items) + 1))
    return [f"{mark} {item}" for mark, item in zip(marks, bullets.items, strict=True)]


def show(reply: Reply, console: Console) -> None:
    """Print a reply to a terminal with colour, wrapped to its width; buttons as what to type."""
    from rich.console import Group
    from rich.text import Text as RichText

    parts: list[RenderableType] = []
    for block in reply.blocks:
        parts += [*_rich(block), RichText("")]
    parts += [RichText(line, style="cyan") for line in _written(reply)]
    for line in _typed(reply):
        parts.append(RichText(line, style="dim"))
    console.print(Group(*parts))


def _typed(reply: Reply) -> list[str]:
    """The buttons, as what to type in their place; choices of a numbered list have its numbers."""
    lists = [block for block in reply.blocks if isinstance(block, Bullets) and block.numbered]
    numbered = {item.split(" ")[0] for block in lists for item in block.items}
    buttons = [one for one in reply.buttons if one.label.split(" ")[0] not in numbered]
    items = [block for block in reply.blocks if isinstance(block, Item)]
    lines = [f"{item.label}: {_each(item.buttons)}" for item in items if item.buttons]
    return [*lines, *(f"{button.label}: type '{button.says}'" for button in buttons)]


def _each(buttons: Sequence[Button]) -> str:
    return ", ".join(f"'{button.says}'" for button in buttons)


def _rich(block: Block) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.table import Column
    from rich.table import Table as RichTable
    from rich.text import Text as RichText

    match block:
        case Text(text):
            yield RichText(text)
        case Heading(text):
            yield RichText(text, style="bold")
        case Quote(text, source, before):
            if before:
                yield RichText(before, style="italic")
            yield Padding(RichText(f"“{text}”"), (0, 0, 0, 2))
            yield Padding(RichText(f"— {source}", style="cyan"), (0, 0, 0, 2))
        case Bullets():
            for line in _marked(block):
                yield Padding(RichText(line), (0, 0, 0, 2))
        case Table(headings, rows):
            # RichText, or square brackets in a cell would count as markup
            table = RichTable(*(Column(RichText(heading)) for heading in headings))
            for row in rows:
                table.add_row(*map(RichText, row))
            yield table
        case Item():
            yield RichText(_line(block))


def chat(
    assistant: Assistant, read: Callable[[str], str], console: Console, person: Person
) -> None:
    """Talk until the input ends. ``read`` gives the next line for a prompt, or raises EOFError.

    ``person`` is who sits at the terminal.
    """
    people = console.is_terminal
    if people:
        console.print(textwrap.fill(GREETING, console.width))
    while True:
        try:
            line = read(PROMPT if people else "")
        except EOFError:
            return
        reply = assistant.reply_to(Message(line, chat=CHAT, author=person, id=new_id()))
        if people:
            show(reply, console)
        else:
            typed = "".join(f"{line}\n" for line in _typed(reply))
            console.file.write(f"{to_text(reply)}\n\n{typed}" + "\n" * bool(typed))
            console.file.flush()


def new_id() -> str:
    """An id for a message that is typed here: nothing else tells one line from another."""
    return uuid4().hex
