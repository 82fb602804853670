"""A list of blocks -> what Slack would refuse in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.slack_server.limits.elements import PICKERS, SELECTS, element, label
from tests.slack_server.limits.rules import (
    Problems,
    count,
    length,
    lengths,
    missing,
    problem,
    text,
    texts,
    unique,
)
from tests.slack_server.messages import elements
from tests.slack_server.records import Json

CHOICES = frozenset({"checkboxes", "radio_buttons"})
ACTIONS = SELECTS | PICKERS | CHOICES | {"button", "overflow", "workflow_button"}
ACCESSORIES = ACTIONS | {"image"}
_FIELDS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
INPUTS = SELECTS | PICKERS | CHOICES | _FIELDS | {"rich_text_input", "file_input"}
NOT_IN_VIEWS = frozenset({"context_actions", "markdown", "table", "file"})
MARKDOWN = 12_000  # characters, of all markdown blocks together


def blocks(items: Any, at: str, most: int, *, view: bool = False) -> Problems:
    """Every problem; ``most``: how many blocks there may be; ``view``: in a modal or a Home."""
    yield from count(items, at, most, least=0)
    for n, block in enumerate(items if isinstance(items, list) else ()):
        yield from _block(block, f"{at}/{n}", view=view)
    if isinstance(items, list) and all(isinstance(block, dict) for block in items):
        yield from _together(items, at)


def _block(block: Any, at: str, *, view: bool) -> Problems:
    kind = block.get("type") if isinstance(block, dict) else None
    check = _CHECKS.get(kind or "")
    if check is None or (view and kind in NOT_IN_VIEWS):
        yield problem(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from lengths(block, at, {"block_id": 255})
    yield from check(block, at)


def _together(items: list[Json], at: str) -> Problems:
    """What holds for all blocks at once."""
    yield from unique([block.get("block_id") for block in items], at, "block_id")
    for n, block in enumerate(items):
        ids = [one.get("action_id") for held, one in elements([block]) if held is block]
        yield from unique(ids, f"{at}/{n}", "action_id")
    written = sum(len(b.get("text", "")) for b in items if b.get("type") == "markdown")
    if written > MARKDOWN:
        yield problem(f"markdown must be less than {MARKDOWN + 1} characters", at)
    if sum(block.get("type") == "table" for block in items) > 1:
        yield problem("only one table is allowed", at)


def _section(block: Json, at: str) -> Problems:
    if not block.get("text") and not block.get("fields"):
        yield problem("missing required field: text", at)
    if block.get("text") is not None:
        yield from text(block["text"], f"{at}/text", 3000)
    if block.get("fields") is not None:
        yield from count(block["fields"], f"{at}/fields", 10)
        for n, field in enumerate(block["fields"]):
            yield from text(field, f"{at}/fields/{n}", 2000)
    if block.get("accessory") is not None:
        yield from element(block["accessory"], f"{at}/accessory", ACCESSORIES)


def _header(block: Json, at: str) -> Problems:
    yield from texts(block, at, {"text": 150}, needed=("text",))


def _context(block: Json, at: str) -> Problems:
    yield from count(block.get("elements"), f"{at}/elements", 10)
    for n, node in enumerate(block.get("elements") or ()):
        here = f"{at}/elements/{n}"
        if isinstance(node, dict) and node.get("type") == "image":
            yield from element(node, here, frozenset({"image"}))
        else:
            yield from text(node, here, 3000)


def _actions(block: Json, at: str) -> Problems:
    yield from count(block.get("elements"), f"{at}/elements", 25)
    for n, node in enumerate(block.get("elements") or ()):
        yield from element(node, f"{at}/elements/{n}", ACTIONS)


def _context_actions(block: Json, at: str) -> Problems:
    yield from count(block.get("elements"), f"{at}/elements", 5)
    for n, node in enumerate(block.get("elements") or ()):
        allowed = frozenset({"feedback_buttons", "icon_button"})
        yield from element(node, f"{at}/elements/{n}", allowed)


def _input(block: Json, at: str) -> Problems:
    yield from label(block, at)
    if block.get("element") is not None:
        yield from element(block["element"], f"{at}/element", INPUTS)


def _image(block: Json, at: str) -> Problems:
    yield from element({**block, "type": "image"}, at, frozenset({"image"}))
    yield from texts(block, at, {"title": 2000})


def _markdown(block: Json, at: str) -> Problems:
    yield from length(block.get("text"), f"{at}/text", MARKDOWN)


def _rich_text(block: Json, at: str) -> Problems:
    yield from count(block.get("elements"), f"{at}/elements", 1000, least=0)


def _table(block: Json, at: str) -> Problems:
    yield from count(block.get("rows"), f"{at}/rows", 100)
    for n, row in enumerate(block.get("rows") or ()):
        yield from count(row, f"{at}/rows/{n}", 20)


def _video(block: Json, at: str) -> Problems:
    yield from missing(block, at, ("alt_text", "thumbnail_url", "title", "video_url"))


def _free(block: Json, at: str) -> Problems:
    yield from ()


_CHECKS: dict[str, Callable[[Json, str], Problems]] = {
    "actions": _actions,
    "context": _context,
    "context_actions": _context_actions,
    "divider": _free,
    "file": _free,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
    "video": _video,
}
