"""A message as the workspace keeps it -> the words, buttons and pings that people get from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.slack_server.records import Json

if TYPE_CHECKING:
    from tests.slack_server.records import Delivery

_PING = re.compile(r"<(?:!(?:channel|here|everyone)|!subteam\^\w+|@\w+)(?:\|[^>]*)?>")


@dataclass
class Message:
    """One message, alive: an edit changes it, a deletion marks it.

    ``earlier`` are the texts it had before; ``ephemeral_to`` the only person who sees it; ``at``
    the monotonic second at which it was posted, ``changed_at`` of the latest change.
    """

    ts: str
    channel: str
    user: str
    text: str
    team: str
    at: float
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    ephemeral_to: str | None = None
    client_msg_id: str | None = None
    edited: Json | None = None
    deleted: bool = False
    changed_at: float = 0.0
    earlier: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    arguments: Json = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)

    def as_now(self) -> Message:
        """A copy that later changes leave alone: what somebody still has on the screen."""
        return replace(self)

    @property
    def words(self) -> str:
        """All that is shown: of the blocks where there are any, else the text."""
        shown = "\n".join(texts(self.blocks)) if self.blocks else self.text
        return "\n".join([shown, *texts(self.attachments)]).strip()

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons, in order."""
        return [
            element["text"]["text"]
            for _, element in elements(self.blocks)
            if element.get("type") == "button"
        ]

    @property
    def pings(self) -> list[str]:
        """What would notify somebody, as it is written; plain_text never does."""
        marked = [self.text, *texts(self.blocks, marked=True)]
        return [ping for text in marked for ping in _PING.findall(text)]


def texts(node: Any, *, marked: bool = False) -> Iterator[str]:
    """Every text in blocks, in order; ``marked``: only those in which <...> has a meaning."""
    if isinstance(node, list):
        for child in node:
            yield from texts(child, marked=marked)
    elif isinstance(node, dict):
        yield from _own_text(node, marked=marked)
        for key, child in node.items():
            if isinstance(child, dict | list) and key != "metadata":
                yield from texts(child, marked=marked)


def _own_text(node: Json, *, marked: bool) -> Iterator[str]:
    kind, text = node.get("type"), node.get("text")
    if kind in {"user", "usergroup", "broadcast"}:
        key = {"user": "user_id", "usergroup": "usergroup_id", "broadcast": "range"}[kind]
        yield {"user": "<@{}>", "usergroup": "<!subteam^{}>", "broadcast": "<!{}>"}[kind].format(
            node.get(key)
        )
    elif isinstance(text, str) and not (marked and kind in {"plain_text", "text", "link"}):
        yield text
    if not marked:
        yield from (node[key] for key in ("alt_text", "pretext") if isinstance(node.get(key), str))


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block that holds it."""
    for block in blocks:
        held = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for element in held:
            if isinstance(element, dict) and ("action_id" in element or "elements" in element):
                yield block, element


def element_of(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """The element with this label or action_id, and its block.

    Raises:
        AssertionError: there is none, or more than one; the sentence lists what there is.
    """
    found = [
        (block, element) for block, element in elements(blocks) if name in names(block, element)
    ]
    if len(found) != 1:
        there = [sorted(names(block, element)) for block, element in elements(blocks)]
        raise AssertionError(f"{len(found)} elements are called {name!r}; there are {there}")
    return found[0]


def names(block: Json, element: Json) -> set[str]:
    """All that an element may be called by: action_id, label, the block_id of an input."""
    text = element.get("text") if element.get("type") == "button" else element.get("placeholder")
    told = {element.get("action_id"), text.get("text") if isinstance(text, dict) else None}
    if block.get("type") == "input":
        told |= {block.get("block_id"), (block.get("label") or {}).get("text")}
    return {name for name in told if name}
