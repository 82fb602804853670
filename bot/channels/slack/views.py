"""Modals: how one is made, and what was filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.channels.slack.elements import Json, plain_text
from bot.channels.slack.limits import INPUT, INPUT_LABEL, TITLE


def modal(
    name: str, titles: tuple[str, str, str], blocks: Sequence[Json], remembered: str = ""
) -> Json:
    """A form; ``titles`` are its own, and those of its buttons to send and to close it.

    Without a title to send it, it only shows something.
    """
    title, submit, close = titles
    view: Json = {
        "type": "modal",
        "callback_id": name,
        "private_metadata": remembered,
        "title": plain_text(title, TITLE),
        "close": plain_text(close, TITLE),
        "blocks": list(blocks),
    }
    return {**view, "submit": plain_text(submit, TITLE)} if submit else view


def field(name: str, label: str, element: Json, *, optional: bool = False) -> Json:
    """Something to fill in, known by its name."""
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain_text(label, INPUT_LABEL),
        "element": {**element, "action_id": name},
    }


def day(chosen: date | None = None) -> Json:
    """A day to choose."""
    element: Json = {"type": "datepicker"}
    return {**element, "initial_date": chosen.isoformat()} if chosen else element


def words(filled_in: str = "", most: int = INPUT) -> Json:
    """Room for some lines of words."""
    element: Json = {"type": "plain_text_input", "multiline": True, "max_length": most}
    return {**element, "initial_value": filled_in} if filled_in else element


def _entry(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    values = (view.get("state") or {}).get("values") or {}
    entry: Mapping[str, Any] = (values.get(name) or {}).get(name) or {}
    return entry


def typed(view: Mapping[str, Any], name: str) -> str:
    """What was typed into a field, or the day that was chosen in it."""
    entry = _entry(view, name)
    return str(entry.get("value") or entry.get("selected_date") or "").strip()


def chosen(view: Mapping[str, Any], name: str) -> str:
    """The value of the option that was chosen in a field."""
    return str((_entry(view, name).get("selected_option") or {}).get("value") or "")
