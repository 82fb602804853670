"""The value of a cell of a sheet -> the text that a person sees, and its parts."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from indexer.decoding import visible
from indexer.readers.lines import BULLET
from indexer.types import Element, Role

_UNSHOWN = re.compile(r"_.|\*.|\[(?:[A-Za-z]+ ?\d*|[<>=]+[\d.]+)\]")  # padding, colours, conditions
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_PATTERN = re.compile(r"(?P<before>[^#0,.%]*)(?P<whole>[#0,]+)(?:\.(?P<part>[0#]+))?(?P<after>.*)")
_PLAIN_WORDS = re.compile(r"[^#0?@]*")
_ESCAPED = re.compile(r"_x000[dD]_")
_GENERAL_DIGITS = 11  # that Excel shows of a number without a format
_LONGEST_FORMAT = 100


def shown(value: object, number_format: str = "General") -> str:
    """A value as it is shown: "12 March 2026", "60%", "£1,200", "Yes".

    A date in a format without days is shown without one. Of number formats the simple ones are
    followed; in others a number is shown as it is.
    """
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime | date | time):
        return _moment(value, number_format)
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    text = visible(_ESCAPED.sub("", str(value or "")))
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def parts(text: str) -> tuple[Element, ...]:
    """The paragraphs and items of a cell, a line for each; a sentence broken by hand is joined."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if lines and line[:1].islower() and not BULLET.match(line) and lines[-1][-1].isalnum():
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return tuple(map(_part, lines))


def _part(line: str) -> Element:
    bullet = BULLET.match(line)
    if not bullet:
        return Element(line)
    return Element(line[bullet.end() :].strip(), Role.ITEM, marker=bullet.group(2))


def _moment(value: datetime | date | time, number_format: str) -> str:
    codes = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format).lower()
    clock = value if isinstance(value, time) else getattr(value, "time", time)()
    told = f"{clock:%H:%M}" if clock != time() or isinstance(value, time) else ""
    if isinstance(value, time):
        return told
    day = f"{value.day} " if "d" in codes or not codes.strip() or codes == "general" else ""
    month = f"{value:%B} " if day or "m" in codes.replace("h:mm", "") else ""
    return f"{day}{month}{value.year} {told}".strip()


def _number(value: float, number_format: str) -> str:
    sections = number_format[:_LONGEST_FORMAT].split(";")
    negative = value < 0
    codes = sections[1] if negative and len(sections) > 1 else sections[0]
    plain = _UNSHOWN.sub("", _CURRENCY.sub(r'"\1"', codes))
    match = _PATTERN.fullmatch(
        _QUOTED.sub(lambda quoted: quoted.group(1) or quoted.group(2), plain)
    )
    if not match or codes.strip().lower() == "general" or "/" in plain or "E+" in plain:
        return _general(value)
    before, after = match["before"], match["after"]
    if not (_PLAIN_WORDS.fullmatch(before) and _PLAIN_WORDS.fullmatch(after)):
        return _general(value)
    size = abs(value) * (100 if "%" in after else 1)
    decimals = (match["part"] or "").count("0")
    optional = (match["part"] or "").count("#")
    digits = f"{size:{',' if ',' in match['whole'] else ''}.{min(decimals + optional, 20)}f}"
    if optional:
        kept = digits.rstrip("0")
        digits = digits[: max(len(kept), len(digits) - optional)].rstrip(".")
    before, after = before.strip("(- "), after.rstrip(") ")
    return f"{'-' if negative else ''}{before}{digits}{after}".strip()


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**_GENERAL_DIGITS):
        return f"{value:.0f}" if isinstance(value, float) else str(value)
    return f"{value:.{_GENERAL_DIGITS - 1}g}"
