"""The name of a feast, a holiday or a season -> its days in a year, as the United Kingdom has them.

A season is three whole months (spring: March to May). School holidays differ from area to area, so
these are wide or a guess: summer is July and August, a half term is one week. A plain "may day" is
1 May, also where its bank holiday is another day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from bot.core.actions.dates.days import Span, day, month, months, nth_weekday

Feast = Callable[[int], Span | None]
MONDAY, SUNDAY = 0, 6


def _fixed(number: int, of_month: int) -> Feast:
    return lambda year: day(date(year, of_month, number))


def _from_easter(first: int, last: int | None = None) -> Feast:
    def feast(year: int) -> Span:
        sunday, end = easter(year), first if last is None else last
        return Span(sunday + timedelta(days=first), sunday + timedelta(days=end))

    return feast


def _nth(nth: int, weekday: int, of_month: int) -> Feast:
    def feast(year: int) -> Span | None:
        found = nth_weekday(month(year, of_month), weekday, nth)
        return None if found is None else day(found)

    return feast


def _days(first: tuple[int, int], last: tuple[int, int], *, into_next: bool = False) -> Feast:
    return lambda year: Span(
        date(year, first[1], first[0]), date(year + into_next, last[1], last[0])
    )


def _from_monday(nth: int, of_month: int) -> Feast:
    """Monday to Friday of the week of the nth Monday of a month."""

    def feast(year: int) -> Span | None:
        monday = nth_weekday(month(year, of_month), MONDAY, nth)
        return None if monday is None else Span(monday, monday + timedelta(days=4))

    return feast


_BREAKS = ("break", "holidays", "holiday", "recess", "shutdown")


def _breaks(name: str, feast: Feast) -> dict[str, Feast]:
    return {f"{name} {word}": feast for word in _BREAKS}


FEASTS: dict[str, Feast] = {
    "new year": _fixed(1, 1),
    "new years": _fixed(1, 1),
    "new years day": _fixed(1, 1),
    "twelfth night": _fixed(5, 1),
    "burns night": _fixed(25, 1),
    "burns day": _fixed(25, 1),
    "candlemas": _fixed(2, 2),
    "valentines": _fixed(14, 2),
    "valentines day": _fixed(14, 2),
    "st davids day": _fixed(1, 3),
    "international womens day": _fixed(8, 3),
    "st patricks day": _fixed(17, 3),
    "april fools": _fixed(1, 4),
    "april fools day": _fixed(1, 4),
    "st georges day": _fixed(23, 4),
    "may day": _fixed(1, 5),
    "may day bank holiday": _nth(1, MONDAY, 5),
    "early may bank holiday": _nth(1, MONDAY, 5),
    "spring bank holiday": _nth(-1, MONDAY, 5),
    "volunteers week": _days((1, 6), (7, 6)),
    "fathers day": _nth(3, SUNDAY, 6),
    "midsummer": _fixed(24, 6),
    "august bank holiday": _nth(-1, MONDAY, 8),
    "michaelmas": _fixed(29, 9),
    "halloween": _fixed(31, 10),
    "bonfire night": _fixed(5, 11),
    "guy fawkes": _fixed(5, 11),
    "guy fawkes night": _fixed(5, 11),
    "remembrance sunday": _nth(2, SUNDAY, 11),
    "remembrance day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "st andrews day": _fixed(30, 11),
    "christmas": _fixed(25, 12),
    "christmas eve": _fixed(24, 12),
    "christmas day": _fixed(25, 12),
    "boxing day": _fixed(26, 12),
    "new years eve": _fixed(31, 12),
    "hogmanay": _fixed(31, 12),
    "shrove tuesday": _from_easter(-47),
    "pancake day": _from_easter(-47),
    "pancake tuesday": _from_easter(-47),
    "ash wednesday": _from_easter(-46),
    "mothers day": _from_easter(-21),
    "mothering sunday": _from_easter(-21),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "easter": _from_easter(-2, 0),  # "by easter" is Easter Day, "before easter" Maundy Thursday
    "easter weekend": _from_easter(-2, 0),
    "easter day": _from_easter(0),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "ascension day": _from_easter(39),
    "whitsun": _from_easter(49),
    "whit sunday": _from_easter(49),
    "pentecost": _from_easter(49),
    "whit monday": _from_easter(50),
    **_breaks("easter", _from_easter(-2, 1)),
    **_breaks("christmas", _days((25, 12), (2, 1), into_next=True)),
    **_breaks("summer", lambda year: months(year, 7, 2)),
}

HALF_TERMS: dict[str, Feast] = {
    "february": _from_monday(3, 2),
    "may": _from_monday(-1, 5),
    "october": _from_monday(-1, 10),
}

SEASONS: dict[str, Feast] = {
    "spring": lambda year: months(year, 3, 3),
    "summer": lambda year: months(year, 6, 3),
    "autumn": lambda year: months(year, 9, 3),
    "winter": lambda year: months(year, 12, 3),
}
