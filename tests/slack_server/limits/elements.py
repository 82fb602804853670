"""An interactive element -> what Slack would refuse in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.slack_server.limits.rules import (
    Problems,
    count,
    length,
    lengths,
    missing,
    problem,
    text,
    texts,
)
from tests.slack_server.records import Json

IDS = {"action_id": 255, "block_id": 255}
SELECTS = frozenset(
    f"{many}{source}_select"
    for many in ("", "multi_")
    for source in ("static", "external", "users", "conversations", "channels")
)
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
_INITIAL = {"datepicker": r"\d{4}-\d\d-\d\d", "timepicker": r"\d\d:\d\d"}


def element(node: Any, at: str, allowed: frozenset[str]) -> Problems:
    """An element of one of the ``allowed`` types."""
    kind = node.get("type") if isinstance(node, dict) else None
    if kind not in allowed:
        yield problem(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from lengths(node, at, IDS)
    if node.get("confirm") is not None:
        yield from _confirm(node["confirm"], f"{at}/confirm")
    yield from texts(node, at, {"placeholder": 150})
    check = select if kind in SELECTS else _CHECKS.get(kind)
    if check:
        yield from check(node, at)


def button(node: Json, at: str) -> Problems:
    yield from texts(node, at, {"text": 75}, needed=("text",))
    yield from lengths(node, at, {"value": 2000, "url": 3000, "accessibility_label": 75})
    if node.get("style", "primary") not in {"primary", "danger"}:
        yield problem(f"unsupported style: {node['style']}", f"{at}/style")


def select(node: Json, at: str) -> Problems:
    """A menu; a static one has options or groups of them, up to 100."""
    if node["type"].endswith("static_select"):
        if ("options" in node) == ("option_groups" in node):
            yield problem("must provide either options or option_groups", at)
        if "option_groups" in node:
            yield from count(node["option_groups"], f"{at}/option_groups", 100)
            for n, group in enumerate(node["option_groups"]):
                yield from texts(group, f"{at}/option_groups/{n}", {"label": 75}, needed=("label",))
                yield from options(group.get("options"), f"{at}/option_groups/{n}/options", 100)
        else:
            yield from options(node.get("options"), f"{at}/options", 100)
    yield from _initial_options(node, at)


def options(items: Any, at: str, most: int) -> Problems:
    """A list of options: labels to 75 characters, values to 150."""
    yield from count(items, at, most)
    for n, option in enumerate(items if isinstance(items, list) else ()):
        yield from missing(option, f"{at}/{n}", ("text", "value"))
        yield from text(option.get("text"), f"{at}/{n}/text", 75)
        yield from lengths(option, f"{at}/{n}", {"value": 150, "url": 3000})
        if option.get("description") is not None:
            yield from text(option["description"], f"{at}/{n}/description", 75)


def _initial_options(node: Json, at: str) -> Problems:
    """What is chosen at first must be one of the options, word for word."""
    groups = [node, *node.get("option_groups", ())]
    offered = [option for group in groups for option in group.get("options", ())]
    initial = [*node.get("initial_options", ()), node.get("initial_option")]
    for chosen in initial:
        if chosen is not None and offered and chosen not in offered:
            yield problem("must be one of the options", f"{at}/initial_option")


def _choices(node: Json, at: str) -> Problems:
    yield from options(node.get("options"), f"{at}/options", 10)
    yield from _initial_options(node, at)


def _overflow(node: Json, at: str) -> Problems:
    yield from options(node.get("options"), f"{at}/options", 5)


def _plain_text_input(node: Json, at: str) -> Problems:
    yield from lengths(node, at, {"initial_value": 3000})
    for name in ("min_length", "max_length"):
        if name in node and not 0 <= node[name] <= 3000:
            yield problem("must be between 0 and 3000", f"{at}/{name}")


def _number_input(node: Json, at: str) -> Problems:
    yield from missing(node, at, ("is_decimal_allowed",))
    for name in ("initial_value", "min_value", "max_value"):
        if name in node and not re.fullmatch(r"-?\d+(\.\d+)?", str(node[name])):
            yield problem("must be a number", f"{at}/{name}")


def _picker(node: Json, at: str) -> Problems:
    name = node["type"].removesuffix("picker")
    given, form = node.get(f"initial_{name}"), _INITIAL.get(node["type"])
    if given is not None and form and not re.fullmatch(form, str(given)):
        yield problem("invalid format", f"{at}/initial_{name}")


def _image(node: Json, at: str) -> Problems:
    yield from missing(node, at, ("alt_text",))
    yield from lengths(node, at, {"alt_text": 2000, "image_url": 3000})
    if ("image_url" in node) == ("slack_file" in node):
        yield problem("must provide either image_url or slack_file", at)


def _feedback(node: Json, at: str) -> Problems:
    for name in ("positive_button", "negative_button"):
        yield from missing(node, at, (name,))
        inner = node.get(name) or {}
        yield from texts(inner, f"{at}/{name}", {"text": 75}, needed=("text",))
        yield from lengths(inner, f"{at}/{name}", {"value": 2000, "accessibility_label": 75})


def _icon_button(node: Json, at: str) -> Problems:
    yield from texts(node, at, {"text": 75}, needed=("text",))
    yield from lengths(node, at, {"value": 2000, "accessibility_label": 75})


def _confirm(node: Any, at: str) -> Problems:
    if not isinstance(node, dict):
        yield problem("must provide an object", at)
        return
    yield from texts(node, at, {"title": 100, "confirm": 30, "deny": 30}, needed=("title", "text"))
    if node.get("text") is not None:
        yield from text(node["text"], f"{at}/text", 300)


def label(node: Json, at: str) -> Problems:
    """What names an input."""
    yield from texts(node, at, {"label": 2000, "hint": 2000}, needed=("label", "element"))


_CHECKS: dict[str, Callable[[Json, str], Problems]] = {
    "button": button,
    "checkboxes": _choices,
    "radio_buttons": _choices,
    "overflow": _overflow,
    "plain_text_input": _plain_text_input,
    "number_input": _number_input,
    "datepicker": _picker,
    "timepicker": _picker,
    "image": _image,
    "feedback_buttons": _feedback,
    "icon_button": _icon_button,
}
__all__ = ["IDS", "PICKERS", "SELECTS", "button", "element", "label", "length", "options"]
