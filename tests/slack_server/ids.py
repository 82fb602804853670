"""Blocks as a bot sends them -> the same with the ids that Slack gives to what has none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from tests.slack_server.records import Json

_SHOWN_ONLY = {"image", "mrkdwn", "plain_text"}


def with_ids(blocks: list[Json], new_id: Callable[[str], str]) -> list[Json]:
    """A copy in which every block has a block_id and every interactive element an action_id."""
    made = copy.deepcopy(blocks)
    for block in made:
        if not block.get("block_id"):
            block["block_id"] = new_id("b")
        held = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for element in held:
            if _is_interactive(block, element) and not element.get("action_id"):
                element["action_id"] = new_id("a")
    return made


def _is_interactive(block: Json, element: Any) -> bool:
    holds = block.get("type") in {"actions", "context_actions", "section", "input"}
    return holds and isinstance(element, dict) and element.get("type") not in _SHOWN_ONLY
