"""A modal or a Home -> Slack's error and its reasons, or None."""

from __future__ import annotations

import json
from typing import Any

from tests.slack_server.limits.blocks import blocks
from tests.slack_server.limits.messages import Refusal
from tests.slack_server.limits.rules import Problems, lengths, problem, texts

MOST_BLOCKS = 100
SIZE = 250_000  # bytes of the whole view


def refusal(view: Any) -> Refusal | None:
    """Why Slack refuses this view; None: it takes it."""
    if not isinstance(view, dict):
        return Refusal("invalid_arguments", ("must provide an object [json-pointer:/view]",))
    if len(json.dumps(view)) > SIZE:
        return Refusal("view_too_large")
    reasons = tuple(_problems(view))
    return Refusal("invalid_arguments", reasons) if reasons else None


def _problems(view: dict[str, Any]) -> Problems:
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        yield problem(f"unsupported type: {kind}", "/view/type")
        return
    if "blocks" not in view:
        yield problem("missing required field: blocks", "/view")
    yield from blocks(view.get("blocks", []), "/view/blocks", MOST_BLOCKS, view=True)
    limits = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
    yield from lengths(view, "/view", limits)
    if kind == "modal":
        yield from _modal(view)


def _modal(view: dict[str, Any]) -> Problems:
    limits = {"title": 24, "submit": 24, "close": 24}
    yield from texts(view, "/view", limits, needed=("title",))
    listed = [block for block in view.get("blocks", ()) if isinstance(block, dict)]
    has_input = any(block.get("type") == "input" for block in listed)
    if has_input and not view.get("submit"):
        yield problem("missing required field: submit (the view has an input)", "/view")
