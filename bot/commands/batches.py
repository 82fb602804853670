"""A file of JSON lines, or stdin -> its rows, each with its line or what is wrong with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from bot.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a batch, from 1: its object, or the fault for which there is none."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


def opened(path: str) -> BinaryIO:
    """The file, or stdin for -. Raises UsageError where it cannot be read."""
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None


def rows_of(lines: BinaryIO, example: str) -> Iterator[Row]:
    """The rows of a batch; blank lines are passed over. ``example`` shows what a row should be."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, number, example)


def _row(line: bytes, number: int, example: str) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, fault="this is not JSON in UTF-8.")
    if not isinstance(values, dict):
        return Row(number, fault=f"this is not a JSON object {example}.")
    return Row(number, values)


def sound(text: str) -> str:
    """The text without half of a surrogate pair, which can be typed and no model takes."""
    return text.encode(errors="replace").decode()
