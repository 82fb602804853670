"""Single rules: a value and where it stands -> the problem, if any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.slack_server.records import Json

Problems = Iterator[str]


def problem(reason: str, at: str) -> str:
    return f"{reason} [json-pointer:{at}]"


def length(value: Any, at: str, most: int, least: int = 1) -> Problems:
    """A string of ``least`` to ``most`` characters."""
    if not isinstance(value, str):
        yield problem("must provide a string", at)
    elif len(value) < least:
        yield problem(f"must be more than {least - 1} characters", at)
    elif len(value) > most:
        yield problem(f"must be less than {most + 1} characters", at)


def lengths(node: Json, at: str, limits: Mapping[str, int]) -> Problems:
    """Those of the named strings that are there."""
    for name, most in limits.items():
        if name in node:
            yield from length(node[name], f"{at}/{name}", most, least=0)


def text(node: Any, at: str, most: int, *, plain: bool = False) -> Problems:
    """A text object; ``plain``: it must be of type plain_text."""
    if not isinstance(node, dict):
        yield problem("must provide an object", at)
        return
    kind = node.get("type")
    if kind not in ({"plain_text"} if plain else {"plain_text", "mrkdwn"}):
        yield problem(f"unsupported type: {kind}", f"{at}/type")
    if "emoji" in node and kind == "mrkdwn":
        yield problem("no more properties are allowed: emoji", at)
    yield from length(node.get("text"), f"{at}/text", most)


def texts(
    node: Json, at: str, limits: Mapping[str, int], *, needed: Sequence[str] = ()
) -> Problems:
    """The plain_text objects of these names; ``needed`` must be there."""
    yield from missing(node, at, needed)
    for name, most in limits.items():
        if node.get(name) is not None:
            yield from text(node[name], f"{at}/{name}", most, plain=True)


def missing(node: Json, at: str, needed: Sequence[str]) -> Problems:
    for name in needed:
        if node.get(name) is None:
            yield problem(f"missing required field: {name}", at)


def count(items: Any, at: str, most: int, least: int = 1) -> Problems:
    """A list of ``least`` to ``most`` things."""
    if not isinstance(items, list):
        yield problem("must provide an array", at)
    elif len(items) < least:
        yield problem(f"no fewer than {least} items allowed", at)
    elif len(items) > most:
        yield problem(f"no more than {most} items allowed", at)


def unique(values: Sequence[Any], at: str, name: str) -> Problems:
    """No value stands twice; empty ones do not count."""
    seen: set[Any] = set()
    for value in values:
        if value and value in seen:
            yield problem(f"`{name}` must be unique: {value} already exists", at)
        seen.add(value)
