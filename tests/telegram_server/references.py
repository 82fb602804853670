"""Character references in HTML -> the characters that Telegram reads in them."""

from __future__ import annotations

import html
import re

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z]));?")
_LONGEST = 9  # characters of a reference without its semicolon


def unescaped(text: str) -> str:
    """Numbers and the four names that Telegram knows; everything else stays as it is written."""
    return _REFERENCE.sub(lambda match: _character(match) or match.group(), text)


def _character(reference: re.Match[str]) -> str:
    """The character that is meant, also half a surrogate pair; nothing where it is none."""
    hexadecimal, decimal, name = reference.groups()
    if name:
        return html.unescape(f"&{name};")
    if len(reference.group().rstrip(";")) > _LONGEST:
        return ""
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF else ""
