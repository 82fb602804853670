"""How people write hours, days, dates, nations and zones where they ask for a reminder."""

from __future__ import annotations

import re
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.actions.dates import due_of_timescale
from bot.core.reminders.values import Nation
from bot.core.reports.wording import day

__all__ = ["DATE", "NATION", "NATIONS", "NUMBER", "TIME", "WEEKDAY", "ZONE", "date_in", "day"]

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = "|".join(_NUMBERS)
NUMBER = rf"(?:\d{{1,3}}|an?|{_HOURS})"
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)s?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    rf"(?:{WEEKDAY},? )?(?:the )?(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})"
    rf"|{_DAY}(?: of)? {_MONTH}\b(?:,? \d{{4}}\b)?|{_MONTH} {_DAY}\b(?:,? \d{{4}}\b)?)"
)
_HALF_OF_DAY = (
    r"(?: o'?clock\b)?(?:\s*(?P<half>[ap]\.?m\b\.?|(?:in the )?(?:morning|afternoon|evening)\b))?"
)
_NOT_A_TIME = r"(?!\s*(?:working|days?|weeks?|months?|st|nd|rd|th|of|[/-]|\d|" + _MONTH + r")\b)"
TIME = (
    r"(?:at )?(?:(?:12 )?(?P<noon>noon|midday|midnight)"
    rf"|(?P<past>half|(?:a )?quarter|five|ten|twenty[- ]five|twenty)(?: (?P<way>past|to))?"
    rf" (?P<spoken>\d{{1,2}}|{_HOURS})|(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})"
    rf"|(?<=at )(?P<four>[012]\d{{3}})|(?P<padded>0\d{{3}})|(?P<bare>\d{{1,2}}|{_HOURS})"
    rf"{_NOT_A_TIME}){_HALF_OF_DAY}"
)
_PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twentyfive": 25}
NATIONS = {
    **{"scotland": Nation.SCOTLAND, "scottish": Nation.SCOTLAND, "scots": Nation.SCOTLAND},
    **{"england": Nation.ENGLAND, "english": Nation.ENGLAND},
    **{"wales": Nation.WALES, "welsh": Nation.WALES},
    **{"northern ireland": Nation.NORTHERN_IRELAND, "northern irish": Nation.NORTHERN_IRELAND},
}
NATION = f"(?:{'|'.join(sorted(NATIONS, key=len, reverse=True))})"
ZONE = (
    r"(?:in |(?:in )?(?:the )?(?:time ?)?zone )(?P<zone>[a-z_]+/[a-z_]+(?:/[a-z_]+)?|utc)"
    r"|(?:in |by )?(?P<city>[a-z_]+) time"
)


def number(text: str) -> int:
    """The number of a word or of digits: "two", "other", "12"."""
    said = text.lower()
    if said in _ORDINALS:
        return _ORDINALS[said]
    if said in ("a", "an"):
        return 1
    return _NUMBERS.index(said) + 1 if said in _NUMBERS else int(said)


def numbers(text: str) -> list[int]:
    """The numbers of a list such as "10, 5 and 1"."""
    return [number(one) for one in re.split(r", | and | or ", text)]


def weekday(text: str) -> int:
    """0 is Monday."""
    return _DAYS.index(text.lower()[:3])


def date_in(text: str, today: date) -> date | None:
    """The day that is written; without a year the next such day. None: there is no such day."""
    return due_of_timescale(text, today)


def time_of(match: re.Match[str]) -> time | None:
    """The time of day on the wall; None where there is none such.

    A bare hour from 1 to 6 is in the afternoon, unless it is written with a nought or as morning.
    """
    if match["noon"]:
        return time(0 if match["noon"].lower() == "midnight" else 12)
    hour, minute, exact = _hour_and_minute(match)
    half = (match["half"] or "").lower().replace(".", "")
    is_morning, is_later = half == "am" or "morning" in half, half == "pm" or "noon" in half
    is_later = is_later or "evening" in half
    if is_morning and hour == 12:
        hour = 0
    elif hour < 12 and (is_later or (hour in range(1, 7) and not is_morning and not exact)):
        hour += 12
    if hour > 23 or not 0 <= minute < 60:
        return None
    return time(hour, minute)


def _hour_and_minute(match: re.Match[str]) -> tuple[int, int, bool]:
    """As they are written, and whether by the 24 hours of the day."""
    if match["past"]:
        minutes = _PAST[re.sub(r"^a |[- ]", "", match["past"].lower())]
        hour = number(match["spoken"])
        before = (match["way"] or "").lower() == "to"
        return (hour - 1 if before else hour) or 12, 60 - minutes if before else minutes, False
    if four := match["four"] or match["padded"]:
        return int(four[:2]), int(four[2:]), True
    written = match["hour"] or match["bare"]
    return number(written), int(match["minute"] or 0), written.startswith("0")


def zone_of(match: re.Match[str]) -> str | None:
    """The name of a zone that there is: Europe/Dublin, also "dublin time"."""
    said = match["zone"] or f"Europe/{match['city']}"
    name = "UTC" if said.lower() == "utc" else "/".join(map(_titled, said.split("/")))
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _titled(part: str) -> str:
    """A part of a zone's name: Isle_of_Man."""
    return "_".join(w if w in ("of", "es") else w.capitalize() for w in part.lower().split("_"))


def working_days(count: int, unit: str) -> int:
    """So many days or weeks, in working days."""
    return count * {"w": 5, "m": 21}.get(_unit(unit), 1)


def days(count: int, unit: str, most: int) -> int | None:
    """So many days, weeks or months, in days; None where it is none or more than ``most``."""
    found = count * {"w": 7, "m": 30}.get(_unit(unit), 1)
    return found if 0 < found <= most else None


def weeks(count: int, unit: str, most: int) -> int | None:
    """So many weeks or months, in weeks; None where it is none or more than ``most``."""
    found = round(count * 30.4 / 7) if _unit(unit) == "m" else count
    return found if 0 < found <= most else None


def _unit(unit: str) -> str:
    """The letter that tells weeks, months and days apart."""
    return "d" if "day" in unit.lower() else unit.lower()[0]
