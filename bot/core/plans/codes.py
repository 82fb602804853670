"""The name of a plan -> its code (South Ayrshire -> SA), and the numbers of its actions (SA24)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count, product
from string import ascii_uppercase

from indexer.words import fold

_SMALL = frozenset("a an and at by for from in of on or the to with".split())
_OF_ONE_WORD, _LEAST, _MOST = 3, 2, 4  # letters of a code
_NO_NAME = "PLAN"


def plan_code(area: str, title: str, taken: Collection[str]) -> str:
    """A code of capital letters that no plan has yet: of the area's name, or else of the title.

    Letters only: SA2 would be an action of SA.
    """
    code = _of_name(area) or _of_name(title) or _NO_NAME
    return next(one for one in _codes_from(code) if one not in taken)


def _of_name(name: str) -> str:
    said = re.findall(r"[a-z]+", fold(name).replace("'", ""))
    said = [word for word in said if word not in _SMALL] or said
    letters = "".join(word[0] for word in said) if len(said) > 1 else "".join(said)[:_OF_ONE_WORD]
    code = letters[:_MOST].upper()
    return code if len(code) != 1 else code.ljust(_LEAST, "P")


def _codes_from(code: str) -> Iterator[str]:
    """SA, SAB, SAC, ..., SAZ, SAAA, ...: without end."""
    yield code
    yield from (code + letter for letter in ascii_uppercase[1:])
    for more in count(2):
        yield from (code + "".join(letters) for letters in product(ascii_uppercase, repeat=more))


class Numbers:
    """Gives new actions of a plan their ids. A number that was used once is never used again."""

    def __init__(self, plan: str, used: Iterable[str] = ()) -> None:
        self._plan = plan
        self._highest: dict[str, int] = {}
        for action in used:
            above, number = _split(action, plan)
            self._highest[above] = max(number, self._highest.get(above, 0))

    def next(self, part_of: str = "") -> str:
        """The next id in the plan, or below the action that it is a part of (MID9.2)."""
        number = self._highest[part_of] = self._highest.get(part_of, 0) + 1
        return f"{part_of}.{number}" if part_of else f"{self._plan}{number}"


def _split(action: str, plan: str) -> tuple[str, int]:
    """What an id stands below, and its last number: MID9.2 -> (MID9, 2), MID9 -> (, 9)."""
    above, dot, last = action.rpartition(".")
    number = last if dot else action.removeprefix(plan)
    return above, int(number) if number.isdecimal() else 0


def place_in_order(action: str) -> tuple[str, tuple[int, ...]]:
    """Sorts ids as people do: SA2 before SA10, MID9 before MID9.1."""
    letters = action.rstrip("0123456789.")
    numbers = action[len(letters) :].split(".")
    return letters, tuple(int(number) for number in numbers if number.isdecimal())
