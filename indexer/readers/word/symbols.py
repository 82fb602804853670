"""Characters of symbol fonts -> the characters that people see."""

from __future__ import annotations

import re

BULLET = "•"
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_DINGBATS = ("wingdings", "webdings", "zapf dingbats")
# A character of a symbol font, by its code in the font: the ones that documents use in text.
_WINGDINGS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐",
    0xE0: "→", 0xE8: "→", 0xF0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓",
}  # fmt: skip
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: BULLET, 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD7: "⋅", 0xDE: "⇒", 0xE4: "™",
} | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))  # fmt: skip
_HOLLOW = "◦"


def symbol(code: str, font: str) -> str:
    """What a w:sym shows: its code in hexadecimal, in a font. Nothing where it is decoration."""
    try:
        return _shown(int(code, 16) & 0xFFFF, font)
    except ValueError:
        return ""


def without_private(text: str, font: str) -> str:
    """The text with the codes of symbol fonts as the characters they show."""
    return _PRIVATE.sub(lambda match: _shown(ord(match.group()), font), text)


def bullet(text: str, font: str) -> str:
    """A list's bullet as people see it; a picture of a symbol font is a plain bullet."""
    plain = text.strip()
    symbolic = font.lower().startswith((*_DINGBATS, "symbol"))
    if not plain or _PRIVATE.search(plain) or "\ue000" <= plain[0] <= "\uf8ff":
        return BULLET if plain else ""
    if symbolic and plain not in "–—-•◦▪":
        return BULLET
    return _HOLLOW if plain == "o" else plain


def _shown(code: int, font: str) -> str:
    lower = font.lower()
    if lower.startswith(_DINGBATS):
        return _WINGDINGS.get(code & 0xFF, BULLET if code & 0xFF in range(0x6C, 0xAF) else "")
    if code >= 0xF000 or lower.startswith("symbol"):
        code &= 0xFF
        return _SYMBOL.get(code, chr(code) if 0x20 <= code < 0x7F else "")
    return chr(code) if code >= 0x20 and not 0xD800 <= code < 0xE000 else ""
