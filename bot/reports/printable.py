"""Text as it came in -> text that every format can hold, with nothing of what can be read lost."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)


def printable(text: str) -> str:
    r"""The text without the characters that XML or HTML refuses; each line ends in ``\n``."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))
