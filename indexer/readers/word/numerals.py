"""A count -> how it is written in a list: 3, 03, c, iii, third."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_MOST_ROMAN = 5000


def written(count: int, form: str) -> str:
    """A count in one of the forms of Word (``w:numFmt``); decimal for a form that is not known."""
    return _FORMS.get(form, str)(count)


def _letters(count: int) -> str:
    """A to z, then aa to zz, then aaa: the letter is repeated, as Word does."""
    if not 0 < count <= 26 * 30:
        return str(count)
    again, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (again + 1)


def _roman(count: int) -> str:
    if not 0 < count < _MOST_ROMAN:
        return str(count)
    made = ""
    for amount, numeral in _ROMAN:
        times, count = divmod(count, amount)
        made += numeral * times
    return made


def _ordinal(count: int) -> str:
    last = count % 10 if count // 10 % 10 != 1 else 0
    return f"{count}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _word(words: list[str]) -> Callable[[int], str]:
    return lambda count: words[count].capitalize() if 0 <= count < len(words) else str(count)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ordinal": _ordinal,
    "cardinalText": _word(_CARDINALS),
    "ordinalText": _word(_ORDINALS),
    "numberInDash": lambda count: f"- {count} -",
    "none": lambda count: "",
}
